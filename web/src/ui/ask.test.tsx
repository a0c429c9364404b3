// A question does nothing without its reason, says why the server refused, and closes once it is done.
import { screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { expect, it, vi } from 'vitest'
import { Problem } from '@/api/problem'
import { show } from '@/testing/page'
import { Ask } from './ask'

it('asks for the reason first, stays open with the refusal, and closes when it went well', async () => {
  const act = vi.fn<(reason: string) => Promise<void>>()
  act.mockRejectedValueOnce(new Problem(409, 'incentives.run.same_hands')).mockResolvedValueOnce(undefined)
  const close = vi.fn()
  show(
    <Ask title="退回" ok="退回" reason={{ label: '为什么退回' }} onOk={act} onClose={close}>
      从头来。
    </Ask>,
  )
  const press = () => userEvent.click(screen.getByRole('button', { name: /退回/ }))
  await screen.findByRole('textbox', { name: '为什么退回' })
  await press()
  expect(screen.getByText('写明原因。')).toBeVisible()
  expect(act).not.toHaveBeenCalled()
  await userEvent.type(screen.getByRole('textbox'), ' 金额写错 ')
  await press()
  expect(await screen.findByRole('alert')).toHaveTextContent('试算、财务复核和锁定不能都是同一个人。')
  expect(close).not.toHaveBeenCalled()
  await press()
  expect(act.mock.calls).toEqual([['金额写错'], ['金额写错']])
  expect(close).toHaveBeenCalledOnce()
})
