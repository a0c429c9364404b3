// Rows of a file with what each becomes; a bad cell keeps its text, its sentence stands in the last column.
import { useTranslation } from 'react-i18next'
import type { Import, ImportRow } from './import.queries'

const GLYPHS: Record<string, string> = { new: '+', update: '≈', skip: '–', failed: '' }
const CLASSES: Record<string, string> = { new: 'w new', update: 'w', skip: 'w skip', failed: 'w fix' }

/** Kinds of cells that stand under each other by their last digit. */
const FIGURES = ['money', 'rate', 'number']

interface ImportRowsProps {
  columns: Import['columns']
  rows: ImportRow[]
}

export function ImportRows({ columns, rows }: ImportRowsProps) {
  const { t } = useTranslation('sheets')
  return (
    <div className="sideways" tabIndex={0} role="region" aria-label={t('import.table')}>
      <table className="list">
        <thead>
          <tr>
            <th>{t('import.row')}</th>
            <th>{t('import.verdict')}</th>
            {columns.map((column) => (
              <th key={column.key} className={FIGURES.includes(column.cell) ? 'r' : undefined}>
                {column.title}
              </th>
            ))}
            <th>{t('import.says')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.row}>
              <td className="mute">{row.row}</td>
              <td>
                <span className={CLASSES[row.verdict] ?? 'w'} data-g={GLYPHS[row.verdict] ?? ''}>
                  {t(`verdict.${row.verdict}`, { defaultValue: row.verdict })}
                </span>
              </td>
              {columns.map((column) => (
                <td key={column.key} className={FIGURES.includes(column.cell) ? 'nw t-s r' : 'nw t-s'}>
                  <Cell row={row} column={column.key} />
                </td>
              ))}
              <td className="t-s nw">
                {row.errors.map((error) => (
                  <span key={error.column + error.code} style={{ color: 'var(--danger)' }}>
                    {error.text}{' '}
                  </span>
                ))}
                {row.notes.map((note) => (
                  <span key={note.column + note.code} className="mute">
                    {note.text}{' '}
                  </span>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Cell({ row, column }: { row: ImportRow; column: string }) {
  const text = row.cells[column] ?? ''
  const bad = row.errors.some((error) => error.column === column)
  return bad ? <span className="badc">{text === '' ? '–' : text}</span> : <>{text}</>
}
