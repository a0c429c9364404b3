// A plan: its text with what was found in it, publishing, and the versions in force.
import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '@/api/problem'
import { currentLocale } from '@/app/i18n'
import { may, useSession } from '@/app/session'
import { dayRange } from '@/lib/days'
import { problemText } from '@/lib/problem-text'
import { Ask } from '@/ui/ask'
import { Note } from '@/ui/note'
import { PageHead } from '@/ui/page-head'
import { type Finding, findingsOf, type Plan, planById, planCheck, planVersions, type PlanVersion, usePlanActions } from './plan.queries'
import { PlanState } from './plan-state'
import { PlanText } from './plan-text'
import { PlanVersions } from './plan-versions'
import { PlanWords } from './plan-words'

const route = getRouteApi('/_app/incentives/plans/$planId')

export function PlanPage() {
  const { planId } = route.useParams()
  return may(useSession(), 'incentives.plan.read') ? <WholePlan planId={planId} /> : <OwnPlan planId={planId} />
}

/** For those who read plans: the draft and all versions. */
function WholePlan({ planId }: { planId: string }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const { data: plan } = useSuspenseQuery(planById(planId))
  const { data: versions } = useQuery({ ...planVersions(planId), enabled: plan.number > 0 })
  const { data: found } = useQuery({ ...planCheck(planId, plan.text), enabled: plan.can.includes('edit') })
  const [refused, setRefused] = useState<unknown>(null)
  const [shown, setShown] = useState<number | null>(null)
  const version = versions?.items.find((one) => one.number === shown)
  // A version in force is not looked at again: only what it has accepted stands in it.
  const open = plan.state === 'in_force' ? found?.filter((one) => one.accepted !== null) : found
  const findings = [...new Map([...findingsOf(asProblem(refused).fields), ...(open ?? [])].map((one) => [`${one.line}${one.code}`, one])).values()]
  return (
    <>
      <PageHead
        crumbs={<Link to="/incentives/plans">{t('plans.title')}</Link>}
        title={plan.title}
        note={t('plan.note', { days: dayRange(plan.valid_from, plan.valid_to, locale), components: plan.components.map((one) => one.title).join(t('run.comma')) })}
        actions={<PlanActions plan={plan} findings={open} onRefused={setRefused} />}
      />
      {refused !== null && (
        <div style={{ marginBottom: 16 }}>
          <Note tone="danger">{problemText(t, refused)}</Note>
        </div>
      )}
      <div className="grid two">
        <TextSheet version={version} plan={plan} findings={version ? [] : findings} onDraft={() => setShown(null)} />
        <div className="stack">
          <PlanVersions planId={planId} versions={versions?.items ?? []} shown={version ? shown : plan.state === 'in_force' ? plan.number : null} onShow={setShown} />
          <PlanWords planId={planId} number={version?.number ?? (plan.state === 'in_force' ? plan.number : undefined)} />
        </div>
      </div>
    </>
  )
}

function PlanActions({ plan, findings, onRefused }: { plan: Plan; findings: Finding[] | undefined; onRefused: (error: unknown) => void }) {
  const { t } = useTranslation('incentives')
  const { publish } = usePlanActions(plan.id)
  const [asking, setAsking] = useState(false)
  const inTheWay = (findings ?? []).filter((one) => one.accepted === null).length
  return (
    <>
      <PlanState state={plan.state} number={plan.number} />
      {plan.can.includes('publish') && (
        <Button type="primary" onClick={() => setAsking(true)}>
          {t('plan.publish')}
        </Button>
      )}
      {asking && (
        <Ask
          title={t('plan.publish_title', { number: plan.number + 1 })}
          ok={t('plan.publish')}
          onOk={() =>
            publish(plan.version).then(
              () => onRefused(null),
              (error: unknown) => onRefused(error),
            )
          }
          onClose={() => setAsking(false)}
        >
          <p>{t('plan.publish_text')}</p>
          {inTheWay > 0 && <p className="warnc">{t('plan.in_the_way', { count: inTheWay })}</p>}
        </Ask>
      )}
    </>
  )
}

function TextSheet({ plan, version, findings, onDraft }: { plan: Plan | null; version: PlanVersion | undefined; findings: Finding[]; onDraft: () => void }) {
  const { t } = useTranslation('incentives')
  const open = findings.filter((one) => one.accepted === null)
  return (
    <section className="sheet">
      <div className="part texthead">
        <h2 className="t-sec" id="text-title">
          {version ? t('plan.text_of', { number: version.number }) : t('plan.text')}
        </h2>
        {version && plan && (
          <button type="button" className="lnk t-s" onClick={onDraft}>
            {t('plan.to_draft')}
          </button>
        )}
        {!version && open.length > 0 && <span className="st warn">{t('plan.in_the_way', { count: open.length })}</span>}
      </div>
      <PlanText text={version?.text ?? plan?.text ?? ''} findings={findings} />
    </section>
  )
}

/** For those who are in it: the versions, and that they have been read. */
function OwnPlan({ planId }: { planId: string }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const { data } = useSuspenseQuery(planVersions(planId))
  const [shown, setShown] = useState<number | null>(null)
  const version = data.items.find((one) => one.number === shown) ?? data.items[0]
  if (!version) return null
  return (
    <>
      <PageHead crumbs={<Link to="/incentives/statements">{t('mine.title')}</Link>} title={version.title} note={dayRange(version.valid_from, version.valid_to, locale)} />
      <div className="grid two">
        <div className="stack">
          <PlanWords planId={planId} number={version.number} />
        </div>
        <div className="stack">
          <PlanVersions planId={planId} versions={data.items} shown={version.number} onShow={setShown} />
        </div>
      </div>
      <TextSheet version={version} plan={null} findings={[]} onDraft={() => setShown(null)} />
    </>
  )
}
