// Payments: the list, one with its refunds, and a refund by itself.
import { api, http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import { defined } from '@/lib/defined'
import { textSearch } from '@/lib/search'

export type PaymentItem = Schema<'PaymentRow'>
export type Payment = Schema<'PaymentView'>

export const paymentSearch = textSearch('search', 'sort', 'state')
export type PaymentSearch = ReturnType<typeof paymentSearch>

export const paymentList = ({ search, sort, state }: PaymentSearch) =>
  pages<PaymentItem>(['/api/customers/payments', search, sort, state], (after) =>
    http.GET('/api/customers/payments', { params: { query: defined({ search, sort, state, after }) } }),
  )

export const paymentById = (paymentId: string) =>
  api.queryOptions('get', '/api/customers/payments/{payment_id}', { params: { path: { payment_id: paymentId } } })

export type Refund = Schema<'RefundView'>

export const refundById = (refundId: string) => api.queryOptions('get', '/api/customers/refunds/{refund_id}', { params: { path: { refund_id: refundId } } })
