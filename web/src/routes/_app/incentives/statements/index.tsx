import { createFileRoute } from '@tanstack/react-router'
import { MyStatementsPage } from '@/features/incentives/my-statements.page'
import { myStatements } from '@/features/incentives/statement.queries'

export const Route = createFileRoute('/_app/incentives/statements/')({
  loader: ({ context }) => context.cache.ensureInfiniteQueryData(myStatements()).then(() => null),
  component: MyStatementsPage,
})
