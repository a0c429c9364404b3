// One correction: what is asked for, why, which lock stands in the way, and the decision.
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { dayRange, instant } from '@/lib/days'
import { Ask } from '@/ui/ask'
import { Drawer } from '@/ui/drawer'
import { Failure } from '@/ui/failure'
import { Note } from '@/ui/note'
import { RowBars } from '@/ui/skeleton'
import { type Approval, approvalById, useDecisions } from './approval.queries'
import { ApprovalState, useOperation } from './approval-words'

interface ApprovalDrawerProps {
  approvalId: string
  beneath: number
  onBack: () => void
  onClose: () => void
}

export function ApprovalDrawer({ approvalId, ...frame }: ApprovalDrawerProps) {
  const { t } = useTranslation('people')
  const operation = useOperation()
  const { data, error, refetch } = useQuery(approvalById(approvalId))
  const title = data ? operation(data.operation) : t('approval.title')
  return (
    <Drawer {...frame} label={t('approval.label', { operation: title })} crumbs={<span className="ink cut">{title}</span>}>
      {data ? (
        <ApprovalBody approval={data} />
      ) : error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <div className="skl" aria-hidden="true">
          <RowBars />
        </div>
      )}
    </Drawer>
  )
}

/** What the body asks for, without ids, which the summary names by their codes. */
export function wantedOf(payload: Record<string, unknown>): [string, string][] {
  const body = payload['body']
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(body).flatMap(([key, value]): [string, string][] => (key.endsWith('_id') || value === null || typeof value === 'object' ? [] : [[key, String(value)]]))
}

const DECISIONS = ['approve', 'reject', 'withdraw'] as const
type Decision = (typeof DECISIONS)[number]

function ApprovalBody({ approval }: { approval: Approval }) {
  const { t } = useTranslation('people')
  const locale = currentLocale()
  const session = useSession()
  const zone = session.organisation.time_zone
  const decisions = useDecisions(approval)
  const [asking, setAsking] = useState<Decision | null>(null)
  const offered = DECISIONS.filter((one) => approval.can.includes(one))
  const own = approval.state === 'pending' && approval.requested_by === session.member.id
  return (
    <>
      <div className="between first">
        <h2 className="t-2 summary">{approval.summary}</h2>
        <ApprovalState state={approval.state} />
      </div>
      <dl className="kv">
        <div>
          <dt>{t('approval.reason')}</dt>
          <dd lang="zh-CN">{approval.reason}</dd>
        </div>
        <div>
          <dt>{t('approval.by')}</dt>
          <dd>
            <span lang="zh-CN">{approval.requested_by_name}</span>
            <span className="src">{instant(approval.requested_at, zone, locale)}</span>
          </dd>
        </div>
        <div>
          <dt>{t('approval.lock')}</dt>
          <dd>
            <span className="st lock">{approval.label}</span>
            <span className="src">{dayRange(approval.from, approval.to, locale)}</span>
          </dd>
        </div>
        {approval.decided_by_name && (
          <div>
            <dt>{t('approval.decided')}</dt>
            <dd>
              <span lang="zh-CN">{approval.decided_by_name}</span>
              <span className="src">{approval.decided_at && instant(approval.decided_at, zone, locale)}</span>
              {approval.decision_reason && <span lang="zh-CN">“{approval.decision_reason}”</span>}
            </dd>
          </div>
        )}
        {wantedOf(approval.payload).map(([key, value]) => (
          <div key={key}>
            <dt>{t(`approval_field.${key}`, { defaultValue: key })}</dt>
            <dd lang="zh-CN">{t(`approval_value.${key}.${value}`, { defaultValue: value })}</dd>
          </div>
        ))}
      </dl>
      <details className="whole0">
        <summary className="t-s">{t('approval.content')}</summary>
        <pre className="cmd" tabIndex={0} aria-label={t('approval.content')}>
          {JSON.stringify(approval.payload, null, 2)}
        </pre>
      </details>
      {own && <Note>{t('approval.own')}</Note>}
      {offered.length > 0 && (
        <div className="row acts2">
          {offered.map((one) => (
            <Button key={one} {...(one === 'approve' ? { type: 'primary' as const } : {})} onClick={() => setAsking(one)}>
              {t(`approval.${one}`)}
            </Button>
          ))}
        </div>
      )}
      {asking !== null && (
        <Ask
          title={t(`approval.${asking}_title`)}
          ok={t(`approval.${asking}`)}
          {...(asking === 'reject' ? { reason: { label: t('approval.reject_reason') } } : {})}
          onOk={(reason) => (asking === 'reject' ? decisions.reject(reason) : decisions[asking]())}
          onClose={() => setAsking(null)}
        >
          {t(`approval.${asking}_text`)}
        </Ask>
      )}
    </>
  )
}
