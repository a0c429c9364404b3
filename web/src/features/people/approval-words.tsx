// The words of a correction: what is to be done, and where the wish stands.
import { useTranslation } from 'react-i18next'

const SHAPE: Record<string, string> = { pending: 'st open', approved: 'st done', rejected: 'st warn', withdrawn: 'st' }

export function ApprovalState({ state }: { state: string }) {
  const { t } = useTranslation('people')
  return <span className={SHAPE[state] ?? 'st'}>{t(`approval_state.${state}`, { defaultValue: state })}</span>
}

export function useOperation() {
  const { t } = useTranslation('people')
  return (operation: string) => t(`operations.${operation}`, { defaultValue: operation })
}
