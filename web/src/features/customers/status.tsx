// Where a document stands: a shape and a word.
import { useTranslation } from 'react-i18next'

const SHAPES: Record<string, string> = { open: 'st open', matched: 'st done', paid: 'st done', cancelled: 'st lock', unmatched: 'st warn', partly: 'st warn', overpaid: 'st warn' }

export function Status({ of, state }: { of: 'order' | 'payment'; state: string }) {
  const { t } = useTranslation('customers')
  return <span className={SHAPES[state] ?? 'st'}>{t(`${of}_state.${state}`, { defaultValue: state })}</span>
}
