import { createFileRoute, redirect } from '@tanstack/react-router'
import { asProblem } from '@/api/problem'
import { SignedIn } from '@/app/shell/signed-in'
import { session } from '@/features/people/session.queries'

export const Route = createFileRoute('/_app')({
  validateSearch: (search: Record<string, unknown>): { open?: string | undefined } =>
    typeof search['open'] === 'string' ? { open: search['open'] } : {},
  beforeLoad: async ({ context, location }) => {
    try {
      await context.cache.ensureQueryData(session())
    } catch (error) {
      if (asProblem(error).status === 401) throw redirect({ to: '/sign-in', search: location.href === '/' ? {} : { then: location.href } })
      throw error
    }
  },
  component: SignedIn,
})
