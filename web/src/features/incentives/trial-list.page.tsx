// The trials that have been made: which plan, which period, how much.
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
import { More } from '@/ui/more'
import { PageHead } from '@/ui/page-head'
import { SearchBox } from '@/ui/search-box'
import { SortHead } from '@/ui/sort-head'
import { FilterChip } from '@/ui/filter-chip'
import { type Trial, trialList, type TrialSearch } from './trial.queries'

const route = getRouteApi('/_app/incentives/trials/')

export function TrialListPage() {
  const { t } = useTranslation('incentives')
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const phone = useIsPhone()
  const { items, can, more } = usePages(trialList(search))
  const locale = currentLocale()
  const change = (part: TrialSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const without = (name: keyof TrialSearch) =>
    void navigate({ search: (before) => ({ ...before, [name]: undefined }), replace: true })
  const filtered = search.search !== undefined || search.period !== undefined || search.plan !== undefined

  return (
    <>
      <PageHead title={t('trials.title')} note={t('trials.note')} actions={can.includes('create') && <NewTrialLink />} />
      <section className="sheet">
        <div className="chips">
          <SearchBox value={search.search ?? ''} placeholder={t('trials.search')} onSearch={(text) => change({ search: text })} />
          {search.period !== undefined && (
            <FilterChip field={t('trials.period')} value={periodName(search.period, locale)} onRemove={() => without('period')} />
          )}
          {search.plan !== undefined && <FilterChip field={t('trials.plan')} value={search.plan} onRemove={() => without('plan')} />}
        </div>
        {items.length === 0 ? (
          <Empty text={filtered ? t('trials.none_found') : t('trials.empty')} />
        ) : phone ? (
          <TrialCards trials={items} />
        ) : (
          <TrialTable trials={items} sort={search.sort} onSort={(sort) => change({ sort })} />
        )}
        <More {...more} />
      </section>
    </>
  )
}

function NewTrialLink() {
  const { t } = useTranslation('incentives')
  return (
    <Door kind="new" id="trial" className="btn pri">
      {t('trials.new')}
    </Door>
  )
}

interface TableProps {
  trials: Trial[]
  sort: string | undefined
  onSort: (sort: string) => void
}

function TrialTable({ trials, sort, onSort }: TableProps) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const currency = t(`currency.${trials[0]?.currency ?? 'CNY'}`, { ns: 'app' })
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('trials.plan')}</th>
          <SortHead field="period" label={t('trials.period')} sort={sort} onSort={onSort} />
          <SortHead field="made_at" label={t('trials.made_at')} sort={sort} onSort={onSort} />
          <th className="wide">{t('trials.made_by')}</th>
          <th className="r">{t('trials.people')}</th>
          <th className="r">{t('trials.exceptions')}</th>
          <th className="r">{t('trials.total', { currency })}</th>
        </tr>
      </thead>
      <tbody>
        {trials.map((trial) => (
          <tr key={trial.id}>
            <td>
              <b className="cut nm">{trial.plan.title}</b>
            </td>
            <td className="nw">{periodName(trial.period.name, locale)}</td>
            <td className="mute t-s nw">{instant(trial.made_at, zone, locale)}</td>
            <td className="dim t-s wide nw">{trial.made_by ?? '–'}</td>
            <td className="r">{trial.people_count}</td>
            <td className="r">{trial.exceptions_count === 0 ? <span className="mute">0</span> : <span className="st warn">{trial.exceptions_count}</span>}</td>
            <td className="r">
              <Link to="/incentives/trials/$trialId" params={{ trialId: trial.id }} className="door b">
                <Amount value={trial.total} currency={trial.currency} />
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function TrialCards({ trials }: { trials: Trial[] }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  return (
    <ul className="plist">
      {trials.map((trial) => (
        <li key={trial.id}>
          <span>{trial.plan.title}</span>
          <Link to="/incentives/trials/$trialId" params={{ trialId: trial.id }} className="door b whole">
            <Amount value={trial.total} currency={trial.currency} />
          </Link>
          <span className="t-xs mute">
            {periodName(trial.period.name, locale)} · {instant(trial.made_at, zone, locale)}
          </span>
          <span className="t-xs mute r">{t('trials.people_count', { count: trial.people_count })}</span>
        </li>
      ))}
    </ul>
  )
}
