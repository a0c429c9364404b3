// The periods one can go to: those that are being closed, that have been tried, or of one's own statements; the newest first.
import { queryOptions } from '@tanstack/react-query'
import { http } from '@/api/client'

export interface PeriodChoice {
  period: string
  to: string
}

/** What the periods lead to. */
export type ChoiceOf = 'runs' | 'trials' | 'statements'

const READ = {
  runs: () => http.GET('/api/incentives/runs'),
  trials: () => http.GET('/api/incentives/trials'),
  statements: () => http.GET('/api/incentives/statements'),
}

export const periodChoices = (of: ChoiceOf) =>
  queryOptions({
    queryKey: ['period-choices', of],
    queryFn: async (): Promise<PeriodChoice[]> => {
      const { data } = await READ[of]()
      const seen = new Map<string, string>()
      for (const item of data?.items ?? []) {
        if (!seen.has(item.period.name)) seen.set(item.period.name, `/incentives/${of}/${item.id}`)
      }
      return [...seen].map(([period, to]) => ({ period, to })).sort((a, b) => b.period.localeCompare(a.period))
    },
    staleTime: 60_000,
  })
