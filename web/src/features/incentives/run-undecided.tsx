// What no run settles by itself: flagged prizes, and what people owe who have left the plan. Two people decide.
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { instant, periodName } from '@/lib/days'
import { useIsPhone } from '@/lib/phone'
import { Amount } from '@/ui/amount'
import { More } from '@/ui/more'
import { DecideDialog } from './decide-dialog'
import { undecidedOf, type Waiting } from './decision.queries'
import type { Run } from './run.queries'
import { whatWaits } from './words'

export function RunUndecided({ run }: { run: Run }) {
  return run.undecided_count ? <Undecided run={run} /> : null
}

function Undecided({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const phone = useIsPhone()
  const { items, more } = usePages(undecidedOf(run))
  const [deciding, setDeciding] = useState<Waiting | null>(null)
  return (
    <section className="sheet docs" id="undecided" aria-labelledby="undecided-title">
      <div className="chips">
        <h2 className="t-sec" id="undecided-title">
          {t('decisions.title')}
        </h2>
        <span className="t-s mute">{t('decisions.note')}</span>
      </div>
      {phone ? <UndecidedCards items={items} onDecide={setDeciding} /> : <UndecidedTable items={items} currency={run.currency} onDecide={setDeciding} />}
      <More {...more} />
      {deciding !== null && <DecideDialog waiting={deciding} onClose={() => setDeciding(null)} />}
    </section>
  )
}

const keyOf = (one: Waiting) => `${one.member.id}-${one.component ?? ''}-${one.period.from}`

interface ListProps {
  items: Waiting[]
  onDecide: (one: Waiting) => void
}

function UndecidedTable({ items, currency, onDecide }: ListProps & { currency: string }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const unit = t(`currency.${currency}`, { ns: 'app', defaultValue: currency })
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('trial.member')}</th>
          <th>{t('adjustments.period')}</th>
          <th>{t('decisions.matter')}</th>
          <th className="wide">{t('decisions.since')}</th>
          <th className="r">{t('decisions.amount', { currency: unit })}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={keyOf(one)}>
            <td className="nw">
              <span lang="zh-CN">{one.member.name}</span> <span className="mute t-xs">{one.member.code}</span>
            </td>
            <td className="nw">{periodName(one.period.name, locale)}</td>
            <td className="dim t-s">{whatWaits(t, one)}</td>
            <td className="mute t-s nw wide">{instant(one.since, zone, locale)}</td>
            <td className="r">
              <b>
                <Amount value={one.amount} currency={currency} signed={one.subject === 'flag'} />
              </b>
            </td>
            <td className="r">
              <Next one={one} onDecide={onDecide} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function UndecidedCards({ items, onDecide }: ListProps) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  return (
    <ul className="plist">
      {items.map((one) => (
        <li key={keyOf(one)}>
          <span lang="zh-CN">{one.member.name}</span>
          <b className="r">
            <Amount value={one.amount} currency={one.currency} signed={one.subject === 'flag'} />
          </b>
          <span className="t-xs mute">
            {periodName(one.period.name, locale)} · {whatWaits(t, one)}
          </span>
          <span className="t-xs mute r">
            <Next one={one} onDecide={onDecide} />
          </span>
        </li>
      ))}
    </ul>
  )
}

/** The wish that waits already, or the way to one. */
function Next({ one, onDecide }: { one: Waiting; onDecide: (one: Waiting) => void }) {
  const { t } = useTranslation('incentives')
  if (one.approval_id) {
    return (
      <Link to="/people/approvals" search={{ open: `approval.${one.approval_id}` }} className="door st open">
        {t('decisions.asked')}
      </Link>
    )
  }
  return one.can.length > 0 ? <Button onClick={() => onDecide(one)}>{t('decisions.decide')}</Button> : null
}
