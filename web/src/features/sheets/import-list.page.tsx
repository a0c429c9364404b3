// What has been imported: the file, how many rows became what, and who did it.
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePages } from '@/api/pages'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { instant } from '@/lib/days'
import { quantity } from '@/lib/format'
import { useIsPhone } from '@/lib/phone'
import { Door } from '@/ui/door'
import { Empty } from '@/ui/empty'
import { More } from '@/ui/more'
import { PageHead } from '@/ui/page-head'
import { type Import, importList } from './import.queries'
import { ImportState } from './import-state'

export function ImportListPage() {
  const { t } = useTranslation('sheets')
  const phone = useIsPhone()
  const { items, can, more } = usePages(importList())
  return (
    <>
      <PageHead
        title={t('imports.title')}
        note={t('imports.note')}
        actions={
          can.includes('create') && (
            <Door kind="new" id="import" className="btn pri">
              {t('imports.new')}
            </Door>
          )
        }
      />
      <section className="sheet lists">
        {items.length === 0 ? <Empty text={t('imports.empty')} /> : phone ? <ImportCards items={items} /> : <ImportTable items={items} />}
        <More {...more} />
      </section>
    </>
  )
}

function ImportTable({ items }: { items: Import[] }) {
  const { t } = useTranslation('sheets')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  return (
    <table className="list">
      <thead>
        <tr>
          <th>{t('imports.at')}</th>
          <th>{t('imports.kind')}</th>
          <th>{t('imports.file')}</th>
          <th>{t('imports.state')}</th>
          <th className="r wide">{t('verdict.failed')}</th>
          <th className="r">{t('imports.rows')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map((one) => (
          <tr key={one.id}>
            <td className="mute nw">{instant(one.created_at, zone, locale)}</td>
            <td className="nw">{t(`kinds.${one.kind}`, { defaultValue: one.kind })}</td>
            <td>
              <span className="cut nm">{one.file_name}</span>
            </td>
            <td>
              <ImportState one={one} />
            </td>
            <td className="r wide">{one.counts.failed === 0 ? <span className="mute">0</span> : <span className="st warn">{one.counts.failed}</span>}</td>
            <td className="r">
              <Link to="/sheets/imports/$batchId" params={{ batchId: one.id }} className="door b">
                {quantity(one.row_count.toString())}
              </Link>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function ImportCards({ items }: { items: Import[] }) {
  const { t } = useTranslation('sheets')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  return (
    <ul className="plist">
      {items.map((one) => (
        <li key={one.id}>
          <span>{one.file_name}</span>
          <Link to="/sheets/imports/$batchId" params={{ batchId: one.id }} className="door b whole">
            {quantity(one.row_count.toString())}
          </Link>
          <span className="t-xs mute">
            {t(`kinds.${one.kind}`, { defaultValue: one.kind })} · {instant(one.created_at, zone, locale)}
          </span>
          <span className="t-xs mute r">
            <ImportState one={one} />
          </span>
        </li>
      ))}
    </ul>
  )
}
