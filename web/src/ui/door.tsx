// A number as a door: it opens the drawer of the thing it comes from, over the page one is on.
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { opening } from '@/lib/open'

interface DoorProps {
  kind: string
  id: string
  children: ReactNode
  className?: string
  label?: string
}

export function Door({ kind, id, children, className = 'door', label }: DoorProps) {
  return (
    <Link
      to="."
      search={(before: { open?: string | undefined }) => ({ ...before, open: opening(before.open, { kind, id }) })}
      resetScroll={false}
      className={className}
      {...(label === undefined ? {} : { 'aria-label': label })}
    >
      {children}
    </Link>
  )
}
