// Shows the drawer that the address names, over whatever page one is on.
import { useNavigate, useSearch } from '@tanstack/react-router'
import { OrderDrawer } from '@/features/customers/order-drawer'
import { PaymentDrawer } from '@/features/customers/payment-drawer'
import { RefundDrawer } from '@/features/customers/refund-drawer'
import { PublishGoalsDrawer } from '@/features/goals/publish-goals-drawer'
import { NewRunDrawer, NewTrialDrawer } from '@/features/incentives/new-trial-drawer'
import { ApprovalDrawer } from '@/features/people/approval-drawer'
import { NewImportDrawer } from '@/features/sheets/new-import-drawer'
import { closingTop, parseOpen } from '@/lib/open'

interface OpenSearch {
  open?: string | undefined
}

export function DrawerHost() {
  const search: OpenSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const stack = parseOpen(search.open)
  const top = stack.at(-1)
  if (!top) return null

  const go = (open: string | undefined) => void navigate({ to: '.', search: (before: OpenSearch) => ({ ...before, open }), resetScroll: false })
  const frame = { beneath: stack.length - 1, onBack: () => go(closingTop(search.open)), onClose: () => go(undefined) }
  if (top.kind === 'order') return <OrderDrawer key={top.id} orderId={top.id} {...frame} />
  if (top.kind === 'payment') return <PaymentDrawer key={top.id} paymentId={top.id} {...frame} />
  if (top.kind === 'refund') return <RefundDrawer key={top.id} refundId={top.id} {...frame} />
  if (top.kind === 'approval') return <ApprovalDrawer key={top.id} approvalId={top.id} {...frame} />
  if (top.kind === 'new' && top.id === 'goals') return <PublishGoalsDrawer {...frame} />
  if (top.kind === 'new' && top.id === 'run') return <NewRunDrawer {...frame} />
  if (top.kind === 'new' && top.id === 'trial') return <NewTrialDrawer {...frame} />
  if (top.kind === 'new' && top.id === 'import') return <NewImportDrawer {...frame} />
  return null
}
