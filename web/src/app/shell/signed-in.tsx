// The frame for whoever is signed in; a session that ends while one works leads back to the sign-in.
import { useSuspenseQuery } from '@tanstack/react-query'
import { session } from '@/features/people/session.queries'
import { Shell } from './shell'

export function SignedIn() {
  const { data } = useSuspenseQuery(session())
  return <Shell session={data} />
}
