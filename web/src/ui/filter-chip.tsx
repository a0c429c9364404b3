// One filter of a list: the field quiet, the value in ink, × takes it away; the chips are the URL.
import { useTranslation } from 'react-i18next'
import { Icon } from './icon'

interface FilterChipProps {
  field: string
  value: string
  onRemove: () => void
}

export function FilterChip({ field, value, onRemove }: FilterChipProps) {
  const { t } = useTranslation('app')
  return (
    <span className="chip">
      <span className="mute">{field}</span>
      {value}
      <button type="button" className="bare" aria-label={t('list.remove_filter', { field, value })} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </span>
  )
}
