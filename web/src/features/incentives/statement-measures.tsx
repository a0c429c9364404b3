// What was to be done and what was done: goal, actual and the ruler of each measure.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { elapsedOf, period } from '@/lib/period.queries'
import { money } from '@/lib/format'
import { Ruler } from '@/ui/ruler'
import type { Measure, Statement } from './statement.queries'
import { measureText } from './words'

export function StatementMeasures({ statement }: { statement: Statement }) {
  const { t } = useTranslation('incentives')
  const { data: view } = useQuery(period(statement.period.calendar, statement.period.name))
  if (statement.measures.length === 0) return null
  const elapsed = view ? elapsedOf(view) : null
  const running = elapsed && !elapsed.over ? elapsed.percent : null
  return (
    <section className="sheet" aria-labelledby="measures-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="measures-title">
            {t('statement.measures')}
          </h2>
          {running !== null && <span className="side">{t('statement.elapsed', { percent: `${running.toFixed(1)}%` })}</span>}
        </div>
        {statement.measures.map((measure) => (
          <MeasureBlock key={measure.key} measure={measure} elapsed={running} />
        ))}
      </div>
    </section>
  )
}

function MeasureBlock({ measure, elapsed }: { measure: Measure; elapsed: number | null }) {
  const { t } = useTranslation('incentives')
  const write = (value: string) => money(value, 0)
  const title = measureText(t, measure.key)
  const rate = measure.attainment ?? null
  return (
    <div className="meas">
      <div className="between">
        <span>{title}</span>
        <span className="t-2">{rate === null ? <span className="mute">–</span> : rate}</span>
      </div>
      {rate !== null && <Ruler attainment={rate} elapsed={elapsed} label={t('statement.ruler', { measure: title, rate: rate })} />}
      <div className="between t-s">
        {measure.actual ? (
          <a className="door" href="#documents">
            {write(measure.actual)}
          </a>
        ) : (
          <span className="mute">–</span>
        )}
        <span className="mute">{measure.goal ? t('statement.goal', { goal: write(measure.goal) }) : t('statement.no_goal')}</span>
      </div>
    </div>
  )
}
