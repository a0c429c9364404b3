// The drawer that a number opens: 480 px on the right, a sheet from below on a phone. It stacks, and its state is the URL.
import { type ReactNode, useEffect, useEffectEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useIsPhone } from '@/lib/phone'
import { Icon } from './icon'

interface DrawerProps {
  label: string
  crumbs: ReactNode
  /** How many drawers lie beneath this one. */
  beneath: number
  onBack: () => void
  onClose: () => void
  children: ReactNode
}

export function Drawer({ label, crumbs, beneath, onBack, onClose, children }: DrawerProps) {
  const { t } = useTranslation('app')
  const phone = useIsPhone()
  const dialog = useRef<HTMLDialogElement>(null)
  const leave = useEffectEvent(() => onClose())

  useEffect(() => {
    const element = dialog.current
    if (!element) return
    const before = document.activeElement
    if (phone) element.showModal()
    else element.show()
    element.querySelector<HTMLElement>('.db')?.focus()
    document.body.classList.add('dr')
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !phone) leave()
    }
    document.addEventListener('keydown', onKey)
    return () => {
      document.removeEventListener('keydown', onKey)
      document.body.classList.remove('dr')
      element.close()
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [phone])

  return (
    <>
      {beneath > 0 && <div className="drawer under" aria-hidden="true" />}
      <dialog
        ref={dialog}
        className="drawer"
        aria-label={label}
        onCancel={(event) => {
          event.preventDefault()
          onClose()
        }}
        onClick={(event) => event.target === dialog.current && onClose()}
      >
        <div className="grab" />
        <div className="dh">
          {beneath > 0 && (
            <button type="button" className="ghost" aria-label={t('drawer.back')} onClick={onBack}>
              <Icon name="left" />
            </button>
          )}
          <span className="path mute">{crumbs}</span>
          <button type="button" className="ghost" style={{ marginLeft: 'auto' }} aria-label={t('drawer.close')} onClick={onClose}>
            <Icon name="close" />
          </button>
        </div>
        <div className="db" tabIndex={0}>
          {children}
        </div>
      </dialog>
    </>
  )
}
