// Payments: the list and one with its parts and refunds.
import { api, http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import { defined } from '@/lib/defined'
import { textSearch } from '@/lib/search'

export type PaymentItem = Schema<'PaymentItem'>
export type Payment = Schema<'PaymentView'>

export const paymentSearch = textSearch('search', 'sort', 'unmatched')
export type PaymentSearch = ReturnType<typeof paymentSearch>

export const paymentList = ({ search, sort, unmatched }: PaymentSearch) =>
  pages<PaymentItem>(['/api/customers/payments', search, sort, unmatched], (after) =>
    http.GET('/api/customers/payments', { params: { query: defined({ search, sort, unmatched, after }) } }),
  )

export const paymentById = (paymentId: string) =>
  api.queryOptions('get', '/api/customers/payments/{payment_id}', { params: { path: { payment_id: paymentId } } })
