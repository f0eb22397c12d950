/** A quiet line above the page while the browser can't hear the server; short breaks pass unsaid. */
import { useEffect, useState, useSyncExternalStore } from 'react'
import { useLiveState } from '#web/api/hooks.ts'
import { Icon } from '#web/design/Icon.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'
import './notices.css'

/** Shorter breaks happen in every corridor and are nobody's business. */
const SAID_AFTER_MS = 3_000

export function ConnectionNotice() {
  const state = useLiveState()
  const isOnline = useSyncExternalStore(subscribeOnline, () => navigator.onLine)
  const isBroken = useLasting(state === 'connecting' || !isOnline, SAID_AFTER_MS)
  return (
    <div role="status" className="strip-place no-print">
      {isBroken && <ConnectionStrip isOnline={isOnline} />}
    </div>
  )
}

export function ConnectionStrip({ isOnline }: { isOnline: boolean }) {
  const t = useTexts(texts)
  return (
    <div className="strip strip-connection">
      <Icon name={isOnline ? 'refresh' : 'offline'} size={18} />
      <span>
        <strong>{isOnline ? t.reconnecting : t.offline}</strong> {isOnline ? t.reconnectingNext : t.offlineNext}
      </span>
    </div>
  )
}

/** True once something has been so for a while; false at once when it is over. */
function useLasting(isSo: boolean, after_ms: number): boolean {
  const [hasLasted, setLasted] = useState(false)
  useEffect(() => {
    if (!isSo) return undefined
    const later = setTimeout(() => setLasted(true), after_ms)
    return () => {
      clearTimeout(later)
      setLasted(false)
    }
  }, [isSo, after_ms])
  return isSo && hasLasted
}

function subscribeOnline(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}
