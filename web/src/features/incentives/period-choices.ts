// The periods one can go to: those that have been tried, or those of one's own statements; the newest first.
import { queryOptions } from '@tanstack/react-query'
import { http } from '@/api/client'

export interface PeriodChoice {
  period: string
  to: string
}

export const periodChoices = (trials: boolean) =>
  queryOptions({
    queryKey: ['period-choices', trials],
    queryFn: async (): Promise<PeriodChoice[]> => {
      const { data } = trials ? await http.GET('/api/incentives/trials') : await http.GET('/api/incentives/statements')
      const seen = new Map<string, string>()
      for (const item of data?.items ?? []) {
        const to = trials ? `/incentives/trials/${item.id}` : `/incentives/statements/${item.id}`
        if (!seen.has(item.period.name)) seen.set(item.period.name, to)
      }
      return [...seen].map(([period, to]) => ({ period, to })).sort((a, b) => b.period.localeCompare(a.period))
    },
    staleTime: 60_000,
  })
