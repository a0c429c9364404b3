import { createFileRoute } from '@tanstack/react-router'
import { trialList, trialSearch } from '@/features/incentives/trial.queries'
import { TrialListPage } from '@/features/incentives/trial-list.page'

export const Route = createFileRoute('/_app/incentives/trials/')({
  validateSearch: trialSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.cache.ensureInfiniteQueryData(trialList(deps)).then(() => null),
  component: TrialListPage,
})
