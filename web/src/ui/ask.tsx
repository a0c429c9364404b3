// Asks before something is done: what follows from it, a reason where one is needed, and the server's refusal in place.
import { Button } from 'antd'
import { type FormEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { useTranslation } from 'react-i18next'
import { useProblemText } from '@/lib/problem-text'
import { Note } from './note'
import { TextArea } from './text-area'

interface AskProps {
  title: string
  /** The verb on the button. */
  ok: string
  /** Asks for a reason, without which nothing is done. */
  reason?: { label: string; help?: string }
  children?: ReactNode
  /** What a refusal offers besides its sentence. */
  offer?: (error: unknown, reason: string) => ReactNode
  onOk: (reason: string) => Promise<unknown>
  onClose: () => void
}

export function Ask({ title, ok, reason, children, offer, onOk, onClose }: AskProps) {
  const { t } = useTranslation('app')
  const said = useProblemText()
  const id = useId()
  const dialog = useRef<HTMLDialogElement>(null)
  const [text, setText] = useState('')
  const [missing, setMissing] = useState(false)
  const [working, setWorking] = useState(false)
  const [error, setError] = useState<unknown>(null)

  useEffect(() => {
    const element = dialog.current
    if (!element) return
    const before = document.activeElement
    element.showModal()
    return () => {
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])

  async function submit(event: FormEvent) {
    event.preventDefault()
    if (reason && text.trim() === '') {
      setMissing(true)
      return
    }
    setWorking(true)
    setError(null)
    try {
      await onOk(text.trim())
      onClose()
    } catch (refused) {
      setError(refused)
      setWorking(false)
    }
  }

  return createPortal(
    <dialog
      ref={dialog}
      className="ask"
      aria-labelledby={id}
      onCancel={(event) => {
        event.preventDefault()
        onClose()
      }}
    >
      <form className="form" onSubmit={(event) => void submit(event)} noValidate>
        <h2 className="t-sec" id={id}>
          {title}
        </h2>
        {children !== undefined && <div className="dim">{children}</div>}
        {reason && (
          <TextArea label={reason.label} value={text} onChange={setText} {...(reason.help === undefined ? {} : { help: reason.help })} error={missing && text.trim() === '' ? t('ask.reason_missing') : undefined} />
        )}
        {error !== null && <Note tone="danger">{said(error)}</Note>}
        {error !== null && offer?.(error, text.trim())}
        <div className="row askacts">
          <Button onClick={onClose}>{t('ask.back')}</Button>
          <Button type="primary" htmlType="submit" loading={working}>
            {ok}
          </Button>
        </div>
      </form>
    </dialog>,
    document.body,
  )
}
