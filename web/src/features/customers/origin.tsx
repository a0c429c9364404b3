// Where a document came from: the import batch, its file and the row, or typed in by hand.
import { useTranslation } from 'react-i18next'
import type { Schema } from '@/api/client'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { instant } from '@/lib/days'

export function Origin({ origin }: { origin: Schema<'OriginView'> | null | undefined }) {
  const { t } = useTranslation('customers')
  const zone = useSession().organisation.time_zone
  if (!origin) return <div className="t-xs mute">{t('origin.by_hand')}</div>
  return (
    <div className="t-xs mute">
      {t('origin.imported', { at: instant(origin.imported_at, zone, currentLocale()), file: origin.file, row: origin.row })}
      <br />
      {t('origin.batch')} <span className="mono">{origin.batch_id}</span>
    </div>
  )
}
