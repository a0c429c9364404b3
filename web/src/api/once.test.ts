// A busy database is waited for under the same key, and not for ever.
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { http } from './client'
import { Problem } from './problem'

const sent: Request[] = []
const CUSTOMER = { code: 'C-1', name: 'Acme' }

const busy = () =>
  new Response(JSON.stringify({ code: 'store.busy', params: {}, fields: [] }), { status: 503, headers: { 'Retry-After': '2', 'Content-Type': 'application/problem+json' } })
const done = () => new Response(JSON.stringify({ id: 'customer_1' }), { status: 200, headers: { 'Content-Type': 'application/json' } })

function answers(...responses: (() => Response)[]) {
  vi.stubGlobal('fetch', (request: Request) => {
    sent.push(request)
    return Promise.resolve((responses[sent.length - 1] ?? busy)())
  })
}

const create = () => http.POST('/api/customers/customers', { body: CUSTOMER as never })
const keys = () => sent.map((request) => request.headers.get('Idempotency-Key'))

beforeEach(() => vi.useFakeTimers())
afterEach(() => {
  sent.length = 0
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

test('a write that came at a busy moment is sent again with the same key and body after the pause that was asked for', async () => {
  answers(busy, busy, done)
  const answer = create()
  await vi.advanceTimersByTimeAsync(1_999)
  expect(sent).toHaveLength(1)
  await vi.advanceTimersByTimeAsync(1)
  expect(sent).toHaveLength(2)
  await vi.advanceTimersByTimeAsync(2_000)
  expect((await answer).data).toEqual({ id: 'customer_1' })
  expect(keys()[0]).toMatch(/^[0-9a-f]{32}$/)
  expect(new Set(keys()).size).toBe(1)
  expect(await sent[2]?.json()).toEqual(CUSTOMER)
})

test('a database that stays busy is told after three repeats', async () => {
  answers()
  const refused = create().catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(60_000)
  expect(await refused).toMatchObject({ status: 503, code: 'store.busy' } satisfies Partial<Problem>)
  expect(sent).toHaveLength(4)
})

test('every POST has a key of its own', async () => {
  answers(done, done)
  await create()
  await create()
  expect(new Set(keys()).size).toBe(2)
})

test('a change of what stands is sent again too, and is known by its version', async () => {
  answers(busy, done)
  const answer = http.PUT('/api/customers/customers/{customer_id}', { params: { path: { customer_id: 'customer_1' }, header: { 'If-Match': 1 } }, body: CUSTOMER as never })
  await vi.advanceTimersByTimeAsync(2_000)
  expect((await answer).response.status).toBe(200)
  expect(keys()).toEqual([null, null])
})

test('a reading has no key and is not repeated here', async () => {
  answers()
  await http.GET('/api/people/settings').catch(() => undefined)
  expect(keys()).toEqual([null])
})
