// The saved views of a list by state: text tabs, and the state is in the URL.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'

interface StateViewsProps {
  of: 'order' | 'payment'
  states: string[]
  state: string | undefined
}

export function StateViews({ of, states, state }: StateViewsProps) {
  const { t } = useTranslation('customers')
  return (
    <nav className="views" aria-label={t('views.label')}>
      {[undefined, ...states].map((one) => (
        <Link
          key={one ?? 'all'}
          to="."
          search={(before: object) => ({ ...before, state: one })}
          className={one === state ? 'on' : ''}
          activeProps={{}}
          aria-current={one === state ? 'true' : 'false'}
        >
          {one === undefined ? t('views.all') : t(`${of}_state.${one}`)}
        </Link>
      ))}
    </nav>
  )
}
