// The words of an explanation: codes and exact values come from the engine, the sentence is the reader's language.
import i18next, { type TFunction } from 'i18next'
import { money, rate } from '@/lib/format'
import type { Step } from './statement.queries'

/** A fraction that does not end comes as `170000/31=5483.870967…`: its decimals are what is read. */
export const decimals = (value: string) => {
  const shown = value.includes('=') ? value.slice(value.indexOf('=') + 1) : value
  return { number: shown.replace(/…$/, ''), tail: shown.endsWith('…') ? '…' : '' }
}

const written = (write: (number: string) => string) => (value: string) => {
  const { number, tail } = decimals(value)
  return write(number) + tail
}

export const exactMoney = written((number) => money(number))
export const exactRate = written(rate)
const plainNumber = written((number) => money(number, 0))

/** What a step's own value is; the codes that are not here come to money. */
const RATES = new Set(['days', 'attainment', 'attainment_total', 'cap_attainment', 'curve', 'from_zero'])
const COEFFICIENTS = new Set(['times_coefficient', 'times_measure'])
const PASSED = new Set(['when', 'gate'])

const isCount = (step: Step) => step.params['unit'] !== undefined && step.params['unit'] !== 'money'

export type StepValue = { kind: 'text'; text: string } | { kind: 'passed'; open: boolean } | null

export function stepValue(step: Step): StepValue {
  if (PASSED.has(step.code)) return { kind: 'passed', open: step.params['open'] === 'true' }
  if (step.amount === null || step.amount === undefined) return null
  if (RATES.has(step.code)) return { kind: 'text', text: exactRate(step.amount) }
  if (COEFFICIENTS.has(step.code) && step.params['value'] !== undefined) return { kind: 'text', text: exactMoney(step.amount) }
  return { kind: 'text', text: isCount(step) && step.code === 'actual' ? plainNumber(step.amount) : exactMoney(step.amount) }
}

/** Rounding to `0.01` is named, not counted. */
const DECIMAL = /^-?\d/

const MONEY = new Set(['actual', 'goal', 'base', 'credited', 'before', 'earlier', 'so_far', 'from', 'to', 'limit'])
const RATE = new Set(['share', 'rate', 'bound', 'attainment', 'coefficient', 'multiplier', 'value', 'gate', 'full', 'weight', 'cap'])

/** In some steps a name means a rate that is money elsewhere. */
const RATE_IN: Record<string, string[]> = { curve: ['from', 'to'], cap_attainment: ['limit', 'before'] }

function param(step: Step, name: string, value: string, measures: Record<string, string>): string {
  if (name === 'measure') return measures[value] ?? value
  const word = `step_words.${name}.${value}`
  if (!DECIMAL.test(value) && i18next.exists(word, { ns: 'incentives' })) return i18next.t(word, { ns: 'incentives' })
  if (RATE_IN[step.code]?.includes(name) || RATE.has(name)) return /%$/.test(value) ? value : exactRate(value)
  if (MONEY.has(name)) return isCount(step) ? plainNumber(value) : exactMoney(value)
  return i18next.exists(word, { ns: 'incentives' }) ? i18next.t(word, { ns: 'incentives' }) : value
}

/** A tier without an upper bound, a goal of a level, a rate with a condition: sentences of their own. */
function variant(step: Step): string {
  const has = (name: string) => (step.params[name] ?? '') !== ''
  if (step.code === 'tier') return `${has('multiplier') && !has('rate') ? 'tier_times' : 'tier'}${has('to') ? '' : '_above'}`
  if (step.code === 'rate' && has('condition')) return 'rate_by'
  if (step.code === 'goal' && has('level') && step.params['level'] !== 'goal') return 'goal_level'
  return step.code
}

export interface StepText {
  text: string
  source: string | null
}

export function stepText(t: TFunction, step: Step, measures: Record<string, string>): StepText {
  const params = Object.fromEntries(Object.entries(step.params).map(([name, value]) => [name, param(step, name, value, measures)]))
  const name = variant(step)
  const key = i18next.exists(`steps.${name}`, { ns: 'incentives' }) ? name : step.code
  const text = i18next.exists(`steps.${key}`, { ns: 'incentives' }) ? t(`steps.${key}`, { ns: 'incentives', ...params }) : step.code
  const source = i18next.exists(`step_sources.${key}`, { ns: 'incentives' }) ? t(`step_sources.${key}`, { ns: 'incentives', ...params }) : null
  return { text, source }
}

const worded = (group: string) => (t: TFunction, code: string) =>
  i18next.exists(`${group}.${code}`, { ns: 'incentives' }) ? t(`${group}.${code}`, { ns: 'incentives' }) : code

export const reasonText = worded('reasons')
export const exceptionText = worded('exceptions')
export const kindText = worded('kinds')
