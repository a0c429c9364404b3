// The goals of a period by unit and person: what is to be reached, what was, and what was locked.
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { periodName } from '@/lib/days'
import { money, quantity } from '@/lib/format'
import { useIsPhone } from '@/lib/phone'
import { Door } from '@/ui/door'
import { Empty } from '@/ui/empty'
import { Icon } from '@/ui/icon'
import { PageHead } from '@/ui/page-head'
import { goalGrid, goalSearch, lockedOtherwise, type Measure, measureList, placed, type Placed, type Wanted, wantedOf } from './goal.queries'
import { Figure } from './figure'

const route = getRouteApi('/_app/goals/')

/** Of more lines than these the people stand behind their unit. */
const ALL_SHOWN = 40

export function GoalGridPage() {
  const { t } = useTranslation('goals')
  const { data: measures } = useSuspenseQuery(measureList())
  const search = goalSearch(route.useSearch())
  const wanted = wantedOf(search, measures.items, useSession().organisation.time_zone)
  if (!wanted) {
    return (
      <>
        <PageHead title={t('grid.title')} />
        <section className="sheet">
          <Empty text={t('grid.no_measure')} />
        </section>
      </>
    )
  }
  return <Grid key={`${wanted.measure} ${wanted.period}`} wanted={wanted} measures={measures.items} />
}

function Grid({ wanted, measures }: { wanted: Wanted; measures: Measure[] }) {
  const { t, i18n } = useTranslation('goals')
  const { data: grid } = useSuspenseQuery(goalGrid(wanted))
  const [turned, setTurned] = useState<ReadonlySet<string>>(new Set())
  const phone = useIsPhone()
  const locale = currentLocale()
  const openFirst = grid.lines.length <= ALL_SHOWN
  const isOpen = (unit: string) => turned.has(unit) !== openFirst
  const turn = (unit: string) => {
    const next = new Set(turned)
    if (!next.delete(unit)) next.add(unit)
    setTurned(next)
  }
  const wordOf = (key: string) => (i18n.exists(`measure_names.${key}`, { ns: 'incentives' }) ? t(`measure_names.${key}`, { ns: 'incentives' }) : key)
  const isMoney = measures.find((one) => one.key === wanted.measure)?.unit === 'money'
  const write = (value: string) => (isMoney ? money(value, 0) : quantity(value))
  const rows = placed(grid.lines, isOpen)
  const table = { rows, isOpen, turn, write, holders: holdersOf(grid.lines) }
  const publish = grid.can.includes('publish') && (
    <Door kind="new" id="goals" className="btn">
      {t('publish.title')}
    </Door>
  )
  return (
    <>
      <PageHead title={t('grid.title')} note={t('grid.note', { period: periodName(grid.period.name, locale) })} actions={publish} />
      <section className="sheet">
        <nav className="views" aria-label={t('grid.measures')}>
          {measures.map((one) => (
            <Link
              key={one.key}
              to="."
              search={(before: object) => ({ ...before, measure: one.key })}
              className={one.key === wanted.measure ? 'on' : ''}
              activeProps={{}}
              aria-current={one.key === wanted.measure ? 'true' : 'false'}
            >
              {wordOf(one.key)}
            </Link>
          ))}
        </nav>
        {rows.length === 0 ? <Empty text={t('grid.empty')} /> : phone ? <Cards {...table} /> : <Table {...table} />}
      </section>
    </>
  )
}

/** Units to which people belong directly. */
const holdersOf = (lines: Placed['line'][]) => new Set(lines.filter((line) => typeof line.subject.member_id === 'string').map((line) => line.above))

interface TableProps {
  rows: Placed[]
  holders: Set<string | null | undefined>
  isOpen: (unit: string) => boolean
  turn: (unit: string) => void
  write: (value: string) => string
}

/** The three figures of a line, each known and locked. */
function figuresOf({ figures }: Placed['line'], write: (value: string) => string) {
  const locked = lockedOtherwise(figures)
  const shown = (value: string | null | undefined) => (typeof value === 'string' ? write(value) : null)
  const notLocked = figures.not_locked ?? 0
  return {
    goal: <Figure known={shown(figures.known.goal)} locked={locked ? shown(locked.goal) : undefined} notLocked={notLocked} />,
    actual: <Figure known={write(figures.known.actual)} locked={locked ? write(locked.actual) : undefined} notLocked={notLocked} />,
    attainment: <Figure known={figures.known.attainment ?? null} locked={locked ? (locked.attainment ?? null) : undefined} notLocked={notLocked} />,
  }
}

function Table({ rows, holders, isOpen, turn, write }: TableProps) {
  const { t } = useTranslation('goals')
  return (
    <table className="list goals">
      <thead>
        <tr>
          <th>{t('grid.subject')}</th>
          <th className="r">{t('grid.goal')}</th>
          <th className="r">{t('grid.actual')}</th>
          <th className="r">{t('grid.attainment')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => {
          const figures = figuresOf(row.line, write)
          return (
            <tr key={row.line.subject.unit_id ?? row.line.subject.member_id}>
              <td style={{ paddingLeft: 24 + row.depth * 20 }}>
                <Name row={row} holders={holders} isOpen={isOpen} turn={turn} />
              </td>
              <td className="r">{figures.goal}</td>
              <td className="r">{figures.actual}</td>
              <td className="r b">{figures.attainment}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}

function Cards({ rows, holders, isOpen, turn, write }: TableProps) {
  return (
    <ul className="plist goals">
      {rows.map((row) => {
        const figures = figuresOf(row.line, write)
        return (
          <li key={row.line.subject.unit_id ?? row.line.subject.member_id} style={{ paddingLeft: 24 + row.depth * 12 }}>
            <Name row={row} holders={holders} isOpen={isOpen} turn={turn} />
            <b className="r">{figures.attainment}</b>
            <span className="t-xs mute">{figures.actual}</span>
            <span className="t-xs mute r">{figures.goal}</span>
          </li>
        )
      })}
    </ul>
  )
}

function Name({ row: { line }, holders, isOpen, turn }: Pick<TableProps, 'holders' | 'isOpen' | 'turn'> & { row: Placed }) {
  const { t } = useTranslation('goals')
  const { unit_id: unit, name, code } = line.subject
  if (typeof unit !== 'string') {
    return (
      <span>
        <span lang="zh-CN">{name}</span> <span className="mute t-xs">{code}</span>
      </span>
    )
  }
  if (!holders.has(unit)) return <b>{name}</b>
  const open = isOpen(unit)
  return (
    <button type="button" className="bare b fold" aria-expanded={open} aria-label={t(open ? 'grid.fold' : 'grid.unfold', { unit: name })} onClick={() => turn(unit)}>
      <Icon name={open ? 'down' : 'right'} />
      {name}
    </button>
  )
}
