// The head of a page: where one is, its title, one quiet sentence, and what may be done.
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

interface PageHeadProps {
  title: string
  crumbs?: ReactNode
  note?: ReactNode
  actions?: ReactNode
}

export function PageHead({ title, crumbs, note, actions }: PageHeadProps) {
  const { t } = useTranslation('app')
  return (
    <div className="head">
      <title>{`${title} · ${t('product')}`}</title>
      <div style={{ minWidth: 0 }}>
        {crumbs !== undefined && <p className="crumb">{crumbs}</p>}
        <h1 className="t-page">{title}</h1>
        {note !== undefined && <p>{note}</p>}
      </div>
      {actions !== undefined && <div className="acts">{actions}</div>}
    </div>
  )
}
