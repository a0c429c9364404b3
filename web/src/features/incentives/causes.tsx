// What has changed behind a difference: the document with its door, the correction with its reason, or the decision.
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { signedMoney } from '@/lib/format'
import { Door } from '@/ui/door'
import type { Cause } from './run.queries'
import { measureText } from './words'

/** A refund without a number of its own is named by what it is. */
const codeOf = ({ kind, code }: { kind: string; code: string }, t: TFunction) => (code.startsWith(`${kind}_`) ? t(`cause.a_${kind}`, { ns: 'incentives' }) : code)

const OPENED = new Set(['order', 'payment', 'refund'])

export function Causes({ causes }: { causes: Cause[] }) {
  const { t } = useTranslation('incentives')
  if (causes.length === 0) return <span className="mute">{t('cause.unknown')}</span>
  return (
    <>
      {causes.map((cause, place) => (
        <span key={`${cause.document?.id ?? cause.operation ?? ''}${cause.measure ?? ''}${place.toString()}`}>
          {place > 0 && t('run.semicolon')}
          <OneCause cause={cause} />
        </span>
      ))}
    </>
  )
}

function OneCause({ cause }: { cause: Cause }) {
  const { t } = useTranslation('incentives')
  if (cause.kind === 'correction') {
    const what = t(`operations.${cause.operation ?? ''}`, { ns: 'people', defaultValue: cause.operation ?? '' })
    return <>{t('cause.correction', { what, reason: cause.reason ?? '' })}</>
  }
  if (cause.kind === 'decision') return <>{t('cause.decision', { by: cause.by.join(t('run.comma')), reason: cause.reason ?? '' })}</>
  const { document } = cause
  const credited = cause.amount && cause.measure ? ` ${measureText(t, cause.measure)} ${signedMoney(cause.amount, 0)}` : ''
  return (
    <>
      {document && OPENED.has(document.kind) ? (
        <Door kind={document.kind} id={document.id} className="door above">
          {codeOf(document, t)}
        </Door>
      ) : (
        (document?.code ?? t('cause.manual'))
      )}
      {credited}
    </>
  )
}
