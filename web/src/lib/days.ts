// How days, instants and periods are written in the reader's language. Civil days are never moved between zones.
import type { Locale } from './format'

const MONTHS = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December']

interface Day {
  year: number
  month: number
  day: number
}

function partsOf(day: string): Day | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(day)
  if (!match) return null
  return { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) }
}

const monthName = (month: number) => MONTHS[month - 1] ?? ''

/** In a table: `6-03`, or with the year when it is another one than `year`. */
export function dayShort(day: string, locale: Locale, year?: number): string {
  const parts = partsOf(day)
  if (!parts) return day
  const otherYear = year !== undefined && parts.year !== year
  if (locale === 'zh-CN') return day.slice(0, 10).replace(/^\d{4}-0?/, otherYear ? `${parts.year}-` : '')
  return `${parts.day} ${monthName(parts.month).slice(0, 3)}${otherYear ? ` ${parts.year}` : ''}`
}

/** In a sentence: `2026 年 6 月 3 日`, `3 June 2026`. */
export function dayLong(day: string, locale: Locale): string {
  const parts = partsOf(day)
  if (!parts) return day
  return locale === 'zh-CN' ? `${parts.year} 年 ${parts.month} 月 ${parts.day} 日` : `${parts.day} ${monthName(parts.month)} ${parts.year}`
}

/** From … to, both included: the year once when it is the same. */
export function dayRange(from: string, to: string, locale: Locale): string {
  const end = partsOf(to)
  if (locale === 'zh-CN') return `${dayLong(from, locale)}到 ${end && yearOf(from) === end.year ? `${end.month} 月 ${end.day} 日` : dayLong(to, locale)}`
  const start = partsOf(from)
  return `${start && end && start.year === end.year ? `${start.day} ${monthName(start.month)}` : dayLong(from, locale)} to ${dayLong(to, locale)}`
}

export const yearOf = (day: string) => Number(day.slice(0, 4))

/** An instant at the organisation's place: `7 月 2 日 09:05`, `2 July, 09:05`. */
export function instant(at: string, timeZone: string, locale: Locale): string {
  const date = new Date(at)
  if (Number.isNaN(date.getTime())) return at
  const part = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat('en-GB', { timeZone, ...options }).format(date)
  const month = Number(part({ month: 'numeric' }))
  const day = Number(part({ day: 'numeric' }))
  const time = part({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return locale === 'zh-CN' ? `${month} 月 ${day} 日 ${time}` : `${day} ${monthName(month)}, ${time}`
}

/** Today at the organisation's place, as a civil day. */
export function todayIn(timeZone: string, now: Date = new Date()): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(now)
}

/** A period's name: `2026 年 6 月`, `2026 年第 2 季度`; a calendar with names of its own keeps them. */
export function periodName(name: string, locale: Locale, short = false): string {
  const zh = locale === 'zh-CN'
  const year = name.slice(0, 4)
  const month = /^\d{4}-(\d{2})$/.exec(name)
  if (month) {
    const number = Number(month[1])
    if (zh) return short ? `${number} 月` : `${year} 年 ${number} 月`
    return short ? monthName(number) : `${monthName(number)} ${year}`
  }
  const quarter = /^\d{4}-Q([1-4])$/.exec(name)
  if (quarter) {
    if (zh) return short ? `第 ${quarter[1]} 季度` : `${year} 年第 ${quarter[1]} 季度`
    return short ? `Q${quarter[1]}` : `Q${quarter[1]} ${year}`
  }
  const half = /^\d{4}-H([12])$/.exec(name)
  if (half) {
    if (zh) return `${short ? '' : `${year} 年`}${half[1] === '1' ? '上' : '下'}半年`
    return `${short ? '' : `${year} `}H${half[1]}`
  }
  if (/^\d{4}$/.test(name)) return zh ? `${name} 年` : name
  if (/^\d{4}-\d{2}-\d{2}$/.test(name)) return zh ? `${dayLong(name, locale)}起` : `from ${dayLong(name, locale)}`
  return name
}
