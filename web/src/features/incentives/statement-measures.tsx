// What was to be done and what was done: goal, actual and the ruler of each measure.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { elapsedOf, period } from '@/features/ledger/period.queries'
import { attainment, currencyPlaces, money, quantity } from '@/lib/format'
import { Ruler } from '@/ui/ruler'
import type { Measure, Statement } from './statement.queries'

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
          <MeasureBlock key={measure.key} measure={measure} currency={statement.currency} elapsed={running} />
        ))}
      </div>
    </section>
  )
}

function MeasureBlock({ measure, currency, elapsed }: { measure: Measure; currency: string; elapsed: number | null }) {
  const { t } = useTranslation('incentives')
  const write = (value: string) => (measure.unit === 'money' ? money(value, currencyPlaces(currency)) : quantity(value))
  const rate = measure.attainment ?? null
  return (
    <div className="meas">
      <div className="between">
        <span>{measure.title}</span>
        <span className="t-2">{rate === null ? <span className="mute">–</span> : attainment(rate)}</span>
      </div>
      {rate !== null && <Ruler attainment={rate} elapsed={elapsed} label={t('statement.ruler', { measure: measure.title, rate: attainment(rate) })} />}
      <div className="between t-s">
        <a className="door" href="#documents">
          {write(measure.actual)}
        </a>
        <span className="mute">{measure.goal ? t('statement.goal', { goal: write(measure.goal) }) : t('statement.no_goal')}</span>
      </div>
    </div>
  )
}
