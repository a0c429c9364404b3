// The orders one may see: search, sort, and the amount that opens its order.
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { DocumentList, type DocumentKind } from './document-list'
import { type OrderItem, orderList, orderSearch } from './order.queries'

const route = getRouteApi('/_app/customers/orders')

const ORDERS: DocumentKind<OrderItem> = {
  of: 'order',
  words: 'orders',
  states: ['open', 'cancelled'],
  day: 'signed_on',
  beside: 'owner',
  amount: 'net',
  row: (order) => ({
    id: order.id,
    day: order.signed_on,
    code: order.code,
    customer: order.customer?.name,
    beside: order.owner?.name,
    state: order.state,
    amount: order.net,
    currency: order.currency,
    note: order.code,
  }),
}

export function OrderListPage() {
  const { t } = useTranslation('customers')
  const all = route.useSearch()
  const search = orderSearch(all)
  const navigate = route.useNavigate()
  return (
    <DocumentList
      kind={ORDERS}
      list={orderList(search)}
      search={search}
      open={all.open}
      empty={search.search || search.state ? t('orders.none_found') : t('orders.empty')}
      onChange={(part) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })}
    />
  )
}
