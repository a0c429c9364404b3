// An edit that a lock refused: it may be asked for, and a second person grants it.
import { useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { http } from '@/api/client'
import { asProblem } from '@/api/problem'
import { may, useSession } from '@/app/session'
import { useProblemText } from '@/lib/problem-text'
import { Note } from '@/ui/note'
import { TextArea } from '@/ui/text-area'

/** An operation as it can be asked for: the ids of its path, the version seen, and its body. */
export interface Wish {
  operation: string
  payload: Record<string, unknown>
}

export function useAskForCorrection() {
  const cache = useQueryClient()
  return async (wish: Wish, reason: string) => {
    const { data } = await http.POST('/api/people/approvals', { body: { operation: wish.operation, payload: wish.payload as Record<string, never>, reason } })
    void cache.invalidateQueries()
    return data
  }
}

interface SecondPersonProps {
  /** The refusal of the edit; anything but a lock offers nothing. */
  error: unknown
  wish: Wish
}

export function SecondPerson({ error, wish }: SecondPersonProps) {
  const { t } = useTranslation('people')
  const session = useSession()
  const said = useProblemText()
  const ask = useAskForCorrection()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const [working, setWorking] = useState(false)
  const [refused, setRefused] = useState<unknown>(null)
  const [asked, setAsked] = useState<'done' | 'pending' | null>(null)
  if (asProblem(error).code !== 'people.fence.locked' || !may(session, 'people.approval.create')) return null

  async function submit(event: FormEvent) {
    event.preventDefault()
    setMissing(reason.trim() === '')
    if (reason.trim() === '') return
    setWorking(true)
    setRefused(null)
    try {
      const answer = await ask(wish, reason.trim())
      setAsked(answer?.state === 'done' ? 'done' : 'pending')
    } catch (failed) {
      setRefused(failed)
    }
    setWorking(false)
  }

  if (asked !== null) {
    return (
      <Note tone="info">
        {t(`second_person.${asked}`)}{' '}
        <Link to="/people/approvals" search={{}}>
          {t('approvals.title')}
        </Link>
      </Note>
    )
  }
  return (
    <form className="form" onSubmit={(event) => void submit(event)} noValidate>
      <TextArea label={t('second_person.reason')} value={reason} onChange={setReason} help={t('second_person.help')} error={missing && reason.trim() === '' ? t('ask.reason_missing', { ns: 'app' }) : undefined} />
      {refused !== null && <Note tone="danger">{said(refused)}</Note>}
      <Button htmlType="submit" loading={working}>
        {t('second_person.ask')}
      </Button>
    </form>
  )
}
