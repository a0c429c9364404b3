// The frame of every signed-in page: navigation, the month, and who one is.
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Session } from '@/features/people/session.queries'
import { Icon } from '@/ui/icon'
import { Mark } from '@/ui/mark'
import { SessionContext } from '../session'
import { DrawerHost } from './drawer-host'
import { entriesFor, type Entry, isHere } from './entries'
import { PeriodRibbon } from './period-ribbon'
import { avatarLetter, UserMenu } from './user-menu'

const GROUPS = ['mine', 'close', 'results', 'pay', 'data', 'org'] as const
const UNTITLED = ['mine', 'close']

export function Shell({ session }: { session: Session }) {
  const entries = entriesFor(session)
  return (
    <SessionContext value={session}>
      <SkipLink />
      <div className="app">
        <SideNav entries={entries} session={session} />
        <div style={{ minWidth: 0 }}>
          <header className="top">
            <PeriodRibbon />
          </header>
          <main className="page" id="main" tabIndex={-1}>
            <Outlet />
          </main>
        </div>
      </div>
      <TabBar entries={entries} session={session} />
      <DrawerHost />
    </SessionContext>
  )
}

function SkipLink() {
  const { t } = useTranslation('app')
  return (
    <a className="skip" href="#main">
      {t('skip')}
    </a>
  )
}

interface NavProps {
  entries: Entry[]
  session: Session
}

function SideNav({ entries, session }: NavProps) {
  const { t } = useTranslation('app')
  const pathname = useLocation({ select: (location) => location.pathname })
  return (
    <nav className="nav" aria-label={t('nav.main')}>
      <Link to="/" className="brandline">
        <Mark />
        <span>{t('product')}</span>
      </Link>
      {GROUPS.map((group) => {
        const own = entries.filter((entry) => entry.group === group)
        if (own.length === 0) return null
        return (
          <div key={group}>
            {!UNTITLED.includes(group) && <h2>{t(`nav.group_${group}`)}</h2>}
            {own.map((entry) => (
              <Link key={entry.to} to={entry.to} className={isHere(entry, pathname) ? 'on' : ''}>
                <Icon name={entry.icon} />
                <span>{t(entry.label)}</span>
              </Link>
            ))}
          </div>
        )
      })}
      <UserMenu session={session} placement="topLeft">
        <button type="button" className="me">
          <span className="av me">{avatarLetter(nameOf(session))}</span>
          <span style={{ minWidth: 0 }}>
            <span className="t-s b cut">{nameOf(session)}</span>
            <span className="t-xs mute cut">{placeOf(session)}</span>
          </span>
        </button>
      </UserMenu>
    </nav>
  )
}

function TabBar({ entries, session }: NavProps) {
  const { t } = useTranslation('app')
  const pathname = useLocation({ select: (location) => location.pathname })
  const tabs = entries.filter((entry) => !entry.inMenu)
  return (
    <nav className="tabs" aria-label={t('nav.tabs')} style={{ gridTemplateColumns: `repeat(${tabs.length + 1}, 1fr)` }}>
      {tabs.map((entry) => (
        <Link key={entry.to} to={entry.to} className={isHere(entry, pathname) ? 'on' : ''}>
          <Icon name={entry.icon} />
          {t(entry.short)}
        </Link>
      ))}
      <UserMenu session={session} placement="topRight" entries={entries.filter((entry) => entry.inMenu)}>
        <button type="button">
          <Icon name="person" />
          {t('nav.me')}
        </button>
      </UserMenu>
    </nav>
  )
}

const nameOf = (session: Session) => session.member.name

const placeOf = (session: Session) =>
  [session.member.position, session.member.unit_name].filter((text) => text !== null && text !== undefined && text !== '').join(' · ') ||
  session.organisation.name
