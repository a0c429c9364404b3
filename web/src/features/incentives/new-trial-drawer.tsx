// Making a trial: which plan, which period; the result opens at once.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { codeText, problemText } from '@/lib/problem-text'
import { useSession } from '@/app/session'
import { todayIn } from '@/lib/days'
import { Choice } from '@/ui/choice'
import { Drawer } from '@/ui/drawer'
import { Field } from '@/ui/field'
import { Note } from '@/ui/note'
import { planList, useMakeTrial } from './trial.queries'

interface NewTrialProps {
  beneath: number
  onBack: () => void
  onClose: () => void
}

export function NewTrialDrawer(frame: NewTrialProps) {
  const { t } = useTranslation('incentives')
  return (
    <Drawer {...frame} label={t('new_trial.title')} crumbs={<span className="ink">{t('new_trial.title')}</span>}>
      <NewTrialForm />
    </Drawer>
  )
}

function NewTrialForm() {
  const { t } = useTranslation('incentives')
  const navigate = useNavigate()
  const { data: plans } = useQuery(planList())
  const make = useMakeTrial()
  const [chosen, setChosen] = useState<string>()
  const [period, setPeriod] = useState(todayIn(useSession().organisation.time_zone).slice(0, 7))

  const items = plans?.items ?? []
  const plan = chosen ?? items[0]?.id
  const problem = make.isError ? asProblem(make.error) : null
  const ofPeriod = problem?.fields.find((field) => field.path === 'period')

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (plan === undefined) return
    const trial = await make.mutateAsync({ body: { plan_id: plan, period: period.trim() } }).catch(() => null)
    if (trial) await navigate({ to: '/incentives/trials/$trialId', params: { trialId: trial.id }, search: {} })
  }

  if (plans && items.length === 0) return <Note>{t('new_trial.no_plan')}</Note>
  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      <Choice label={t('new_trial.plan')} value={plan ?? ''} onChange={setChosen} options={items.map((item) => ({ value: item.id, label: item.title }))} />
      <Field
        name="period"
        label={t('new_trial.period')}
        value={period}
        onChange={setPeriod}
        help={t('new_trial.period_help')}
        error={ofPeriod ? codeText(t, ofPeriod.code, ofPeriod.params) : undefined}
      />
      {problem && !ofPeriod && <Note tone="danger">{problemText(t, problem)}</Note>}
      <Button type="primary" htmlType="submit" loading={make.isPending} disabled={plan === undefined}>
        {t('new_trial.make')}
      </Button>
    </form>
  )
}
