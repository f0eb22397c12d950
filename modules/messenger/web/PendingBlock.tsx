import { useSyncExternalStore } from 'react'
import { useLiveState, useSignedIn } from '#web/api/hooks.ts'
import { RefusalError } from '#web/api/refusal.ts'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { Button } from '#web/design/Button.tsx'
import { Row } from '#web/design/layout.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { outbox } from './client.ts'
import type { Pending } from './outbox.ts'

/** Own messages that are not there yet; each keeps its words until it arrives or is dropped. */
export function PendingBlock({ roomId, pending }: { roomId: string; pending: readonly Pending[] }) {
  const t = useTexts(texts)
  const { person } = useSignedIn()
  return (
    <div className="message-block message-own">
      <div className="message-lead"><Avatar text={initialsOf(person.displayName)} kind="self" /></div>
      <div className="message-words">
        <p className="message-head"><strong>{t.you}</strong></p>
        {pending.map((one) => <PendingMessage key={one.clientId} roomId={roomId} pending={one} />)}
      </div>
    </div>
  )
}

function PendingMessage({ roomId, pending }: { roomId: string; pending: Pending }) {
  const t = useTexts(texts)
  const line = useLiveState()
  const isOnline = useSyncExternalStore(subscribeOnline, () => navigator.onLine)
  return (
    <div className="message-pending" data-pending>
      <p className="message-body">{pending.body}</p>
      {pending.refusal === null ? <p className="message-note">{line === 'open' && isOnline ? t.sending : t.waitingForLine}</p> : (
        <>
          <Refused error={new RefusalError(pending.refusal)} />
          <Row>
            <Button icon="refresh" onPress={() => outbox.retry(roomId, pending.clientId)}>{t.again}</Button>
            <Button kind="plain" onPress={() => outbox.drop(roomId, pending.clientId)}>{t.discard}</Button>
          </Row>
        </>
      )}
    </div>
  )
}

function subscribeOnline(listener: () => void): () => void {
  addEventListener('online', listener)
  addEventListener('offline', listener)
  return () => {
    removeEventListener('online', listener)
    removeEventListener('offline', listener)
  }
}
