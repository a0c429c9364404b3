import { createFileRoute, redirect } from '@tanstack/react-router'
import { setup } from '@/features/people/session.queries'
import { SignInPage } from '@/features/people/sign-in.page'

export const Route = createFileRoute('/sign-in')({
  validateSearch: (search: Record<string, unknown>): { then?: string } => {
    const then = search['then']
    return typeof then === 'string' && then.startsWith('/') && !then.startsWith('//') ? { then } : {}
  },
  loader: async ({ context }) => {
    const { needed } = await context.cache.ensureQueryData(setup())
    if (needed) throw redirect({ to: '/setup' })
  },
  component: Page,
})

function Page() {
  const { then } = Route.useSearch()
  return <SignInPage then={then ?? '/'} />
}
