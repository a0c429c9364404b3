// What locked periods pay on this statement: what was locked, what it comes to now, the difference, and because of what.
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { periodName } from '@/lib/days'
import { currencyPlaces, isNegative, isZero, money, signedMoney } from '@/lib/format'
import { Amount } from '@/ui/amount'
import { Causes } from './causes'
import { PaidParts } from './paid-parts'
import type { StatementDecision } from './decision.queries'
import type { Adjustment } from './run.queries'
import type { Statement } from './statement.queries'

export function StatementAdjustments({ statement }: { statement: Statement }) {
  const { currency } = statement
  return (
    <>
      {statement.adjustments.map((one) => (
        <AdjustmentNode key={`${one.component}-${one.period_from}-${one.is_flag}`} one={one} currency={currency} />
      ))}
      <Balance statement={statement} />
    </>
  )
}

/** What is owed: before, what was decided about it, what this period takes, and what is left. */
function Balance({ statement }: { statement: Statement }) {
  const { t } = useTranslation('incentives')
  const { opening, decisions, taken, owed, held, currency } = statement
  const kept = isZero(held) ? null : (
    <div className="n k1">
      <div>{t('payout.all_held')}</div>
      <div className="v">
        <Amount value={held} currency={currency} />
      </div>
    </div>
  )
  if (isZero(opening) && isZero(owed) && decisions.length === 0) return kept
  return (
    <>
      {kept}
      <div className="n k1">
        <div>{t('statement.opening')}</div>
        <div className="v">
          <Amount value={opening} currency={currency} />
        </div>
      </div>
      {decisions.map((one, place) => (
        <DecisionNode key={place} one={one} currency={currency} />
      ))}
      {!isZero(taken) && (
        <div className="n k2 owed">
          <div>{isNegative(taken) ? t('statement.given_back') : t('statement.taken')}</div>
          <div className="v">
            <Amount value={taken.replace(/^-/, '')} currency={currency} />
          </div>
        </div>
      )}
      <div className="n k2 owed">
        <div>{t('statement.owed')}</div>
        <div className="v">
          <Amount value={owed} currency={currency} />
        </div>
      </div>
    </>
  )
}

function DecisionNode({ one, currency }: { one: StatementDecision; currency: string }) {
  const { t } = useTranslation('incentives')
  const what = one.outcome === 'move' && !isNegative(one.owed) ? 'came' : one.outcome
  return (
    <div className="n k2 owed">
      <div>
        {t(`decided.${what}`, { plan: one.other_plan ?? '' })} <span className="mute t-s">{t('decided.by', { asked: one.asked_by, granted: one.granted_by })}</span>
        <p className="t-s dim" lang="zh-CN">
          “{one.reason}”
        </p>
      </div>
      <div className="v">
        <Amount value={one.owed} currency={currency} signed />
      </div>
    </div>
  )
}

function AdjustmentNode({ one, currency }: { one: Adjustment; currency: string }) {
  const { t } = useTranslation('incentives')
  const period = periodName(one.period, currentLocale(), true)
  const write = (value: string) => money(value, currencyPlaces(currency))
  const signed = (value: string) => signedMoney(value, currencyPlaces(currency))
  const parts = { locked: write(one.locked), now: write(one.now), difference: write(one.difference.replace(/^-/, '')), signed: signed(one.difference) }
  const isDecided = one.causes.some((cause) => cause.kind === 'decision')
  const because = one.is_flag ? 'because_flag' : isDecided ? 'because_decided' : isNegative(one.difference) ? 'because_less' : 'because_more'
  return (
    <>
      <div className="n k1">
        <div>
          <b>{t('adjustment.title', { period })}</b> <span className="mute t-s">{one.title}</span>
          {one.is_flag && <div className="st warn t-s block">{t('adjustment.flag')}</div>}
        </div>
        <div className="v">{one.is_flag ? <span className="mute">0.00</span> : <b><Amount value={one.payout?.payable ?? one.difference} currency={currency} signed /></b>}</div>
      </div>
      <div className="adj">
        <div className="sealed">
          <div className="t-xs mute">{t('adjustment.locked', { period })}</div>
          <div className="b">{parts.locked}</div>
          {!isZero(one.adjusted) && <div className="t-s dim">{t('adjustments.earlier', { amount: signed(one.adjusted) })}</div>}
          {!isZero(one.kept) && <div className="t-s dim">{t('adjustments.kept', { amount: signed(one.kept) })}</div>}
        </div>
        <div className="est">
          <div className="t-xs mute">{t('adjustment.now', { period })}</div>
          <div className="b">{parts.now}</div>
        </div>
        <div>
          <div className="t-xs mute">{t(one.is_flag ? 'adjustment.waits' : one.payout ? 'adjustment.earned' : 'adjustment.difference')}</div>
          <div className="b">
            <Amount value={one.difference} currency={currency} signed />
          </div>
        </div>
      </div>
      {one.payout && (
        <p className="t-s dim because">
          {t('payout.payable', { amount: signed(one.payout.payable) })} · <PaidParts earned={one.difference} parts={one.payout} currency={currency} />
        </p>
      )}
      <p className="t-s dim because">
        {t(`adjustment.${because}`, parts)}
        <Causes causes={one.causes} />
      </p>
    </>
  )
}
