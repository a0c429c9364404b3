import { createFileRoute } from '@tanstack/react-router'
import { undecidedOf } from '@/features/incentives/decision.queries'
import { runAdjustments, runById, runObjections, runPageSearch } from '@/features/incentives/run.queries'
import { RunPage } from '@/features/incentives/run.page'
import { trialPeople } from '@/features/incentives/trial.queries'

export const Route = createFileRoute('/_app/incentives/runs/$runId')({
  validateSearch: runPageSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context, params, deps }) => {
    const [run] = await Promise.all([
      context.cache.ensureQueryData(runById(params.runId)),
      context.cache.ensureInfiniteQueryData(runAdjustments(params.runId, deps)),
      context.cache.ensureInfiniteQueryData(runObjections(params.runId)),
    ])
    await Promise.all([
      context.cache.ensureInfiniteQueryData(trialPeople(run.trial_id, deps)),
      run.undecided_count && context.cache.ensureInfiniteQueryData(undecidedOf(run)),
    ])
    return { period: run.period }
  },
  component: RunPage,
})
