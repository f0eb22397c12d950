import { useEffect, useState, useSyncExternalStore } from 'react'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { BareIconButton } from './BareIconButton.tsx'
import { texts } from './texts.de.ts'
import { dropToast, shownToasts, subscribeToasts } from './toasts.ts'
import type { Toast } from './toasts.ts'
import './ToastRegion.css'

/** The place of the toasts; the shell shows it once. New ones are read out when the reader pauses. */
export function ToastRegion() {
  const toasts = useSyncExternalStore(subscribeToasts, shownToasts)
  return (
    <div role="region" aria-label={texts.messages} className="toasts no-print">
      <ol aria-live="polite" aria-relevant="additions" className="toasts-list">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} />
        ))}
      </ol>
    </div>
  )
}

function ToastCard({ toast }: { toast: Toast }) {
  const [isHeld, setHeld] = useState(false)
  useEffect(() => {
    if (isHeld) return undefined
    const leaving = setTimeout(() => dropToast(toast.id), toast.keep_ms)
    return () => clearTimeout(leaving)
  }, [isHeld, toast])
  const undo = () => {
    toast.undo?.()
    dropToast(toast.id)
  }
  return (
    <li
      className={`toast toast-${toast.kind}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon name={toast.kind === 'problem' ? 'problem' : 'good'} />
      <span className="toast-text">{toast.text}</span>
      {toast.undo && (
        <Button kind="plain" onPress={undo}>
          {texts.undo}
        </Button>
      )}
      <BareIconButton icon="close" label={texts.dismiss} onPress={() => dropToast(toast.id)} />
    </li>
  )
}
