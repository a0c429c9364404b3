// An adjustment says what was locked, what it comes to now and because of what; a flag neither pays nor takes.
import { screen } from '@testing-library/react'
import { expect, it } from 'vitest'
import { show } from '@/testing/page'
import type { Statement } from './statement.queries'
import { StatementAdjustments } from './statement-adjustments'

const adjustment = {
  member: { id: 'member_1', code: 'S006', name: '林晓燕' },
  component: 'c',
  title: '提成',
  period: '2026-01',
  period_from: '2026-01-01',
  locked: '5.00',
  adjusted: '0.00',
  kept: '0.00',
  now: '55.00',
  difference: '50.00',
  is_flag: false,
  causes: [{ kind: 'document', document: { kind: 'order', id: 'order_2', code: 'SO-2' }, measure: 'sales', amount: '1000.00' }],
}

const statement = (adjustments: object[], more: object = {}) => ({ currency: 'CNY', opening: '0.00', taken: '0.00', owed: '0.00', held: '0.00', decisions: [], adjustments, ...more }) as unknown as Statement

const text = () => document.body.textContent

it('words a difference that is paid, with a door to the order', async () => {
  show(<StatementAdjustments statement={statement([adjustment])} />)
  expect(await screen.findByRole('link', { name: 'SO-2' })).toHaveAttribute('href', expect.stringContaining('open=order.order_2'))
  expect(text()).toContain('锁定 5.00，现在算 55.00，补 50.00，因为 SO-2 销售额 +1,000.00')
  expect(text()).not.toContain('还欠')
})

it('words a difference that is taken, and what is owed before and after', async () => {
  const less = { ...adjustment, now: '3.00', difference: '-2.00', causes: [{ kind: 'correction', operation: 'people_member_transfer', reason: '一月就在二组' }] }
  show(<StatementAdjustments statement={statement([less], { opening: '10.00', owed: '12.00' })} />)
  expect(await screen.findByText('以前欠的')).toBeVisible()
  expect(text()).toContain('锁定 5.00，现在算 3.00，扣 2.00，因为 更正“调岗”：一月就在二组')
  expect(text()).toContain('12.00')
})

it('says what is paid now of a difference, and what stays held', async () => {
  const payout = { payable: '200.00', held: '200.00', owed: '0.00', clawed: '0.00' }
  show(<StatementAdjustments statement={statement([{ ...adjustment, difference: '400.00', payout }], { held: '350.00' })} />)
  expect(await screen.findByText('这一期发 +200.00', { exact: false })).toHaveTextContent('计得 400.00 · 留到以后 200.00')
  expect(text()).toContain('留到以后各期发')
})

it('says of a flag that nothing is paid or taken before it is decided', async () => {
  show(<StatementAdjustments statement={statement([{ ...adjustment, is_flag: true }])} />)
  expect(await screen.findByText('待定，决定之前不发不扣')).toBeVisible()
  expect(text()).toContain('差额，待定')
})

it('words a prize that is paid because two people have decided so', async () => {
  const decided = { ...adjustment, causes: [{ kind: 'decision', by: ['何静', '周敏'], reason: '名次变了' }] }
  show(<StatementAdjustments statement={statement([decided])} />)
  expect(await screen.findByText(/按决定调 \+50.00，因为/)).toHaveTextContent('何静、周敏 决定：名次变了')
})

it('shows what was owed, what was decided about it and by whom, and what is left', async () => {
  const decisions = [{ outcome: 'write_off', owed: '-50.00', other_plan: null, reason: '人已离职', asked_by: '何静', granted_by: '周敏' }]
  show(<StatementAdjustments statement={statement([], { opening: '30.00', taken: '-20.00', decisions })} />)
  expect(await screen.findByText('核销', { exact: false })).toHaveTextContent('何静提出，周敏批准')
  expect(text()).toContain('“人已离职”')
  expect(text()).toContain('决定之前已抵的，这一期退回')
})
