// Whether a plan is a draft, in force, or changed since it was published.
import { useTranslation } from 'react-i18next'

const SHAPE: Record<string, string> = { draft: 'st', in_force: 'st done', changed: 'st warn' }

export function PlanState({ state, number }: { state: string; number: number }) {
  const { t } = useTranslation('incentives')
  return (
    <span className={SHAPE[state] ?? 'st'}>
      {t(`plan_state.${state}`, { defaultValue: state })}
      {number > 0 && t('plan_state.number', { number })}
    </span>
  )
}
