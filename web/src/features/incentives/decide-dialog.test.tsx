// A decision is asked for with its outcome and reason; a move also names the plan, and a refusal stands in its place.
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { serve, show } from '@/testing/page'
import { DecideDialog } from './decide-dialog'
import type { Waiting } from './decision.queries'

const balance = {
  plan: { id: 'plan_1', key: 'east', title: '华东方案', hash: '' },
  period: { calendar: 'natural', kind: 'month', name: '2026-06', from: '2026-06-01', to: '2026-06-30' },
  member: { id: 'member_7', code: 'S007', name: '高远' },
  subject: 'balance',
  component: null,
  title: null,
  amount: '50.00',
  currency: 'CNY',
  since: '2026-07-03T06:00:00Z',
  approval_id: null,
  can: ['write_off', 'settle', 'move'],
} as unknown as Waiting

const body = { plan_id: 'plan_1', period_kind: 'month', member_id: 'member_7', subject: 'balance', component: null, period: '2026-06', outcome: 'write_off', to_plan_id: null, amount: '50.00' }

const send = () => userEvent.click(screen.getByRole('button', { name: '交给第二个人批准' }))

it('asks for the first outcome with a reason, and closes', async () => {
  const close = vi.fn()
  const asked = serve({ 'POST /api/people/approvals': { status: 201, body: { state: 'pending', approval: null } } })
  show(<DecideDialog waiting={balance} onClose={close} />)
  expect(await screen.findByText(/决定高远的/)).toBeVisible()
  await send()
  expect(screen.getByText('写明原因。')).toBeVisible()
  await userEvent.type(screen.getByRole('textbox', { name: '为什么' }), '人已离职')
  await send()
  expect(asked).toEqual([{ call: 'POST /api/people/approvals', body: { operation: 'incentives_decision_create', payload: { body }, reason: '人已离职' } }])
  expect(close).toHaveBeenCalledOnce()
})

it('names the plan of a move, of those in force and not its own', async () => {
  const plan = (id: string, title: string, state: string) => ({ id, key: id, title, state, number: 1 })
  const asked = serve({
    'GET /api/incentives/plans': { body: { items: [plan('plan_1', '华东方案', 'in_force'), plan('plan_2', '华南方案', 'changed'), plan('plan_3', '草稿', 'draft')], next: null, can: [] } },
    'POST /api/people/approvals': { status: 409, body: { status: 409, code: 'incentives.decision.nothing_waits', params: { person: 'S007' }, fields: [] } },
  })
  show(<DecideDialog waiting={balance} onClose={() => undefined} />)
  await userEvent.selectOptions(await screen.findByRole('combobox', { name: '怎么办' }), '转到另一个方案')
  await screen.findByRole('option', { name: '华南方案' })
  const plans = screen.getByRole('combobox', { name: '转到哪个方案' })
  expect([...plans.querySelectorAll('option')].map((option) => option.textContent)).toEqual(['选一个方案', '华南方案'])
  await userEvent.selectOptions(plans, '华南方案')
  await userEvent.type(screen.getByRole('textbox', { name: '为什么' }), '调去华南')
  await send()
  expect(await screen.findByRole('alert')).toHaveTextContent('S007 没有等着决定的这一项。')
  expect(asked.at(-1)?.body).toMatchObject({ payload: { body: { outcome: 'move', to_plan_id: 'plan_2' } } })
})
