// The people of a trial: who gets how much, and where somebody should look.
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { dayRange, instant, periodName } from '@/lib/days'
import { useIsPhone } from '@/lib/phone'
import { BigAmount } from '@/ui/amount'
import { Empty } from '@/ui/empty'
import { FilterChip } from '@/ui/filter-chip'
import { More } from '@/ui/more'
import { PageHead } from '@/ui/page-head'
import { SearchBox } from '@/ui/search-box'
import { PeopleCards, PeopleTable } from './trial-people'
import { type PeopleSearch, peopleSearch, trialById, trialPeople } from './trial.queries'

const route = getRouteApi('/_app/incentives/trials/$trialId')

export function TrialPage() {
  const { t } = useTranslation('incentives')
  const { trialId } = route.useParams()
  const search = peopleSearch(route.useSearch())
  const navigate = route.useNavigate()
  const phone = useIsPhone()
  const { data: trial } = useSuspenseQuery(trialById(trialId))
  const { items, more } = usePages(trialPeople(trialId, search))
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  const change = (part: PeopleSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true })
  const filtered = search.search !== undefined || search.unit_id !== undefined
  const unitName = items.find((item) => item.unit?.id === search.unit_id)?.unit?.name

  return (
    <>
      <PageHead
        crumbs={<Link to="/incentives/trials">{t('trials.title')}</Link>}
        title={t('trial.title', { period: periodName(trial.period.name, locale) })}
        note={t('trial.note', { plan: trial.plan.title, days: dayRange(trial.period.from, trial.period.to, locale) })}
      />
      <section className="sheet">
        <div className="part">
          <div className="row" style={{ gap: 14 }}>
            <h2 className="t-sec">{t('trial.total')}</h2>
            <span className="st">{t('trial.state')}</span>
          </div>
          <div className="t-hero">
            <a className="door big" href="#people">
              <BigAmount value={trial.total} currency={trial.currency} />
            </a>
          </div>
          <p className="t-s dim" style={{ marginTop: 12 }}>
            {t('trial.made', { count: trial.people_count, at: instant(trial.made_at, zone, locale), by: trial.made_by ?? t('trial.by_command') })}
            {trial.exceptions_count > 0 && <span className="warnc">{t('trial.exceptions', { count: trial.exceptions_count })}</span>}
          </p>
          {trial.moved_count > 0 && <p className="t-s warnc">{t('trial.moved', { count: trial.moved_count })}</p>}
        </div>
      </section>
      <section className="sheet" id="people" style={{ marginTop: 16 }}>
        <div className="chips">
          <h2 className="t-sec">{t('trial.people')}</h2>
          <SearchBox value={search.search ?? ''} placeholder={t('trial.search')} onSearch={(text) => change({ search: text })} />
          {search.unit_id !== undefined && (
            <FilterChip
              field={t('trial.unit')}
              value={unitName ?? '–'}
              onRemove={() => void navigate({ search: (before) => ({ ...before, unit_id: undefined }), replace: true })}
            />
          )}
        </div>
        {items.length === 0 ? (
          <Empty text={filtered ? t('trial.none_found') : t('trial.empty')} />
        ) : phone ? (
          <PeopleCards items={items} />
        ) : (
          <PeopleTable items={items} sort={search.sort} onSort={(sort) => change({ sort })} total={filtered || more.has ? null : trial} />
        )}
        <More {...more} />
      </section>
    </>
  )
}
