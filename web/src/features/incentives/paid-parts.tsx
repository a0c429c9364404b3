// What becomes of earned pay where not just that is paid: what stays held, what draws owe, what clawbacks take beside it.
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { currencyPlaces, isZero, money } from '@/lib/format'

interface PaidPartsProps {
  earned: string
  parts: Schema<'PaidView'>
  currency: string
}

export function PaidParts({ earned, parts, currency }: PaidPartsProps) {
  const { t } = useTranslation('incentives')
  const shown = (['held', 'owed', 'clawed'] as const).filter((part) => !isZero(parts[part]))
  const write = (amount: string) => money(amount, currencyPlaces(currency))
  const all = [t('payout.earned', { amount: write(earned) }), ...shown.map((part) => t(`payout.${part}`, { amount: write(parts[part]) }))]
  return <>{all.join(' · ')}</>
}
