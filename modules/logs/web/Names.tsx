import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { logs } from './client.ts'
import type { OwnCase } from './client.ts'

/** Names asked for in this case: each waits for a second person, and is shown only when pressed for. */
export function Names({ one }: { one: OwnCase }) {
  const t = useTexts(texts)
  const [isAsking, setAsking] = useState(false)
  return (
    <Section title={t.askNameTitle} action={<Button onPress={() => setAsking(true)}>{t.askName}</Button>}>
      <Stack>
        {one.unmaskings.map((unmasking) => <Asked key={unmasking.id} unmasking={unmasking} />)}
      </Stack>
      {isAsking && <AskDialog caseId={one.id} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function Asked({ unmasking }: { unmasking: OwnCase['unmaskings'][number] }) {
  const t = useTexts(texts)
  const reading = useMutation({ mutationFn: () => logs.readUnmasked({ unmaskingId: unmasking.id }), gcTime: 0 })
  const state = { waiting: t.stateWaiting, granted: t.stateGranted, refused: t.stateRefused }[unmasking.state]
  return (
    <Card
      icon="key" title={unmasking.mark} note={unmasking.decidedBy === null ? undefined : `${state}, ${unmasking.decidedBy.displayName}`}
      action={unmasking.state === 'granted' && reading.data === undefined ? <Button kind="primary" isPending={reading.isPending} onPress={() => reading.mutate()}>{t.showName}</Button> : undefined}
    >
      <Stack gap="small">
        <p>{unmasking.reason}</p>
        <p><Badge>{state}</Badge></p>
        {reading.data !== undefined && <p><strong>{reading.data.displayName === null ? t.nameGone({ mark: unmasking.mark }) : t.nameIs({ mark: unmasking.mark, name: reading.data.displayName })}</strong></p>}
        {reading.error && <Refused error={reading.error} />}
      </Stack>
    </Card>
  )
}

function AskDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const t = useTexts(texts)
  const [mark, setMark] = useState('')
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const asking = useAct(() => logs.requestUnmasking({ caseId, mark: mark.trim().toUpperCase(), reason: reason.trim() }), { done: () => t.asked, after: onClose })
  const isMark = /^u-\d{4,6}$/i.test(mark.trim())
  const isShort = reason.trim().length < limits.reason_chars_min
  const ask = () => {
    setTried(true)
    if (isMark && !isShort) asking.mutate()
    else focusMistake()
  }
  return (
    <Dialog title={t.askNameTitle} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t.cancel}</Button><Button kind="primary" isPending={asking.isPending} onPress={ask}>{t.askName}</Button></>}>
      <Stack>
        <p>{t.askNameText}</p>
        <TextField label={t.mark} hint={t.markHint} value={mark} onChange={setMark} isCode error={isTried && !isMark ? t.markWrong : undefined} />
        <TextArea label={t.reason} hint={t.reasonHint} value={reason} onChange={setReason} letters_max={limits.reason_chars_max} error={isTried && isShort ? t.reasonShort : undefined} />
        {asking.error && <Refused error={asking.error} />}
      </Stack>
    </Dialog>
  )
}
