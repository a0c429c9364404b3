// The state of a close, or of the close that a statement belongs to: a shape and a word.
import { useTranslation } from 'react-i18next'

const SHAPE: Record<string, string> = {
  trial: 'st',
  lead_reviewed: 'st open',
  finance_reviewed: 'st open',
  notice: 'st open',
  rejected: 'st warn',
  locked: 'st lock',
  exported: 'st lock',
  paid: 'st done',
}

export function RunState({ state }: { state: string }) {
  const { t } = useTranslation('incentives')
  return <span className={SHAPE[state] ?? 'st'}>{t(`run_state.${state}`, { defaultValue: state })}</span>
}

export function StatementState({ state }: { state: string }) {
  const { t } = useTranslation('incentives')
  return <span className={SHAPE[state] ?? 'st'}>{t(`statement_state.${state}`, { defaultValue: state })}</span>
}
