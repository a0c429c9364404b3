// Where a close stands and whom it waits for, made from hand-written runs.
import { expect, it } from 'vitest'
import { noticeDays } from './run-notice'
import type { Run } from './run.queries'
import { stagesOf, waitsOf } from './run-stages'

const review = (unit: string, reviewer: string | null, approved: boolean) => ({ unit_id: `unit_${unit}`, unit, person: null, reviewer, approved_by: approved ? reviewer : null, approved_at: approved ? '2026-07-02T06:40:00Z' : null })

const step = (name: string, round: number, by: string) => ({ step: name, round, at: `2026-07-0${round}T01:05:00Z`, by, reason: '' })

const run = (part: object) => ({ state: 'trial', round: 1, steps: [], reviews: [], notice: null, open_objections: 0, ...part }) as unknown as Run

const shapes = (one: Run) => stagesOf(one).map((stage) => stage.is[0]).join('')

it('has one stage that is next, and all before it done', () => {
  expect(shapes(run({ state: 'trial' }))).toBe('dosssss')
  expect(shapes(run({ state: 'finance_reviewed' }))).toBe('dddosss')
  expect(shapes(run({ state: 'locked' }))).toBe('dddddos')
  expect(shapes(run({ state: 'paid' }))).toBe('ddddddd')
})

it('stays at the notice while it lasts, and is at the lock afterwards', () => {
  const notice = { from: '2026-07-03', to: '2026-07-07' }
  expect(shapes(run({ state: 'notice', notice: { ...notice, open: true } }))).toBe('dddosss')
  expect(shapes(run({ state: 'notice', notice: { ...notice, open: false } }))).toBe('ddddoss')
})

it('is at the lock at once when the notice lasts no workday', () => {
  const one = run({ state: 'notice', notice: { from: '2026-07-03', to: '2026-07-03', open: true } })
  expect([shapes(one), waitsOf(one)]).toEqual(['ddddoss', [{ for: 'lock' }]])
})

it('begins again when it was sent back, and names who did it in this round only', () => {
  const steps = [step('try', 1, '沈亦舟'), step('review_finance', 1, '周敏'), step('reject', 1, '周敏'), step('try', 2, '李慕白')]
  const back = stagesOf(run({ state: 'rejected', steps: steps.slice(0, 3) }))
  expect(back.map((stage) => stage.by)).toEqual([null, null, null, null, null, null, null])
  const again = stagesOf(run({ state: 'trial', round: 2, steps }))
  expect([again[0]?.by, again[0]?.at, again[2]?.by]).toEqual(['李慕白', '2026-07-02T01:05:00Z', null])
})

it('waits for each lead with the units that are not approved', () => {
  const reviews = [review('苏州一组', '李慕白', false), review('南京组', '李慕白', true), review('上海组', '李慕白', false), review('总部', null, false)]
  expect(waitsOf(run({ reviews }))).toEqual([
    { for: 'review_lead', who: '李慕白', units: ['苏州一组', '上海组'] },
    { for: 'review_lead', who: null, units: ['总部'] },
  ])
})

it('waits for the answer to an objection before the lock', () => {
  const notice = { from: '2026-07-03', to: '2026-07-07', open: true }
  expect(waitsOf(run({ state: 'notice', notice, open_objections: 2 })).map((wait) => wait.for)).toEqual(['answer', 'notice_end', 'lock'])
  expect(waitsOf(run({ state: 'notice', notice: { ...notice, open: false } })).map((wait) => wait.for)).toEqual(['lock'])
  expect(waitsOf(run({ state: 'paid' }))).toEqual([])
})

it('counts the workdays of a notice over the end of a month, today included', () => {
  const june = { workdays: ['2026-06-29', '2026-06-30'], today: '2026-06-30' }
  const july = { workdays: ['2026-07-01', '2026-07-02', '2026-07-03'], today: '2026-06-30' }
  expect(noticeDays([june, july], '2026-06-29', '2026-07-02')).toEqual({ today: '2026-06-30', days: ['2026-06-29', '2026-06-30', '2026-07-01', '2026-07-02'], left: 3 })
})
