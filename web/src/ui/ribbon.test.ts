// The ribbon's weeks follow the workdays of the period, made-up Sundays included.
import { expect, it } from 'vitest'
import { weeksOf } from './ribbon'

it('cuts the days at Mondays and keeps holidays hollow in their place', () => {
  const weeks = weeksOf(['2026-06-17', '2026-06-18', '2026-06-22'], ['2026-06-19'])
  expect(weeks).toEqual([
    [{ day: '2026-06-17', holiday: false }, { day: '2026-06-18', holiday: false }, { day: '2026-06-19', holiday: true }],
    [{ day: '2026-06-22', holiday: false }],
  ])
})

it('shows a Sunday that is worked, and no Sunday that is free', () => {
  const weeks = weeksOf(['2025-10-11'], ['2025-10-05'])
  expect(weeks).toEqual([[{ day: '2025-10-11', holiday: false }]])
})
