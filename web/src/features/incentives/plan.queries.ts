// Plans: their texts, what stands in the way of one, and the versions that were signed.
import { queryOptions, useQueryClient } from '@tanstack/react-query'
import { api, http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import type { ProblemField } from '@/api/problem'
import { defined } from '@/lib/defined'
import { textSearch } from '@/lib/search'

export type Plan = Schema<'PlanView'>
export type PlanItem = Schema<'PlanRow'>
export type PlanVersion = Schema<'PlanVersionRow'>
export type PlanSentence = Schema<'PlanSentence'>

export const planSearch = textSearch('search', 'sort')
export type PlanSearch = ReturnType<typeof planSearch>

export const plans = ({ search, sort }: PlanSearch) =>
  pages<PlanItem>(['/api/incentives/plans', search, sort], (after) => http.GET('/api/incentives/plans', { params: { query: defined({ search, sort, after }) } }))

export const planById = (planId: string) => api.queryOptions('get', '/api/incentives/plans/{plan_id}', { params: { path: { plan_id: planId } } })

export const planVersions = (planId: string) =>
  api.queryOptions('get', '/api/incentives/plans/{plan_id}/versions', { params: { path: { plan_id: planId } } }, { retry: false })

/** The plan in plain sentences: of a version, or of the draft. */
export const planWords = (planId: string, number: number | undefined) =>
  api.queryOptions('get', '/api/incentives/plans/{plan_id}/words', { params: { path: { plan_id: planId }, query: defined({ number }) } })

/** What is said about a line of a text. */
export interface Finding {
  line: number
  code: string
  params: Record<string, unknown>
  severity: 'error' | 'warning'
  accepted: string | null
  fix: string
}

export const planCheck = (planId: string, text: string) =>
  queryOptions({
    queryKey: ['plan-check', planId, text],
    queryFn: async (): Promise<Finding[]> => {
      const { data } = await http.POST('/api/incentives/plans/check', { body: { text } })
      return (data?.findings ?? []).map((one) => ({
        line: one.line,
        code: one.code,
        params: one.params,
        severity: one.severity === 'error' ? 'error' : 'warning',
        accepted: one.accepted ?? null,
        fix: one.fix,
      }))
    },
    staleTime: Infinity,
  })

/** The fields of a refusal stand at a line and a column of the text: `12:5`. */
export const findingsOf = (fields: ProblemField[]): Finding[] =>
  fields.flatMap((field) => {
    const line = Number(/^(\d+):\d+$/.exec(field.path)?.[1] ?? 0)
    return line === 0 ? [] : [{ line, code: field.code, params: field.params, severity: 'error' as const, accepted: null, fix: String(field.params['fix'] ?? '') }]
  })

export function usePlanActions(planId: string) {
  const cache = useQueryClient()
  const again = () => void cache.invalidateQueries()
  return {
    publish: async (version: number) => {
      await http.POST('/api/incentives/plans/{plan_id}/publish', { params: { path: { plan_id: planId }, header: { 'If-Match': version } } })
      again()
    },
    confirm: async (version: PlanVersion) => {
      await http.POST('/api/incentives/plans/{plan_id}/confirm', { params: { path: { plan_id: planId } }, body: { number: version.number, hash: version.hash } })
      again()
    },
  }
}
