// Where a document stands: a shape and a word.
import { useTranslation } from 'react-i18next'

const SHAPES: Record<string, string> = {
  'order.open': 'st open',
  'order.cancelled': 'st lock',
  'payment.matched': 'st done',
  'payment.unmatched': 'st warn',
  'payment.cancelled': 'st lock',
  'refund.open': 'st done',
  'refund.cancelled': 'st lock',
}

export function Status({ of, state }: { of: 'order' | 'payment' | 'refund'; state: string }) {
  const { t } = useTranslation('customers')
  return <span className={SHAPES[`${of}.${state}`] ?? 'st'}>{t(`${of}_state.${state}`, { defaultValue: state })}</span>
}
