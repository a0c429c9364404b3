import { createFileRoute } from '@tanstack/react-router'
import { plans, planSearch } from '@/features/incentives/plan.queries'
import { PlanListPage } from '@/features/incentives/plan-list.page'

export const Route = createFileRoute('/_app/incentives/plans/')({
  validateSearch: planSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.cache.ensureInfiniteQueryData(plans(deps)).then(() => null),
  component: PlanListPage,
})
