import { createFileRoute } from '@tanstack/react-router'
import { paymentList, paymentSearch } from '@/features/customers/payment.queries'
import { PaymentListPage } from '@/features/customers/payment-list.page'

export const Route = createFileRoute('/_app/customers/payments')({
  validateSearch: paymentSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.cache.ensureInfiniteQueryData(paymentList(deps)).then(() => null),
  component: PaymentListPage,
})
