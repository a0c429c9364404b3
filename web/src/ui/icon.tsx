// The drawn signs: 20 px grid, stroke 1.5, no fills.

const PATHS = {
  bonus: 'M5 2.5h10v15l-2.5-1.5-2.5 1.5-2.5-1.5L5 17.5ZM8 7h4M8 10.5h4',
  orders: 'M3 17V5l7-2v14M10 8h7v9M3 17h14M6 8v0M6 11v0M6 14v0M13 11v0M13 14v0',
  payments: 'm6 4 4 5 4-5M10 9v8M6 11h8M6 14h8',
  person: 'M13.5 7a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0M3.5 17.5c0-3.5 3-5.5 6.5-5.5s6.5 2 6.5 5.5',
  imports: 'M10 3v9M6.5 8.5 10 12l3.5-3.5M3 13v4h14v-4',
  close_month: 'M5 4h10a2 2 0 0 1 2 2v9a2 2 0 0 1-2 2H5a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2M3 8h14M7 2.5v3M13 2.5v3M7.5 12.5l2 2 3.5-4',
  plan: 'M3 16c4 0 4-4 6-4s2-8 8-8M3 3v14h14',
  goals: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0M13.5 10a3.5 3.5 0 1 1-7 0 3.5 3.5 0 0 1 7 0M10 10v.1',
  approvals: 'M10.5 7a3 3 0 1 1-6 0 3 3 0 0 1 6 0M2 17c0-3 2.5-5 5.5-5 1.2 0 2.3.3 3.2.9M12 15.5l2 2 4-4.5',
  down: 'm5 8 5 5 5-5',
  right: 'm8 5 5 5-5 5',
  left: 'm12 5-5 5 5 5',
  close: 'm5 5 10 10M15 5 5 15',
  search: 'M14.5 9a5.5 5.5 0 1 1-11 0 5.5 5.5 0 0 1 11 0m-1 4.5 3.5 3.5',
  care: 'M10 3 2.5 16.5h15ZM10 8.5v3.5M10 14.3v.1',
  info: 'M17.5 10a7.5 7.5 0 1 1-15 0 7.5 7.5 0 0 1 15 0M10 9v5M10 6.3v.1',
  lock: 'M4.5 9h11v8h-11ZM7 9V6.5a3 3 0 0 1 6 0V9',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name, large = false }: { name: IconName; large?: boolean }) {
  return (
    <svg className={large ? 'ico l' : 'ico'} viewBox="0 0 20 20" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
