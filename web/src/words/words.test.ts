// Both languages say the same things: the same keys, the same parameters, nothing empty.
import { expect, it } from 'vitest'
import { words as chinese } from './zh-CN'
import { words as english } from './en-US'

const PARAM = /\{\{\s*([\w.]+)/g

function flat(texts: unknown, prefix = ''): Record<string, string> {
  if (typeof texts === 'string') return { [prefix]: texts }
  const inner = Object.entries(texts as Record<string, unknown>)
  return Object.assign({}, ...inner.map(([key, value]) => flat(value, prefix === '' ? key : `${prefix}.${key}`))) as Record<string, string>
}

const params = (text: string) => [...new Set([...text.matchAll(PARAM)].map((match) => match[1] ?? ''))].sort()

/** What differs between two catalogues, as sentences. */
function differences(left: Record<string, unknown>, right: Record<string, unknown>): string[] {
  const [a, b] = [flat(left), flat(right)]
  const missing = [...Object.keys(a).filter((key) => !(key in b)), ...Object.keys(b).filter((key) => !(key in a))]
  const unlike = Object.keys(a).filter((key) => b[key] !== undefined && params(a[key] ?? '').join() !== params(b[key]).join())
  return [...missing.map((key) => `${key} stands in one language only`), ...unlike.map((key) => `${key} names other parameters`)]
}

it('has the same keys with the same parameters in Chinese and English', () => {
  expect(Object.keys(flat(chinese)).length).toBeGreaterThan(200)
  expect(differences(chinese, english)).toEqual([])
})

it('leaves no sentence empty', () => {
  const all = { ...flat(chinese, 'zh'), ...flat(english, 'en') }
  expect(Object.entries(all).filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
})

it('sees a missing key and a misspelt parameter', () => {
  expect(differences({ a: '{{count}} 人', b: '空' }, { a: '{{cuont}} people' })).toEqual(['b stands in one language only', 'a names other parameters'])
})

it('says nothing with 请, 您, ! or 成功', () => {
  const texts = Object.entries(flat(chinese))
  expect(texts.filter(([, text]) => /(?<![邀申])请|您|！|!|成功/.test(text)).map(([key]) => key)).toEqual([])
})
