// What the statement rests on: which trial, of which plan text, with which data.
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { dayRange, instant } from '@/lib/days'
import type { Statement } from './statement.queries'

export function TrialFacts({ statement }: { statement: Statement }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const hash = statement.plan.hash
  return (
    <section className="sheet" aria-labelledby="facts-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="facts-title">
            {t('facts.title')}
          </h2>
        </div>
        <dl className="kv">
          <div>
            <dt>{t('facts.plan')}</dt>
            <dd>{statement.plan.title}</dd>
          </div>
          <div>
            <dt>{t('facts.period')}</dt>
            <dd>{dayRange(statement.period.from, statement.period.to, locale)}</dd>
          </div>
          <div>
            <dt>{t('facts.made')}</dt>
            <dd>
              {instant(statement.trial.made_at, zone, locale)}
              <span className="src">{t('facts.later')}</span>
            </dd>
          </div>
          {hash && (
            <div>
              <dt>{t('facts.hash')}</dt>
              <dd className="mono">{hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')}</dd>
            </div>
          )}
        </dl>
      </div>
    </section>
  )
}
