// For a role that has no page yet: says so, and who can change it.
import { useTranslation } from 'react-i18next'
import { Empty } from '@/ui/empty'

export function NothingToSee() {
  const { t } = useTranslation('app')
  return (
    <div className="state">
      <h1 className="sr">{t('product')}</h1>
      <Empty text={t('nothing_to_see')} />
    </div>
  )
}
