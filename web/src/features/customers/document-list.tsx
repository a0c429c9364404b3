// A list of orders or payments: views by state, search, sort, and the amount that opens the document.
import { useTranslation } from 'react-i18next'
import { type pages, usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { dayShort, todayIn, yearOf } from '@/lib/days'
import { parseOpen } from '@/lib/open'
import { useIsPhone } from '@/lib/phone'
import { Amount } from '@/ui/amount'
import { Door } from '@/ui/door'
import { Empty } from '@/ui/empty'
import { More } from '@/ui/more'
import { PageHead } from '@/ui/page-head'
import { SearchBox } from '@/ui/search-box'
import { SortHead } from '@/ui/sort-head'
import { StateViews } from './state-views'
import { Status } from './status'

/** What a list shows of one document. */
export interface DocumentRow {
  id: string
  day: string
  code: string
  customer: string | undefined
  /** Between code and state: whose order it is, or which order is paid. */
  beside: string | undefined
  state: string
  amount: string
  currency: string
  /** On a phone, beside the day. */
  note: string | undefined
}

/** How the two lists differ. A name of a column is its sort and its word. */
export interface DocumentKind<Item> {
  of: 'order' | 'payment'
  words: 'orders' | 'payments'
  states: string[]
  day: string
  beside: string
  amount: string
  row: (item: Item) => DocumentRow
}

interface Search {
  search?: string | undefined
  sort?: string | undefined
  state?: string | undefined
}

interface DocumentListProps<Item> {
  kind: DocumentKind<Item>
  list: ReturnType<typeof pages<Item>>
  search: Search
  open: string | undefined
  empty: string
  onChange: (part: Search) => void
}

export function DocumentList<Item>({ kind, list, search, open, empty, onChange }: DocumentListProps<Item>) {
  const { t } = useTranslation('customers')
  const phone = useIsPhone()
  const { items, more } = usePages(list)
  const rows = items.map(kind.row)
  return (
    <>
      <PageHead title={t(`${kind.words}.title`)} note={t(`${kind.words}.note`)} />
      <section className="sheet">
        <StateViews states={kind.states} of={kind.of} state={search.state} />
        <div className="chips">
          <SearchBox value={search.search ?? ''} placeholder={t(`${kind.words}.search`)} onSearch={(text) => onChange({ search: text })} />
        </div>
        {rows.length === 0 ? (
          <Empty text={empty} />
        ) : phone ? (
          <DocumentCards kind={kind} rows={rows} />
        ) : (
          <DocumentTable kind={kind} rows={rows} sort={search.sort} onSort={(sort) => onChange({ sort })} open={parseOpen(open).at(-1)?.id} />
        )}
        <More {...more} />
      </section>
    </>
  )
}

interface TableProps<Item> {
  kind: DocumentKind<Item>
  rows: DocumentRow[]
  sort: string | undefined
  onSort: (sort: string) => void
  open: string | undefined
}

function DocumentTable<Item>({ kind, rows, sort, onSort, open }: TableProps<Item>) {
  const { t } = useTranslation('customers')
  const locale = currentLocale()
  const year = yearOf(todayIn(useSession().organisation.time_zone))
  const currency = t(`currency.${rows[0]?.currency ?? 'CNY'}`, { ns: 'app' })
  const word = (column: string) => t(`${kind.words}.${column}`, { currency })
  return (
    <table className="list">
      <thead>
        <tr>
          <SortHead field={kind.day} label={word(kind.day)} sort={sort} onSort={onSort} />
          <th>{word('customer')}</th>
          <th>{word('code')}</th>
          <th className="wide">{word(kind.beside)}</th>
          <th className="wide">{word('state')}</th>
          <SortHead field={kind.amount} label={word(kind.amount)} sort={sort} right onSort={onSort} />
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.id} className={row.id === open ? 'open' : undefined}>
            <td className="mute nw">{dayShort(row.day, locale, year)}</td>
            <td>
              <span className="cut nm" lang="zh-CN">
                {row.customer ?? '–'}
              </span>
            </td>
            <td className="mute t-s nw">{row.code}</td>
            <td className="dim t-s nw wide">{row.beside ?? '–'}</td>
            <td className="wide">
              <Status of={kind.of} state={row.state} />
            </td>
            <td className="r">
              <Door kind={kind.of} id={row.id} className="door b">
                <Amount value={row.amount} currency={row.currency} />
              </Door>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function DocumentCards<Item>({ kind, rows }: { kind: DocumentKind<Item>; rows: DocumentRow[] }) {
  const locale = currentLocale()
  const year = yearOf(todayIn(useSession().organisation.time_zone))
  return (
    <ul className="plist">
      {rows.map((row) => (
        <li key={row.id}>
          <span lang="zh-CN">{row.customer ?? row.code}</span>
          <Door kind={kind.of} id={row.id} className="door b whole">
            <Amount value={row.amount} currency={row.currency} />
          </Door>
          <span className="t-xs mute">{[dayShort(row.day, locale, year), row.note].filter(Boolean).join(' · ')}</span>
          <span className="t-xs mute r">
            <Status of={kind.of} state={row.state} />
          </span>
        </li>
      ))}
    </ul>
  )
}
