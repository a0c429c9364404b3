// The month ribbon: one tick a workday, a gap a week, today tall and blue, a holiday hollow.

export interface RibbonDay {
  day: string
  holiday: boolean
}

/** The days in order, cut at each Monday; civil days, so UTC is a mere calendar here. */
export function weeksOf(workdays: string[], holidays: string[]): RibbonDay[][] {
  const days = [
    ...workdays.map((day) => ({ day, holiday: false })),
    ...holidays.filter((day) => !workdays.includes(day) && weekdayOf(day) < 5).map((day) => ({ day, holiday: true })),
  ].sort((a, b) => a.day.localeCompare(b.day))
  const weeks: RibbonDay[][] = []
  let monday = ''
  for (const day of days) {
    const start = mondayOf(day.day)
    if (start !== monday) weeks.push([])
    monday = start
    weeks.at(-1)?.push(day)
  }
  return weeks
}

const dateOf = (day: string) => new Date(`${day}T00:00:00Z`)
const weekdayOf = (day: string) => (dateOf(day).getUTCDay() + 6) % 7

function mondayOf(day: string): string {
  const date = dateOf(day)
  date.setUTCDate(date.getUTCDate() - weekdayOf(day))
  return date.toISOString().slice(0, 10)
}

const LONGEST_MONTH_WORKDAYS = 27

/** A month shows its days; a longer period one tick a week. */
export function Ribbon({ workdays, holidays, today }: { workdays: string[]; holidays: string[]; today: string }) {
  const weeks = weeksOf(workdays, holidays)
  if (workdays.length > LONGEST_MONTH_WORKDAYS) {
    return (
      <span className="wk" aria-hidden="true">
        <span>
          {weeks.map((week) => (
            <i key={week[0]?.day} className={classOf(week.at(-1)?.day ?? '', week[0]?.day ?? '', today)} />
          ))}
        </span>
      </span>
    )
  }
  return (
    <span className="wk" aria-hidden="true">
      {weeks.map((week) => (
        <span key={week[0]?.day}>
          {week.map(({ day, holiday }) => (
            <i key={day} className={holiday ? 'h' : classOf(day, day, today)} />
          ))}
        </span>
      ))}
    </span>
  )
}

const classOf = (last: string, first: string, today: string) => (first <= today && today <= last ? 't' : last < today ? 'p' : '')
