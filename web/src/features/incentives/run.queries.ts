// The closes of periods: where each stands, what it takes in, what people object to, and its steps.
import { useQueryClient } from '@tanstack/react-query'
import { api, http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import { defined } from '@/lib/defined'
import { textSearch } from '@/lib/search'

export type Run = Schema<'RunView'>
export type RunItem = Schema<'RunRow'>
export type Adjustment = Schema<'AdjustmentRow'>
export type Cause = Schema<'CauseView'>
export type Objection = Schema<'ObjectionView'>

export const RUN_STATES = ['trial', 'lead_reviewed', 'finance_reviewed', 'notice', 'rejected', 'locked', 'exported', 'paid']

export const runSearch = textSearch('search', 'sort', 'state', 'plan', 'period')
export type RunSearch = ReturnType<typeof runSearch>

export const runList = (search: RunSearch) => {
  const { sort, state, plan, period } = search
  return pages<RunItem>(['/api/incentives/runs', search.search, sort, state, plan, period], (after) =>
    http.GET('/api/incentives/runs', { params: { query: defined({ search: search.search, sort, state, plan, period, after }) } }),
  )
}

export const runById = (runId: string) => api.queryOptions('get', '/api/incentives/runs/{run_id}', { params: { path: { run_id: runId } } })

/** What the address of a run's page holds: its people's search, and that of its adjustments. */
export const runPageSearch = textSearch('search', 'sort', 'unit_id', 'adjusted', 'adjusted_sort')
export type RunPageSearch = ReturnType<typeof runPageSearch>

export const runAdjustments = (runId: string, { adjusted, adjusted_sort }: RunPageSearch) =>
  pages<Adjustment>(['/api/incentives/runs/adjustments', runId, adjusted, adjusted_sort], (after) =>
    http.GET('/api/incentives/runs/{run_id}/adjustments', {
      params: { path: { run_id: runId }, query: defined({ search: adjusted, sort: adjusted_sort, after }) },
    }),
  )

export const runObjections = (runId: string) =>
  pages<Objection>(['/api/incentives/objections', runId], (after) => http.GET('/api/incentives/objections', { params: { query: defined({ run_id: runId, after }) } }))

/** A step changes what many pages say: all that is shown is asked for again. */
function useAgain() {
  const cache = useQueryClient()
  return (run?: Run) => {
    if (run) cache.setQueryData(runById(run.id).queryKey, run)
    void cache.invalidateQueries()
  }
}

/** The first trial of a period, or another one. */
export function useTryPeriod() {
  const again = useAgain()
  return async (planId: string, period: string): Promise<Run> => {
    const { data } = await http.POST('/api/incentives/runs', { body: { plan_id: planId, period } })
    if (!data) throw new TypeError('no answer')
    again(data)
    return data
  }
}

export type PlainStep = 'review_lead' | 'review_finance' | 'notice' | 'lock' | 'export'

/** The steps of a run, each on the version that was seen. */
export function useRunSteps(run: Run) {
  const again = useAgain()
  const params = { path: { run_id: run.id }, header: { 'If-Match': run.version } }
  const taken = async (answer: Promise<{ data?: Run }>) => {
    try {
      again((await answer).data)
    } catch (refused) {
      again()
      throw refused
    }
  }
  return {
    take: (step: PlainStep) => taken(http.POST(`/api/incentives/runs/{run_id}/${step}` as '/api/incentives/runs/{run_id}/lock', { params })),
    reject: (reason: string) => taken(http.POST('/api/incentives/runs/{run_id}/reject', { params, body: { reason } })),
    pay: (paidOn: string) => taken(http.POST('/api/incentives/runs/{run_id}/pay', { params, body: { paid_on: paidOn } })),
  }
}

/** Objecting to the own statement, and answering. */
export function useObjections() {
  const again = useAgain()
  return {
    object: async (statementId: string, component: string, reason: string) => {
      await http.POST('/api/incentives/objections', { body: { statement_id: statementId, component: component === '' ? null : component, reason } })
      again()
    },
    answer: async (objection: Objection, accept: boolean, answer: string) => {
      await http.POST('/api/incentives/objections/{objection_id}/answer', {
        params: { path: { objection_id: objection.id }, header: { 'If-Match': objection.version } },
        body: { accept, answer },
      })
      again()
    },
  }
}
