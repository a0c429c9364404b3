// Everything that was done with the close, the newest first, each with its reason.
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { instant } from '@/lib/days'
import type { Run } from './run.queries'

export function RunHistory({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  return (
    <section className="sheet" aria-labelledby="history-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="history-title">
            {t('history.title')}
          </h2>
        </div>
        <ol>
          {run.steps.toReversed().map((step) => (
            <li key={`${step.at}${step.step}${step.by}`} className="review">
              <div className="between">
                <span>
                  <b>{t(`history.${step.step}`, { defaultValue: step.step, count: step.round })}</b> <span lang="zh-CN">{step.by}</span>
                </span>
                <span className="t-xs mute nw">{instant(step.at, zone, locale)}</span>
              </div>
              {step.reason !== '' && (
                <p className="t-s dim" lang="zh-CN">
                  “{step.reason}”
                </p>
              )}
            </li>
          ))}
        </ol>
        {run.locked && (
          <p className="t-xs mute" style={{ marginTop: 12 }}>
            {t('history.sealed', { seq: run.locked.audit_seq })} <span className="mono">{run.locked.audit_hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')}</span>
          </p>
        )}
      </div>
    </section>
  )
}
