// What people object to during the notice, and the answers.
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
import { type Objection, type Run, runObjections, useObjections } from './run.queries'

export function RunObjections({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const { items, more } = usePages(runObjections(run.id))
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
            <ObjectionLine key={one.id} one={one} />
          ))}
        </ul>
        <More {...more} />
      </div>
    </section>
  )
}

function ObjectionLine({ one }: { one: Objection }) {
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
          {t('objections.to_own', { component: one.component === '' ? t('objections.whole') : one.component })}
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
