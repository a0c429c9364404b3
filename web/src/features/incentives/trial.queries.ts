// Trials of a plan for a period, and the people of one.
import { useQueryClient } from '@tanstack/react-query'
import { api, http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import { defined } from '@/lib/defined'
import { textSearch } from '@/lib/search'

export type Trial = Schema<'TrialView'>
export type StatementItem = Schema<'StatementRow'>

export const trialSearch = textSearch('search', 'sort', 'plan', 'period')
export type TrialSearch = ReturnType<typeof trialSearch>

export const trialList = (search: TrialSearch) => {
  const { sort, plan, period } = search
  return pages<Trial>(['/api/incentives/trials', search.search, sort, plan, period], (after) =>
    http.GET('/api/incentives/trials', { params: { query: defined({ search: search.search, sort, plan, period, after }) } }),
  )
}

export const trialById = (trialId: string) =>
  api.queryOptions('get', '/api/incentives/trials/{trial_id}', { params: { path: { trial_id: trialId } } })

export const planList = () => api.queryOptions('get', '/api/incentives/plans', {})

/** A new trial: the lists of trials are asked for again. */
export function useMakeTrial() {
  const cache = useQueryClient()
  return api.useMutation('post', '/api/incentives/trials', {
    onSuccess: () => cache.invalidateQueries({ queryKey: ['pages', '/api/incentives/trials'] }),
  })
}

export const peopleSearch = textSearch('search', 'sort', 'unit_id')
export type PeopleSearch = ReturnType<typeof peopleSearch>

export const trialPeople = (trialId: string, search: Pick<PeopleSearch, 'search' | 'sort' | 'unit_id'>) => {
  const { sort, unit_id } = search
  return pages<StatementItem>(['/api/incentives/trials/statements', trialId, search.search, sort, unit_id], (after) =>
    http.GET('/api/incentives/trials/{trial_id}/statements', {
      params: { path: { trial_id: trialId }, query: defined({ search: search.search, sort, unit_id, after }) },
    }),
  )
}
