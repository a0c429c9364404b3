// The writing of days, instants and periods in both languages.
import { expect, it } from 'vitest'
import { dayLong, dayRange, dayShort, instant, periodName, todayIn } from './days'

it('writes a day in a table without the year of the page', () => {
  expect(dayShort('2026-06-03', 'zh-CN', 2026)).toBe('6-03')
  expect(dayShort('2025-12-31', 'zh-CN', 2026)).toBe('2025-12-31')
  expect(dayShort('2026-06-03', 'en-US', 2026)).toBe('3 Jun')
  expect(dayShort('2025-12-31', 'en-US', 2026)).toBe('31 Dec 2025')
})

it('writes a day in a sentence', () => {
  expect(dayLong('2026-06-26', 'zh-CN')).toBe('2026 年 6 月 26 日')
  expect(dayLong('2026-06-26', 'en-US')).toBe('26 June 2026')
})

it('writes an instant at the place of the organisation', () => {
  expect(instant('2026-07-02T01:05:00Z', 'Asia/Shanghai', 'zh-CN')).toBe('7 月 2 日 09:05')
  expect(instant('2026-07-02T01:05:00Z', 'America/Los_Angeles', 'en-US')).toBe('1 July, 18:05')
})

it('knows today at the place of the organisation', () => {
  expect(todayIn('Asia/Shanghai', new Date('2026-06-30T17:00:00Z'))).toBe('2026-07-01')
  expect(todayIn('America/Los_Angeles', new Date('2026-07-01T05:00:00Z'))).toBe('2026-06-30')
})

it('names months, quarters, halves and years', () => {
  expect(periodName('2026-06', 'zh-CN')).toBe('2026 年 6 月')
  expect(periodName('2026-06', 'zh-CN', true)).toBe('6 月')
  expect(periodName('2026-Q2', 'zh-CN')).toBe('2026 年第 2 季度')
  expect(periodName('2026-Q2', 'en-US')).toBe('Q2 2026')
  expect(periodName('2026-H2', 'zh-CN')).toBe('2026 年下半年')
  expect(periodName('2026', 'en-US')).toBe('2026')
  expect(periodName('2011-05-31', 'en-US')).toBe('from 31 May 2011')
  expect(periodName('FY26-P03', 'zh-CN')).toBe('FY26-P03')
})

it('writes a range with the year once', () => {
  expect(dayRange('2026-06-01', '2026-06-30', 'zh-CN')).toBe('2026 年 6 月 1 日到 6 月 30 日')
  expect(dayRange('2026-06-01', '2026-06-30', 'en-US')).toBe('1 June to 30 June 2026')
  expect(dayRange('2025-12-29', '2026-01-25', 'zh-CN')).toBe('2025 年 12 月 29 日到 2026 年 1 月 25 日')
})
