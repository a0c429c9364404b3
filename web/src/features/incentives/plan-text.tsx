// A plan's text with its line numbers; what was found opens under its line.
import { useTranslation } from 'react-i18next'
import { codeText } from '@/lib/problem-text'
import { Icon } from '@/ui/icon'
import type { Finding } from './plan.queries'

/** The remark at a line's end: a `#` outside quotes. */
export function withoutRemark(line: string): { code: string; remark: string } {
  const code = /^(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^#"'])*/.exec(line)?.[0] ?? ''
  return line[code.length] === '#' ? { code, remark: line.slice(code.length) } : { code: line, remark: '' }
}

/** Three tones: tables bold, values blue, remarks quiet. */
function Tones({ line }: { line: string }) {
  const { code, remark } = withoutRemark(line)
  if (remark !== '') {
    return (
      <>
        <Tones line={code} />
        <span className="mute">{remark}</span>
      </>
    )
  }
  if (/^\s*\[/.test(line)) return <b>{line}</b>
  const parts = line.split(/("(?:[^"\\]|\\.)*"|'[^']*')/)
  return (
    <>
      {parts.map((part, place) => (
        <span key={place.toString()} className={place % 2 === 1 ? 'brandc' : undefined}>
          {part}
        </span>
      ))}
    </>
  )
}

export function PlanText({ text, findings }: { text: string; findings: Finding[] }) {
  const lines = text.replace(/\n$/, '').split('\n')
  return (
    <div className="ptext" tabIndex={0} role="region" aria-labelledby="text-title">
      {lines.map((line, place) => {
        const here = findings.filter((one) => one.line === place + 1)
        const open = here.some((one) => one.accepted === null)
        return (
          <div key={place.toString()} className={open ? 'pl care' : 'pl'}>
            <span className="ln" aria-hidden="true">
              {place + 1}
            </span>
            <code>
              <Tones line={line} />
            </code>
            {here.map((one) => (
              <FindingLine key={`${one.code}${JSON.stringify(one.params)}`} one={one} />
            ))}
          </div>
        )
      })}
    </div>
  )
}

function FindingLine({ one }: { one: Finding }) {
  const { t } = useTranslation('incentives')
  if (one.accepted !== null) {
    return (
      <p className="fnd t-s mute">
        <span className="st done">{t('plan.accepted', { reason: one.accepted })}</span>
      </p>
    )
  }
  return (
    <div className="fnd open">
      <Icon name="care" />
      <span>
        {codeText(t, one.code, one.params)}
        {one.fix !== '' && <code className="fix">{one.fix}</code>}
      </span>
    </div>
  )
}
