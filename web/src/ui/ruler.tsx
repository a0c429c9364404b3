// Attainment on a scale of 0 to 120 %, with the line at 80 %, the line at 100 % and the elapsed time beneath.
import type { CSSProperties } from 'react'

interface RulerProps {
  /** As it is shown: `107.1%`. */
  attainment: string
  /** Elapsed workdays in percent of the period's; null when the period is over. */
  elapsed: number | null
  label: string
}

export function Ruler({ attainment, elapsed, label }: RulerProps) {
  const percent = Math.max(0, Number(attainment.replace('%', '')) || 0)
  const behind = elapsed === null ? percent < 80 : percent + 5 < elapsed
  const style = { '--a': percent, '--t': elapsed ?? 100 } as CSSProperties
  return (
    <div className={behind ? 'ruler beh' : 'ruler'} style={style} role="img" aria-label={label}>
      <i className="fill" />
      {percent > 100 && <i className="over" />}
      <b className="l80" />
      <b className="l100" />
      {elapsed !== null && <s className="now" />}
    </div>
  )
}
