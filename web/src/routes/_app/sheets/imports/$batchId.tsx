import { createFileRoute } from '@tanstack/react-router'
import { importById } from '@/features/sheets/import.queries'
import { ImportPage } from '@/features/sheets/import.page'

export const Route = createFileRoute('/_app/sheets/imports/$batchId')({
  loader: ({ context, params }) => context.cache.ensureQueryData(importById(params.batchId)).then(() => null),
  component: ImportPage,
})
