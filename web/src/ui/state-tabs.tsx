// The saved views of a list by state: text tabs, and the state is in the URL.
import { Link } from '@tanstack/react-router'

interface StateTabsProps {
  label: string
  states: (string | undefined)[]
  state: string | undefined
  word: (state: string | undefined) => string
}

export function StateTabs({ label, states, state, word }: StateTabsProps) {
  return (
    <nav className="views" aria-label={label}>
      {states.map((one) => (
        <Link
          key={one ?? 'all'}
          to="."
          search={(before: object) => ({ ...before, state: one })}
          className={one === state ? 'on' : ''}
          activeProps={{}}
          aria-current={one === state ? 'true' : 'false'}
        >
          {word(one)}
        </Link>
      ))}
    </nav>
  )
}
