// Loading, shown after 200 ms: bars of the final sizes, no shimmer.
import { useTranslation } from 'react-i18next'

const ROWS = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

export function PageSkeleton() {
  const { t } = useTranslation('app')
  return (
    <div role="status" aria-label={t('loading')} className="skl">
      <div className="head">
        <i style={{ width: 180, height: 28 }} />
      </div>
      <section className="sheet">
        <div className="part">
          <i style={{ width: 96, height: 14 }} />
          <i style={{ width: 260, height: 56, marginTop: 16 }} />
          <i style={{ width: 320, maxWidth: '100%', height: 14, marginTop: 20 }} />
        </div>
        <div className="part">
          <RowBars />
        </div>
      </section>
    </div>
  )
}

export function RowBars() {
  return (
    <>
      {ROWS.map((row) => (
        <i key={row} style={{ width: '100%', height: 14, margin: '13px 0' }} />
      ))}
    </>
  )
}
