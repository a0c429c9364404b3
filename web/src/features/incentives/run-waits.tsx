// Whom the close waits for, and the sentence that says why it cannot be locked yet.
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { avatarLetter } from '@/app/shell/user-menu'
import { dayLong, todayIn } from '@/lib/days'
import { Icon } from '@/ui/icon'
import type { Run } from './run.queries'
import { noticeHolds, type Wait, waitsOf } from './run-stages'

export function RunWaits({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const waits = waitsOf(run)
  const blocked = useBlocked(run)
  return (
    <div className="part">
      <h2 className="t-sec">{t('run.waits')}</h2>
      {waits.length === 0 && <p className="dim wait0">{t('run.waits_none')}</p>}
      <ul className="wait">
        {waits.map((wait) => (
          <WaitLine key={wait.for + ('who' in wait ? String(wait.who) : '')} wait={wait} run={run} />
        ))}
      </ul>
      {blocked !== null && (
        <div className="note" style={{ marginTop: 12 }}>
          <Icon name="lock" />
          <span>{blocked}</span>
        </div>
      )}
    </div>
  )
}

function WaitLine({ wait, run }: { wait: Wait; run: Run }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const who = wait.for === 'review_lead' && wait.who !== null ? wait.who : t(`run_wait.who.${wait.for}`)
  const until = run.notice ? dayLong(run.notice.to, locale) : ''
  const what = wait.for === 'answer' ? t('run_wait.answer', { count: wait.count }) : t(`run_wait.${wait.for}`, { until })
  return (
    <li>
      <span className="av" aria-hidden="true">
        {avatarLetter(who)}
      </span>
      <div style={{ minWidth: 0 }}>
        <div>
          <b lang={wait.for === 'review_lead' && wait.who !== null ? 'zh-CN' : undefined}>{who}</b> {what}
        </div>
        {wait.for === 'review_lead' && wait.units.length > 0 && (
          <div className="t-xs mute" lang="zh-CN">
            {wait.units.join('、')}
          </div>
        )}
      </div>
    </li>
  )
}

/** Why it cannot be locked yet; null where nothing stands in the way, or it is not its turn. */
export function useBlocked(run: Run): string | null {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  if (run.state !== 'notice') return null
  const reasons = [
    ...(todayIn(zone) <= run.period.to ? [t('run.blocked_period', { last: dayLong(run.period.to, locale) })] : []),
    ...(run.notice && noticeHolds(run) ? [t('run.blocked_notice', { until: dayLong(run.notice.to, locale) })] : []),
    ...(run.open_objections > 0 ? [t('run.blocked_objections', { count: run.open_objections })] : []),
  ]
  return reasons.length === 0 ? null : t('run.blocked', { reasons: reasons.join(t('run.semicolon')) })
}
