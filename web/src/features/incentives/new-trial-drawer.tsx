// Making a trial: which plan, which period; the result opens at once. In a close it opens the run of the period.
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Drawer } from '@/ui/drawer'
import { Note } from '@/ui/note'
import { PlanPeriodForm } from './plan-period-form'
import { useTryPeriod } from './run.queries'
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

export function NewRunDrawer(frame: NewTrialProps) {
  const { t } = useTranslation('incentives')
  return (
    <Drawer {...frame} label={t('new_run.title')} crumbs={<span className="ink">{t('new_run.title')}</span>}>
      <NewRunForm />
    </Drawer>
  )
}

function NewTrialForm() {
  const { t } = useTranslation('incentives')
  const navigate = useNavigate()
  const { data: plans } = useQuery(planList())
  const make = useMakeTrial()
  if (plans && plans.items.length === 0) return <Note>{t('new_trial.no_plan')}</Note>
  return (
    <PlanPeriodForm
      plans={plans?.items ?? []}
      first="now"
      onMake={async (planId, period) => {
        const trial = await make.mutateAsync({ body: { plan_id: planId, period } })
        await navigate({ to: '/incentives/trials/$trialId', params: { trialId: trial.id }, search: {} })
      }}
    />
  )
}

function NewRunForm() {
  const { t } = useTranslation('incentives')
  const navigate = useNavigate()
  const { data: plans } = useQuery(planList())
  const tryPeriod = useTryPeriod()
  const inForce = plans?.items.filter((plan) => plan.number > 0) ?? []
  if (plans && inForce.length === 0) return <Note>{t('new_run.no_plan')}</Note>
  return (
    <>
      <p className="dim" style={{ marginBottom: 16 }}>
        {t('new_run.note')}
      </p>
      <PlanPeriodForm
        plans={inForce}
        first="before"
        onMake={async (planId, period) => {
          const run = await tryPeriod(planId, period)
          await navigate({ to: '/incentives/runs/$runId', params: { runId: run.id }, search: {} })
        }}
      />
    </>
  )
}
