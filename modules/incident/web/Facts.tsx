import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { CheckboxGroup } from '#web/design/CheckboxGroup.tsx'
import { Remark, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useMistakes } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { CATEGORIES, RISKS } from '../rules.ts'
import type { DataCategory, Risk } from '../rules.ts'
import { CATEGORY_WORDS, RISK_HINTS, RISK_WORDS, texts } from '../texts.de.ts'
import { incident } from './client.ts'
import type { Case } from './client.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { writtenWords } from './written.ts'

type Props = { one: Case }
type DialogProps = Props & { onClose: () => void }

/** What happened: how it was raised until somebody has described it. */
export function Description({ one }: Props) {
  const t = useTexts(texts)
  const [isOpen, setOpen] = useState(false)
  const newest = one.descriptions.at(-1)
  const action = one.closedAt === null ? <Button icon="edit" onPress={() => setOpen(true)}>{newest === undefined ? t.describe : t.describeAgain}</Button> : undefined
  return (
    <Section title={t.cardHappened} action={action}>
      <Card note={writtenWords(newest ?? one.raised)} {...(newest === undefined && { title: t.suspicion })}>
        <p className="incident-text">{newest?.happened ?? one.what}</p>
        {newest !== undefined && <p>{newest.categories.map((category) => CATEGORY_WORDS[category]).join(' · ')}</p>}
        {newest !== undefined && <p>{newest.persons === null ? t.personsUnknown : t.personsOf({ n: newest.persons })}</p>}
      </Card>
      {isOpen && <DescribeDialog one={one} onClose={() => setOpen(false)} />}
    </Section>
  )
}

function DescribeDialog({ one, onClose }: DialogProps) {
  const t = useTexts(texts)
  const newest = one.descriptions.at(-1)
  const [happened, setHappened] = useState(newest?.happened ?? one.what)
  const [categories, setCategories] = useState<readonly DataCategory[]>(newest?.categories ?? [])
  const [persons, setPersons] = useState(newest?.persons?.toString() ?? '')
  const [isTried, setTried] = useState(false)
  const act = useAct(() => incident.describeIncident({ caseId: one.id, happened: happened.trim(), categories: [...categories], persons: persons.trim() === '' ? null : Number(persons) }), { done: () => t.saved, after: onClose })
  const isShort = happened.trim().length < limits.what_chars_min
  const isCount = /^\d{0,6}$/.test(persons.trim()) && Number(persons) <= limits.persons_max
  const save = () => {
    setTried(true)
    if (!isShort && isCount && categories.length > 0) act.mutate()
  }
  return (
    <RecordDialog title={t.cardHappened} onClose={onClose} onSave={save} isPending={act.isPending} error={act.error}>
      <TextArea label={t.happened} hint={t.happenedHint} value={happened} onChange={setHappened} letters_max={limits.happened_chars_max} error={isTried && isShort ? t.tooShort({ n: limits.what_chars_min }) : undefined} />
      <CheckboxGroup<DataCategory>
        label={t.categories} value={categories} onChange={setCategories} error={isTried && categories.length === 0 ? t.chooseOne : undefined}
        options={CATEGORIES.map((value) => ({ value, label: CATEGORY_WORDS[value] }))}
      />
      <TextField label={t.persons} hint={t.personsHint} isOptional inputMode="numeric" maxLength={6} value={persons} onChange={setPersons} error={isTried && !isCount ? t.personsWrong : undefined} />
    </RecordDialog>
  )
}

/** Dated lines of what was done. */
export function Measures({ one }: Props) {
  const t = useTexts(texts)
  const [isOpen, setOpen] = useState(false)
  return (
    <Section title={t.measures} action={one.closedAt === null ? <Button icon="add" onPress={() => setOpen(true)}>{t.measureAdd}</Button> : undefined}>
      {one.measures.length === 0 ? <Remark>{t.notYet}</Remark> : (
        <Card isFlush>
          <List label={t.measures}>{one.measures.map((row) => <ListRow key={row.id} title={<span className="incident-text">{row.measure}</span>} note={`${formatDate(row.takenOn)} · ${row.written.by?.displayName ?? ''}`} />)}</List>
        </Card>
      )}
      {isOpen && <MeasureDialog one={one} onClose={() => setOpen(false)} />}
    </Section>
  )
}

function MeasureDialog({ one, onClose }: DialogProps) {
  const t = useTexts(texts)
  const today = useToday()
  const [takenOn, setTakenOn] = useState(today)
  const [measure, setMeasure] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useAct(() => incident.addMeasure({ caseId: one.id, takenOn, measure: measure.trim() }), { done: () => t.saved, after: onClose })
  const mistake = useMistakes(act.error)
  const isShort = measure.trim().length < limits.measure_chars_min
  const save = () => {
    setTried(true)
    if (!isShort && takenOn !== '') act.mutate()
  }
  return (
    <RecordDialog title={t.measureAdd} onClose={onClose} onSave={save} isPending={act.isPending} error={act.error} field="takenOn">
      <TextArea label={t.measure} value={measure} onChange={setMeasure} letters_max={limits.measure_chars_max} error={isTried && isShort ? t.tooShort({ n: limits.measure_chars_min }) : undefined} />
      <TextField type="date" label={t.takenOn} value={takenOn} onChange={setTakenOn} error={isTried && takenOn === '' ? t.missing : mistake('takenOn')} />
    </RecordDialog>
  )
}

/** How great the risk is, and why. */
export function Assessment({ one }: Props) {
  const t = useTexts(texts)
  const [isOpen, setOpen] = useState(false)
  const newest = one.assessments.at(-1)
  return (
    <Section title={t.assessment} action={one.closedAt === null ? <Button icon="edit" onPress={() => setOpen(true)}>{newest === undefined ? t.assess : t.assessAgain}</Button> : undefined}>
      {newest === undefined ? <Remark>{t.notYet}</Remark> : <Card title={RISK_WORDS[newest.risk]} note={writtenWords(newest)}><p className="incident-text">{newest.reason}</p></Card>}
      {isOpen && <AssessDialog one={one} onClose={() => setOpen(false)} />}
    </Section>
  )
}

function AssessDialog({ one, onClose }: DialogProps) {
  const t = useTexts(texts)
  const [risk, setRisk] = useState<Risk | null>(one.assessments.at(-1)?.risk ?? null)
  const [reason, setReason] = useState(one.assessments.at(-1)?.reason ?? '')
  const [isTried, setTried] = useState(false)
  const act = useAct(() => incident.assessIncident({ caseId: one.id, risk: risk!, reason: reason.trim() }), { done: () => t.saved, after: onClose })
  const isShort = reason.trim().length < limits.reason_chars_min
  const save = () => {
    setTried(true)
    if (!isShort && risk !== null) act.mutate()
  }
  return (
    <RecordDialog title={t.assessment} onClose={onClose} onSave={save} isPending={act.isPending} error={act.error}>
      <RadioGroup<Risk> label={t.risk} value={risk} onChange={setRisk} error={isTried && risk === null ? t.missing : undefined} options={RISKS.map((value) => ({ value, label: RISK_WORDS[value], hint: RISK_HINTS[value] }))} />
      <TextArea label={t.riskReason} hint={t.riskReasonHint} value={reason} onChange={setReason} letters_max={limits.reason_chars_max} error={isTried && isShort ? t.tooShort({ n: limits.reason_chars_min }) : undefined} />
    </RecordDialog>
  )
}
