// The documents behind a statement, each with its part of every component; on a phone a card each.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { dayShort, yearOf } from '@/lib/days'
import { isZero, money, rate } from '@/lib/format'
import { useIsPhone } from '@/lib/phone'
import { Amount } from '@/ui/amount'
import { Door } from '@/ui/door'
import { Empty } from '@/ui/empty'
import { More } from '@/ui/more'
import { type DocumentLine, type Statement, statementDocuments } from './statement.queries'

interface DocumentsProps {
  statement: Statement
  component: string | undefined
}

export function StatementDocuments({ statement, component }: DocumentsProps) {
  const { t } = useTranslation('incentives')
  const phone = useIsPhone()
  const { items, more } = usePages(statementDocuments(statement.id, component === undefined ? {} : { component }))
  const shown = statement.components.filter((one) => component === undefined || one.key === component)
  const title = statement.components.find((one) => one.key === component)?.title
  return (
    <section className="sheet docs" id="documents" aria-labelledby="documents-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="documents-title">
            {t('documents.title')}
          </h2>
          {title !== undefined && (
            <span className="t-s mute">
              {t('documents.of', { component: title })}{' '}
              <Link to="." search={(before: object) => ({ ...before, component: undefined })} resetScroll={false}>
                {t('documents.all')}
              </Link>
            </span>
          )}
          <span className="side desk">{t(`currency.${statement.currency}`, { ns: 'app', defaultValue: statement.currency })}</span>
        </div>
        {items.length === 0 ? (
          <Empty text={t('documents.empty')} />
        ) : phone ? (
          <DocumentCards items={items} statement={statement} />
        ) : (
          <DocumentTable items={items} statement={statement} components={shown} all={!more.has} />
        )}
        <More {...more} />
      </div>
    </section>
  )
}

const targetOf = ({ document }: DocumentLine) => ({ kind: document.kind, id: document.id })

interface TableProps {
  items: DocumentLine[]
  statement: Statement
  components: Statement['components']
  all: boolean
}

function DocumentTable({ items, statement, components, all }: TableProps) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const year = yearOf(statement.period.to)
  const { currency } = statement
  return (
    <table className="tbl dense">
      <thead>
        <tr>
          <th>{t('documents.day')}</th>
          <th>{t('documents.customer')}</th>
          <th>{t('documents.document')}</th>
          <th className="r">{t('documents.credited')}</th>
          {components.map((component) => (
            <th key={component.key} className="r wide">
              {t('documents.part_of', { component: component.title })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((line) => (
          <tr key={keyOf(line)}>
            <td className="mute nw">{dayShort(line.day, locale, year)}</td>
            <td className="cut" style={{ maxWidth: 300 }}>
              <span lang="zh-CN">{line.customer?.name ?? '–'}</span> <Marks line={line} />
            </td>
            <td className="mute t-s nw">{line.document.code}</td>
            <td className="r">
              <Door {...targetOf(line)} className="door">
                <Amount value={line.amount} currency={currency} />
              </Door>
            </td>
            {components.map((component) => (
              <td key={component.key} className="r dim wide">
                <Part line={line} component={component.key} currency={currency} />
              </td>
            ))}
          </tr>
        ))}
        {all && components.some((component) => !isZero(component.unattributed)) && (
          <tr>
            <td />
            <td className="dim">{t('documents.unattributed')}</td>
            <td />
            <td />
            {components.map((component) => (
              <td key={component.key} className="r dim wide">
                <Amount value={component.unattributed} currency={currency} />
              </td>
            ))}
          </tr>
        )}
        {all && (
          <tr className="sum">
            <td />
            <td>{t('documents.sum')}</td>
            <td />
            <td />
            {components.map((component) => (
              <td key={component.key} className="r wide">
                <Amount value={component.pay} currency={currency} />
              </td>
            ))}
          </tr>
        )}
      </tbody>
    </table>
  )
}

const keyOf = (line: DocumentLine) => `${line.document.kind}-${line.document.id}-${line.measure}-${line.day}`

function Part({ line, component, currency }: { line: DocumentLine; component: string; currency: string }) {
  const part = line.parts.find((one) => one.component === component)
  return part ? <Amount value={part.pay} currency={currency} /> : <span className="mute">–</span>
}

function Marks({ line }: { line: DocumentLine }) {
  const { t } = useTranslation('incentives')
  return (
    <span className="mute t-xs marks">
      {line.document.kind === 'refund' && t('documents.refund')}
      {line.share && !/^1(\.0*)?$/.test(line.share) && t('documents.share', { share: rate(line.share) })}
      {line.refunds.map((refund) => (
        <Door key={refund.id} kind="refund" id={refund.id} className="door above">
          {t('documents.with_refund', { code: refund.code })}
        </Door>
      ))}
    </span>
  )
}

function DocumentCards({ items, statement }: { items: DocumentLine[]; statement: Statement }) {
  const locale = currentLocale()
  const year = yearOf(statement.period.to)
  const titles = Object.fromEntries(statement.components.map((component) => [component.key, component.title]))
  return (
    <ul className="cards">
      {items.map((line) => (
        <li key={keyOf(line)} className="between card">
          <div style={{ minWidth: 0 }}>
            <div lang="zh-CN">{line.customer?.name ?? line.document.code}</div>
            <div className="t-xs mute">
              {[dayShort(line.day, locale, year), ...line.parts.filter((part) => !isZero(part.pay)).map((part) => `${titles[part.component] ?? part.component} ${money(part.pay)}`)].join(' · ')}{' '}
              <Marks line={line} />
            </div>
          </div>
          <Door {...targetOf(line)} className="door b nw whole">
            <Amount value={line.amount} currency={statement.currency} />
          </Door>
        </li>
      ))}
    </ul>
  )
}
