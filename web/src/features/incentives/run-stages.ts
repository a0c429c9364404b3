// Where a close stands: its seven stages, and whom it waits for.
import type { Run } from './run.queries'

export const STAGES = ['try', 'review_lead', 'review_finance', 'notice', 'lock', 'export', 'pay'] as const
export type StageName = (typeof STAGES)[number]

export interface Stage {
  name: StageName
  is: 'done' | 'on' | 'soon'
  by: string | null
  at: string | null
}

const PASSED: Record<string, number> = { rejected: 0, trial: 1, lead_reviewed: 2, finance_reviewed: 3, notice: 3, locked: 5, exported: 6, paid: 7 }

/** Whether the notice keeps the close from its lock; one of no workday does not. */
export const noticeHolds = (run: Run): boolean => run.state === 'notice' && run.notice?.open === true && run.notice.from !== run.notice.to

/** How many stages lie behind: the notice does when its last day is over. */
function passed(run: Run): number {
  const count = PASSED[run.state] ?? 0
  return run.state === 'notice' && !noticeHolds(run) ? count + 1 : count
}

export function stagesOf(run: Run): Stage[] {
  const behind = passed(run)
  return STAGES.map((name, place) => {
    const last = run.steps.filter((step) => step.step === name && step.round === run.round).at(-1)
    const taken = place <= behind && run.state !== 'rejected' ? last : undefined
    return { name, is: place < behind ? 'done' : place === behind ? 'on' : 'soon', by: taken?.by ?? null, at: taken?.at ?? null }
  })
}

export type Wait =
  | { for: 'review_lead'; who: string | null; units: string[] }
  | { for: 'answer'; count: number }
  | { for: 'try' | 'review_finance' | 'notice' | 'notice_end' | 'lock' | 'export' | 'pay' }

/** What has to happen before the close goes on, the nearest first. */
export function waitsOf(run: Run): Wait[] {
  switch (run.state) {
    case 'rejected':
      return [{ for: 'try' }]
    case 'trial':
      return leadsOf(run)
    case 'lead_reviewed':
      return [{ for: 'review_finance' }]
    case 'finance_reviewed':
      return [{ for: 'notice' }]
    case 'notice':
      return [
        ...(run.open_objections > 0 ? [{ for: 'answer' as const, count: run.open_objections }] : []),
        ...(noticeHolds(run) ? [{ for: 'notice_end' as const }] : []),
        { for: 'lock' },
      ]
    case 'locked':
      return [{ for: 'export' }]
    case 'exported':
      return [{ for: 'pay' }]
    default:
      return []
  }
}

/** The leads who have not approved yet, each with the units; a statement of one person stands under its name. */
function leadsOf(run: Run): Wait[] {
  const leads = new Map<string | null, string[]>()
  for (const review of run.reviews.filter((one) => !one.approved_at)) {
    const who = review.reviewer ?? null
    const what = review.unit ?? review.person
    leads.set(who, [...(leads.get(who) ?? []), ...(what ? [what] : [])])
  }
  return [...leads].map(([who, units]) => ({ for: 'review_lead', who, units }))
}
