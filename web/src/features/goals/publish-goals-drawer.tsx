// Publishing goals that are drafts: which measure and period. Where a lock refuses it, a second person may grant it.
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, http, type Schema } from '@/api/client'
import { useSession } from '@/app/session'
import { SecondPerson } from '@/app/second-person'
import { todayIn } from '@/lib/days'
import { useProblemText } from '@/lib/problem-text'
import { Choice } from '@/ui/choice'
import { Drawer } from '@/ui/drawer'
import { Field } from '@/ui/field'
import { Note } from '@/ui/note'

const measures = () => api.queryOptions('get', '/api/ledger/measures', {}, { staleTime: 60_000 })

interface PublishGoalsProps {
  beneath: number
  onBack: () => void
  onClose: () => void
}

export function PublishGoalsDrawer(frame: PublishGoalsProps) {
  const { t } = useTranslation('goals')
  return (
    <Drawer {...frame} label={t('publish.title')} crumbs={<span className="ink">{t('publish.title')}</span>}>
      <PublishGoals />
    </Drawer>
  )
}

export function PublishGoals() {
  const { t, i18n } = useTranslation('goals')
  const said = useProblemText()
  const cache = useQueryClient()
  const { data } = useQuery(measures())
  const [chosen, setChosen] = useState<string>()
  const [calendar, setCalendar] = useState('natural')
  const [period, setPeriod] = useState(todayIn(useSession().organisation.time_zone).slice(0, 7))
  const [reason, setReason] = useState('')
  const [working, setWorking] = useState(false)
  const [refused, setRefused] = useState<{ error: unknown; body: Schema<'GoalPublish'> } | null>(null)
  const [done, setDone] = useState<Schema<'GoalPublished'> | null>(null)

  const keys = data?.items.map((one) => one.key) ?? []
  const measure = chosen ?? keys[0]
  const wordOf = (key: string) => (i18n.exists(`measure_names.${key}`, { ns: 'incentives' }) ? t(`measure_names.${key}`, { ns: 'incentives' }) : key)

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (measure === undefined) return
    const body = { measure, calendar: calendar.trim(), period: period.trim() === '' ? null : period.trim(), reason: reason.trim() }
    setWorking(true)
    setRefused(null)
    setDone(null)
    try {
      const answer = await http.POST('/api/goals/goals/publish', { body })
      setDone(answer.data ?? null)
      void cache.invalidateQueries()
    } catch (error) {
      setRefused({ error, body })
    }
    setWorking(false)
  }

  return (
    <>
      <p className="dim" style={{ marginBottom: 16 }}>
        {t('publish.note')}
      </p>
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <Choice label={t('publish.measure')} value={measure ?? ''} onChange={setChosen} options={keys.map((key) => ({ value: key, label: wordOf(key) }))} />
        <Field name="period" label={t('publish.period')} value={period} onChange={setPeriod} help={t('publish.period_help')} />
        <Field name="calendar" label={t('publish.calendar')} value={calendar} onChange={setCalendar} help={t('publish.calendar_help')} />
        <Field name="reason" label={t('publish.reason')} value={reason} onChange={setReason} help={t('publish.reason_help')} />
        <Button type="primary" htmlType="submit" loading={working} disabled={measure === undefined}>
          {t('publish.publish')}
        </Button>
      </form>
      <div className="after">
        {done && <Note tone="info">{t('publish.done', { published: done.published, unchanged: done.unchanged })}</Note>}
        {refused && (
          <>
            <Note tone="danger">{said(refused.error)}</Note>
            <SecondPerson key={JSON.stringify(refused.body)} error={refused.error} wish={{ operation: 'goals_goal_publish', payload: { body: refused.body } }} />
          </>
        )}
      </div>
    </>
  )
}
