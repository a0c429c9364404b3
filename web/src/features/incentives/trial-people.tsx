// The rows of a trial: a person, the unit, each component, and the sum that ties to the trial's.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Amount } from '@/ui/amount'
import { SortHead } from '@/ui/sort-head'
import { exceptionText } from './words'
import type { StatementItem, Trial } from './trial.queries'

interface PeopleTableProps {
  items: StatementItem[]
  sort: string | undefined
  onSort: (sort: string) => void
  /** The trial or close whose total the rows add up to; null while not all of them are shown. */
  total: Pick<Trial, 'people_count' | 'total' | 'currency'> | null
}

export function PeopleTable({ items, sort, onSort, total }: PeopleTableProps) {
  const { t } = useTranslation('incentives')
  const columns = items[0]?.components ?? []
  const unit = t(`currency.${items[0]?.currency ?? 'CNY'}`, { ns: 'app' })
  const withAttainment = items.some((item) => typeof item.attainment === 'string')
  return (
    <table className="list">
      <thead>
        <tr>
          <SortHead field="name" first="up" label={t('trial.member')} sort={sort} onSort={onSort} />
          <th>{t('trial.unit')}</th>
          {withAttainment && <th className="r">{t('statement.attainment')}</th>}
          {columns.map((component) => (
            <th key={component.key} className="r wide">
              {component.title}
            </th>
          ))}
          <SortHead field="total" label={t('trial.pay', { currency: unit })} sort={sort} right onSort={onSort} />
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.id}>
            <td className="nw">
              <span lang="zh-CN">{item.member.name}</span> <span className="mute t-xs">{item.member.code}</span>
              <Exceptions codes={item.exceptions} />
            </td>
            <td>
              {item.unit && (
                <Link to="." search={(before: object) => ({ ...before, unit_id: item.unit?.id })} className="plainlink dim t-s">
                  {item.unit.name}
                </Link>
              )}
            </td>
            {withAttainment && <td className="r dim">{item.attainment ?? <span className="mute">–</span>}</td>}
            {columns.map((column) => (
              <td key={column.key} className="r dim wide">
                <Amount value={item.components.find((component) => component.key === column.key)?.pay ?? '0'} currency={item.currency} />
              </td>
            ))}
            <td className="r">
              <Link to="/incentives/statements/$statementId" params={{ statementId: item.id }} className="door b">
                <Amount value={item.total} currency={item.currency} />
              </Link>
            </td>
          </tr>
        ))}
        {total && (
          <tr className="sum">
            <td>{t('trial.sum', { count: total.people_count })}</td>
            <td />
            {withAttainment && <td />}
            {columns.map((column) => (
              <td key={column.key} className="wide" />
            ))}
            <td className="r">
              <Amount value={total.total} currency={total.currency} />
            </td>
          </tr>
        )}
      </tbody>
    </table>
  )
}

export function PeopleCards({ items }: { items: StatementItem[] }) {
  return (
    <ul className="plist">
      {items.map((item) => (
        <li key={item.id}>
          <span lang="zh-CN">{item.member.name}</span>
          <Link to="/incentives/statements/$statementId" params={{ statementId: item.id }} className="door b whole">
            <Amount value={item.total} currency={item.currency} />
          </Link>
          <span className="t-xs mute">
            {item.unit?.name} <Exceptions codes={item.exceptions} />
          </span>
          <span className="t-xs mute r">{item.attainment}</span>
        </li>
      ))}
    </ul>
  )
}

function Exceptions({ codes }: { codes: string[] }) {
  const { t } = useTranslation('incentives')
  if (codes.length === 0) return null
  return <span className="st warn t-xs">{[...new Set(codes)].map((code) => exceptionText(t, code)).join('，')}</span>
}
