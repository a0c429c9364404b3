// What a plan says in plain sentences, section by section, and what it says differently from the version before.
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { problemText } from '@/lib/problem-text'
import { Note } from '@/ui/note'
import { RowBars } from '@/ui/skeleton'
import { type PlanSentence, planWords } from './plan.queries'

interface PlanWordsProps {
  planId: string
  /** A published version; the draft where there is none. */
  number: number | undefined
}

export function PlanWords({ planId, number }: PlanWordsProps) {
  const { t } = useTranslation('incentives')
  const { data: said, error } = useQuery(planWords(planId, number))
  return (
    <>
      {said?.since != null && (
        <section className="sheet" aria-labelledby="changes-title">
          <div className="part">
            <div className="sec">
              <h2 className="t-sec" id="changes-title">
                {t('plan.changes', { number: said.since })}
              </h2>
            </div>
            {said.changes.length === 0 ? <p className="dim">{t('plan.no_changes')}</p> : <Sentences sentences={said.changes} />}
          </div>
        </section>
      )}
      <section className="sheet" aria-labelledby="words-title">
        <div className="part">
          <div className="sec">
            <h2 className="t-sec" id="words-title">
              {t('plan.words')}
            </h2>
          </div>
          {error !== null && <Note tone="danger">{problemText(t, error)}</Note>}
          {said === undefined && error === null && <RowBars />}
          {sections(said?.sentences ?? []).map(([heading, ...sentences]) => (
            <details key={heading?.number} className="words" open>
              <summary>{heading?.text}</summary>
              <Sentences sentences={sentences} />
            </details>
          ))}
        </div>
      </section>
    </>
  )
}

function Sentences({ sentences }: { sentences: PlanSentence[] }) {
  return (
    <ul className="saying">
      {sentences.map((one, place) => (
        <li key={place.toString()} style={{ paddingInlineStart: 14 * Math.max(0, one.depth - 1) }}>
          {one.text}
        </li>
      ))}
    </ul>
  )
}

/** Each section with its sentences, the heading first. */
export function sections(sentences: PlanSentence[]): PlanSentence[][] {
  const found: PlanSentence[][] = []
  for (const one of sentences) {
    if (one.depth === 0) found.push([one])
    else found.at(-1)?.push(one)
  }
  return found
}
