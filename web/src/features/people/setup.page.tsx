// The first run: the token of the console, the organisation, and its first administrator.
import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
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
import { setup } from './session.queries'

const EMPTY = { token: '', organisation: '', currency: 'CNY', time_zone: 'Asia/Shanghai', name: '', login: '', password: '' }
const FIELDS = ['token', 'organisation', 'currency', 'time_zone', 'name', 'login', 'password'] as const
/** Not asked for where the command line has made the organisation. */
const OF_ORGANISATION: readonly string[] = ['organisation', 'currency', 'time_zone']
const COMPLETE: Partial<Record<(typeof FIELDS)[number], string>> = { login: 'username', password: 'new-password', name: 'name' }

export function SetupPage() {
  const { t } = useTranslation('people')
  const cache = useQueryClient()
  const navigate = useNavigate()
  const [values, setValues] = useState(EMPTY)
  const [tried, setTried] = useState(false)
  const begin = api.useMutation('post', '/api/people/setup')
  const { data: state } = useSuspenseQuery(setup())
  const fields = FIELDS.filter((name) => !state.has_organisation || !OF_ORGANISATION.includes(name))

  async function submit(event: FormEvent) {
    event.preventDefault()
    setTried(true)
    if (fields.some((name) => values[name].trim() === '')) return
    try {
      await begin.mutateAsync({ body: values })
    } catch {
      return // the form shows why
    }
    cache.clear()
    await navigate({ to: '/' })
  }

  const problem = begin.isError ? asProblem(begin.error) : null
  const errorOf = (name: (typeof FIELDS)[number]) => {
    if (tried && values[name].trim() === '') return t('sign_in.required')
    const field = problem?.fields.find((one) => one.path === name)
    return field ? codeText(t, field.code, field.params) : undefined
  }
  return (
    <Entrance>
      <h1 className="t-2">{t('setup.title')}</h1>
      <form onSubmit={(event) => void submit(event)} noValidate>
        {fields.map((name) => (
          <Field
            key={name}
            name={name}
            label={t(`setup.${name}`)}
            value={values[name]}
            onChange={(value) => setValues((before) => ({ ...before, [name]: value }))}
            type={name === 'password' ? 'password' : 'text'}
            autoComplete={COMPLETE[name] ?? 'off'}
            help={t(`setup.${name}_help`)}
            error={errorOf(name)}
          />
        ))}
        {problem && problem.fields.length === 0 && <Note tone="danger">{problemText(t, problem)}</Note>}
        <Button type="primary" htmlType="submit" block loading={begin.isPending}>
          {t('setup.begin')}
        </Button>
      </form>
    </Entrance>
  )
}
