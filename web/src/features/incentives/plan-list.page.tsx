// The plans: which are in force, and which have been changed since.
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { dayRange, instant } from '@/lib/days'
import { useIsPhone } from '@/lib/phone'
import { Empty } from '@/ui/empty'
import { More } from '@/ui/more'
import { PageHead } from '@/ui/page-head'
import { SearchBox } from '@/ui/search-box'
import { SortHead } from '@/ui/sort-head'
import { type PlanItem, plans, planSearch, type PlanSearch } from './plan.queries'
import { PlanState } from './plan-state'

const route = getRouteApi('/_app/incentives/plans/')

export function PlanListPage() {
  const { t } = useTranslation('incentives')
  const search = planSearch(route.useSearch())
  const navigate = route.useNavigate()
  const phone = useIsPhone()
  const { items, more } = usePages(plans(search))
  const change = (part: PlanSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  return (
    <>
      <PageHead title={t('plans.title')} note={t('plans.note')} />
      <section className="sheet">
        <div className="chips">
          <SearchBox value={search.search ?? ''} placeholder={t('plans.search')} onSearch={(text) => change({ search: text })} />
        </div>
        {items.length === 0 ? (
          <Empty text={search.search === undefined ? t('plans.empty') : t('plans.none_found')} />
        ) : phone ? (
          <PlanCards items={items} />
        ) : (
          <PlanTable items={items} sort={search.sort} onSort={(sort) => change({ sort })} />
        )}
        <More {...more} />
      </section>
    </>
  )
}

interface TableProps {
  items: PlanItem[]
  sort: string | undefined
  onSort: (sort: string) => void
}

function PlanTable({ items, sort, onSort }: TableProps) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  return (
    <table className="list">
      <thead>
        <tr>
          <SortHead field="title" first="up" label={t('plans.plan')} sort={sort} onSort={onSort} />
          <th>{t('plans.state')}</th>
          <SortHead field="valid_from" label={t('plans.valid')} sort={sort} onSort={onSort} />
          <th className="wide">{t('plans.changed_at')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((plan) => (
          <tr key={plan.id}>
            <td>
              <Link to="/incentives/plans/$planId" params={{ planId: plan.id }} className="door b">
                {plan.title}
              </Link>{' '}
              <span className="mute t-xs">{plan.key}</span>
            </td>
            <td>
              <PlanState state={plan.state} number={plan.number} />
            </td>
            <td className="dim t-s nw">{dayRange(plan.valid_from, plan.valid_to, locale)}</td>
            <td className="mute t-s nw wide">{instant(plan.changed_at, zone, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function PlanCards({ items }: { items: PlanItem[] }) {
  const locale = currentLocale()
  return (
    <ul className="plist one">
      {items.map((plan) => (
        <li key={plan.id}>
          <Link to="/incentives/plans/$planId" params={{ planId: plan.id }} className="door b whole">
            {plan.title}
          </Link>
          <span className="t-xs mute">
            <PlanState state={plan.state} number={plan.number} /> · {dayRange(plan.valid_from, plan.valid_to, locale)}
          </span>
        </li>
      ))}
    </ul>
  )
}
