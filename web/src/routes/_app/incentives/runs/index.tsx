import { createFileRoute } from '@tanstack/react-router'
import { runList, runSearch } from '@/features/incentives/run.queries'
import { RunListPage } from '@/features/incentives/run-list.page'

export const Route = createFileRoute('/_app/incentives/runs/')({
  validateSearch: runSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.cache.ensureInfiniteQueryData(runList(deps)).then(() => null),
  component: RunListPage,
})
