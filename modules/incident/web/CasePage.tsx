import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useMistakes } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { useAct } from '#web/shell/use-act.ts'
import { dayOf } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { Affected } from './Affected.tsx'
import { INCIDENT, incident } from './client.ts'
import type { Case } from './client.ts'
import { Clock } from './Clock.tsx'
import { Ending } from './Ending.tsx'
import { Assessment, Description, Measures } from './Facts.tsx'
import { History } from './History.tsx'
import { instantOf, MomentField, momentOf } from './MomentField.tsx'
import { Question } from './Question.tsx'
import { RecordDialog } from './RecordDialog.tsx'

/** One case from its clock to its end, in the order in which it is worked on. */
export function CasePage() {
  const t = useTexts(texts)
  const caseId = usePathField('caseId')
  const query = useQuery({ queryKey: [...INCIDENT, 'case', caseId], queryFn: ({ signal }) => incident.readIncident({ caseId }, { signal }) })
  return (
    <Page title={query.data === undefined ? t.register : t.caseTitle({ date: dayOf(query.data.detectedAt) })}>
      <Answer query={query}>
        {(one) => (
          <Stack gap="large">
            <Stack>
              <Clock one={one} />
              {one.closedAt === null && <Correct one={one} />}
            </Stack>
            <Description one={one} />
            <Measures one={one} />
            <Assessment one={one} />
            <Question one={one} question="authority" />
            <Question one={one} question="affected" />
            <Affected one={one} />
            <Ending one={one} />
            <History one={one} />
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

/** Another beginning of the 72 hours: a record beside the earlier one, with its reason. */
function Correct({ one }: { one: Case }) {
  const t = useTexts(texts)
  const [isOpen, setOpen] = useState(false)
  return (
    <Row>
      <Button kind="plain" icon="edit" onPress={() => setOpen(true)}>{t.correct}</Button>
      {isOpen && <CorrectDialog one={one} onClose={() => setOpen(false)} />}
    </Row>
  )
}

function CorrectDialog({ one, onClose }: { one: Case; onClose: () => void }) {
  const t = useTexts(texts)
  const [since, setSince] = useState(() => momentOf(new Date(one.detectedAt)))
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const detectedAt = instantOf(since)
  const act = useAct(() => incident.correctDetection({ caseId: one.id, detectedAt: detectedAt!, reason: reason.trim() }), { done: () => t.saved, after: onClose })
  const mistake = useMistakes(act.error)
  const isShort = reason.trim().length < limits.reason_chars_min
  const save = () => {
    setTried(true)
    if (!isShort && detectedAt !== null) act.mutate()
  }
  return (
    <RecordDialog title={t.correctTitle} onClose={onClose} onSave={save} isPending={act.isPending} error={act.error} field="detectedAt">
      <Remark>{t.correctText}</Remark>
      <MomentField label={t.knownSince} value={since} onChange={setSince} error={isTried && detectedAt === null ? t.missing : mistake('detectedAt')} />
      <TextArea label={t.reason} value={reason} onChange={setReason} letters_max={limits.reason_chars_max} error={isTried && isShort ? t.tooShort({ n: limits.reason_chars_min }) : undefined} />
    </RecordDialog>
  )
}
