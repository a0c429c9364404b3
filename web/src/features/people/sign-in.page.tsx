// Signing in: name and password, the organisation when there are several; in the demo a click on a person.
import { useSuspenseQuery } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { codeText, problemText } from '@/lib/problem-text'
import { Field } from '@/ui/field'
import { Note } from '@/ui/note'
import { DemoPeople } from './demo-people'
import { Entrance } from './entrance'
import { choicesOf, setup, useSignIn } from './session.queries'

export function SignInPage({ then }: { then: string }) {
  const { t } = useTranslation('people')
  const router = useRouter()
  const { data: state } = useSuspenseQuery(setup())
  const signIn = useSignIn()
  const [login, setLogin] = useState('')
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState<{ login?: string; password?: string }>({})

  async function enter(body: { login: string; password: string; organisation_id?: string }) {
    const answer = await signIn.mutateAsync({ body }).catch(() => null) // the form shows why
    if (answer && !('choose' in answer)) router.history.push(then)
  }

  function submit(event: FormEvent) {
    event.preventDefault()
    const required = t('sign_in.required')
    const found = { ...(login.trim() === '' ? { login: required } : {}), ...(password === '' ? { password: required } : {}) }
    setMissing(found)
    if (Object.keys(found).length === 0) void enter({ login: login.trim(), password })
  }

  const problem = signIn.isError ? asProblem(signIn.error) : null
  const choices = choicesOf(signIn.data)
  const fieldError = (name: string) => {
    const field = problem?.fields.find((one) => one.path === name)
    return field ? codeText(t, field.code, field.params) : undefined
  }

  return (
    <Entrance>
      <h1 className="t-2">{t('sign_in.title')}</h1>
      <form onSubmit={submit} noValidate>
        <Field name="login" label={t('sign_in.login')} value={login} onChange={setLogin} autoComplete="username" error={missing.login ?? fieldError('login')} />
        <Field
          name="password"
          label={t('sign_in.password')}
          value={password}
          onChange={setPassword}
          type="password"
          autoComplete="current-password"
          error={missing.password ?? fieldError('password')}
        />
        {problem && problem.fields.length === 0 && <Note tone="danger">{problemText(t, problem)}</Note>}
        {choices.length > 0 && (
          <div className="field">
            <p className="help">{t('sign_in.which')}</p>
            {choices.map((choice) => (
              <Button key={choice.organisation_id} block onClick={() => void enter({ login: login.trim(), password, organisation_id: choice.organisation_id })}>
                {choice.name}
              </Button>
            ))}
          </div>
        )}
        <Button type="primary" htmlType="submit" block loading={signIn.isPending}>
          {t('sign_in.enter')}
        </Button>
      </form>
      {state.demo_users.length > 0 && (
        <DemoPeople people={state.demo_users} onChoose={(person) => void enter({ login: person.login, password: person.password })} />
      )}
    </Entrance>
  )
}
