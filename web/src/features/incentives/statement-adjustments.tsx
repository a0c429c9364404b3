// What locked periods pay on this statement: what was locked, what it comes to now, the difference, and because of what.
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { periodName } from '@/lib/days'
import { currencyPlaces, isNegative, isZero, money, signedMoney } from '@/lib/format'
import { Amount } from '@/ui/amount'
import { Causes } from './causes'
import type { Adjustment } from './run.queries'
import type { Statement } from './statement.queries'

export function StatementAdjustments({ statement }: { statement: Statement }) {
  const { t } = useTranslation('incentives')
  const { currency } = statement
  return (
    <>
      {statement.adjustments.map((one) => (
        <AdjustmentNode key={`${one.component}-${one.period_from}`} one={one} currency={currency} />
      ))}
      {(!isZero(statement.opening) || !isZero(statement.owed)) && (
        <>
          <div className="n k1">
            <div>{t('statement.opening')}</div>
            <div className="v">
              <Amount value={statement.opening} currency={currency} />
            </div>
          </div>
          <div className="n k2 owed">
            <div>{t('statement.owed')}</div>
            <div className="v">
              <Amount value={statement.owed} currency={currency} />
            </div>
          </div>
        </>
      )}
    </>
  )
}

function AdjustmentNode({ one, currency }: { one: Adjustment; currency: string }) {
  const { t } = useTranslation('incentives')
  const period = periodName(one.period, currentLocale(), true)
  const write = (value: string) => money(value, currencyPlaces(currency))
  const parts = { locked: write(one.locked), now: write(one.now), difference: write(one.difference.replace(/^-/, '')) }
  return (
    <>
      <div className="n k1">
        <div>
          <b>{t('adjustment.title', { period })}</b> <span className="mute t-s">{one.title}</span>
          {one.is_flag && <div className="st warn t-s block">{t('adjustment.flag')}</div>}
        </div>
        <div className="v">{one.is_flag ? <span className="mute">0.00</span> : <b><Amount value={one.difference} currency={currency} signed /></b>}</div>
      </div>
      <div className="adj">
        <div className="sealed">
          <div className="t-xs mute">{t('adjustment.locked', { period })}</div>
          <div className="b">{parts.locked}</div>
          {!isZero(one.adjusted) && <div className="t-s dim">{t('adjustments.earlier', { amount: signedMoney(one.adjusted, currencyPlaces(currency)) })}</div>}
        </div>
        <div className="est">
          <div className="t-xs mute">{t('adjustment.now', { period })}</div>
          <div className="b">{parts.now}</div>
        </div>
        <div>
          <div className="t-xs mute">{one.is_flag ? t('adjustment.waits') : t('adjustment.difference')}</div>
          <div className="b">
            <Amount value={one.difference} currency={currency} signed />
          </div>
        </div>
      </div>
      <p className="t-s dim because">
        {one.is_flag ? t('adjustment.because_flag', parts) : isNegative(one.difference) ? t('adjustment.because_less', parts) : t('adjustment.because_more', parts)}
        <Causes causes={one.causes} />
      </p>
    </>
  )
}
