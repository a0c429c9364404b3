// A figure as known today, and below it the one that was locked, where they differ: a lock says which is which.
import { Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { Icon } from '@/ui/icon'

interface FigureProps {
  known: string | null
  /** Absent where nothing else was locked; null where nothing was. */
  locked?: string | null | undefined
  /** Of a unit: how many of its people are in no locked run. */
  notLocked: number
}

export function Figure({ known, locked, notLocked }: FigureProps) {
  const { t } = useTranslation('goals')
  const differs = locked !== undefined && locked !== known
  const why = notLocked > 0 ? t('grid.locked_some', { count: notLocked }) : t('grid.locked_why')
  return (
    <>
      {known ?? <span className="mute">–</span>}
      {differs && (
        <Tooltip title={why}>
          <span className="was-locked t-xs mute" tabIndex={0}>
            <Icon name="lock" />
            <span className="sr">{t('grid.as_locked')}</span> {locked ?? '–'}
          </span>
        </Tooltip>
      )}
    </>
  )
}
