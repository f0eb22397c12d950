import { useEffect, useRef, useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { messenger } from './client.ts'

const DRAFT_MS = 1_200

/** The field at the foot of a room. What is typed is kept by the server, so nothing lies in a shared browser and nothing is lost with a tab. */
export function Composer({ roomId, title, draft, onSend }: { roomId: string; title: string; draft: string; onSend: (body: string) => void }) {
  const t = useTexts(texts)
  const [text, setText] = useState(draft)
  const kept = useRef(draft)
  const newest = useRef(draft)
  newest.current = text

  useEffect(() => {
    const keep = () => {
      if (newest.current === kept.current || newest.current.length > limits.body_characters_max) return
      kept.current = newest.current
      void messenger.saveDraft({ roomId, body: newest.current }).catch(() => {})
    }
    const timer = setInterval(keep, DRAFT_MS)
    return () => {
      clearInterval(timer)
      keep()
    }
  }, [roomId])

  const send = () => {
    const body = text.trim()
    if (body === '' || body.length > limits.body_characters_max) return
    onSend(body)
    setText('')
  }
  return (
    <div className="room-foot">
      <TextArea
        label={t.writeTo({ title })} placeholder={t.writeTo({ title })} hidesLabel rows_min={1} rows_max={8} letters_max={limits.body_characters_max} value={text} onChange={setText} onEnter={send}
        after={<Button kind="primary" icon="send" isDisabled={text.trim() === ''} onPress={send}>{t.send}</Button>}
      />
    </div>
  )
}
