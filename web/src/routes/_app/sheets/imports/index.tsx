import { createFileRoute } from '@tanstack/react-router'
import { importList } from '@/features/sheets/import.queries'
import { ImportListPage } from '@/features/sheets/import-list.page'

export const Route = createFileRoute('/_app/sheets/imports/')({
  loader: ({ context }) => context.cache.ensureInfiniteQueryData(importList()).then(() => null),
  component: ImportListPage,
})
