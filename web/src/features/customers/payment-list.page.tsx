// The payments one may see; those without an order are a list of their own.
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DocumentList, type DocumentKind } from './document-list'
import { type PaymentItem, paymentList, paymentSearch } from './payment.queries'
import { paymentState } from './payment-state'

const route = getRouteApi('/_app/customers/payments')

const PAYMENTS: DocumentKind<PaymentItem> = {
  of: 'payment',
  words: 'payments',
  states: ['matched', 'unmatched', 'cancelled'],
  day: 'received_on',
  beside: 'order',
  amount: 'amount',
  row: (payment) => ({
    id: payment.id,
    day: payment.received_on,
    code: payment.code,
    customer: payment.customer?.name,
    beside: payment.order?.code,
    state: paymentState(payment),
    amount: payment.amount,
    currency: payment.currency,
    note: payment.order?.code,
  }),
}

export function PaymentListPage() {
  const { t } = useTranslation('customers')
  const all = route.useSearch()
  const search = paymentSearch(all)
  const navigate = route.useNavigate()
  const found = search.search || search.state ? t('payments.none_found') : t('payments.empty')
  return (
    <DocumentList
      kind={PAYMENTS}
      list={paymentList(search)}
      search={search}
      open={all.open}
      empty={search.state === 'unmatched' && !search.search ? t('payments.none_unmatched') : found}
      onChange={(part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })}
    />
  )
}
