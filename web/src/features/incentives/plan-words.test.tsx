import { expect, test } from 'vitest'
import { sections } from './plan-words'

const one = (depth: number, text: string) => ({ depth, number: '', text })

test('sentences stand under the heading before them', () => {
  const found = sections([one(0, '方案'), one(1, '币种'), one(0, '奖金'), one(1, '费率'), one(2, '0 元起'), one(0, '例如')])
  expect(found.map((section) => section.map(({ text }) => text))).toEqual([['方案', '币种'], ['奖金', '费率', '0 元起'], ['例如']])
})
