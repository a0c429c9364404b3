// Nothing here yet: star trails, one sentence, at most one thing to do.
import type { ReactNode } from 'react'

export function Empty({ text, children }: { text: string; children?: ReactNode }) {
  return (
    <div className="emp">
      <svg width="120" height="120" viewBox="0 0 120 120" fill="none" stroke="var(--line-2)" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
        <path d="M60 38a22 22 0 1 1-19 11" />
        <path d="M60 22a38 38 0 0 1 36 50" />
        <path d="M84 108A54 54 0 0 1 8 46" />
        <path d="m60 46 3 11 7 3-7 3-3 11-3-11-7-3 7-3Z" fill="var(--line-2)" stroke="none" />
      </svg>
      <p>{text}</p>
      {children}
    </div>
  )
}
