import { createFileRoute } from '@tanstack/react-router'
import { orderList, orderSearch } from '@/features/customers/order.queries'
import { OrderListPage } from '@/features/customers/order-list.page'

export const Route = createFileRoute('/_app/customers/orders')({
  validateSearch: orderSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.cache.ensureInfiniteQueryData(orderList(deps)).then(() => null),
  component: OrderListPage,
})
