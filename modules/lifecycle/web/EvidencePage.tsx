import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Table } from '#web/design/Table.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { EVIDENCE_PURPOSES } from '../contract.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { evidenceQuery, lifecycle } from './client.ts'
import type { EvidenceOpening, Sealed } from './client.ts'
import { EvidenceReading } from './EvidenceReading.tsx'
import { LifecyclePage } from './LifecyclePage.tsx'

/** What is sealed and until when; and the only way to open it: a purpose, a second person, the key from the safe, one name (B8). */
export function EvidencePage() {
  const t = useTexts(texts)
  const mayOpen = useMay('lifecycle.open_evidence')
  const query = useQuery(evidenceQuery)
  const [isAsking, setAsking] = useState(false)
  return (
    <LifecyclePage title={t.evidenceTitle} lead={t.evidenceLead} actions={<Button icon="print" onPress={() => window.print()}>{t.print}</Button>}>
      <Answer query={query}>
        {({ sealed, openings, isMore }) => (
          <Stack gap="large">
            {sealed.length === 0 ? <EmptyState icon="good" title={t.evidenceNone} /> : <div className="lifecycle-sealed"><SealedTable sealed={sealed} /></div>}
            <Section title={t.evidenceOpenings} action={mayOpen && sealed.length > 0 ? <span className="no-print"><Button icon="key" onPress={() => setAsking(true)}>{t.evidenceAsk}</Button></span> : undefined}>
              <Stack>
                <Remark>{openings.length === 0 ? `${t.evidenceHow} ${t.evidenceNoOpenings}` : t.evidenceHow}</Remark>
                {openings.map((one) => <div key={one.id} className="lifecycle-opening"><OpeningCard one={one} /></div>)}
                {isMore && <Remark>{t.moreOpenings}</Remark>}
              </Stack>
            </Section>
          </Stack>
        )}
      </Answer>
      {isAsking && <AskDialog onClose={() => setAsking(false)} />}
    </LifecyclePage>
  )
}

function SealedTable({ sealed }: { sealed: readonly Sealed[] }) {
  const t = useTexts(texts)
  return (
    <Card isFlush>
      <Table
        caption={t.evidenceCaption} rows={sealed} rowKey={(row) => `${row.sealedOn} ${row.keepUntil}`}
        columns={[
          { key: 'sealed', label: t.evidenceOf, isRowName: true, cell: (row) => t.evidenceFrom({ date: row.sealedOn }) },
          { key: 'records', label: t.evidenceRecords, align: 'end', cell: (row) => row.records },
          { key: 'until', label: t.evidenceUntil, cell: (row) => formatDate(row.keepUntil) },
          { key: 'lock', label: t.evidenceLock, cell: (row) => (row.isInSafe ? t.evidenceSafe : t.evidenceServer) },
        ]}
      />
    </Card>
  )
}

function OpeningCard({ one }: { one: EvidenceOpening }) {
  const t = useTexts(texts)
  const mayDecide = useMay('lifecycle.decide_evidence')
  const mayOpen = useMay('lifecycle.open_evidence')
  const deciding = useAct((agrees: boolean) => lifecycle.decideEvidence({ id: one.id, agrees }), { done: (_, agrees) => (agrees ? t.evidenceAgreed : t.evidenceRefused) })
  const waits = one.state === 'waiting'
  const isReady = one.state === 'open' && one.isOwn && mayOpen
  return (
    <Card kind={waits && mayDecide && !one.isOwn ? 'need' : 'plain'} icon="key" title={t[`purpose_${one.purpose}`]} note={t.evidenceAskedBy({ date: one.askedOn, name: one.askedBy })}>
      <Stack gap="small">
        <p>{t.reason}: {one.reason}</p>
        <Row>
          <Badge kind={one.state === 'open' ? 'good' : 'plain'}>{t[`state_${one.state}`]}</Badge>
          {one.until !== null && one.state === 'open' && <Badge>{t.evidenceReadUntil({ date: one.until })}</Badge>}
          {!waits && one.state !== 'refused' && <Badge>{t.evidenceReadings({ n: one.readings, max: limits.evidence_readings_max })}</Badge>}
        </Row>
        {one.decidedBy !== null && <Remark>{t.evidenceDecidedBy({ name: one.decidedBy, inRepresentation: one.inRepresentation })}</Remark>}
        {waits && one.isOwn && <Remark>{t.evidenceOwn}</Remark>}
        {waits && mayDecide && !one.isOwn && (
          <>
            <Remark>{t.evidenceAgreeHint({ name: one.askedBy ?? '' })}</Remark>
            <Row>
              <Button kind="primary" isPending={deciding.isPending} onPress={() => deciding.mutate(true)}>{t.agree}</Button>
              <Button isPending={deciding.isPending} onPress={() => deciding.mutate(false)}>{t.disagree}</Button>
            </Row>
          </>
        )}
        {deciding.error !== null && <Refused error={deciding.error} level={4} />}
        {isReady && <EvidenceReading id={one.id} />}
      </Stack>
    </Card>
  )
}

function AskDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const [purpose, setPurpose] = useState<EvidenceOpening['purpose'] | null>(null)
  const [reason, setReason] = useState('')
  const asking = useAct((chosen: EvidenceOpening['purpose']) => lifecycle.askEvidence({ purpose: chosen, reason: reason.trim() }), { done: () => t.evidenceAsked, after: onClose })
  const [isTried, setTried] = useState(false)
  const isShort = reason.trim().length < limits.evidence_reason_length_min
  const press = () => {
    setTried(true)
    if (purpose === null || isShort) focusMistake()
    else asking.mutate(purpose)
  }
  return (
    <Dialog
      title={t.evidenceAsk} isOpen onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.cancel}</Button>
          <Button kind="primary" isPending={asking.isPending} onPress={press}>{t.evidenceAsk}</Button>
        </>
      }
    >
      <Stack>
        <p>{t.evidenceAskText}</p>
        <RadioGroup label={t.evidencePurpose} value={purpose} onChange={setPurpose} error={isTried && purpose === null ? t.chooseOne : undefined} options={EVIDENCE_PURPOSES.map((value) => ({ value, label: t[`purpose_${value}`] }))} />
        <TextArea label={t.reason} hint={t.evidenceReasonHint} value={reason} onChange={setReason} letters_max={limits.reason_length_max} error={isTried && isShort ? t.reasonShort({ n: limits.evidence_reason_length_min }) : undefined} />
        {asking.error !== null && <Refused error={asking.error} level={3} />}
      </Stack>
    </Dialog>
  )
}
