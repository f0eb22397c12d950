import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { now } from '#web/api/clock.ts'
import { savePaper } from '#web/api/save-paper.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { isLate } from '../rules.ts'
import type { Question as Which } from '../rules.ts'
import { texts } from '../texts.de.ts'
import { incident } from './client.ts'
import type { Case } from './client.ts'
import { instantOf, MomentField, momentOf } from './MomentField.tsx'
import { RecordDialog } from './RecordDialog.tsx'
import { writtenWords } from './written.ts'

type Props = { one: Case; question: Which }
type DialogProps = Props & { onClose: () => void }

/** One of the two questions: decided with reasons, then recorded as done; and the draft that helps with the words. */
export function Question({ one, question }: Props) {
  const t = useTexts(texts)
  const [isOpen, setOpen] = useState<'decide' | 'report' | null>(null)
  const printing = useMutation({ mutationFn: () => incident.printIncidentDraft({ caseId: one.id, question }), onSuccess: savePaper, gcTime: 0 })
  const { decisions, reports, isSettled } = one.questions[question]
  const [decision, report] = [decisions.at(-1), reports.at(-1)]
  const isOpenCase = one.closedAt === null
  return (
    <Section title={question === 'authority' ? t.authority : t.affectedQuestion}>
      <Stack>
        <Card
          kind={isSettled || !isOpenCase ? 'plain' : 'need'} title={decision === undefined ? t.notDecided : decision.isYes ? t.yes : t.no}
          {...(decision !== undefined && { note: writtenWords(decision) })}
          action={isOpenCase ? (
            <>
              {decision?.isYes === true && <Button kind={report === undefined ? 'primary' : 'quiet'} onPress={() => setOpen('report')}>{report === undefined ? t.record : t.recordAgain}</Button>}
              <Button kind={decision === undefined ? 'primary' : 'quiet'} onPress={() => setOpen('decide')}>{decision === undefined ? t.decide : t.decideAgain}</Button>
            </>
          ) : undefined}
        >
          {decision !== undefined && <p className="incident-text">{decision.reason}</p>}
          {decision?.inRepresentation && <Badge>{t.inRepresentation}</Badge>}
          {decision?.isYes === true && report !== undefined && (
            <>
              <p>{[t.reportedText({ when: formatMoment(report.reportedAt) }), report.reference !== null && t.referenceIs({ reference: report.reference })].filter(Boolean).join(' · ')}</p>
              {report.delayReason !== null && <p className="incident-text">{t.delayIs({ reason: report.delayReason })}</p>}
            </>
          )}
        </Card>
        <Row><Button icon="print" isPending={printing.isPending} onPress={() => printing.mutate()}>{question === 'authority' ? t.draftAuthority : t.draftAffected}</Button></Row>
        {printing.error && <Refused error={printing.error} />}
      </Stack>
      {isOpen === 'decide' && <DecideDialog one={one} question={question} onClose={() => setOpen(null)} />}
      {isOpen === 'report' && <ReportDialog one={one} question={question} onClose={() => setOpen(null)} />}
    </Section>
  )
}

function DecideDialog({ one, question, onClose }: DialogProps) {
  const t = useTexts(texts)
  const [answer, setAnswer] = useState<'yes' | 'no' | null>(null)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useAct(() => incident.decideIncident({ caseId: one.id, question, isYes: answer === 'yes', reason: reason.trim() }), { done: () => t.saved, after: onClose })
  const isShort = reason.trim().length < limits.reason_chars_min
  const save = () => {
    setTried(true)
    if (!isShort && answer !== null) act.mutate()
  }
  const title = question === 'authority' ? t.authority : t.affectedQuestion
  return (
    <RecordDialog title={title} onClose={onClose} onSave={save} isPending={act.isPending} error={act.error}>
      <RadioGroup<'yes' | 'no'> label={question === 'authority' ? t.authorityAsk : t.affectedAsk} hint={t.decideHint} value={answer} onChange={setAnswer} error={isTried && answer === null ? t.missing : undefined} options={[{ value: 'yes', label: t.yes }, { value: 'no', label: t.no }]} />
      <TextArea label={t.reason} hint={t.reasonHint} value={reason} onChange={setReason} letters_max={limits.reason_chars_max} error={isTried && isShort ? t.tooShort({ n: limits.reason_chars_min }) : undefined} />
    </RecordDialog>
  )
}

/** When it was done; to the authority its number, and after 72 hours the reason of the delay. */
function ReportDialog({ one, question, onClose }: DialogProps) {
  const t = useTexts(texts)
  const [when, setWhen] = useState(() => momentOf(now()))
  const [reference, setReference] = useState('')
  const [delay, setDelay] = useState('')
  const [isTried, setTried] = useState(false)
  const reportedAt = instantOf(when)
  const needsDelay = question === 'authority' && reportedAt !== null && isLate(new Date(one.detectedAt), new Date(reportedAt))
  const act = useAct(
    () => incident.recordIncidentReport({ caseId: one.id, question, reportedAt: reportedAt!, reference: reference.trim() === '' ? null : reference.trim(), delayReason: needsDelay ? delay.trim() : null }),
    { done: () => t.saved, after: onClose },
  )
  const mistake = useMistakes(act.error)
  const isShort = needsDelay && delay.trim().length < limits.reason_chars_min
  const save = () => {
    setTried(true)
    if (!isShort && reportedAt !== null) act.mutate()
  }
  return (
    <RecordDialog title={t.record} onClose={onClose} onSave={save} isPending={act.isPending} error={act.error} field="reportedAt">
      <MomentField label={t.reportedAt} value={when} onChange={setWhen} error={isTried && reportedAt === null ? t.missing : mistake('reportedAt')} />
      {question === 'authority' && <TextField label={t.reference} isOptional maxLength={limits.reference_chars_max} value={reference} onChange={setReference} />}
      {needsDelay && (
        <>
          <Remark>{t.delayHint}</Remark>
          <TextArea label={t.delayReason} value={delay} onChange={setDelay} letters_max={limits.reason_chars_max} error={isTried && isShort ? t.tooShort({ n: limits.reason_chars_min }) : undefined} />
        </>
      )}
    </RecordDialog>
  )
}
