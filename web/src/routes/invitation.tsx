import { createFileRoute } from '@tanstack/react-router'
import { InvitationPage } from '@/features/people/invitation.page'

export const Route = createFileRoute('/invitation')({
  validateSearch: (search: Record<string, unknown>): { token: string } => ({ token: typeof search['token'] === 'string' ? search['token'] : '' }),
  component: Page,
})

function Page() {
  const { token } = Route.useSearch()
  return <InvitationPage token={token} />
}
