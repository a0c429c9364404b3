import { createFileRoute, redirect } from '@tanstack/react-router'
import { homeOf } from '@/app/shell/entries'
import { NothingToSee } from '@/app/shell/nothing-to-see'
import { session } from '@/features/people/session.queries'

export const Route = createFileRoute('/_app/')({
  beforeLoad: async ({ context }) => {
    const to = homeOf(await context.cache.ensureQueryData(session()))
    if (to) throw redirect({ to, replace: true })
  },
  component: NothingToSee,
})
