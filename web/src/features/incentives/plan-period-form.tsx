// Which plan and which period: the two things that a trial needs.
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { useSession } from '@/app/session'
import { todayIn } from '@/lib/days'
import { codeText, problemText } from '@/lib/problem-text'
import { Choice } from '@/ui/choice'
import { Field } from '@/ui/field'
import { Note } from '@/ui/note'

interface PlanPeriodFormProps {
  plans: { id: string; title: string }[]
  /** The month that stands there first: that of today, or the one before, which is over. */
  first: 'now' | 'before'
  onMake: (planId: string, period: string) => Promise<void>
}

const before = (month: string) => {
  const [year = 0, number = 1] = month.split('-').map(Number)
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, '0')}`
}

export function PlanPeriodForm({ plans, first, onMake }: PlanPeriodFormProps) {
  const { t } = useTranslation('incentives')
  const month = todayIn(useSession().organisation.time_zone).slice(0, 7)
  const [chosen, setChosen] = useState<string>()
  const [period, setPeriod] = useState(first === 'now' ? month : before(month))
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)

  const plan = chosen ?? plans[0]?.id
  const problem = error === null ? null : asProblem(error)
  const ofPeriod = problem?.fields.find((field) => field.path === 'period')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (plan === undefined) return
    setWorking(true)
    setError(null)
    try {
      await onMake(plan, period.trim())
    } catch (refused) {
      setError(refused)
      setWorking(false)
    }
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      <Choice label={t('new_trial.plan')} value={plan ?? ''} onChange={setChosen} options={plans.map((item) => ({ value: item.id, label: item.title }))} />
      <Field
        name="period"
        label={t('new_trial.period')}
        value={period}
        onChange={setPeriod}
        help={t('new_trial.period_help')}
        error={ofPeriod ? codeText(t, ofPeriod.code, ofPeriod.params) : undefined}
      />
      {problem && !ofPeriod && <Note tone="danger">{problemText(t, problem)}</Note>}
      <Button type="primary" htmlType="submit" loading={working} disabled={plan === undefined}>
        {t('new_trial.make')}
      </Button>
    </form>
  )
}
