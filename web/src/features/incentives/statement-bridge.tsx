// Why the statement would come to another amount today: from the run's amount to today's, cause by cause.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isZero } from '@/lib/format'
import { Amount } from '@/ui/amount'
import { Note } from '@/ui/note'
import { type Statement, statementBridge } from './statement.queries'

export function StatementBridge({ statement }: { statement: Statement }) {
  const { t } = useTranslation('incentives')
  const [asked, setAsked] = useState(false)
  return (
    <section className="sheet" aria-labelledby="bridge-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="bridge-title">
            {t('bridge.title')}
          </h2>
        </div>
        {asked ? (
          <Causes statement={statement} />
        ) : (
          <>
            <p className="t-s dim">{t('bridge.note')}</p>
            <button type="button" className="btn" style={{ marginTop: 12 }} onClick={() => setAsked(true)}>
              {t('bridge.ask')}
            </button>
          </>
        )}
      </div>
    </section>
  )
}

function Causes({ statement }: { statement: Statement }) {
  const { t } = useTranslation('incentives')
  const { data, error } = useQuery(statementBridge(statement.id))
  if (error) return <Note tone="warn">{t('bridge.not_kept')}</Note>
  if (!data) return <p className="t-s dim">{t('bridge.reckoning')}</p>
  const causes = data.parts.filter((part) => !isZero(part.amount))
  return (
    <dl className="kv">
      <div>
        <dt>{t('bridge.before')}</dt>
        <dd>
          <Amount value={data.before} currency={data.currency} />
        </dd>
      </div>
      {causes.map((part) => (
        <div key={part.cause}>
          <dt>{t(`bridge.${part.cause}`)}</dt>
          <dd>
            <Amount value={part.amount} currency={data.currency} signed />
          </dd>
        </div>
      ))}
      <div>
        <dt>{t('bridge.after')}</dt>
        <dd>
          <b>
            <Amount value={data.after} currency={data.currency} />
          </b>
          {causes.length === 0 && <span className="src">{t('bridge.same')}</span>}
        </dd>
      </div>
    </dl>
  )
}
