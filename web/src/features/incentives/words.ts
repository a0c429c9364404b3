// The words of an explanation: codes and exact values come from the engine, the sentence is the reader's language.
import i18next, { type TFunction } from 'i18next'
import { money, rate } from '@/lib/format'
import type { Waiting } from './decision.queries'
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

/** An amount with the digits it came with: the engine writes money with its fen. */
export const exactMoney = written((number) => money(number, 0))
export const exactRate = written(rate)

/** What a step's own value is; the codes that are not here come to money or to the measure's unit. */
const RATES = new Set(['days', 'attainment', 'attainment_total', 'cap_attainment', 'curve', 'from_zero', 'ratio'])
const PASSED = new Set(['when', 'gate'])

export type StepValue = { kind: 'text'; text: string } | { kind: 'passed'; open: boolean } | null

export function stepValue(step: Step): StepValue {
  if (PASSED.has(step.code)) return { kind: 'passed', open: step.params['open'] === 'true' }
  if (step.amount === null || step.amount === undefined) return null
  return { kind: 'text', text: RATES.has(step.code) ? exactRate(step.amount) : exactMoney(step.amount) }
}

const RATE = new Set(['share', 'rate', 'bound', 'attainment', 'gate', 'full', 'weight', 'cap'])

/** In some steps a name means a rate that is an amount elsewhere. */
const RATE_IN: Record<string, string[]> = { cap_attainment: ['limit', 'before'], product: ['coefficient'] }

/** A number, or a fraction with its first decimals; a day or a document's code is neither. */
const NUMBER = /^-?\d+(\.\d+)?$|=/

function param(step: Step, name: string, value: string): string {
  if (name === 'measure') return measureText(i18next.t, value)
  const word = `step_words.${name}.${value.replace('.', '_')}`
  if (i18next.exists(word, { ns: 'incentives' })) return i18next.t(word, { ns: 'incentives' })
  if (name === 'period' || !NUMBER.test(value)) return value
  return RATE.has(name) || RATE_IN[step.code]?.includes(name) ? exactRate(value) : exactMoney(value)
}

/** A tier without an upper bound, a goal of a level, a rate with a condition: sentences of their own. */
function variant(step: Step): string {
  const has = (name: string) => (step.params[name] ?? '') !== ''
  if (step.code === 'tier') return `${has('multiplier') && !has('rate') ? 'tier_times' : 'tier'}${has('to') ? '' : '_above'}`
  if (step.code === 'curve' && has('from') && !has('to')) return 'curve_above'
  if (step.code === 'rate' && has('condition')) return 'rate_by'
  if (step.code === 'base' && has('of_year')) return 'base_of_year'
  if (step.code === 'goal' && has('level') && step.params['level'] !== 'goal') return 'goal_level'
  return step.code
}

export interface StepText {
  text: string
  source: string | null
}

export function stepText(t: TFunction, step: Step): StepText {
  const params = Object.fromEntries(Object.entries(step.params).map(([name, value]) => [name, param(step, name, value)]))
  const name = variant(step)
  const key = i18next.exists(`steps.${name}`, { ns: 'incentives' }) ? name : step.code
  const text = i18next.exists(`steps.${key}`, { ns: 'incentives' }) ? t(`steps.${key}`, { ns: 'incentives', ...params }) : step.code
  const source = i18next.exists(`step_sources.${name}`, { ns: 'incentives' }) ? t(`step_sources.${name}`, { ns: 'incentives', ...params }) : null
  return { text, source }
}

function worded(group: string) {
  return (t: TFunction, code: string): string => (i18next.exists(`${group}.${code}`, { ns: 'incentives' }) ? t(`${group}.${code}`, { ns: 'incentives' }) : code)
}

export const reasonText = worded('reasons')
export const exceptionText = worded('exceptions')
export const kindText = worded('kinds')
export const measureText = worded('measure_names')

/** What waits for a decision. */
export const whatWaits = (t: TFunction, one: Waiting): string => (one.subject === 'flag' ? t('decisions.flag', { ns: 'incentives', title: one.title ?? '' }) : t('decisions.balance', { ns: 'incentives' }))
