// How figures are written. Amounts and rates come and stay as decimal strings: digits are moved, never computed.

export type Locale = 'zh-CN' | 'en-US'

const DECIMAL = /^([+\-−]?)(\d+)(?:\.(\d+))?$/

interface Digits {
  negative: boolean
  whole: string
  fraction: string
}

/** The parts of a decimal string; null when the text is none. */
export function digitsOf(value: string): Digits | null {
  const match = DECIMAL.exec(value.trim())
  if (!match) return null
  const whole = (match[2] ?? '0').replace(/^0+(?=\d)/, '')
  const fraction = match[3] ?? ''
  const isZero = /^0*$/.test(whole + fraction)
  return { negative: !isZero && (match[1] === '-' || match[1] === '−'), whole, fraction }
}

/** `1234567` → `1,234,567`. */
export const grouped = (whole: string) => whole.replace(/\B(?=(\d{3})+$)/g, ',')

/** `-1234.5` → `−1,234.50`: grouped, a true minus, at least two places (or as many as the currency has). */
export function money(value: string, places = 2): string {
  const digits = digitsOf(value)
  if (!digits) return value
  const fraction = digits.fraction.padEnd(places, '0')
  const tail = fraction === '' ? '' : `.${fraction}`
  return `${digits.negative ? '−' : ''}${grouped(digits.whole)}${tail}`
}

/** As `money`, with `+` before what adds. */
export function signedMoney(value: string, places = 2): string {
  const text = money(value, places)
  return text.startsWith('−') || isZero(value) ? text : `+${text}`
}

/** A count or a quantity: grouped, no trailing zeros. */
export function quantity(value: string): string {
  const digits = digitsOf(value)
  if (!digits) return value
  const fraction = digits.fraction.replace(/0+$/, '')
  return `${digits.negative ? '−' : ''}${grouped(digits.whole)}${fraction === '' ? '' : `.${fraction}`}`
}

export const isZero = (value: string) => /^[+\-−]?0*(\.0*)?$/.test(value.trim())

export const isNegative = (value: string) => digitsOf(value)?.negative ?? false

/** The same number in percent, every digit kept: `0.1234567` → `12.34567`. */
export function inPercent(fraction: string): string {
  const digits = digitsOf(fraction)
  if (!digits) return fraction
  const padded = digits.fraction.padEnd(2, '0')
  const whole = (digits.whole + padded.slice(0, 2)).replace(/^0+(?=\d)/, '')
  const rest = padded.slice(2).replace(/0+$/, '')
  return `${digits.negative ? '-' : ''}${whole}${rest === '' ? '' : `.${rest}`}`
}

/** Attainment for a screen: rounded DOWN to 0.1 %, so that nothing reads 80.0 % and pays nothing. */
export function attainment(fraction: string): string {
  const digits = digitsOf(inPercent(fraction))
  if (!digits) return fraction
  if (digits.negative) return '0.0%'
  return `${grouped(digits.whole)}.${digits.fraction.slice(0, 1).padEnd(1, '0')}%`
}

/** A rate or share exactly: `0.004` → `0.4%`, `0.7` → `70%`. */
export function rate(fraction: string): string {
  const digits = digitsOf(inPercent(fraction))
  if (!digits) return fraction
  return `${digits.negative ? '−' : ''}${grouped(digits.whole)}${digits.fraction === '' ? '' : `.${digits.fraction}`}%`
}

const SYMBOLS: Record<string, string> = { CNY: '¥', JPY: '¥', USD: '$', EUR: '€', GBP: '£', HKD: 'HK$' }

/** The sign before a large amount; a currency without one shows its code. */
export const currencySign = (currency: string) => SYMBOLS[currency] ?? currency

/** How many places the currency's minor unit has. */
export const currencyPlaces = (currency: string) => (['JPY', 'KRW', 'VND'].includes(currency) ? 0 : 2)
