// The buttons of a close: its next step, sending it back, trying it again; each asks before it acts.
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { may, useSession } from '@/app/session'
import { periodName, todayIn } from '@/lib/days'
import { currencyPlaces, currencySign, money } from '@/lib/format'
import { Ask } from '@/ui/ask'
import { Field } from '@/ui/field'
import { type PlainStep, type Run, useRunSteps, useTryPeriod } from './run.queries'
import { useBlocked } from './run-waits'

const PLAIN: PlainStep[] = ['review_lead', 'review_finance', 'notice', 'lock', 'export']
const TAKEN_OUT = ['exported', 'paid']

type Asked = PlainStep | 'try' | 'reject' | 'pay'

export function RunActions({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const session = useSession()
  const locale = currentLocale()
  const [asked, setAsked] = useState<Asked | null>(null)
  const blocked = useBlocked(run)
  const period = periodName(run.period.name, locale, true)
  const can = (step: Asked) => run.can.includes(step)
  const isOut = TAKEN_OUT.includes(run.state)
  const next = can('pay') && isOut ? 'pay' : PLAIN.find((step) => can(step) && !(step === 'export' && isOut))
  const rest = (['reject', 'try', 'export'] as const).filter((step) => can(step) && step !== next)
  return (
    <>
      {rest.map((step) => (
        <Button key={step} onClick={() => setAsked(step)}>
          {t(`run_act.${step === 'export' ? 'export_again' : step}`)}
        </Button>
      ))}
      {isOut && may(session, 'incentives.run.export') && <PaymentFiles run={run} />}
      {next === 'lock' && blocked !== null ? (
        <button type="button" className="btn off" aria-disabled="true" title={blocked}>
          {t('run_act.lock', { period })}
        </button>
      ) : (
        next !== undefined && (
          <Button type="primary" onClick={() => setAsked(next)}>
            {t(`run_act.${next}`, { period })}
          </Button>
        )
      )}
      {asked !== null && <AskStep run={run} asked={asked} period={period} onClose={() => setAsked(null)} />}
    </>
  )
}

function PaymentFiles({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  return (
    <>
      {(['xlsx', 'csv'] as const).map((format) => (
        <a key={format} className="btn" href={`/api/incentives/runs/${run.id}/payments?format=${format}`} download>
          {t(`run_act.file_${format}`)}
        </a>
      ))}
    </>
  )
}

interface AskStepProps {
  run: Run
  asked: Asked
  period: string
  onClose: () => void
}

function AskStep({ run, asked, period, onClose }: AskStepProps) {
  const { t } = useTranslation('incentives')
  const steps = useRunSteps(run)
  const tryPeriod = useTryPeriod()
  const [paidOn, setPaidOn] = useState(todayIn(useSession().organisation.time_zone))
  const total = `${currencySign(run.currency)}${money(run.total, currencyPlaces(run.currency))}`
  const words = { period, total, count: run.people_count }
  const ask = (text: ReactNode, act: (reason: string) => Promise<unknown>, reason?: { label: string; help: string }) => (
    <Ask title={t(`run_ask.${asked}.title`, words)} ok={t(`run_ask.${asked}.ok`, words)} {...(reason ? { reason } : {})} onOk={act} onClose={onClose}>
      {text}
    </Ask>
  )
  const said = t(`run_ask.${asked}.text`, words)
  if (asked === 'reject') return ask(said, steps.reject, { label: t('run_ask.reason'), help: t('run_ask.reason_help') })
  if (asked === 'try') return ask(said, () => tryPeriod(run.plan.id ?? '', run.period.name))
  if (asked === 'pay') {
    return ask(
      <>
        <p style={{ marginBottom: 14 }}>{t('run_ask.pay.text', { count: run.payable_count - run.paid_count })}</p>
        <Field name="paid_on" label={t('run_ask.paid_on')} value={paidOn} onChange={setPaidOn} help={t('run_ask.paid_on_help')} />
      </>,
      () => steps.pay(paidOn.trim()),
    )
  }
  return ask(said, () => steps.take(asked))
}
