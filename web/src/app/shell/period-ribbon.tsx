// The month is the frame: the ribbon of the page's period, and the switch to another one.
import { useQuery } from '@tanstack/react-query'
import { useMatches, useNavigate } from '@tanstack/react-router'
import { Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { elapsedOf, period as periodQuery } from '@/lib/period.queries'
import { periodChoices } from '@/features/incentives/period-choices'
import { periodName, todayIn } from '@/lib/days'
import { Icon } from '@/ui/icon'
import { Ribbon } from '@/ui/ribbon'
import { currentLocale } from '../i18n'
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

export function PeriodRibbon() {
  const { t } = useTranslation('app')
  const session = useSession()
  const navigate = useNavigate()
  const [open, setOpen] = useState(false)
  const { calendar, name } = usePagePeriod()
  const { data: view } = useQuery(periodQuery(calendar, name))
  const { data: choices } = useQuery({ ...periodChoices(may(session, 'incentives.trial.read')), enabled: open })
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
