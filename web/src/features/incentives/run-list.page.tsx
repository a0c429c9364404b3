// The closes: which plan and period, how far, how many people, how much, and who tried it.
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { instant, periodName } from '@/lib/days'
import { useIsPhone } from '@/lib/phone'
import { Amount } from '@/ui/amount'
import { Door } from '@/ui/door'
import { Empty } from '@/ui/empty'
import { FilterChip } from '@/ui/filter-chip'
import { More } from '@/ui/more'
import { PageHead } from '@/ui/page-head'
import { SearchBox } from '@/ui/search-box'
import { SortHead } from '@/ui/sort-head'
import { StateTabs } from '@/ui/state-tabs'
import { RUN_STATES, type RunItem, runList, runSearch, type RunSearch } from './run.queries'
import { RunState } from './run-state'

const route = getRouteApi('/_app/incentives/runs/')

export function RunListPage() {
  const { t } = useTranslation('incentives')
  const search = runSearch(route.useSearch())
  const navigate = route.useNavigate()
  const phone = useIsPhone()
  const { items, can, more } = usePages(runList(search))
  const locale = currentLocale()
  const change = (part: RunSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const filtered = [search.search, search.state, search.plan, search.period].some((one) => one !== undefined)
  const tryOne = can.includes('try') && (
    <Door kind="new" id="run" className="btn pri">
      {t('runs.new')}
    </Door>
  )

  return (
    <>
      <PageHead title={t('runs.title')} note={t('runs.note')} actions={tryOne} />
      <section className="sheet">
        <StateTabs label={t('runs.views')} states={[undefined, ...RUN_STATES]} state={search.state} word={(state) => (state === undefined ? t('runs.all') : t(`run_state.${state}`))} />
        <div className="chips">
          <SearchBox value={search.search ?? ''} placeholder={t('runs.search')} onSearch={(text) => change({ search: text })} />
          {search.period !== undefined && <FilterChip field={t('runs.period')} value={periodName(search.period, locale)} onRemove={() => change({ period: undefined })} />}
          {search.plan !== undefined && <FilterChip field={t('runs.plan')} value={search.plan} onRemove={() => change({ plan: undefined })} />}
        </div>
        {items.length === 0 ? (
          <Empty text={filtered ? t('runs.none_found') : can.includes('try') ? t('runs.empty_try') : t('runs.empty')}>{!filtered && tryOne}</Empty>
        ) : phone ? (
          <RunCards runs={items} />
        ) : (
          <RunTable runs={items} sort={search.sort} onSort={(sort) => change({ sort })} />
        )}
        <More {...more} />
      </section>
    </>
  )
}

interface TableProps {
  runs: RunItem[]
  sort: string | undefined
  onSort: (sort: string) => void
}

function RunTable({ runs, sort, onSort }: TableProps) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const currency = t(`currency.${runs[0]?.currency ?? 'CNY'}`, { ns: 'app' })
  return (
    <table className="list">
      <thead>
        <tr>
          <SortHead field="plan" first="up" label={t('runs.plan')} sort={sort} onSort={onSort} />
          <SortHead field="period" label={t('runs.period')} sort={sort} onSort={onSort} />
          <SortHead field="state" first="up" label={t('runs.state')} sort={sort} onSort={onSort} />
          <SortHead field="made_at" label={t('runs.made_at')} sort={sort} onSort={onSort} />
          <th className="wide">{t('runs.by')}</th>
          <th className="r">{t('runs.people')}</th>
          <th className="r">{t('runs.total', { currency })}</th>
        </tr>
      </thead>
      <tbody>
        {runs.map((run) => (
          <tr key={run.id}>
            <td>
              <b className="cut nm">{run.plan.title}</b>
            </td>
            <td className="nw">{periodName(run.period.name, locale)}</td>
            <td>
              <RunState state={run.state} />
            </td>
            <td className="mute t-s nw">
              {instant(run.tried_at, zone, locale)} <span className="desk">{run.round > 1 && t('runs.round', { count: run.round })}</span>
            </td>
            <td className="dim t-s wide nw">{run.tried_by ?? '–'}</td>
            <td className="r">{run.people_count}</td>
            <td className="r">
              <Link to="/incentives/runs/$runId" params={{ runId: run.id }} className="door b">
                <Amount value={run.total} currency={run.currency} />
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function RunCards({ runs }: { runs: RunItem[] }) {
  const locale = currentLocale()
  return (
    <ul className="plist">
      {runs.map((run) => (
        <li key={run.id}>
          <span>{run.plan.title}</span>
          <Link to="/incentives/runs/$runId" params={{ runId: run.id }} className="door b whole">
            <Amount value={run.total} currency={run.currency} />
          </Link>
          <span className="t-xs mute">{periodName(run.period.name, locale)}</span>
          <span className="t-xs mute r">
            <RunState state={run.state} />
          </span>
        </li>
      ))}
    </ul>
  )
}
