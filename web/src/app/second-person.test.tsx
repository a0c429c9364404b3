// An edit refused by a lock is handed to a second person with a reason; any other refusal offers nothing.
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { Problem } from '@/api/problem'
import { serve, show, someSession } from '@/testing/page'
import { SecondPerson } from './second-person'

const wish = { operation: 'goals_goal_publish', payload: { body: { measure: 'collected', calendar: 'natural', period: '2026-01', reason: '年度分解' } } }
const locked = new Problem(409, 'people.fence.locked', { label: '一月' })

it('posts the operation with the reason, and says that nothing changes yet', async () => {
  const asked = serve({ 'POST /api/people/approvals': { body: { state: 'pending', approval: null } } })
  show(<SecondPerson error={locked} wish={wish} />, { ...someSession, can: ['people.approval.create'] })
  await userEvent.click(await screen.findByRole('button', { name: '交给第二个人批准' }))
  expect(screen.getByText('写明原因。')).toBeVisible()
  expect(asked).toEqual([])
  await userEvent.type(screen.getByRole('textbox', { name: '为什么要改' }), '目标录错了一位')
  await userEvent.click(screen.getByRole('button', { name: '交给第二个人批准' }))
  expect(await screen.findByText(/批准之前什么都不改/)).toBeVisible()
  expect(asked).toEqual([{ call: 'POST /api/people/approvals', body: { ...wish, reason: '目标录错了一位' } }])
})

it('offers nothing to another refusal, or to who may not ask', async () => {
  show(
    <>
      <p>page</p>
      <SecondPerson error={new Problem(412, 'kernel.stale')} wish={wish} />
    </>,
    { ...someSession, can: ['people.approval.create'] },
  )
  expect(await screen.findByText('page')).toBeVisible()
  expect(screen.queryByRole('button')).toBeNull()
})
