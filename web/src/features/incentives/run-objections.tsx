// What people object to during the notice, and the answers.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { avatarLetter } from '@/app/shell/user-menu'
import { instant } from '@/lib/days'
import { Ask } from '@/ui/ask'
import { More } from '@/ui/more'
import { planById } from './plan.queries'
import { type Objection, type Run, runObjections, useObjections } from './run.queries'

export function RunObjections({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const { items, more } = usePages(runObjections(run.id))
  const { data: plan } = useQuery({ ...planById(run.plan.id ?? ''), enabled: items.length > 0 && Boolean(run.plan.id) })
  if (items.length === 0) return null
  const open = items.filter((one) => one.state === 'open')
  return (
    <section className="sheet" id="objections" aria-labelledby="objections-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="objections-title">
            {t('objections.title')}
          </h2>
          {open.length > 0 && <span className="st warn">{t('objections.waiting', { count: open.length })}</span>}
        </div>
        <ul>
          {items.map((one) => (
            <ObjectionLine key={one.id} one={one} title={plan?.components.find((component) => component.key === one.component)?.title ?? one.component} />
          ))}
        </ul>
        <More {...more} />
      </div>
    </section>
  )
}

function ObjectionLine({ one, title }: { one: Objection; title: string }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const { answer } = useObjections()
  const [asking, setAsking] = useState<'accept' | 'decline' | null>(null)
  return (
    <li className={one.state === 'open' ? 'obj' : 'obj answered'}>
      <div className="row t-s">
        <span className="av" aria-hidden="true">
          {avatarLetter(one.member.name)}
        </span>
        <b className="nw" lang="zh-CN">
          {one.member.name}
        </b>
        <Link to="/incentives/statements/$statementId" params={{ statementId: one.statement_id }} className="door cut">
          {t('objections.to_own', { component: title === '' ? t('objections.whole') : title })}
        </Link>
        <span className="mute nw" style={{ marginLeft: 'auto' }}>
          {instant(one.made_at, zone, locale)}
        </span>
      </div>
      <p lang="zh-CN" className="said">
        “{one.reason}”
      </p>
      {one.state !== 'open' && <Answer one={one} />}
      {one.can.includes('answer') && (
        <div className="row acts2">
          <Button onClick={() => setAsking('decline')}>{t('objections.decline')}</Button>
          <Button onClick={() => setAsking('accept')}>{t('objections.accept')}</Button>
          <span className="t-xs mute">{t('objections.accept_note')}</span>
        </div>
      )}
      {asking !== null && (
        <Ask
          title={t(`objections.${asking}_title`, { name: one.member.name })}
          ok={t(`objections.${asking}_ok`)}
          reason={{ label: t('objections.answer'), help: t('objections.answer_help') }}
          onOk={(text) => answer(one, asking === 'accept', text)}
          onClose={() => setAsking(null)}
        >
          {asking === 'accept' ? t('objections.accept_follows') : t('objections.decline_follows')}
        </Ask>
      )}
    </li>
  )
}

/** What was decided, by whom, and the words of it. */
export function Answer({ one }: { one: Objection }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  return (
    <p className="t-s dim">
      <span className="st done">{t(`objections.state_${one.state}`, { defaultValue: one.state })}</span>{' '}
      {t('objections.answered', { by: one.answered_by ?? '–', at: one.answered_at ? instant(one.answered_at, zone, locale) : '' })}
      <span lang="zh-CN">“{one.answer}”</span>
    </p>
  )
}
