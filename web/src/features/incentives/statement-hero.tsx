// The one number of the page, and the components it is made of.
import { Link } from '@tanstack/react-router'
import type { CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { periodName } from '@/lib/days'
import { isNegative, isZero } from '@/lib/format'
import { Amount, BigAmount } from '@/ui/amount'
import { StatementState } from './run-state'
import type { Adjustment } from './run.queries'
import { type Statement, paidBy } from './statement.queries'

const COLOURS = ['--c1', '--c3', '--c4', '--c2', '--c5', '--c6', '--c7', '--c8']

/** What a difference pays now. */
const adjustedBy = ({ difference, payout }: Adjustment) => payout?.payable ?? difference

const opposite = (amount: string) => (isNegative(amount) ? amount.slice(1) : `-${amount}`)

const colourOf = (place: number): CSSProperties => ({ background: `var(${COLOURS[place % COLOURS.length] ?? '--c1'})` })

export function StatementHero({ statement }: { statement: Statement }) {
  const { t } = useTranslation('incentives')
  const { components, currency } = statement
  const locale = currentLocale()
  const adjusted = statement.adjustments.filter((one) => !one.is_flag)
  const drawn = components.map((component, place) => ({ component, place })).filter(({ component }) => !isZero(paidBy(component)) && !isNegative(paidBy(component)))
  return (
    <section className="sheet">
      <div className="cols hero">
        <div className="part">
          <div className="row" style={{ gap: 14 }}>
            <h2 className="t-sec">{t('statement.pay')}</h2>
            <StatementState state={statement.trial.state} />
          </div>
          <div className="t-hero" style={{ marginTop: 10 }}>
            <a className="door big" href="#steps">
              <BigAmount value={statement.total} currency={currency} />
            </a>
          </div>
          <p className="t-s dim" style={{ marginTop: 12 }}>
            {statement.plan.id ? (
              <Link to="/incentives/plans/$planId" params={{ planId: statement.plan.id }} className="door">
                {statement.plan.title}
              </Link>
            ) : (
              statement.plan.title
            )}
            {statement.unit && (
              <>
                {' · '}
                <span lang="zh-CN">{statement.unit.name}</span>
              </>
            )}
          </p>
        </div>
        <div className="part middle">
          <div className="comp" aria-hidden="true">
            {drawn.length === 0 && adjusted.length === 0 && <i style={{ flex: 1, background: 'var(--track)' }} />}
            {drawn.map(({ component, place }) => (
              <i key={component.key} style={{ flex: Number(paidBy(component)), ...colourOf(place) }} />
            ))}
            {adjusted
              .filter((one) => !isNegative(adjustedBy(one)))
              .map((one) => (
                <i key={`${one.component}-${one.period_from}`} className="hatched" style={{ flex: Number(adjustedBy(one)) }} />
              ))}
          </div>
          <div className="leg">
            {components.map((component, place) => (
              <div key={component.key}>
                <span className="t-s dim">
                  <i className="sw" style={colourOf(place)} />
                  {component.title}
                </span>
                <Link to="." search={(before: object) => ({ ...before, component: component.key })} hash="documents" className="door b">
                  <Amount value={paidBy(component)} currency={currency} />
                </Link>
              </div>
            ))}
            {components.map(
              ({ key, title, payout }) =>
                payout &&
                !isZero(payout.clawed) && (
                  <div key={`clawed-${key}`}>
                    <span className="t-s dim">
                      <i className="sw hatched" />
                      {t('payments.clawbacks')} <span className="mute t-xs">{title}</span>
                    </span>
                    <a href="#steps" className="door b">
                      <Amount value={opposite(payout.clawed)} currency={currency} signed />
                    </a>
                  </div>
                ),
            )}
            {adjusted.map((one) => (
              <div key={`${one.component}-${one.period_from}`}>
                <span className="t-s dim">
                  <i className="sw hatched" />
                  {t('adjustment.title', { period: periodName(one.period, locale, true) })} <span className="mute t-xs">{one.title}</span>
                </span>
                <a href="#steps" className="door b">
                  <Amount value={adjustedBy(one)} currency={currency} signed />
                </a>
              </div>
            ))}
          </div>
        </div>
      </div>
    </section>
  )
}
