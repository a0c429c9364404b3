// How every fen came about: a component, its steps on a rail, the rounding, and the total.
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isZero } from '@/lib/format'
import { Amount } from '@/ui/amount'
import { PaidParts } from './paid-parts'
import { type Statement, type StatementComponent, type Step, paidBy } from './statement.queries'
import { StatementAdjustments } from './statement-adjustments'
import { kindText, reasonText, stepText, stepValue } from './words'

export function StatementTree({ statement }: { statement: Statement }) {
  const { t } = useTranslation('incentives')
  const [closed, setClosed] = useState<ReadonlySet<string>>(() => new Set())
  const allOpen = closed.size === 0
  const keys = statement.components.map((component) => component.key)
  const toggle = (key: string) => setClosed((before) => (before.has(key) ? new Set([...before].filter((other) => other !== key)) : new Set([...before, key])))

  return (
    <section className="sheet" id="steps" aria-labelledby="steps-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="steps-title">
            {t('statement.steps')}
          </h2>
          <button type="button" className="side lnk" onClick={() => setClosed(allOpen ? new Set(keys) : new Set())}>
            {allOpen ? t('statement.close_all') : t('statement.open_all')}
          </button>
        </div>
        <div className="tree">
          {statement.components.map((component) => (
            <ComponentSteps
              key={component.key}
              component={component}
              currency={statement.currency}
              open={!closed.has(component.key)}
              onToggle={() => toggle(component.key)}
            />
          ))}
          <StatementAdjustments statement={statement} />
          <div className="n tot">
            <div>{t('statement.pay')}</div>
            <div className="v">
              <Amount value={statement.total} currency={statement.currency} />
            </div>
          </div>
        </div>
      </div>
    </section>
  )
}

interface ComponentStepsProps {
  component: StatementComponent
  currency: string
  open: boolean
  onToggle: () => void
}

function ComponentSteps({ component, currency, open, onToggle }: ComponentStepsProps) {
  const { t } = useTranslation('incentives')
  const id = `steps-${component.key}`
  return (
    <>
      <div className="n k1">
        <div>
          <button type="button" className="bare" aria-expanded={open} aria-controls={id} onClick={onToggle}>
            <span className="tw" aria-hidden="true">
              {open ? '▾' : '▸'}
            </span>
            <b>{component.title}</b>
          </button>{' '}
          <span className="mute t-s">{kindText(t, component.kind)}</span>
          {isZero(component.pay) && component.reason && <div className="src">{reasonText(t, component.reason)}</div>}
          {component.payout && (
            <div className="src">
              <PaidParts earned={component.pay} parts={component.payout} currency={currency} />
            </div>
          )}
        </div>
        <div className="v">
          <Link to="." search={(before: object) => ({ ...before, component: component.key })} hash="documents" className="door b">
            <Amount value={paidBy(component)} currency={currency} />
          </Link>
        </div>
      </div>
      <div id={id} hidden={!open}>
        {component.steps.map((step, place) => (
          <StepLine key={`${step.code}-${place.toString()}`} step={step} component={component.key} />
        ))}
      </div>
    </>
  )
}

interface StepLineProps {
  step: Step
  component: string
}

function StepLine({ step, component }: StepLineProps) {
  const { t } = useTranslation('incentives')
  const { text, source } = stepText(t, step)
  const value = stepValue(step)
  const kind = step.code === 'rounding' || step.code === 'nothing' ? 'n k2 round' : step.depth > 0 ? 'n k2 k3' : 'n k2'
  return (
    <div className={kind}>
      <div>
        {text}
        {source !== null && <div className="src">{source}</div>}
      </div>
      <div className="v">
        {value?.kind === 'passed' && <span className={value.open ? 'st done' : 'st'}>{value.open ? t('statement.passed') : t('statement.not_passed')}</span>}
        {value?.kind === 'text' && step.code !== 'actual' && value.text}
        {value?.kind === 'text' && step.code === 'actual' && (
          <Link to="." search={(before: object) => ({ ...before, component })} hash="documents" className="door">
            {value.text}
          </Link>
        )}
      </div>
    </div>
  )
}
