// A person's statement: what it pays, why, and the documents behind it.
import { api, http, type Schema } from '@/api/client'
import { pages } from '@/api/pages'
import { defined } from '@/lib/defined'
import { textSearch } from '@/lib/search'

export type Statement = Schema<'StatementView'>
export type StatementComponent = Statement['components'][number]
export type Step = StatementComponent['steps'][number]
export type Measure = Statement['measures'][number]
export type DocumentLine = Schema<'StatementDocumentRow'>

/** What a component pays: with draws, releases and instalments, without what is held. */
export const paidBy = ({ pay, payout }: StatementComponent) => payout?.payable ?? pay

export const myStatements = () =>
  pages<Schema<'StatementRow'>>(['/api/incentives/statements'], (after) => http.GET('/api/incentives/statements', { params: { query: defined({ after }) } }))

export const statementById = (statementId: string) =>
  api.queryOptions('get', '/api/incentives/statements/{statement_id}', { params: { path: { statement_id: statementId } } })

export const statementBridge = (statementId: string) =>
  api.queryOptions('get', '/api/incentives/statements/{statement_id}/bridge', { params: { path: { statement_id: statementId } } })

export const documentSearch = textSearch('component')
export type DocumentSearch = ReturnType<typeof documentSearch>

export const statementDocuments = (statementId: string, { component }: DocumentSearch) =>
  pages<DocumentLine>(['/api/incentives/statements/documents', statementId, component], (after) =>
    http.GET('/api/incentives/statements/{statement_id}/documents', {
      params: { path: { statement_id: statementId }, query: defined({ component, after }) },
    }),
  )
