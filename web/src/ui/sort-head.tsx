// A column's head that sorts: first downward for amounts, upward for names; the arrow says which.

interface SortHeadProps {
  field: string
  label: string
  sort: string | undefined
  right?: boolean
  first?: 'up' | 'down'
  onSort: (sort: string) => void
}

export function SortHead({ field, label, sort, right = false, first = 'down', onSort }: SortHeadProps) {
  const state = sort === field ? 'up' : sort === `-${field}` ? 'down' : null
  const next = state === null ? (first === 'up' ? field : `-${field}`) : state === 'up' ? `-${field}` : field
  return (
    <th className={right ? 'r' : undefined} aria-sort={state === null ? 'none' : state === 'up' ? 'ascending' : 'descending'}>
      <button type="button" className="sorter" onClick={() => onSort(next)}>
        {label}
        {state !== null && (state === 'up' ? ' ↑' : ' ↓')}
      </button>
    </th>
  )
}
