import { createFileRoute } from '@tanstack/react-router'
import { approvalList, approvalSearch } from '@/features/people/approval.queries'
import { ApprovalListPage } from '@/features/people/approval-list.page'

export const Route = createFileRoute('/_app/people/approvals')({
  validateSearch: approvalSearch,
  loaderDeps: ({ search }) => search,
  loader: ({ context, deps }) => context.cache.ensureInfiniteQueryData(approvalList(deps)).then(() => null),
  component: ApprovalListPage,
})
