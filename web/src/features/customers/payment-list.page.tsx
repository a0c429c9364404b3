// The payments one may see; those without an order are a list of their own.
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
import { type PaymentItem, paymentList, paymentSearch, type PaymentSearch } from './payment.queries'
import { paymentState } from './payment-state'
import { StateViews } from './state-views'
import { Status } from './status'

const route = getRouteApi('/_app/customers/payments')

export function PaymentListPage() {
  const { t } = useTranslation('customers')
  const all = route.useSearch()
  const search = paymentSearch(all)
  const navigate = route.useNavigate()
  const phone = useIsPhone()
  const { items, more } = usePages(paymentList(search))
  const change = (part: PaymentSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const unmatched = search.state === 'unmatched'
  return (
    <>
      <PageHead title={t('payments.title')} note={t('payments.note')} />
      <section className="sheet">
        <StateViews states={['matched', 'unmatched', 'cancelled']} of="payment" state={search.state} />
        <div className="chips">
          <SearchBox value={search.search ?? ''} placeholder={t('payments.search')} onSearch={(text) => change({ search: text })} />
        </div>
        {items.length === 0 ? (
          <Empty text={unmatched && !search.search ? t('payments.none_unmatched') : search.search || search.state ? t('payments.none_found') : t('payments.empty')} />
        ) : phone ? (
          <PaymentCards items={items} />
        ) : (
          <PaymentTable items={items} sort={search.sort} onSort={(sort) => change({ sort })} open={parseOpen(all.open).at(-1)?.id} />
        )}
        <More {...more} />
      </section>
    </>
  )
}

interface TableProps {
  items: PaymentItem[]
  sort: string | undefined
  onSort: (sort: string) => void
  open: string | undefined
}

function PaymentTable({ items, sort, onSort, open }: TableProps) {
  const { t } = useTranslation('customers')
  const locale = currentLocale()
  const year = yearOf(todayIn(useSession().organisation.time_zone))
  const currency = t(`currency.${items[0]?.currency ?? 'CNY'}`, { ns: 'app' })
  return (
    <table className="list">
      <thead>
        <tr>
          <SortHead field="received_on" label={t('payments.received_on')} sort={sort} onSort={onSort} />
          <th>{t('payments.customer')}</th>
          <th>{t('payments.code')}</th>
          <th className="wide">{t('payments.order')}</th>
          <th className="wide">{t('payments.state')}</th>
          <SortHead field="amount" label={t('payments.amount', { currency })} sort={sort} right onSort={onSort} />
        </tr>
      </thead>
      <tbody>
        {items.map((payment) => (
          <tr key={payment.id} className={payment.id === open ? 'open' : undefined}>
            <td className="mute nw">{dayShort(payment.received_on, locale, year)}</td>
            <td>
              <span className="cut nm" lang="zh-CN">
                {payment.customer?.name ?? '–'}
              </span>
            </td>
            <td className="mute t-s nw">{payment.code}</td>
            <td className="dim t-s nw wide">{payment.order?.code ?? '–'}</td>
            <td className="wide">
              <Status of="payment" state={paymentState(payment)} />
            </td>
            <td className="r">
              <Door kind="payment" id={payment.id} className="door b">
                <Amount value={payment.amount} currency={payment.currency} />
              </Door>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PaymentCards({ items }: { items: PaymentItem[] }) {
  const locale = currentLocale()
  const year = yearOf(todayIn(useSession().organisation.time_zone))
  return (
    <ul className="plist">
      {items.map((payment) => (
        <li key={payment.id}>
          <span lang="zh-CN">{payment.customer?.name ?? payment.code}</span>
          <Door kind="payment" id={payment.id} className="door b whole">
            <Amount value={payment.amount} currency={payment.currency} />
          </Door>
          <span className="t-xs mute">
            {[dayShort(payment.received_on, locale, year), payment.order?.code].filter(Boolean).join(' · ')}
          </span>
          <span className="t-xs mute r">
            <Status of="payment" state={paymentState(payment)} />
          </span>
        </li>
      ))}
    </ul>
  )
}
