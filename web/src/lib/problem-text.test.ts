// A refusal is worded from its code; an unknown code falls back to its kind, and never to nothing.
import i18next from 'i18next'
import { beforeAll, expect, it } from 'vitest'
import { Problem, problemOf } from '@/api/problem'
import { fieldTexts, problemText } from './problem-text'

beforeAll(() => {
  i18next.addResourceBundle('zh-CN', 'incentives', { errors: { 'trial.testing_only': '这个方案没有 {{period}}。' } }, true)
})

it('takes the sentence of the code from the capability, with its values', () => {
  expect(problemText(i18next.t, new Problem(422, 'incentives.trial.testing_only', { period: '2026-06' }))).toBe('这个方案没有 2026-06。')
})

it('falls back to the kind of refusal', () => {
  expect(problemText(i18next.t, new Problem(429, 'people.session.unheard_of'))).toBe('试得太频繁。过几分钟再试。')
})

it('names the code when it knows nothing else', () => {
  expect(problemText(i18next.t, new Problem(418, 'people.teapot'))).toContain('people.teapot')
})

it('says that the server does not answer', () => {
  expect(problemText(i18next.t, new TypeError('Failed to fetch'))).toBe('没有连上服务器。过一会儿再试。')
})

it('words each field by its path', () => {
  const problem = new Problem(422, 'kernel.invalid', {}, [{ path: 'period', code: 'incentives.trial.testing_only', params: { period: '2026-07' } }])
  expect(fieldTexts(i18next.t, problem)).toEqual({ period: '这个方案没有 2026-07。' })
})

it('reads a refusal from the wire, and one that is no problem+json', async () => {
  const body = { type: '/problems/x', status: 409, code: 'people.x', params: { a: 1 }, fields: [] }
  expect(await problemOf(new Response(JSON.stringify(body), { status: 409 }))).toMatchObject({ status: 409, code: 'people.x', params: { a: 1 } })
  expect(await problemOf(new Response('<html>', { status: 502 }))).toMatchObject({ status: 502, code: 'app.status_502', params: {} })
})
