// What waits for a decision of two people in the runs of a plan.
import { http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import { defined } from '@/lib/defined'
import type { Run } from './run.queries'

export type Waiting = Schema<'WaitingRow'>
export type StatementDecision = Schema<'StatementDecision'>

/** The operation that is asked for. */
export const DECIDE = 'incentives_decision_create'

export const undecidedOf = (run: Run) => {
  const query = { plan_id: run.plan.id ?? undefined, period_kind: run.period.kind }
  return pages<Waiting>(['/api/incentives/decisions/open', query.plan_id, query.period_kind], (after) =>
    http.GET('/api/incentives/decisions/open', { params: { query: defined({ ...query, after }) } }),
  )
}
