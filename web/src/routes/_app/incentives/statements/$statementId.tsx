import { createFileRoute } from '@tanstack/react-router'
import { runObjections } from '@/features/incentives/run.queries'
import { documentSearch, statementById, statementDocuments } from '@/features/incentives/statement.queries'
import { StatementPage } from '@/features/incentives/statement.page'

export const Route = createFileRoute('/_app/incentives/statements/$statementId')({
  validateSearch: documentSearch,
  loaderDeps: ({ search }) => search,
  loader: async ({ context, params, deps }) => {
    const [statement] = await Promise.all([
      context.cache.ensureQueryData(statementById(params.statementId)),
      context.cache.ensureInfiniteQueryData(statementDocuments(params.statementId, deps)),
    ])
    if (statement.trial.run_id) await context.cache.ensureInfiniteQueryData(runObjections(statement.trial.run_id))
    return { period: statement.period }
  },
  component: StatementPage,
})
