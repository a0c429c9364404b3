// The reviews unit by unit: who reviews, and since when it is approved.
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { useSession } from '@/app/session'
import { instant } from '@/lib/days'
import type { Run } from './run.queries'

export function RunReviews({ run }: { run: Run }) {
  const { t } = useTranslation('incentives')
  const locale = currentLocale()
  const zone = useSession().organisation.time_zone
  if (run.reviews.length === 0) return null
  return (
    <section className="sheet" aria-labelledby="reviews-title">
      <div className="part">
        <div className="sec">
          <h2 className="t-sec" id="reviews-title">
            {t('reviews.title')}
          </h2>
          <span className="side">{t('run.reviewed', { approved: run.reviews.filter((one) => one.approved_at).length, count: run.reviews.length })}</span>
        </div>
        <ul>
          {run.reviews.map((review) => (
            <li key={`${review.unit_id ?? ''}${review.person ?? ''}`} className="between review">
              <div style={{ minWidth: 0 }}>
                <div lang="zh-CN">{review.unit ?? (review.person ? t('reviews.own', { name: review.person }) : t('reviews.no_unit'))}</div>
                <div className="t-xs mute">{review.reviewer ?? t('reviews.director')}</div>
              </div>
              {review.approved_at ? (
                <div className="r">
                  <span className="st done">{review.approved_by}</span>
                  <div className="t-xs mute">{instant(review.approved_at, zone, locale)}</div>
                </div>
              ) : (
                <span className="st">{t('reviews.waiting')}</span>
              )}
            </li>
          ))}
        </ul>
      </div>
    </section>
  )
}
