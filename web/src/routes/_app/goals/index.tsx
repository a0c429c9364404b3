import { createFileRoute } from '@tanstack/react-router'
import { GoalGridPage } from '@/features/goals/goal-grid.page'
import { goalGrid, goalSearch, measureList, wantedOf } from '@/features/goals/goal.queries'
import { session } from '@/features/people/session.queries'

export const Route = createFileRoute('/_app/goals/')({
  validateSearch: goalSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context, deps }) => {
    const [measures, { organisation }] = await Promise.all([context.cache.ensureQueryData(measureList()), context.cache.ensureQueryData(session())])
    const wanted = wantedOf(deps, measures.items, organisation.time_zone)
    if (wanted) await context.cache.ensureQueryData(goalGrid(wanted))
    return wanted ? { period: { calendar: wanted.calendar, name: wanted.period } } : null
  },
  component: GoalGridPage,
})
