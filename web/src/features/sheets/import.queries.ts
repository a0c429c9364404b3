// Imports: the batches, one with its preview, and what may be done with it.
import { useQueryClient } from '@tanstack/react-query'
import { api, http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import { defined } from '@/lib/defined'

export type Import = Schema<'ImportView'>
export type ImportRow = Schema<'ImportRow'>

const LIST = '/api/sheets/imports'
const WORKING_POLL_MS = 1000

export const importList = () => pages<Import>([LIST], (after) => http.GET(LIST, { params: { query: defined({ after }) } }))

export const isWorking = (one: Import | undefined) => one?.state === 'staging' || one?.work?.state === 'queued' || one?.work?.state === 'running'

/** An import that is being written or undone is asked for until it is done. */
export const importById = (batchId: string) => ({
  ...api.queryOptions('get', '/api/sheets/imports/{batch_id}', { params: { path: { batch_id: batchId } } }),
  refetchInterval: (query: { state: { data: Import | undefined } }) => (isWorking(query.state.data) ? WORKING_POLL_MS : false),
})

export const kindList = () => api.queryOptions('get', '/api/sheets/kinds', {}, { staleTime: Infinity })

export const profileList = () => api.queryOptions('get', '/api/sheets/profiles')

export interface Upload {
  kind: string
  profile: string
  file: File
}

export async function upload({ kind, profile, file }: Upload): Promise<Import> {
  const form = new FormData()
  form.append('kind', kind)
  if (profile !== '') form.append('profile', profile)
  form.append('file', file)
  const { data } = await http.POST(LIST, { body: { kind, file: file.name }, bodySerializer: () => form })
  if (!data) throw new TypeError('no answer')
  return data
}

/** Writing, throwing away or undoing: the answer replaces the cached import, and the list is asked for again. */
export function useImportActions(one: Import) {
  const cache = useQueryClient()
  const onSuccess = (data: Import) => {
    cache.setQueryData(importById(one.id).queryKey, data)
    return cache.invalidateQueries({ queryKey: ['pages', LIST] })
  }
  const params = { path: { batch_id: one.id }, header: { 'If-Match': one.version } }
  const write = api.useMutation('post', '/api/sheets/imports/{batch_id}/apply', { onSuccess })
  const discard = api.useMutation('post', '/api/sheets/imports/{batch_id}/discard', { onSuccess })
  const undo = api.useMutation('post', '/api/sheets/imports/{batch_id}/undo', { onSuccess })
  return {
    write: (rows: 'all' | 'valid') => write.mutate({ params, body: { rows } }),
    discard: () => discard.mutate({ params }),
    undo: () => undo.mutate({ params }),
    pending: write.isPending || discard.isPending || undo.isPending,
    error: (write.error ?? discard.error ?? undo.error) as unknown,
  }
}
