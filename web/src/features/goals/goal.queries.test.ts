// How the tree of goals is laid out, and when a locked figure is another one.
import { describe, expect, it } from 'vitest'
import { type GoalFigures, type GoalLine, lockedOtherwise, placed, wantedOf } from './goal.queries'

const figures: GoalFigures = { known: { goal: '100.00', actual: '92.30', attainment: '92.3%' }, as_locked: null, not_locked: null }

const unit = (code: string, above: string | null): GoalLine => ({ subject: { unit_id: code, member_id: null, code, name: code }, above, figures })
const person = (code: string, above: string): GoalLine => ({ subject: { member_id: code, unit_id: null, code, name: code }, above, figures })

const LINES = [unit('all', null), unit('east', 'all'), unit('west', 'all'), person('ann', 'east'), person('boss', 'all'), person('carl', 'west')]

describe('the tree of goals', () => {
  it('puts the people of an open unit right below it and units below their own', () => {
    const rows = placed(LINES, (one) => one !== 'west').map(({ line, depth }) => `${depth} ${line.subject.code}`)
    expect(rows).toEqual(['0 all', '1 boss', '1 east', '2 ann', '1 west'])
  })

  it('begins with what is seen where the unit above is not', () => {
    const rows = placed([unit('east', 'hidden'), person('ann', 'east'), person('me', 'elsewhere')], () => true)
    expect(rows.map(({ line, depth }) => `${depth} ${line.subject.code}`)).toEqual(['0 me', '0 east', '1 ann'])
  })
})

describe('a locked figure', () => {
  it('is shown where it is not the one that is known', () => {
    const locked = { goal: '100.00', actual: '80.00', attainment: '80.0%' }
    expect(lockedOtherwise({ ...figures, as_locked: locked })).toBe(locked)
    expect(lockedOtherwise({ ...figures, as_locked: figures.known })).toBeNull()
    expect(lockedOtherwise(figures)).toBeNull()
  })
})

describe('what is asked for', () => {
  const measure = { key: 'sales', version: 1, from: '2026-01-01', definition: '', digits: 2, hash: '', of: 'orders', unit: 'money' }
  it('is the first measure in the month of today, unless the address says otherwise', () => {
    expect(wantedOf({ period: '2026-Q1' }, [measure], 'Asia/Shanghai')).toEqual({ measure: 'sales', calendar: 'natural', period: '2026-Q1' })
    expect(wantedOf({ period: '2026-01', measure: 'm', calendar: 'own' }, [measure], 'UTC')).toEqual({ measure: 'm', calendar: 'own', period: '2026-01' })
    expect(wantedOf({}, [], 'UTC')).toBeNull()
  })
})
