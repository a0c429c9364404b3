// Who is signed in, and the ways in and out.
import { useQueryClient } from '@tanstack/react-query'
import { api, http, type Schema } from '@/api/client'

export type Session = Schema<'SessionView'>
export type DemoUser = Schema<'DemoUserView'>

export const session = () => api.queryOptions('get', '/api/people/session', {}, { staleTime: 60_000, retry: false })

export const setup = () => api.queryOptions('get', '/api/people/setup', {}, { staleTime: Infinity, retry: false })

export type Choice = Schema<'OrganisationChoice'>

/** What the server answers when a login belongs to several organisations. */
export const choicesOf = (answer: Session | { choose: Choice[] } | undefined): Choice[] => (answer && 'choose' in answer ? answer.choose : [])

/** A new session: everything known of the one before is forgotten. */
export function useSignIn() {
  const cache = useQueryClient()
  return api.useMutation('post', '/api/people/session', {
    onSuccess: (data) => {
      if ('choose' in data) return
      cache.clear()
      cache.setQueryData(session().queryKey, data)
    },
  })
}

export async function signOut(everywhere: boolean) {
  if (everywhere) await http.POST('/api/people/sessions/end')
  else await http.DELETE('/api/people/session')
}
