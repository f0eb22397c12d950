import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { incident } from './client.ts'
import type { Case } from './client.ts'
import { RecordDialog } from './RecordDialog.tsx'

/** Closing a case when both questions are settled, and opening it again with a reason. */
export function Ending({ one }: { one: Case }) {
  const t = useTexts(texts)
  const [isAsking, setAsking] = useState(false)
  const closing = useAct(() => incident.closeIncident({ caseId: one.id }), { done: () => t.closed })
  const isReady = one.questions.authority.isSettled && one.questions.affected.isSettled
  return (
    <Section title={t.ending}>
      {one.closedAt === null ? (
        <Stack>
          <p>{t.closeText}</p>
          <Row><Button kind={isReady ? 'primary' : 'quiet'} icon="lock" isPending={closing.isPending} onPress={() => closing.mutate()}>{t.close}</Button></Row>
          {closing.error && <Refused error={closing.error} level={3} />}
        </Stack>
      ) : <Card icon="lock" title={t.closedOn({ when: formatMoment(one.closedAt) })} action={<Button icon="undo" onPress={() => setAsking(true)}>{t.reopen}</Button>} />}
      {isAsking && <ReopenDialog caseId={one.id} onClose={() => setAsking(false)} />}
    </Section>
  )
}

function ReopenDialog({ caseId, onClose }: { caseId: string; onClose: () => void }) {
  const t = useTexts(texts)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useAct(() => incident.reopenIncident({ caseId, reason: reason.trim() }), { done: () => t.reopened, after: onClose })
  const isShort = reason.trim().length < limits.reason_chars_min
  const save = () => {
    setTried(true)
    if (!isShort) act.mutate()
  }
  return (
    <RecordDialog title={t.reopen} save={t.reopen} onClose={onClose} onSave={save} isPending={act.isPending} error={act.error}>
      <TextArea label={t.reopenReason} value={reason} onChange={setReason} letters_max={limits.reason_chars_max} error={isTried && isShort ? t.tooShort({ n: limits.reason_chars_min }) : undefined} />
    </RecordDialog>
  )
}
