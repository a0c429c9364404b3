// A period of a calendar with its workdays, for the ribbon.
import { api, type Schema } from '@/api/client'

export type Period = Schema<'PeriodView'>

export const period = (calendar: string, name: string) =>
  api.queryOptions('get', '/api/ledger/periods/{calendar}/{period}', { params: { path: { calendar, period: name } } }, { staleTime: 600_000, retry: false })

/** How far a period is: its workdays up to today, and in percent of all. */
export function elapsedOf(view: Period): { passed: number; all: number; percent: number; over: boolean } {
  const all = view.workdays.length
  const passed = view.workdays.filter((day) => day <= view.today).length
  return { passed, all, percent: all === 0 ? 0 : (passed * 100) / all, over: view.today > view.to }
}
