import { useEffect, useRef, useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'

const DRAFT_MS = 1_200

type Props = { title: string; draft: string; onSend: (body: string) => void; /** Keeps what is typed; rejects when it could not be kept. */ onKeep: (draft: string) => Promise<void> }

/** The field at the foot of a room. What is typed is kept by the server, so nothing lies in a shared browser and nothing is lost with a tab. */
export function Composer({ title, draft, onSend, onKeep }: Props) {
  const t = useTexts(texts)
  const [text, setText] = useState(draft)
  const kept = useRef<string | null>(draft)
  const newest = useRef({ text, onKeep })
  newest.current = { text, onKeep }

  useEffect(() => {
    const keep = () => {
      const { text: typed, onKeep: pass } = newest.current
      if (typed === kept.current || typed.length > limits.body_characters_max) return
      kept.current = typed
      // What could not be kept is tried again with the next turn.
      void pass(typed).catch(() => (kept.current = null))
    }
    const timer = setInterval(keep, DRAFT_MS)
    // A phone puts a page away without a word before it ends it.
    document.addEventListener('visibilitychange', keep)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', keep)
      keep()
    }
  }, [])

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
