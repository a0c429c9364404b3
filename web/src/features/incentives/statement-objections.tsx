// Objecting to one's own statement while the notice is open, and what was answered.
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { may, useSession } from '@/app/session'
import { instant } from '@/lib/days'
import { useProblemText } from '@/lib/problem-text'
import { Choice } from '@/ui/choice'
import { Note } from '@/ui/note'
import { TextArea } from '@/ui/text-area'
import { runObjections, useObjections } from './run.queries'
import { Answer } from './run-objections'
import type { Statement } from './statement.queries'

export function useMayObject(statement: Statement): boolean {
  const session = useSession()
  return statement.trial.state === 'notice' && session.member.id === statement.member.id && may(session, 'incentives.objection.create')
}

export function StatementObjections({ statement, runId }: { statement: Statement; runId: string }) {
  const { t } = useTranslation('incentives')
  const { items } = usePages(runObjections(runId))
  const mayObject = useMayObject(statement)
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const own = items.filter((one) => one.statement_id === statement.id || one.member.id === statement.member.id)
  if (own.length === 0 && !mayObject) return null
  const titleOf = (key: string) => statement.components.find((one) => one.key === key)?.title ?? t('objections.whole')
  return (
    <section className="sheet" id="objections" aria-labelledby="objections-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="objections-title">
            {t('objections.title')}
          </h2>
        </div>
        <ul>
          {own.map((one) => (
            <li key={one.id} className={one.state === 'open' ? 'obj' : 'obj answered'}>
              <div className="between t-s">
                <b>{titleOf(one.component)}</b>
                <span className="mute nw">{instant(one.made_at, zone, locale)}</span>
              </div>
              <p lang="zh-CN" className="said">
                “{one.reason}”
              </p>
              {one.state === 'open' ? <span className="st">{t('objections.state_open')}</span> : <Answer one={one} />}
            </li>
          ))}
        </ul>
        {mayObject && <ObjectionForm statement={statement} />}
      </div>
    </section>
  )
}

function ObjectionForm({ statement }: { statement: Statement }) {
  const { t } = useTranslation('incentives')
  const said = useProblemText()
  const { object } = useObjections()
  const [component, setComponent] = useState('')
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)

  async function submit(event: FormEvent) {
    event.preventDefault()
    setMissing(reason.trim() === '')
    if (reason.trim() === '') return
    setWorking(true)
    setError(null)
    try {
      await object(statement.id, component, reason.trim())
      setReason('')
    } catch (refused) {
      setError(refused)
    }
    setWorking(false)
  }

  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      <Choice
        label={t('objections.line')}
        value={component}
        onChange={setComponent}
        empty={t('objections.whole')}
        options={statement.components.map((one) => ({ value: one.key, label: one.title }))}
      />
      <TextArea label={t('objections.reason')} value={reason} onChange={setReason} help={t('objections.reason_help')} error={missing && reason.trim() === '' ? t('ask.reason_missing', { ns: 'app' }) : undefined} />
      {error !== null && <Note tone="danger">{said(error)}</Note>}
      <Button htmlType="submit" loading={working}>
        {t('objections.make')}
      </Button>
    </form>
  )
}
