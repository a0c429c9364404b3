// The versions of a plan: who signed which text, what was accepted and why, and who has read it.
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { dayRange, instant } from '@/lib/days'
import { Ask } from '@/ui/ask'
import { type PlanVersion, usePlanActions } from './plan.queries'

interface PlanVersionsProps {
  planId: string
  versions: PlanVersion[]
  /** The version whose text is shown; null for the draft. */
  shown: number | null
  onShow: (number: number | null) => void
}

export function PlanVersions({ planId, versions, shown, onShow }: PlanVersionsProps) {
  const { t } = useTranslation('incentives')
  return (
    <section className="sheet" aria-labelledby="versions-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="versions-title">
            {t('versions.title')}
          </h2>
        </div>
        {versions.length === 0 && <p className="dim">{t('versions.empty')}</p>}
        <ol>
          {versions.map((one) => (
            <VersionLine key={one.number} planId={planId} one={one} isShown={one.number === shown} onShow={() => onShow(one.number)} />
          ))}
        </ol>
      </div>
    </section>
  )
}

interface VersionLineProps {
  planId: string
  one: PlanVersion
  isShown: boolean
  onShow: () => void
}

function VersionLine({ planId, one, isShown, onShow }: VersionLineProps) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const { confirm } = usePlanActions(planId)
  const [asking, setAsking] = useState(false)
  return (
    <li className="version">
      <div className="between">
        <b>{t('versions.number', { number: one.number })}</b>
        <button type="button" className="lnk t-s" aria-pressed={isShown} onClick={onShow}>
          {isShown ? t('versions.shown') : t('versions.show')}
        </button>
      </div>
      <p className="t-s dim">{dayRange(one.valid_from, one.valid_to, locale)}</p>
      <p className="t-xs mute">
        {t('versions.signed', { by: one.published_by ?? t('trial.by_command'), at: instant(one.published_at, zone, locale) })} <span className="mono">{one.hash.slice(0, 16).replace(/(.{4})(?=.)/g, '$1 ')}</span>
      </p>
      {one.accepted.map((accepted) => (
        <p key={`${accepted.finding}@${accepted.place}`} className="t-s dim">
          <span className="st done">{t('versions.accepted', { finding: t(`finding_names.${accepted.finding}`, { defaultValue: accepted.finding }), place: accepted.place })}</span>{' '}
          <span lang="zh-CN">“{accepted.reason}”</span>
        </p>
      ))}
      <div className="between confirmed">
        <span className="t-s mute">{t('versions.confirmed', { count: one.confirmed })}</span>
        {one.can.includes('confirm') && <Button onClick={() => setAsking(true)}>{t('versions.confirm')}</Button>}
      </div>
      {asking && (
        <Ask title={t('versions.confirm_title', { number: one.number })} ok={t('versions.confirm')} onOk={() => confirm(one)} onClose={() => setAsking(false)}>
          {t('versions.confirm_text')}
        </Ask>
      )}
    </li>
  )
}
