// The steps of a close as a line: who took them and when, and which is next.
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { dayShort, instant } from '@/lib/days'
import type { Run } from './run.queries'
import { type Stage, stagesOf } from './run-stages'

export function RunTrack({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  return (
    <ol className="track">
      {stagesOf(run).map((stage) => (
        <li key={stage.name} className={stage.is === 'soon' ? undefined : stage.is} aria-current={stage.is === 'on' ? 'step' : undefined}>
          <i />
          <div className="b">{t(`run_step.${stage.name}`)}</div>
          <StageFacts stage={stage} run={run} />
        </li>
      ))}
    </ol>
  )
}

function StageFacts({ stage, run }: { stage: Stage; run: Run }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const { who, when } = ((): { who: string | null; when: string | null } => {
    const at = stage.at === null ? null : instant(stage.at, zone, locale)
    if (stage.name === 'review_lead' && stage.is !== 'soon' && run.reviews.length > 0) {
      const approved = run.reviews.filter((review) => review.approved_at).length
      return { who: t('run.reviewed', { approved, count: run.reviews.length }), when: at }
    }
    if (stage.name === 'notice' && run.notice && stage.is !== 'soon') {
      return { who: stage.by, when: t('run.notice_days', { from: dayShort(run.notice.from, locale), to: dayShort(run.notice.to, locale) }) }
    }
    if (stage.name === 'pay' && (stage.is === 'on' || run.paid_count > 0)) {
      return { who: t('run.paid', { paid: run.paid_count, count: run.payable_count }), when: at }
    }
    return { who: stage.by, when: at }
  })()
  return (
    <>
      {who !== null && <div className="t-s dim cut">{who}</div>}
      {when !== null && <div className="t-xs mute">{when}</div>}
    </>
  )
}
