// Corrections of locked days: the wishes, and deciding them.
import { useQueryClient } from '@tanstack/react-query'
import { api, http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import { defined } from '@/lib/defined'
import { textSearch } from '@/lib/search'

export type Approval = Schema<'ApprovalView'>

export const APPROVAL_STATES = ['pending', 'approved', 'rejected', 'withdrawn']

export const approvalSearch = textSearch('search', 'sort', 'state')
export type ApprovalSearch = ReturnType<typeof approvalSearch>

export const approvalList = (search: ApprovalSearch) => {
  const { sort, state } = search
  return pages<Approval>(['/api/people/approvals', search.search, sort, state], (after) =>
    http.GET('/api/people/approvals', { params: { query: defined({ search: search.search, sort, state, after }) } }),
  )
}

export const approvalById = (approvalId: string) => api.queryOptions('get', '/api/people/approvals/{approval_id}', { params: { path: { approval_id: approvalId } } })

export function useDecisions(approval: Approval) {
  const cache = useQueryClient()
  const params = { path: { approval_id: approval.id }, header: { 'If-Match': approval.version } }
  const done = async (answer: Promise<unknown>) => {
    await answer
    void cache.invalidateQueries()
  }
  return {
    approve: () => done(http.POST('/api/people/approvals/{approval_id}/approve', { params })),
    reject: (reason: string) => done(http.POST('/api/people/approvals/{approval_id}/reject', { params, body: { reason } })),
    withdraw: () => done(http.POST('/api/people/approvals/{approval_id}/withdraw', { params })),
  }
}
