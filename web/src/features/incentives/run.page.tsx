// The close of one period: where it stands, whom it waits for, what it pays, and its next step.
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { dayRange, periodName } from '@/lib/days'
import { useIsPhone } from '@/lib/phone'
import { Empty } from '@/ui/empty'
import { FilterChip } from '@/ui/filter-chip'
import { More } from '@/ui/more'
import { Note } from '@/ui/note'
import { PageHead } from '@/ui/page-head'
import { SearchBox } from '@/ui/search-box'
import { type Run, runById, runPageSearch, type RunPageSearch } from './run.queries'
import { RunActions } from './run-actions'
import { RunAdjustments } from './run-adjustments'
import { RunChecklist } from './run-checklist'
import { RunHistory } from './run-history'
import { RunNotice } from './run-notice'
import { RunObjections } from './run-objections'
import { RunReviews } from './run-reviews'
import { noticeHolds } from './run-stages'
import { RunTotal } from './run-total'
import { RunTrack } from './run-track'
import { RunUndecided } from './run-undecided'
import { RunWaits } from './run-waits'
import { PeopleCards, PeopleTable } from './trial-people'
import { trialPeople } from './trial.queries'

const route = getRouteApi('/_app/incentives/runs/$runId')

export function RunPage() {
  const { t } = useTranslation('incentives')
  const { runId } = route.useParams()
  const { data: run } = useSuspenseQuery(runById(runId))
  const locale = currentLocale()
  const onNotice = noticeHolds(run) ? run.notice : null
  const back = run.state === 'rejected' ? run.steps.findLast((step) => step.step === 'reject' || step.step === 'objection_accepted') : undefined
  return (
    <>
      <PageHead
        crumbs={<Link to="/incentives/runs">{t('runs.title')}</Link>}
        title={t('run.title', { period: periodName(run.period.name, locale, true) })}
        note={t('run.note', { plan: run.plan.title, days: dayRange(run.period.from, run.period.to, locale), count: run.round })}
        actions={<RunActions run={run} />}
      />
      {back && (
        <div style={{ marginBottom: 16 }}>
          <Note tone="warn">{t('run.sent_back', { by: back.by, reason: back.reason })}</Note>
        </div>
      )}
      <section className="sheet">
        <div className="part">
          <RunTrack run={run} />
        </div>
        <div className="cols wide2">
          {onNotice ? <RunNotice run={run} notice={onNotice} /> : <RunTotal run={run} leads />}
          <RunWaits run={run} />
        </div>
      </section>
      <div className="grid two">
        <div className="stack">
          <RunObjections run={run} />
          <RunChecklist run={run} />
          <RunHistory run={run} />
        </div>
        <div className="stack">
          {onNotice && (
            <section className="sheet">
              <RunTotal run={run} leads={false} />
            </section>
          )}
          <RunReviews run={run} />
        </div>
      </div>
      <RunUndecided run={run} />
      <RunAdjustments run={run} />
      <RunPeople run={run} />
    </>
  )
}

function RunPeople({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const search = runPageSearch(route.useSearch())
  const navigate = route.useNavigate()
  const phone = useIsPhone()
  const { items, more } = usePages(trialPeople(run.trial_id, search))
  const change = (part: RunPageSearch) => void navigate({ search: (before) => ({ ...before, ...part }), replace: true, resetScroll: false })
  const filtered = search.search !== undefined || search.unit_id !== undefined
  const unitName = items.find((item) => item.unit?.id === search.unit_id)?.unit?.name
  return (
    <section className="sheet docs" id="people" aria-labelledby="people-title">
      <div className="chips">
        <h2 className="t-sec" id="people-title">
          {t('trial.people')}
        </h2>
        <SearchBox value={search.search ?? ''} placeholder={t('trial.search')} onSearch={(text) => change({ search: text })} />
        {search.unit_id !== undefined && <FilterChip field={t('trial.unit')} value={unitName ?? '–'} onRemove={() => change({ unit_id: undefined })} />}
      </div>
      {items.length === 0 ? (
        <Empty text={filtered ? t('trial.none_found') : t('trial.empty')} />
      ) : phone ? (
        <PeopleCards items={items} />
      ) : (
        <PeopleTable items={items} sort={search.sort} onSort={(sort) => change({ sort })} total={filtered || more.has ? null : run} />
      )}
      <More {...more} />
    </section>
  )
}
