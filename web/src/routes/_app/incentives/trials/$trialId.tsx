import { createFileRoute } from '@tanstack/react-router'
import { peopleSearch, trialById, trialPeople } from '@/features/incentives/trial.queries'
import { TrialPage } from '@/features/incentives/trial.page'

export const Route = createFileRoute('/_app/incentives/trials/$trialId')({
  validateSearch: peopleSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context, params, deps }) => {
    const [trial] = await Promise.all([
      context.cache.ensureQueryData(trialById(params.trialId)),
      context.cache.ensureInfiniteQueryData(trialPeople(params.trialId, deps)),
    ])
    return { period: trial.period }
  },
  component: TrialPage,
})
