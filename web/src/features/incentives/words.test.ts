// The steps of an explanation in the reader's language, with every figure written as money or rate and none changed.
import i18next from 'i18next'
import { expect, it } from 'vitest'
import type { Step } from './statement.queries'
import { decimals, exactMoney, reasonText, stepText, stepValue } from './words'

const step = (code: string, params: Record<string, string>, amount: string | null = null): Step => ({ code, params, amount, depth: 0 }) as unknown as Step
const words = (one: Step) => stepText(i18next.t, one)

it('words a tier with its bounds, its amount and its rate', () => {
  const tier = step('tier', { from: '200000.00', to: '400000.00', rate: '0.008', credited: '200000.00' }, '1600.00')
  expect(words(tier).text).toBe('200,000.00 – 400,000.00 一档：200,000.00 × 0.8%')
  expect(stepValue(tier)).toEqual({ kind: 'text', text: '1,600.00' })
})

it('words the last tier, which has no upper bound', () => {
  expect(words(step('tier', { from: '400000.00', rate: '0.012', credited: '28633.40' })).text).toBe('400,000.00 以上：28,633.40 × 1.2%')
})

it('shows attainment rounded down beside its exact value', () => {
  const one = step('attainment', { measure: 'collected', actual: '79999.99', goal: '100000.00', shown: '79.9%' }, '0.7999999')
  expect(words(one)).toEqual({ text: '回款完成率 79.9%', source: '79,999.99 ÷ 100,000.00，屏幕向下取到 0.1%' })
  expect(stepValue(one)).toEqual({ kind: 'text', text: '79.99999%' })
})

it('says of a gate whether it is open', () => {
  const gate = step('gate', { bound: '0.8', attainment: '0.7999999', open: 'false' })
  expect(words(gate).text).toBe('达标线 80%')
  expect(stepValue(gate)).toEqual({ kind: 'passed', open: false })
})

it('words a tier that multiplies the rate', () => {
  const tier = step('tier', { from: '0.00', to: '300000.00', multiplier: '1.5', credited: '1000.00' })
  expect(words(tier).text).toBe('0.00 – 300,000.00 一档：1,000.00，费率 × 1.5')
})

it('names where the base comes from', () => {
  expect(words(step('base', { from: 'grade', key: 'bonus_base' }, '4000')).source).toBe('来自职级表')
})

it('names how and to what it is rounded', () => {
  const rounding = step('rounding', { before: '4572.668', mode: 'half_up', unit: '0.01' }, '4572.67')
  expect(words(rounding)).toEqual({ text: '四舍五入到分', source: '舍入前 4,572.668' })
})

it('shows the decimals of a fraction that does not end', () => {
  expect(decimals('170000/31=5483.870967…')).toEqual({ number: '5483.870967', tail: '…' })
  expect(exactMoney('170000/31=5483.870967…')).toBe('5,483.870967…')
})

it('leaves days, periods and codes as they are', () => {
  expect(words(step('reached_first', { day: '2026-03-31' })).text).toBe('先达到的在前，2026-03-31 达到')
  expect(words(step('instalment', { number: '2', of: '3', period: '2026' })).text).toBe('2026 的第 2 期，共 3 期')
  expect(words(step('document', { document: '20260331-1', credited: '1000.00', rate: '0.01' })).text).toContain('20260331-1')
})

it('words one measure by another as a rate', () => {
  expect(stepValue(step('ratio', { measure: 'collected', to: 'orders', shown: '90.0%' }, '0.9'))).toEqual({ kind: 'text', text: '90%' })
})

it('gives the reason of a zero', () => {
  expect(reasonText(i18next.t, 'gate')).toBe('没过达标线')
})

/** The closed list of the engine's step codes. */
const CODES =
  'days actual goal goal_prorated against attainment attainment_total when gate base base_prorated cap_attainment curve from_zero product rate tier documents document cap_each raw times_coefficient times_measure cap floor year_to_date nothing rounding'.split(' ')

it('has words for every step of the engine', () => {
  expect(CODES).toHaveLength(28)
  expect(CODES.filter((code) => !i18next.exists(`steps.${code}`, { ns: 'incentives' }))).toEqual([])
})
