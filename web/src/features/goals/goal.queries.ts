// Goals of a period with what was reached of them, as known today and as it was locked.
import { api, type Schema } from '@/api/client'
import { textSearch } from '@/lib/search'
import { todayIn } from '@/lib/days'

export type Measure = Schema<'MeasureView'>
export type GoalLine = Schema<'GoalLine'>
export type GoalFigures = Schema<'GoalFigures'>

export const goalSearch = textSearch('measure', 'calendar', 'period')
export type GoalSearch = ReturnType<typeof goalSearch>

export const measureList = () => api.queryOptions('get', '/api/ledger/measures', {}, { staleTime: 60_000 })

export interface Wanted {
  measure: string
  calendar: string
  period: string
}

/** What the address asks for: without words of its own, the first measure in the month of today. */
export function wantedOf(search: GoalSearch, measures: Measure[], timeZone: string): Wanted | null {
  const measure = search.measure ?? measures[0]?.key
  if (measure === undefined) return null
  return { measure, calendar: search.calendar ?? 'natural', period: search.period ?? todayIn(timeZone).slice(0, 7) }
}

export const goalGrid = (query: Wanted) => api.queryOptions('get', '/api/goals/grid', { params: { query } })

/** A line with how deep it stands below the first unit that is shown. */
export interface Placed {
  line: GoalLine
  depth: number
}

/** Units from above to below, each followed by its people while it is open, then by the units below it. */
export function placed(lines: GoalLine[], isOpen: (unit: string) => boolean): Placed[] {
  const units = new Set(lines.map((line) => line.subject.unit_id).filter((id) => typeof id === 'string'))
  const aboveOf = (line: GoalLine) => (typeof line.above === 'string' && units.has(line.above) ? line.above : null)
  const below = new Map<string | null, GoalLine[]>()
  for (const line of lines) below.set(aboveOf(line), [...(below.get(aboveOf(line)) ?? []), line])
  const walk = (above: string | null, depth: number): Placed[] => {
    const here = below.get(above) ?? []
    const people = above === null || isOpen(above) ? here.filter((line) => typeof line.subject.unit_id !== 'string') : []
    const open = here.filter((line) => typeof line.subject.unit_id === 'string')
    return [...people.map((line) => ({ line, depth })), ...open.flatMap((line) => [{ line, depth }, ...walk(line.subject.unit_id ?? null, depth + 1)])]
  }
  return walk(null, 0)
}

/** What was locked, where it is not what is known today. */
export function lockedOtherwise({ known, as_locked: locked }: GoalFigures) {
  if (!locked) return null
  const same = locked.goal === known.goal && locked.actual === known.actual
  return same ? null : locked
}
