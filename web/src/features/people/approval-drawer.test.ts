// What a correction asks for is shown without ids; the whole of it stays behind a fold.
import { expect, it } from 'vitest'
import { wantedOf } from './approval-drawer'

it('shows the values of the body, and leaves ids and lists to the whole content', () => {
  const payload = { member_id: 'member_1', version: 2, body: { unit_id: 'unit_1', from: '2026-09-15', amount: '120000.00', splits: [{ share: '0.5' }], note: null } }
  expect(wantedOf(payload)).toEqual([
    ['from', '2026-09-15'],
    ['amount', '120000.00'],
  ])
  expect(wantedOf({ member_id: 'member_1' })).toEqual([])
})
