// The sign-in's picture: one arc a trail around the pole star; a drawing, without figures.

interface Trail {
  radius: number
  arc: string
  end: [number, number]
}

const TRAILS: Trail[] = [
  { radius: 64, arc: 'M343.3 267.4A64 64 0 1 1 302.2 387.7', end: [302.2, 387.7] },
  { radius: 85, arc: 'M408.8 298.2A85 85 0 1 1 248.9 355.4', end: [248.9, 355.4] },
  { radius: 106, arc: 'M285.2 426.1A106 106 0 1 1 378.1 235.6', end: [378.1, 235.6] },
  { radius: 127, arc: 'M411.6 427.3A127 127 0 0 1 237.0 243.5', end: [237.0, 243.5] },
  { radius: 148, arc: 'M234.9 216.6A148 148 0 0 1 443.7 424.7', end: [443.7, 424.7] },
  { radius: 169, arc: 'M163.6 359.3A169 169 0 0 1 478.1 248.6', end: [478.1, 248.6] },
  { radius: 190, arc: 'M519.3 346.6A190 190 0 0 1 151.8 395.9', end: [151.8, 395.9] },
  { radius: 211, arc: 'M330.0 541.0A211 211 0 0 1 239.0 139.6', end: [239.0, 139.6] },
  { radius: 232, arc: 'M446.0 129.1A232 232 0 0 1 326.8 562.0', end: [326.8, 562.0] },
  { radius: 253, arc: 'M142.0 499.3A253 253 0 0 1 361.3 78.9', end: [361.3, 78.9] },
  { radius: 274, arc: 'M92.7 193.0A274 274 0 0 1 589.1 241.0', end: [589.1, 241.0] },
  { radius: 295, arc: 'M585.5 477.5A295 295 0 0 1 236.3 609.7', end: [236.3, 609.7] },
]

/** The innermost trails are the brand's. */
const NEAR = 3

export function StarTrails() {
  return (
    <svg className="trail" viewBox="0 0 660 660" aria-hidden="true">
      {TRAILS.map(({ radius, arc, end }, place) => {
        const colour = place < NEAR ? 'var(--brand)' : 'var(--text-3)'
        return (
          <g key={radius}>
            <circle cx="330" cy="330" r={radius} fill="none" stroke="var(--line)" />
            <path d={arc} fill="none" stroke={colour} strokeWidth={place < NEAR ? 2.2 : 1.2} strokeLinecap="round" opacity={place < NEAR ? 1 : 0.75} />
            <circle cx={end[0]} cy={end[1]} r={place < NEAR ? 3.4 : 2.2} fill={colour} />
          </g>
        )
      })}
      <g transform="translate(286,286) scale(2.75)">
        <path fill="var(--brand-text)" d="M16 1 12.9 12.9 6 16l6.9 3.1L16 31Z" />
        <path fill="var(--brand-deep)" d="M16 1 19.1 12.9 26 16l-6.9 3.1L16 31Z" />
      </g>
    </svg>
  )
}
