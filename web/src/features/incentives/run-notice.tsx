// The days of the public notice: how many workdays are left, and each of them as a bar.
import { useQueries } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { dayShort } from '@/lib/days'
import { period } from '@/lib/period.queries'
import type { Run } from './run.queries'

/** The workdays of the notice, and the day that today is; civil days compare as texts. */
export function noticeDays(months: { workdays: string[]; today: string }[], from: string, to: string) {
  const today = months[0]?.today ?? from
  const days = [...new Set(months.flatMap((month) => month.workdays))].filter((day) => from <= day && day <= to).sort()
  return { today, days, left: days.filter((day) => day >= today).length }
}

export function RunNotice({ run, notice }: { run: Run; notice: NonNullable<Run['notice']> }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const names = [...new Set([notice.from.slice(0, 7), notice.to.slice(0, 7)])]
  const months = useQueries({ queries: names.map((name) => period('natural', name)) })
  const known = months.flatMap((month) => (month.data ? [month.data] : []))
  const { today, days, left } = noticeDays(known, notice.from, notice.to)
  return (
    <div className="part">
      <div className="between">
        <h2 className="t-sec">{t('run.notice_left')}</h2>
        <span className="t-s mute">{t('run.notice_workdays')}</span>
      </div>
      {known.length === names.length && (
        <>
          <div className="row cd">
            <span className="t-hero">{left}</span>
            <span className="t-2">{t('run.workdays', { count: left })}</span>
          </div>
          <div className="days">
            {days.map((day, place) => (
              <div key={day} className={day === today ? 'day now' : day < today ? 'day past' : 'day'}>
                <span>{dayShort(day, locale)}</span>
                <b>{day === today ? t('run.today') : place === days.length - 1 ? t('run.notice_ends') : ''}</b>
              </div>
            ))}
          </div>
        </>
      )}
      <p className="t-s dim" style={{ marginTop: 14 }}>
        {t('run.notice_people', { count: run.people_count })}
      </p>
    </div>
  )
}
