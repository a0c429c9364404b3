// Orders: the list and one with its lines, splits and payments.
import { api, http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import { defined } from '@/lib/defined'
import { textSearch } from '@/lib/search'

export type OrderItem = Schema<'OrderRow'>
export type Order = Schema<'OrderView'>

export const orderSearch = textSearch('search', 'sort', 'state')
export type OrderSearch = ReturnType<typeof orderSearch>

export const orderList = ({ search, sort, state }: OrderSearch) =>
  pages<OrderItem>(['/api/customers/orders', search, sort, state], (after) =>
    http.GET('/api/customers/orders', { params: { query: defined({ search, sort, state, after }) } }),
  )

export const orderById = (orderId: string) => api.queryOptions('get', '/api/customers/orders/{order_id}', { params: { path: { order_id: orderId } } })
