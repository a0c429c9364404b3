// The inside of a drawer while its thing is fetched, when it is refused, and when it is there.
import type { UseQueryResult } from '@tanstack/react-query'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Failure } from '@/ui/failure'
import { RowBars } from '@/ui/skeleton'

const QUIET_MS = 200

export function DrawerBody<Data>({ query, children }: { query: UseQueryResult<Data, unknown>; children: (data: Data) => ReactNode }) {
  if (query.data !== undefined) return children(query.data)
  if (query.isError) return <Failure error={query.error} onRetry={() => void query.refetch()} />
  return <LateBars />
}

function LateBars() {
  const { t } = useTranslation('app')
  const [late, setLate] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), QUIET_MS)
    return () => clearTimeout(timer)
  }, [])
  if (!late) return null
  return (
    <div className="skl" role="status" aria-label={t('loading')}>
      <RowBars />
    </div>
  )
}
