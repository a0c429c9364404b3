// Asks for a decision: what becomes of it, for a move the other plan, and why. A second person grants it.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { useAskForCorrection } from '@/app/second-person'
import { periodName } from '@/lib/days'
import { Amount } from '@/ui/amount'
import { Ask } from '@/ui/ask'
import { Choice } from '@/ui/choice'
import { DECIDE, type Waiting } from './decision.queries'
import { planList } from './trial.queries'
import { whatWaits } from './words'

export function DecideDialog({ waiting, onClose }: { waiting: Waiting; onClose: () => void }) {
  const { t } = useTranslation('incentives')
  const ask = useAskForCorrection()
  const [outcome, setOutcome] = useState(waiting.can[0] ?? '')
  const [to, setTo] = useState('')
  const moves = outcome === 'move'
  const { data: plans } = useQuery({ ...planList(), enabled: moves })
  const others = (plans?.items ?? []).filter((plan) => plan.state !== 'draft' && plan.id !== waiting.plan.id)
  const body = {
    plan_id: waiting.plan.id,
    period_kind: waiting.period.kind,
    member_id: waiting.member.id,
    subject: waiting.subject,
    component: waiting.component ?? null,
    period: waiting.period.name,
    outcome,
    to_plan_id: moves && to !== '' ? to : null,
    amount: waiting.amount,
  }
  const words = { name: waiting.member.name, period: periodName(waiting.period.name, currentLocale(), true), what: whatWaits(t, waiting) }
  return (
    <Ask
      title={t('decisions.ask_title', words)}
      ok={t('decisions.ask_ok')}
      reason={{ label: t('decisions.reason'), help: t('decisions.reason_help') }}
      onOk={(reason) => ask({ operation: DECIDE, payload: { body } }, reason)}
      onClose={onClose}
    >
      <p className="between" style={{ marginBottom: 14 }}>
        <span>{t('decisions.follows')}</span>
        <b>
          <Amount value={waiting.amount} currency={waiting.currency} signed={waiting.subject === 'flag'} />
        </b>
      </p>
      <Choice label={t('decisions.outcome')} value={outcome} onChange={setOutcome} options={waiting.can.map((one) => ({ value: one, label: t(`outcomes.${one}`) }))} />
      {moves && <Choice label={t('decisions.to')} value={to} onChange={setTo} empty={t('decisions.to_none')} options={others.map((plan) => ({ value: plan.id, label: plan.title }))} />}
    </Ask>
  )
}
