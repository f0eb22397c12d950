import { useState } from 'react'
import { now } from '#web/api/clock.ts'
import { useSignedIn } from '#web/api/hooks.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { Button } from '#web/design/Button.tsx'
import { Menu } from '#web/design/Menu.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { Row } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField, useQueryField } from '#web/shell/routing.ts'
import { formatTime } from '#web/texts/format.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import type { Message } from '../contract.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { messenger } from './client.ts'
import type { Block } from './conversation.ts'

/** Messages of one author that follow each other. Only one's own are tinted. */
export function MessageBlock({ block, picture, onChanged }: { block: Block; picture: string | undefined; onChanged: (message: Message) => void }) {
  const t = useTexts(texts)
  const isOwn = block.authorId === useSignedIn().person.id
  const name = block.authorId === null ? t.authorGone : block.authorName
  return (
    <div className={isOwn ? 'message-block message-own' : 'message-block'}>
      <div className="message-lead"><Avatar text={initialsOf(name)} kind={isOwn ? 'self' : 'person'} picture={picture} /></div>
      <div className="message-words">
        <p className="message-head"><strong>{isOwn ? t.you : name}</strong> <time dateTime={block.at}>{formatTime(block.at)}</time></p>
        {block.messages.map((message) => <OneMessage key={message.seq} message={message} isOwn={isOwn} onChanged={onChanged} />)}
      </div>
    </div>
  )
}

function OneMessage({ message, isOwn, onChanged }: { message: Message; isOwn: boolean; onChanged: (message: Message) => void }) {
  const t = useTexts(texts)
  const roomId = usePathField('roomId')
  const say = useRefusalText()
  const [field] = useQueryField('stelle')
  const [isEditing, setEditing] = useState(false)
  const isChangeable = isOwn && message.removedAt === null && message.changeableUntil !== null && message.changeableUntil > now().toISOString()
  if (message.removedAt !== null) return <p className="message-body message-removed">{t.removed}</p>
  if (isEditing) return <EditMessage message={message} onDone={(changed) => {
    focusLog()
    if (changed !== null) onChanged(changed)
    setEditing(false)
  }} />
  const remove = () => void messenger.removeMessage({ roomId, seq: message.seq }).then(
    ({ message: removed }) => {
      focusLog()
      onChanged(removed)
    },
    (error) => showToast({ text: say(refusalOf(error)).what, kind: 'problem' }),
  )
  return (
    <div id={`message-${message.seq}`} className={field === String(message.seq) ? 'message-line message-found' : 'message-line'}>
      <p className="message-body">{message.body}{message.editedAt !== null && <span className="message-note"> ({t.edited})</span>}</p>
      {isChangeable && (
        <span className="message-more">
          <Menu label={t.more({ time: formatTime(message.postedAt) })} entries={[{ key: 'edit', label: t.edit, icon: 'edit', onPress: () => setEditing(true) }, { key: 'remove', label: t.remove, icon: 'remove', onPress: remove }]} />
        </span>
      )}
    </div>
  )
}

function EditMessage({ message, onDone }: { message: Message; onDone: (changed: Message | null) => void }) {
  const t = useTexts(texts)
  const roomId = usePathField('roomId')
  const [text, setText] = useState(message.body)
  const [error, setError] = useState<unknown>(null)
  const save = () => void messenger.editMessage({ roomId, seq: message.seq, body: text }).then(({ message: changed }) => onDone(changed), setError)
  return (
    <div className="message-edit" onKeyDown={(event) => event.key === 'Escape' && onDone(null)}>
      <TextArea label={t.editTitle} hidesLabel rows_min={1} rows_max={8} letters_max={limits.body_characters_max} value={text} onChange={setText} onEnter={save} autoFocus />
      {error !== null && <Refused error={error} />}
      <Row><Button kind="primary" onPress={save}>{t.save}</Button><Button onPress={() => onDone(null)}>{t.cancel}</Button></Row>
    </div>
  )
}

/** What had the focus goes; the conversation around it takes it. */
function focusLog(): void {
  document.querySelector<HTMLElement>('.room-messages')?.focus({ preventScroll: true })
}
