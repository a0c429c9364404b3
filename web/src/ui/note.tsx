// A sentence in place: what went wrong, which thing, what to do.
import type { ReactNode } from 'react'
import { Icon } from './icon'

type Tone = 'plain' | 'info' | 'warn' | 'danger'

export function Note({ tone = 'plain', children }: { tone?: Tone; children: ReactNode }) {
  const icon = tone === 'plain' || tone === 'info' ? 'info' : 'care'
  return (
    <div className={`note ${tone}`} role={tone === 'danger' ? 'alert' : undefined}>
      <Icon name={icon} />
      <span>{children}</span>
    </div>
  )
}
