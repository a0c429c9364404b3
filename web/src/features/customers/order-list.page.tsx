// The orders one may see: search, sort, and the amount that opens its order.
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
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
import { type OrderItem, orderList, orderSearch, type OrderSearch } from './order.queries'
import { StateViews } from './state-views'
import { Status } from './status'

const route = getRouteApi('/_app/customers/orders')

export function OrderListPage() {
  const { t } = useTranslation('customers')
  const all = route.useSearch()
  const search = orderSearch(all)
  const navigate = route.useNavigate()
  const phone = useIsPhone()
  const { items, more } = usePages(orderList(search))
  const change = (part: OrderSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  return (
    <>
      <PageHead title={t('orders.title')} note={t('orders.note')} />
      <section className="sheet">
        <StateViews states={['open', 'cancelled']} of="order" state={search.state} />
        <div className="chips">
          <SearchBox value={search.search ?? ''} placeholder={t('orders.search')} onSearch={(text) => change({ search: text })} />
        </div>
        {items.length === 0 ? (
          <Empty text={search.search || search.state ? t('orders.none_found') : t('orders.empty')} />
        ) : phone ? (
          <OrderCards items={items} />
        ) : (
          <OrderTable items={items} sort={search.sort} onSort={(sort) => change({ sort })} open={parseOpen(all.open).at(-1)?.id} />
        )}
        <More {...more} />
      </section>
    </>
  )
}

interface TableProps {
  items: OrderItem[]
  sort: string | undefined
  onSort: (sort: string) => void
  open: string | undefined
}

function OrderTable({ items, sort, onSort, open }: TableProps) {
  const { t } = useTranslation('customers')
  const locale = currentLocale()
  const year = yearOf(todayIn(useSession().organisation.time_zone))
  const currency = t(`currency.${items[0]?.currency ?? 'CNY'}`, { ns: 'app' })
  return (
    <table className="list">
      <thead>
        <tr>
          <SortHead field="signed_on" label={t('orders.signed_on')} sort={sort} onSort={onSort} />
          <th>{t('orders.customer')}</th>
          <th>{t('orders.code')}</th>
          <th className="wide">{t('orders.owner')}</th>
          <th className="wide">{t('orders.state')}</th>
          <SortHead field="net" label={t('orders.net', { currency })} sort={sort} right onSort={onSort} />
        </tr>
      </thead>
      <tbody>
        {items.map((order) => (
          <tr key={order.id} className={order.id === open ? 'open' : undefined}>
            <td className="mute nw">{dayShort(order.signed_on, locale, year)}</td>
            <td>
              <span className="cut nm" lang="zh-CN">
                {order.customer?.name ?? '–'}
              </span>
            </td>
            <td className="mute t-s nw">{order.code}</td>
            <td className="dim t-s nw wide">{order.owner?.name ?? '–'}</td>
            <td className="wide">
              <Status of="order" state={order.state} />
            </td>
            <td className="r">
              <Door kind="order" id={order.id} className="door b">
                <Amount value={order.net} currency={order.currency} />
              </Door>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function OrderCards({ items }: { items: OrderItem[] }) {
  const locale = currentLocale()
  const year = yearOf(todayIn(useSession().organisation.time_zone))
  return (
    <ul className="plist">
      {items.map((order) => (
        <li key={order.id}>
          <span lang="zh-CN">{order.customer?.name ?? '–'}</span>
          <Door kind="order" id={order.id} className="door b whole">
            <Amount value={order.net} currency={order.currency} />
          </Door>
          <span className="t-xs mute">
            {dayShort(order.signed_on, locale, year)} · {order.code}
          </span>
          <span className="t-xs mute r">
            <Status of="order" state={order.state} />
          </span>
        </li>
      ))}
    </ul>
  )
}
