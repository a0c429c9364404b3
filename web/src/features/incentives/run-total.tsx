// What the close pays, and what of it comes from locked periods or is kept for what people owe.
import { useTranslation } from 'react-i18next'
import { isZero } from '@/lib/format'
import { Amount, BigAmount } from '@/ui/amount'
import type { Run } from './run.queries'
import { RunState } from './run-state'

export function RunTotal({ run, leads }: { run: Run; leads: boolean }) {
  const { t } = useTranslation('incentives')
  const { currency } = run
  return (
    <div className="part">
      <div className="row" style={{ gap: 14 }}>
        <h2 className="t-sec">{t('run.total')}</h2>
        {leads && <RunState state={run.state} />}
      </div>
      <div className={leads ? 't-hero' : 't-1'} style={{ margin: leads ? '10px 0 0' : '4px 0 2px' }}>
        <a className="door big" href="#people">
          <BigAmount value={run.total} currency={currency} />
        </a>
      </div>
      <p className="t-s dim" style={{ marginTop: 12 }}>
        {t('run.people_count', { count: run.people_count })}
      </p>
      {typeof run.adjusted === 'string' && !isZero(run.adjusted) && (
        <div className="between t-s" style={{ padding: '5px 0' }}>
          <span>{t('run.adjusted')}</span>
          <a className="door" href="#adjustments">
            <Amount value={run.adjusted} currency={currency} signed />
          </a>
        </div>
      )}
      {typeof run.owed === 'string' && !isZero(run.owed) && (
        <div className="between t-s" style={{ padding: '5px 0' }}>
          <span>{t('run.owed')}</span>
          <Amount value={run.owed} currency={currency} />
        </div>
      )}
    </div>
  )
}
