// The typed door to the server: every call of the application goes through here.
import createFetchClient from 'openapi-fetch'
import createClient from 'openapi-react-query'
import i18next from 'i18next'
import { patiently, withKey } from './once'
import { problemOf } from './problem'
import type { components, paths } from './schema'

export type Schema<Name extends keyof components['schemas']> = components['schemas'][Name]

export const http = createFetchClient<paths>({
  baseUrl: globalThis.location.origin,
  fetch: patiently,
  credentials: 'same-origin',
})

http.use({
  onRequest({ request }) {
    if (i18next.language) request.headers.set('Accept-Language', i18next.language)
    return withKey(request)
  },
  async onResponse({ response }) {
    if (!response.ok) throw await problemOf(response)
    return response
  },
})

export const api = createClient(http)
