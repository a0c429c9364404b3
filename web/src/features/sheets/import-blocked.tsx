// The rows that keep an import from being undone: each with its row of the file and what rests on it.
import { useTranslation } from 'react-i18next'
import type { Problem } from '@/api/problem'
import { codeText } from '@/lib/problem-text'
import { quantity } from '@/lib/format'

export const UNDO_BLOCKED = 'sheets.import.undo_blocked'

export function BlockedRows({ problem }: { problem: Problem }) {
  const { t } = useTranslation('sheets')
  const more = Number(problem.params['rows'] ?? 0) - problem.fields.length
  return (
    <section className="sheet" aria-label={t('import.blocked')} style={{ marginBottom: 16 }}>
      <ul className="plist">
        {problem.fields.map((field) => (
          <li key={field.path + field.code}>
            <span className="mute nw">{t('import.blocked_row', { row: String(field.params['at_row'] ?? '') })}</span>
            <span>{codeText(t, field.code, field.params)}</span>
          </li>
        ))}
        {more > 0 && <li className="mute">{t('import.blocked_more', { rows: quantity(more.toString()) })}</li>}
      </ul>
    </section>
  )
}
