// My pay: my own statements, the newest first; the newest one leads.
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { periodName } from '@/lib/days'
import { Amount, BigAmount } from '@/ui/amount'
import { Empty } from '@/ui/empty'
import { More } from '@/ui/more'
import { PageHead } from '@/ui/page-head'
import { StatementState } from './run-state'
import { myStatements, statementById } from './statement.queries'
import type { StatementItem } from './trial.queries'

export function MyStatementsPage() {
  const { t } = useTranslation('incentives')
  const { items, more } = usePages(myStatements())
  const [newest, ...older] = items
  return (
    <>
      <PageHead title={t('mine.title')} />
      <section className="sheet">
        {newest ? <Newest item={newest} /> : <Empty text={t('mine.empty')} />}
        {older.length > 0 && (
          <div className="part">
            <div className="sec">
              <h2 className="t-sec">{t('mine.before')}</h2>
            </div>
            <ul className="cards rows">
              {older.map((item) => (
                <Older key={item.id} item={item} />
              ))}
            </ul>
          </div>
        )}
        <More {...more} />
      </section>
    </>
  )
}

function Newest({ item }: { item: StatementItem }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const { data: whole } = useQuery(statementById(item.id))
  return (
    <div className="cols hero">
      <div className="part">
        <div className="row" style={{ gap: 14 }}>
          <h2 className="t-sec">{t('mine.pay', { period: periodName(item.period.name, locale) })}</h2>
          {whole && <StatementState state={whole.trial.state} />}
        </div>
        <div className="t-hero" style={{ marginTop: 10 }}>
          <Link to="/incentives/statements/$statementId" params={{ statementId: item.id }} className="door big">
            <BigAmount value={item.total} currency={item.currency} />
          </Link>
        </div>
        <p className="t-s dim" style={{ marginTop: 12 }}>
          {item.plan.title}
        </p>
      </div>
      <div className="part middle">
        {item.components.map((component) => (
          <div key={component.key} className="between" style={{ padding: '6px 0' }}>
            <span className="dim">{component.title}</span>
            <Amount value={component.pay} currency={item.currency} />
          </div>
        ))}
      </div>
    </div>
  )
}

function Older({ item }: { item: StatementItem }) {
  const locale = currentLocale()
  return (
    <li className="between card">
      <div style={{ minWidth: 0 }}>
        <div>{periodName(item.period.name, locale)}</div>
        <div className="t-xs mute">{item.plan.title}</div>
      </div>
      <Link to="/incentives/statements/$statementId" params={{ statementId: item.id }} className="door b nw whole">
        <Amount value={item.total} currency={item.currency} />
      </Link>
    </li>
  )
}
