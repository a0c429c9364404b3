// Corrections of locked days: what is asked for, by whom, and where it stands.
import { getRouteApi } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { may, useSession } from '@/app/session'
import { instant } from '@/lib/days'
import { parseOpen } from '@/lib/open'
import { useIsPhone } from '@/lib/phone'
import { Door } from '@/ui/door'
import { Empty } from '@/ui/empty'
import { More } from '@/ui/more'
import { PageHead } from '@/ui/page-head'
import { SearchBox } from '@/ui/search-box'
import { SortHead } from '@/ui/sort-head'
import { StateTabs } from '@/ui/state-tabs'
import { type Approval, APPROVAL_STATES, approvalList, approvalSearch, type ApprovalSearch } from './approval.queries'
import { ApprovalState, useOperation } from './approval-words'

const route = getRouteApi('/_app/people/approvals')

export function ApprovalListPage() {
  const { t } = useTranslation('people')
  const all = route.useSearch()
  const search = approvalSearch(all)
  const navigate = route.useNavigate()
  const phone = useIsPhone()
  const session = useSession()
  const { items, more } = usePages(approvalList(search))
  const change = (part: ApprovalSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const open = parseOpen(all.open).at(-1)?.id
  return (
    <>
      <PageHead
        title={t('approvals.title')}
        note={t('approvals.note')}
        actions={
          may(session, 'goals.goal.publish') && (
            <Door kind="new" id="goals" className="btn">
              {t('publish.title', { ns: 'goals' })}
            </Door>
          )
        }
      />
      <section className="sheet">
        <StateTabs
          label={t('approvals.views')}
          states={[undefined, ...APPROVAL_STATES]}
          state={search.state}
          word={(state) => (state === undefined ? t('approvals.all') : t(`approval_state.${state}`))}
        />
        <div className="chips">
          <SearchBox value={search.search ?? ''} placeholder={t('approvals.search')} onSearch={(text) => change({ search: text })} />
        </div>
        {items.length === 0 ? (
          <Empty text={search.search || search.state ? t('approvals.none_found') : t('approvals.empty')} />
        ) : phone ? (
          <ApprovalCards items={items} />
        ) : (
          <ApprovalTable items={items} sort={search.sort} onSort={(sort) => change({ sort })} open={open} />
        )}
        <More {...more} />
      </section>
    </>
  )
}

interface TableProps {
  items: Approval[]
  sort: string | undefined
  onSort: (sort: string) => void
  open: string | undefined
}

function ApprovalTable({ items, sort, onSort, open }: TableProps) {
  const { t } = useTranslation('people')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const operation = useOperation()
  return (
    <table className="list">
      <thead>
        <tr>
          <SortHead field="requested_at" label={t('approvals.requested_at')} sort={sort} onSort={onSort} />
          <SortHead field="operation" first="up" label={t('approvals.operation')} sort={sort} onSort={onSort} />
          <th>{t('approvals.summary')}</th>
          <th className="wide">{t('approvals.reason')}</th>
          <th className="wide">{t('approvals.by')}</th>
          <SortHead field="state" first="up" label={t('approvals.state')} sort={sort} onSort={onSort} />
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.id} className={one.id === open ? 'open' : undefined}>
            <td className="mute t-s nw">{instant(one.requested_at, zone, locale)}</td>
            <td className="nw">{operation(one.operation)}</td>
            <td>
              <Door kind="approval" id={one.id} className="door cut nm">
                {one.summary}
              </Door>
            </td>
            <td className="dim t-s wide">
              <span className="cut nm" lang="zh-CN">
                {one.reason}
              </span>
            </td>
            <td className="dim t-s nw wide" lang="zh-CN">
              {one.requested_by_name}
            </td>
            <td>
              <ApprovalState state={one.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ApprovalCards({ items }: { items: Approval[] }) {
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const operation = useOperation()
  return (
    <ul className="plist">
      {items.map((one) => (
        <li key={one.id}>
          <Door kind="approval" id={one.id} className="door b whole left">
            {operation(one.operation)}
          </Door>
          <span className="t-xs mute r">
            <ApprovalState state={one.state} />
          </span>
          <span className="t-xs mute causes">{one.summary}</span>
          <span className="t-xs mute causes">
            {one.requested_by_name} · {instant(one.requested_at, zone, locale)}
          </span>
        </li>
      ))}
    </ul>
  )
}
