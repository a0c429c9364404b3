// The end of a page of a list: fetches the next one, or says nothing.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

export function More({ has, loading, onMore }: { has: boolean; loading: boolean; onMore: () => void }) {
  const { t } = useTranslation('app')
  if (!has) return null
  return (
    <div className="more">
      <Button onClick={onMore} loading={loading}>
        {t('list.more')}
      </Button>
    </div>
  )
}
