// What a page or a drawer shows instead of itself when the server refuses or does not answer.
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { problemText } from '@/lib/problem-text'
import { Empty } from './empty'
import { Note } from './note'

export function Failure({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation('app')
  const problem = asProblem(error)
  if (problem.status === 404) return <Empty text={t('not_found')} />
  if (problem.status === 403) return <Empty text={problemText(t, problem)} />
  return (
    <Note tone="danger">
      {problemText(t, problem)}
      <Button type="link" size="small" onClick={onRetry}>
        {t('retry')}
      </Button>
    </Note>
  )
}
