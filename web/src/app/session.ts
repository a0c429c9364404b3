// The session of the signed-in frame, for every page inside it.
import { createContext, useContext } from 'react'
import type { Session } from '@/features/people/session.queries'

export const SessionContext = createContext<Session | null>(null)

export function useSession(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useSession outside the signed-in frame')
  return session
}

/** Whether the server offers this to the person. */
export const may = (session: Session, action: string) => session.can.includes(action)
