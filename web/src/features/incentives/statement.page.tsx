// A person's statement: one amount, how every fen of it came about, and the documents behind it.
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { may, useSession } from '@/app/session'
import { periodName } from '@/lib/days'
import { Note } from '@/ui/note'
import { PageHead } from '@/ui/page-head'
import { StatementBridge } from './statement-bridge'
import { StatementDocuments } from './statement-documents'
import { StatementHero } from './statement-hero'
import { StatementObjections, useMayObject } from './statement-objections'
import { StatementMeasures } from './statement-measures'
import { StatementTree } from './statement-tree'
import { TrialFacts } from './trial-facts'
import { statementById } from './statement.queries'
import { exceptionText } from './words'

const route = getRouteApi('/_app/incentives/statements/$statementId')

export function StatementPage() {
  const { t } = useTranslation('incentives')
  const { statementId } = route.useParams()
  const { component } = route.useSearch()
  const { data: statement } = useSuspenseQuery(statementById(statementId))
  const session = useSession()
  const locale = currentLocale()
  const own = session.member.id === statement.member.id
  const mayObject = useMayObject(statement)
  const runId = statement.trial.run_id

  return (
    <>
      <PageHead
        crumbs={
          <>
            {runId && may(session, 'incentives.run.read') ? (
              <Link to="/incentives/runs/$runId" params={{ runId }}>
                {t('run.title', { period: periodName(statement.period.name, locale) })}
              </Link>
            ) : may(session, 'incentives.trial.read') ? (
              <Link to="/incentives/trials/$trialId" params={{ trialId: statement.trial.id }}>
                {t('trial.title', { period: periodName(statement.period.name, locale) })}
              </Link>
            ) : (
              <Link to="/incentives/statements">{t('mine.title')}</Link>
            )}
            <span className="mute">/</span> <span lang="zh-CN">{statement.member.name}</span>
          </>
        }
        title={
          own
            ? t('statement.my_title', { period: periodName(statement.period.name, locale, true) })
            : t('statement.title', { name: statement.member.name, period: periodName(statement.period.name, locale, true) })
        }
        actions={
          <>
            {runId && (
              <a className="btn" href={`/api/incentives/statements/${statementId}/receipt`} download>
                {t('statement.receipt')}
              </a>
            )}
            {mayObject && (
              <a className="btn" href="#objections">
                {t('objections.make')}
              </a>
            )}
          </>
        }
      />
      <StatementHero statement={statement} />
      {statement.exceptions.length > 0 && (
        <div style={{ marginTop: 16 }}>
          <Note tone="warn">{[...new Set(statement.exceptions)].map((code) => exceptionText(t, code)).join('，')}</Note>
        </div>
      )}
      <div className="grid two">
        <StatementTree statement={statement} />
        <div className="stack">
          {runId && may(session, 'incentives.objection.read') && <StatementObjections statement={statement} runId={runId} />}
          <StatementMeasures statement={statement} />
          {runId && <StatementBridge statement={statement} />}
          <TrialFacts statement={statement} />
        </div>
      </div>
      <StatementDocuments statement={statement} component={component} />
    </>
  )
}
