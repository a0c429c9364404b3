// Signing in: what is missing is said at the field, a refusal above the button, and a demo person enters with one click.
import { screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Suspense } from 'react'
import { expect, it } from 'vitest'
import { serve, show, someSession } from '@/testing/page'
import { SignInPage } from './sign-in.page'

const NO_DEMO = { body: { needed: false, demo_users: [] } }
const page = (
  <Suspense>
    <SignInPage then="/" />
  </Suspense>
)

it('names what is missing before it asks the server', async () => {
  const asked = serve({ 'GET /api/people/setup': NO_DEMO })
  show(page)
  await userEvent.click(await screen.findByRole('button', { name: '登录' }))
  expect(screen.getByLabelText('手机号或邮箱')).toHaveAccessibleDescription('还没有填。')
  expect(screen.getByLabelText('密码')).toHaveAccessibleDescription('还没有填。')
  expect(asked.map((one) => one.call)).toEqual(['GET /api/people/setup'])
})

it('shows why the server refuses', async () => {
  serve({
    'GET /api/people/setup': NO_DEMO,
    'POST /api/people/session': { status: 429, body: { status: 429, code: 'people.unknown_in_this_test', params: {}, fields: [] } },
  })
  show(page)
  await userEvent.type(await screen.findByLabelText('手机号或邮箱'), 'lin@example.com')
  await userEvent.type(screen.getByLabelText('密码'), 'not-it')
  await userEvent.click(screen.getByRole('button', { name: '登录' }))
  expect(await screen.findByRole('alert')).toHaveTextContent('试得太频繁。过几分钟再试。')
})

it('signs in as a person of the sample company with one click', async () => {
  const person = { role: 'sales', name: '林晓燕', login: 'lin@example.com', password: 'demo-pass', unit_name: '苏州一组' }
  const asked = serve({
    'GET /api/people/setup': { body: { needed: false, demo_users: [person] } },
    'POST /api/people/session': { body: someSession },
  })
  const { router } = show(page)
  await userEvent.click(await screen.findByRole('button', { name: /林晓燕/ }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/'))
  expect(asked.at(-1)).toMatchObject({ call: 'POST /api/people/session', body: { login: 'lin@example.com', password: 'demo-pass' } })
})

it('asks which organisation when the login has several', async () => {
  const asked = serve({
    'GET /api/people/setup': NO_DEMO,
    'POST /api/people/session': (body) =>
      (body as { organisation_id?: string }).organisation_id === 'org_2'
        ? { body: someSession }
        : { body: { choose: [{ organisation_id: 'org_1', name: '甲公司' }, { organisation_id: 'org_2', name: '乙公司' }] } },
  })
  const { router } = show(page)
  await userEvent.type(await screen.findByLabelText('手机号或邮箱'), 'lin@example.com')
  await userEvent.type(screen.getByLabelText('密码'), 'demo-pass')
  await userEvent.click(screen.getByRole('button', { name: '登录' }))
  await userEvent.click(await screen.findByRole('button', { name: '乙公司' }))
  await waitFor(() => expect(router.state.location.pathname).toBe('/'))
  expect(asked.at(-1)?.body).toMatchObject({ organisation_id: 'org_2' })
})
