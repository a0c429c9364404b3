// Accepting an invitation: its link brings the token, the person chooses a password.
import { useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api } from '@/api/client'
import { asProblem } from '@/api/problem'
import { codeText, problemText } from '@/lib/problem-text'
import { Field } from '@/ui/field'
import { Note } from '@/ui/note'
import { Entrance } from './entrance'

export function InvitationPage({ token }: { token: string }) {
  const { t } = useTranslation('people')
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [password, setPassword] = useState('')
  const [tried, setTried] = useState(false)
  const accept = api.useMutation('post', '/api/people/invitations/accept')

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (password === '') return
    try {
      await accept.mutateAsync({ body: { token, password } })
    } catch {
      return // the form shows why
    }
    cache.clear()
    await navigate({ to: '/' })
  }

  const problem = accept.isError ? asProblem(accept.error) : null
  const errorOf = (name: string, value: string) => {
    if (tried && value.trim() === '') return t('sign_in.required')
    const field = problem?.fields.find((one) => one.path === name)
    return field ? codeText(t, field.code, field.params) : undefined
  }
  return (
    <Entrance>
      <h1 className="t-2">{t('invitation.title')}</h1>
      {token === '' ? (
        <Note tone="warn">{t('invitation.no_token')}</Note>
      ) : (
        <form onSubmit={(event) => void submit(event)} noValidate>
          <Field
            name="password"
            label={t('invitation.password')}
            value={password}
            onChange={setPassword}
            type="password"
            autoComplete="new-password"
            help={t('setup.password_help')}
            error={errorOf('password', password)}
          />
          {problem && problem.fields.length === 0 && <Note tone="danger">{problemText(t, problem)}</Note>}
          <Button type="primary" htmlType="submit" block loading={accept.isPending}>
            {t('invitation.accept')}
          </Button>
        </form>
      )}
    </Entrance>
  )
}
