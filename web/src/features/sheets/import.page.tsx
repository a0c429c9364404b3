// One import: what its rows become, what is wrong with which, and whether to write it.
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'
import { Button, Popconfirm } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { currentLocale } from '@/app/i18n'
import { problemIn, type Problem } from '@/api/problem'
import { codeText, problemText, useProblemText } from '@/lib/problem-text'
import { useSession } from '@/app/session'
import { instant } from '@/lib/days'
import { quantity } from '@/lib/format'
import { Empty } from '@/ui/empty'
import { Note } from '@/ui/note'
import { PageHead } from '@/ui/page-head'
import { type Import, importById, isWorking, useImportActions } from './import.queries'
import { BlockedRows, UNDO_BLOCKED } from './import-blocked'
import { ImportRows } from './import-rows'
import { ImportState } from './import-state'

const route = getRouteApi('/_app/sheets/imports/$batchId')

const VERDICTS = ['new', 'update', 'skip', 'failed'] as const
const COLOURS = { new: 'var(--c1)', update: 'var(--c3)', skip: 'var(--control)', failed: 'var(--warn-fill)' }

export function ImportPage() {
  const { t } = useTranslation('sheets')
  const said = useProblemText()
  const { batchId } = route.useParams()
  const { data: one } = useSuspenseQuery(importById(batchId))
  const actions = useImportActions(one)
  const zone = useSession().organisation.time_zone
  const locale = currentLocale()
  return (
    <>
      <PageHead
        crumbs={
          <>
            <Link to="/sheets/imports">{t('imports.title')}</Link> <span className="mute">/</span> {t(`kinds.${one.kind}`, { defaultValue: one.kind })}
          </>
        }
        title={one.file_name}
        note={t('import.note', { at: instant(one.created_at, zone, locale) })}
        actions={<ImportActions one={one} actions={actions} />}
      />
      {actions.error !== null && <Note tone="danger">{said(actions.error)}</Note>}
      {one.undone && (
        <Note tone="info">
          {t('import.undone', {
            taken_back: quantity(one.undone.taken_back.toString()),
            restored: quantity(one.undone.restored.toString()),
            left: quantity(one.undone.left.toString()),
          })}
        </Note>
      )}
      {one.work?.problem && <WhyNot one={one} problem={problemIn(one.work.problem)} />}
      <Counts one={one} />
      <Preview one={one} />
    </>
  )
}

/** Why the file could not be read, not be written or not be undone: the sentence, then which columns or rows are in the way. */
function WhyNot({ one, problem }: { one: Import; problem: Problem }) {
  const { t } = useTranslation('sheets')
  if (problem.code === UNDO_BLOCKED) {
    return (
      <>
        <Note tone="danger">{problemText(t, problem)}</Note>
        <BlockedRows problem={problem} />
      </>
    )
  }
  const columns = problem.fields.map((field) => codeText(t, field.code, field.params))
  const reason = [problemText(t, problem), ...columns].join(' ')
  return <Note tone="danger">{one.state === 'refused' ? t('import.why_not', { reason }) : reason}</Note>
}

function ImportActions({ one, actions }: { one: Import; actions: ReturnType<typeof useImportActions> }) {
  const { t } = useTranslation('sheets')
  const good = quantity((one.row_count - one.counts.failed).toString())
  return (
    <>
      {one.can.includes('discard') && (
        <Button onClick={actions.discard} disabled={actions.pending}>
          {t('import.discard')}
        </Button>
      )}
      {one.can.includes('download_failed') && one.counts.failed > 0 && (
        <a className="btn" href={`/api/sheets/imports/${one.id}/failed-rows`} download>
          {t('import.failed_rows', { count: one.counts.failed })}
        </a>
      )}
      {one.can.includes('download_file') && (
        <a className="btn" href={`/api/sheets/imports/${one.id}/file`} download>
          {t('import.source')}
        </a>
      )}
      {one.can.includes('undo') && !isWorking(one) && (
        <Popconfirm title={t('import.undo_title')} description={t('import.undo_ask')} okText={t('import.undo_yes')} cancelText={t('import.undo_no')} onConfirm={actions.undo}>
          <Button danger loading={actions.pending}>
            {t('import.undo')}
          </Button>
        </Popconfirm>
      )}
      {one.can.includes('apply') ? (
        <Button type="primary" loading={actions.pending} onClick={() => actions.write('all')}>
          {t('import.write', { rows: good })}
        </Button>
      ) : (
        one.can.includes('apply_valid') && (
          <Button type="primary" loading={actions.pending} onClick={() => actions.write('valid')}>
            {t('import.write_valid', { rows: good })}
          </Button>
        )
      )}
    </>
  )
}

function Counts({ one }: { one: Import }) {
  const { t } = useTranslation('sheets')
  return (
    <section className="sheet">
      <div className="cols hero">
        <div className="part">
          <div className="row" style={{ gap: 14 }}>
            <h2 className="t-sec">{t('import.rows')}</h2>
            <ImportState one={one} />
          </div>
          <div className="t-hero" style={{ marginTop: 10 }}>
            <a className="door big" href="#rows">
              {quantity(one.row_count.toString())}
            </a>
          </div>
          {one.state === 'staging' && (
            <p className="t-s dim" role="status" style={{ marginTop: 12 }}>
              {t('import.checked', { rows: quantity((one.work?.done ?? one.row_count).toString()) })}
            </p>
          )}
          {one.counts.rounded > 0 && (
            <p className="t-s dim" style={{ marginTop: 12 }}>
              {t('import.rounded', { rows: quantity(one.counts.rounded.toString()) })}
            </p>
          )}
        </div>
        <div className="part middle">
          <div className="comp" aria-hidden="true">
            {one.row_count === 0 && <i style={{ flex: 1, background: 'var(--track)' }} />}
            {VERDICTS.filter((verdict) => one.counts[verdict] > 0).map((verdict) => (
              <i key={verdict} style={{ flex: one.counts[verdict], background: COLOURS[verdict] }} />
            ))}
          </div>
          <div className="leg">
            {VERDICTS.map((verdict) => (
              <div key={verdict}>
                <span className="t-s dim">
                  <i className="sw" style={{ background: COLOURS[verdict] }} />
                  {t(`verdict.${verdict}`)}
                </span>
                <b className={one.counts[verdict] === 0 ? 'mute' : undefined}>{quantity(one.counts[verdict].toString())}</b>
              </div>
            ))}
          </div>
        </div>
      </div>
    </section>
  )
}

function Preview({ one }: { one: Import }) {
  const { t } = useTranslation('sheets')
  const [failed, setFailed] = useState(one.failed_rows.length > 0)
  const rows = failed ? one.failed_rows : one.preview
  return (
    <section className="sheet" id="rows" style={{ marginTop: 16 }} aria-labelledby="rows-title">
      <div className="views">
        <h2 className="sr" id="rows-title">
          {t('import.preview')}
        </h2>
        <button type="button" className={failed ? 'bare' : 'bare on'} aria-pressed={!failed} onClick={() => setFailed(false)}>
          {t('import.first_rows')}
        </button>
        <button type="button" className={failed ? 'bare on' : 'bare'} aria-pressed={failed} onClick={() => setFailed(true)}>
          {t('import.only_failed')} <span className="n">{one.counts.failed}</span>
        </button>
      </div>
      {rows.length === 0 ? <Empty text={failed ? t('import.none_failed') : t('import.no_preview')} /> : <ImportRows columns={one.columns} rows={rows} />}
    </section>
  )
}
