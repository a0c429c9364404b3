// Where an import stands: a shape and a word.
import { useTranslation } from 'react-i18next'
import { type Import, isWorking } from './import.queries'

const SHAPES: Record<string, string> = { staged: 'st', staging: 'st open', applied: 'st done', undone: 'st lock', discarded: 'st lock', working: 'st open', undoing: 'st open', failed: 'st warn', refused: 'st warn' }

export const stateOf = (one: Import) => {
  if (one.state === 'applied' && isWorking(one)) return 'undoing'
  if (one.state !== 'staged') return one.state
  if (one.work?.state === 'failed') return 'failed'
  return isWorking(one) ? 'working' : 'staged'
}

export function ImportState({ one }: { one: Import }) {
  const { t } = useTranslation('sheets')
  const state = stateOf(one)
  return <span className={SHAPES[state] ?? 'st'}>{t(`states.${state}`, { defaultValue: state })}</span>
}
