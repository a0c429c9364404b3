// Goals of a locked period are refused, and handed to a second person as exactly what was to be published.
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { serve, show, someSession } from '@/testing/page'
import { PublishGoals } from './publish-goals-drawer'

it('hands the refused publication to a second person', async () => {
  const asked = serve({
    'GET /api/ledger/measures': { body: { items: [{ key: 'collected' }], next: null, can: [] } },
    'POST /api/goals/goals/publish': { status: 409, body: { status: 409, code: 'people.fence.locked', params: { label: '方案 · 2026-01', from: '2026-01-01', to: '2026-01-31' }, fields: [] } },
    'POST /api/people/approvals': { body: { state: 'pending', approval: null } },
  })
  show(<PublishGoals />, { ...someSession, can: ['people.approval.create'] })
  const period = await screen.findByRole('textbox', { name: '周期' })
  await screen.findByRole('option', { name: '回款' })
  await userEvent.clear(period)
  await userEvent.type(period, '2026-01')
  await userEvent.click(screen.getByRole('button', { name: '发布' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('方案 · 2026-01')
  await userEvent.type(screen.getByRole('textbox', { name: '为什么要改' }), '录错一位')
  await userEvent.click(screen.getByRole('button', { name: '交给第二个人批准' }))
  await screen.findByText(/批准之前什么都不改/)
  const body = { measure: 'collected', calendar: 'natural', period: '2026-01', reason: '' }
  expect(asked.filter(({ call }) => call.startsWith('POST'))).toEqual([
    { call: 'POST /api/goals/goals/publish', body },
    { call: 'POST /api/people/approvals', body: { operation: 'goals_goal_publish', payload: { body }, reason: '录错一位' } },
  ])
})
