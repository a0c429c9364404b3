// What the navigation holds: only what exists, and only what the server offers to the person.
import type { Session } from '@/features/people/session.queries'
import type { IconName } from '@/ui/icon'
import { may } from '../session'

export interface Entry {
  to: '/incentives/runs' | '/incentives/plans' | '/people/approvals' | '/incentives/trials' | '/incentives/statements' | '/customers/orders' | '/customers/payments' | '/goals' | '/sheets/imports'
  label: string
  short: string
  icon: IconName
  group: 'mine' | 'close' | 'results' | 'pay' | 'data' | 'org'
  /** Where the phone has no room for it among its tabs, it stands in the menu. */
  inMenu?: true
  /** Pages that belong to it, though their address begins otherwise. */
  holds?: string
}

/** Whether a page belongs to the entry. */
export const isHere = (entry: Entry, pathname: string) => [entry.to, entry.holds].some((start) => start !== undefined && pathname.startsWith(start))


const isSales = (session: Session) => session.roles.includes('sales')

export function entriesFor(session: Session): Entry[] {
  const entries: Entry[] = []
  if (isSales(session)) {
    entries.push({ to: '/incentives/statements', label: 'nav.my_pay', short: 'nav.my_pay_short', icon: 'bonus', group: 'mine' })
  }
  if (may(session, 'incentives.run.read')) {
    entries.push({ to: '/incentives/runs', label: 'nav.close', short: 'nav.close_short', icon: 'close_month', group: 'close' })
  }
  const group = isSales(session) && !may(session, 'incentives.trial.read') ? 'mine' : 'results'
  if (may(session, 'customers.order.read')) {
    entries.push({ to: '/customers/orders', label: 'nav.orders', short: 'nav.orders_short', icon: 'orders', group })
  }
  if (may(session, 'customers.payment.read')) {
    entries.push({ to: '/customers/payments', label: 'nav.payments', short: 'nav.payments', icon: 'payments', group })
  }
  if (session.roles.includes('viewer') || may(session, 'goals.goal.read')) {
    entries.push({ to: '/goals', label: 'nav.goals', short: 'nav.goals_short', icon: 'goals', group, ...(entries.length > 0 ? { inMenu: true as const } : {}) })
  }
  if (may(session, 'incentives.plan.read')) {
    entries.push({ to: '/incentives/plans', label: 'nav.plans', short: 'nav.plans', icon: 'plan', group: 'pay', inMenu: true })
  }
  if (may(session, 'incentives.trial.read')) {
    entries.push({ to: '/incentives/trials', label: 'nav.trials', short: 'nav.trials_short', icon: 'bonus', group: 'pay', ...(isSales(session) ? {} : { holds: '/incentives/statements' }) })
  }
  if (may(session, 'sheets.import.read')) {
    entries.push({ to: '/sheets/imports', label: 'nav.imports', short: 'nav.imports', icon: 'imports', group: 'data', ...(entries.length >= 4 ? { inMenu: true as const } : {}) })
  }
  if (may(session, 'people.approval.read')) {
    entries.push({ to: '/people/approvals', label: 'nav.approvals', short: 'nav.approvals', icon: 'approvals', group: 'org', inMenu: true })
  }
  return entries
}

/** Where the person begins. */
export const homeOf = (session: Session) => {
  const entries = entriesFor(session)
  return (entries.find((entry) => entry.group === 'mine') ?? entries.find((entry) => entry.to === '/incentives/trials') ?? entries[0])?.to
}
