// What stands in the place of a page that failed, or that does not exist.
import { Link, useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '@/ui/empty'
import { Failure } from '@/ui/failure'

export function RouteFailure({ error, reset }: { error: unknown; reset: () => void }) {
  const { t } = useTranslation('app')
  const router = useRouter()
  return (
    <div className="state">
      <h1 className="sr">{t('failed')}</h1>
      <Failure
        error={error}
        onRetry={() => {
          reset()
          void router.invalidate()
        }}
      />
    </div>
  )
}

export function RouteMissing() {
  const { t } = useTranslation('app')
  return (
    <main className="state">
      <h1 className="sr">{t('failed')}</h1>
      <Empty text={t('no_such_page')}>
        <Link to="/">{t('home')}</Link>
      </Empty>
    </main>
  )
}
