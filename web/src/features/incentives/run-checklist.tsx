// What somebody should look at before the close goes on: payments without an order, and what came in after the trial.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { may, useSession } from '@/app/session'
import { currencyPlaces, currencySign, money, signedMoney } from '@/lib/format'
import type { Run } from './run.queries'
import { measureText } from './words'

export function RunChecklist({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const session = useSession()
  const since = run.since_trial
  const amounts = Object.entries(since.amounts).map(([measure, amount]) => `${measureText(t, measure)} ${signedMoney(amount, 0)}`)
  const unmatched = t('check.unmatched_amount', { count: run.unmatched_count, amount: `${currencySign(run.currency)}${money(run.unmatched, currencyPlaces(run.currency))}` })
  const locked = ['locked', 'exported', 'paid'].includes(run.state)
  return (
    <section className="sheet" aria-labelledby="check-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="check-title">
            {t('check.title')}
          </h2>
        </div>
        <ul>
          <Line good={run.unmatched_count === 0} text={run.unmatched_count === 0 ? t('check.matched') : t('check.unmatched')}>
            {run.unmatched_count === 0 ? (
              t('check.unmatched_none')
            ) : may(session, 'customers.payment.read') ? (
              <Link to="/customers/payments" search={{ state: 'unmatched' }} className="door">
                {unmatched}
              </Link>
            ) : (
              unmatched
            )}
          </Line>
          <Line good={run.exceptions_count === 0} text={run.exceptions_count === 0 ? t('check.whole') : t('check.exceptions')}>
            {run.exceptions_count === 0 ? (
              t('check.places', { count: 0 })
            ) : (
              <a className="door" href="#people">
                {t('check.places', { count: run.exceptions_count })}
              </a>
            )}
          </Line>
          <Line good={since.documents === 0} text={since.documents === 0 ? t('check.nothing_since') : locked ? t('check.since_locked') : t('check.since')}>
            {t('check.documents', { count: since.documents })}
            {amounts.length > 0 && t('check.amounts', { amounts: amounts.join(t('run.comma')) })}
          </Line>
          <Line good={since.corrections === 0} text={since.corrections === 0 ? t('check.no_corrections') : t('check.corrections')}>
            {may(session, 'people.approval.read') && since.corrections > 0 ? (
              <Link to="/people/approvals" search={{ state: 'approved' }} className="door">
                {t('check.corrections_count', { count: since.corrections })}
              </Link>
            ) : (
              t('check.corrections_count', { count: since.corrections })
            )}
          </Line>
          {typeof run.undecided_count === 'number' && (
            <Line good={run.undecided_count === 0} text={run.undecided_count === 0 ? t('check.decided') : t('check.undecided')}>
              {run.undecided_count === 0 ? (
                t('check.undecided_count', { count: 0 })
              ) : (
                <a className="door" href="#undecided">
                  {t('check.undecided_count', { count: run.undecided_count })}
                </a>
              )}
            </Line>
          )}
        </ul>
      </div>
    </section>
  )
}

function Line({ good, text, children }: { good: boolean; text: string; children: ReactNode }) {
  return (
    <li className="between t-s checkline">
      <span className={good ? 'st done' : 'st warn'}>{text}</span>
      <span className="mute" style={{ textAlign: 'right' }}>
        {children}
      </span>
    </li>
  )
}
