// The month is the frame: the ribbon of the page's period, and the switch to another one.
import { useQuery } from '@tanstack/react-query'
import { useLocation, useMatches, useNavigate } from '@tanstack/react-router'
import { Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { elapsedOf, type Period, period as periodQuery } from '@/lib/period.queries'
import { type ChoiceOf, periodChoices } from '@/features/incentives/period-choices'
import { periodName, todayIn } from '@/lib/days'
import { Icon } from '@/ui/icon'
import { Ribbon } from '@/ui/ribbon'
import { currentLocale } from '../i18n'
import type { Session } from '@/features/people/session.queries'
import { may, useSession } from '../session'

interface PagePeriod {
  calendar: string
  name: string
}

/** The period that the page's loader named; else the month of today. */
function usePagePeriod(): PagePeriod {
  const session = useSession()
  const named = useMatches({
    select: (matches) => {
      for (const match of matches.toReversed()) {
        const data = match.loaderData as { period?: PagePeriod } | undefined
        if (data?.period) return data.period
      }
      return null
    },
  })
  return named ?? { calendar: 'natural', name: todayIn(session.organisation.time_zone).slice(0, 7) }
}

const CLOSING = ['/incentives/runs', '/incentives/plans']
const GOALS = '/goals'

/** Where another period leads: from a page of the close to its run, else to its trial, or to the own statement. */
function choiceOf(session: Session, pathname: string): ChoiceOf {
  if (may(session, 'incentives.run.read') && CLOSING.some((start) => pathname.startsWith(start))) return 'runs'
  return may(session, 'incentives.trial.read') ? 'trials' : 'statements'
}

/** The goals have a page for every period: the next ones before and after. */
const besides = ({ before, after }: Period) => [after, before].filter((name) => typeof name === 'string').map((name) => ({ period: name, to: `${GOALS}?period=${encodeURIComponent(name)}` }))

export function PeriodRibbon() {
  const { t } = useTranslation('app')
  const session = useSession()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const { calendar, name } = usePagePeriod()
  const { data: view } = useQuery(periodQuery(calendar, name))
  const pathname = useLocation({ select: (location) => location.pathname })
  const ofGoals = pathname.startsWith(GOALS)
  const { data: found } = useQuery({ ...periodChoices(choiceOf(session, pathname)), enabled: open && !ofGoals })
  const choices = ofGoals && view ? besides(view) : found
  const locale = currentLocale()

  const elapsed = view ? elapsedOf(view) : null
  const items = (choices ?? []).map((choice) => ({ key: choice.to, label: periodName(choice.period, locale) }))
  const empty = [{ key: 'none', label: t('ribbon.no_other'), disabled: true }]
  return (
    <Dropdown
      trigger={['click']}
      getPopupContainer={(trigger) => trigger.parentElement ?? document.body}
      open={open}
      onOpenChange={setOpen}
      menu={{ items: items.length > 0 ? items : empty, onClick: ({ key }) => void navigate({ href: key }) }}
    >
      <button type="button" className="ribbon" aria-label={t('ribbon.switch', { period: periodName(name, locale) })}>
        <b className="lab">{periodName(name, locale)}</b>
        {view && <Ribbon workdays={view.workdays} holidays={view.holidays} today={view.today} />}
        {elapsed && (
          <span className="lab mute desk">
            {elapsed.over ? t('ribbon.over', { all: elapsed.all }) : t('ribbon.elapsed', { passed: elapsed.passed, all: elapsed.all })}
            {view?.workdays_known === false && t('ribbon.assumed')}
          </span>
        )}
        <Icon name="down" />
      </button>
    </Dropdown>
  )
}
