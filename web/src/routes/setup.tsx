import { createFileRoute } from '@tanstack/react-router'
import { SetupPage } from '@/features/people/setup.page'
import { setup } from '@/features/people/session.queries'

export const Route = createFileRoute('/setup')({
  loader: ({ context }) => context.cache.ensureQueryData(setup()).then(() => null),
  component: SetupPage,
})
