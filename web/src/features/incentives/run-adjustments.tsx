// The adjustments that a close takes in: what a locked period paid, what it comes to now, and why.
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { periodName } from '@/lib/days'
import { currencyPlaces, isZero, signedMoney } from '@/lib/format'
import { useIsPhone } from '@/lib/phone'
import { Amount } from '@/ui/amount'
import { Empty } from '@/ui/empty'
import { More } from '@/ui/more'
import { SearchBox } from '@/ui/search-box'
import { SortHead } from '@/ui/sort-head'
import { Causes } from './causes'
import { type Adjustment, type Run, runAdjustments, runPageSearch, type RunPageSearch } from './run.queries'

const route = getRouteApi('/_app/incentives/runs/$runId')

export function RunAdjustments({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const search = runPageSearch(route.useSearch())
  const navigate = route.useNavigate()
  const phone = useIsPhone()
  const { items, more } = usePages(runAdjustments(run.id, search))
  const change = (part: RunPageSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const filtered = search.adjusted !== undefined
  if (items.length === 0 && !filtered) return null
  return (
    <section className="sheet docs" id="adjustments" aria-labelledby="adjustments-title">
      <div className="chips">
        <h2 className="t-sec" id="adjustments-title">
          {t('adjustments.title')}
        </h2>
        <SearchBox value={search.adjusted ?? ''} placeholder={t('adjustments.search')} onSearch={(adjusted) => change({ adjusted })} />
      </div>
      {items.length === 0 ? (
        <Empty text={t('adjustments.none_found')} />
      ) : phone ? (
        <AdjustmentCards items={items} currency={run.currency} />
      ) : (
        <AdjustmentTable items={items} currency={run.currency} sort={search.adjusted_sort} onSort={(adjusted_sort) => change({ adjusted_sort })} />
      )}
      <More {...more} />
    </section>
  )
}

const keyOf = (one: Adjustment) => `${one.member.id}-${one.component}-${one.period_from}-${one.is_flag}`

interface TableProps {
  items: Adjustment[]
  currency: string
  sort: string | undefined
  onSort: (sort: string) => void
}

function AdjustmentTable({ items, currency, sort, onSort }: TableProps) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const unit = t(`currency.${currency}`, { ns: 'app', defaultValue: currency })
  return (
    <table className="list">
      <thead>
        <tr>
          <SortHead field="name" first="up" label={t('trial.member')} sort={sort} onSort={onSort} />
          <SortHead field="period" label={t('adjustments.period')} sort={sort} onSort={onSort} />
          <th className="wide">{t('adjustments.component')}</th>
          <th>{t('adjustments.cause')}</th>
          <th className="r">{t('adjustments.locked')}</th>
          <th className="r">{t('adjustments.now')}</th>
          <SortHead field="difference" label={t('adjustments.difference', { currency: unit })} sort={sort} right onSort={onSort} />
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={keyOf(one)}>
            <td className="nw">
              <span lang="zh-CN">{one.member.name}</span> <span className="mute t-xs">{one.member.code}</span>
            </td>
            <td className="nw">{periodName(one.period, locale)}</td>
            <td className="dim t-s wide">{one.title}</td>
            <td className="t-s dim causes">
              <Causes causes={one.causes} />
            </td>
            <td className="r">
              <span className="sealed0">
                <Amount value={one.locked} currency={currency} />
              </span>
              <Earlier one={one} currency={currency} />
            </td>
            <td className="r">
              <span className="dash">
                <Amount value={one.now} currency={currency} />
              </span>
            </td>
            <td className="r">
              <b>
                <Amount value={one.difference} currency={currency} signed />
              </b>
              <PaidNow one={one} currency={currency} />
              {one.is_flag && <span className="st warn t-xs">{t('adjustments.flag')}</span>}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Earlier({ one, currency }: { one: Adjustment; currency: string }) {
  const { t } = useTranslation('incentives')
  const written = (amount: string) => signedMoney(amount, currencyPlaces(currency))
  return (
    <>
      {!isZero(one.adjusted) && <span className="t-xs mute"> {t('adjustments.earlier', { amount: written(one.adjusted) })}</span>}
      {!isZero(one.kept) && <span className="t-xs mute"> {t('adjustments.kept', { amount: written(one.kept) })}</span>}
    </>
  )
}

/** What of a difference this run pays, where the rest is held or owed. */
function PaidNow({ one, currency }: { one: Adjustment; currency: string }) {
  const { t } = useTranslation('incentives')
  if (!one.payout) return null
  return <span className="t-xs mute block">{t('payout.payable', { amount: signedMoney(one.payout.payable, currencyPlaces(currency)) })}</span>
}

function AdjustmentCards({ items, currency }: { items: Adjustment[]; currency: string }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  return (
    <ul className="plist">
      {items.map((one) => (
        <li key={keyOf(one)}>
          <span lang="zh-CN">{one.member.name}</span>
          <b className="r">
            <Amount value={one.difference} currency={currency} signed />
          </b>
          <span className="t-xs mute">
            {periodName(one.period, locale)} · {one.title}
          </span>
          <span className="t-xs mute r">
            {one.is_flag ? (
              <span className="st warn t-xs">{t('adjustments.flag')}</span>
            ) : (
              <>
                <Amount value={one.locked} currency={currency} /> → <Amount value={one.now} currency={currency} />
                <PaidNow one={one} currency={currency} />
              </>
            )}
          </span>
          <span className="t-xs dim causes">
            <Causes causes={one.causes} />
          </span>
        </li>
      ))}
    </ul>
  )
}
