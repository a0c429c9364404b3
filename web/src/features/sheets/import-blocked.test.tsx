// The rows in the way of an undo: which row of the file, and why, in words.
import { render, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { BlockedRows, UNDO_BLOCKED } from './import-blocked'

const field = (row: number, code: string, params: Record<string, unknown>) => ({
  path: `row ${row}`,
  code,
  params: { at_row: row, ...params },
})

describe('the rows in the way of an undo', () => {
  it('are named with their row and their reason, and the rest are counted', () => {
    const fields = [
      field(2, 'customers.undo.paid_since', { document: 'SO-1', by: 'PAY-7' }),
      field(5, 'sheets.undo.changed_since', { document: 'SO-4' }),
    ]
    render(<BlockedRows problem={new Problem(409, UNDO_BLOCKED, { rows: '12' }, fields)} />)
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent)
    expect(rows).toHaveLength(3)
    expect(rows[0]).toContain('2')
    expect(rows[0]).toContain('SO-1')
    expect(rows[0]).toContain('PAY-7')
    expect(rows[1]).toContain('SO-4')
    expect(rows[2]).toContain('10')
  })
})
