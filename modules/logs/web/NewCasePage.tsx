import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { now } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { instantInBerlin } from '#platform/time/calendar.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { LeaveGuard } from '#web/shell/LeaveGuard.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { PURPOSE_HINTS, PURPOSE_WORDS, texts } from '../texts.de.ts'
import { LOGS, logs } from './client.ts'
import type { OwnCases } from './client.ts'

type Purpose = OwnCases['purposes'][number]
const HOURS = ['1', '2', '4', '8', '24'] as const
const DAYS = ['1', '3', '7', 'own'] as const
const DAY_MS = 86_400_000

/** Opening a case: what for, which service, which days, for how long. Nothing here names a person. */
export function NewCasePage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'own-cases'], queryFn: ({ signal }) => logs.listOwnLogCases({}, { signal }) })
  return (
    <Page title={t.openCase} lead={t.queryNote} isNarrow>
      <Answer query={query}>{(found) => <CaseForm purposes={found.purposes} services={found.services} />}</Answer>
    </Page>
  )
}

function CaseForm({ purposes, services }: Pick<OwnCases, 'purposes' | 'services'>) {
  const t = useTexts(texts)
  const go = useGo()
  const [purpose, setPurpose] = useState<Purpose | null>(purposes.length === 1 ? (purposes[0] ?? null) : null)
  const [reason, setReason] = useState('')
  const [reference, setReference] = useState('')
  const [service, setService] = useState('all')
  const [days, setDays] = useState<(typeof DAYS)[number]>('1')
  const [own, setOwn] = useState<OwnWindow>({ fromDay: '', fromTime: '', untilDay: '', untilTime: '' })
  const [hours, setHours] = useState<(typeof HOURS)[number]>('4')
  const [isTried, setTried] = useState(false)
  const isCourt = purpose === 'court_order'
  const opening = useAct(() => logs.openLogCase({
    purpose: purpose!, reason: reason.trim(), service, hours: Number(hours), reference: isCourt ? reference.trim() : null,
    // Until the case closes, as far as seven days allow: what goes wrong is mostly looked at while it does.
    ...(days === 'own' ? exactly(own) : windowOf(Number(days), Number(hours))),
  }), { after: ({ id }) => go(`/protokolle/fall/${id}`, { isSaved: true }) })
  const isWindowMissing = days === 'own' && Object.values(own).includes('')
  const isShort = reason.trim().length < limits.reason_chars_min
  const open = () => {
    setTried(true)
    if (purpose !== null && !isShort && !isWindowMissing && (!isCourt || reference.trim().length >= 3)) opening.mutate()
    else focusMistake()
  }
  return (
    <Stack gap="large">
      <LeaveGuard isDirty={[reason, reference, ...Object.values(own)].some((typed) => typed.trim() !== '')} />
      <RadioGroup<Purpose> label={t.purpose} value={purpose} onChange={setPurpose} error={isTried && purpose === null ? t.missing : undefined} options={purposes.map((value) => ({ value, label: PURPOSE_WORDS[value], hint: PURPOSE_HINTS[value] }))} />
      {isCourt && <TextField label={t.reference} value={reference} onChange={setReference} maxLength={limits.reference_chars_max} error={isTried && reference.trim().length < 3 ? t.missing : undefined} />}
      <TextArea label={t.reason} hint={t.reasonHint} value={reason} onChange={setReason} letters_max={limits.reason_chars_max} error={isTried && isShort ? t.reasonShort : undefined} />
      <Select label={t.service} value={service} onChange={setService} options={[{ value: 'all', label: t.everyService }, ...services.map(({ id, name }) => ({ value: id, label: name }))]} />
      <RadioGroup label={t.window} value={days} onChange={setDays} options={[{ value: '1', label: t.windowDay }, { value: '3', label: t.windowThree }, { value: '7', label: t.windowWeek }, { value: 'own', label: t.windowOwn }]} />
      {days === 'own' && <ExactWindow own={own} onChange={setOwn} isTried={isTried} />}
      <Select label={t.hours} value={hours} onChange={setHours} options={HOURS.map((value) => ({ value, label: t.hoursWord({ n: Number(value) }) }))} />
      {opening.error && <Refused error={opening.error} level={2} />}
      <Row><Button kind="primary" isPending={opening.isPending} onPress={open}>{t.openNow}</Button></Row>
    </Stack>
  )
}

function windowOf(days: number, hours: number): { windowFrom: string; windowUntil: string } {
  const at = now().getTime()
  const from = at - days * DAY_MS
  return { windowFrom: new Date(from).toISOString(), windowUntil: new Date(Math.min(at + hours * 3_600_000, from + limits.window_days_max * DAY_MS)).toISOString() }
}

type OwnWindow = { fromDay: string; fromTime: string; untilDay: string; untilTime: string }

/** From a minute to a minute, as an order names them: no more than that is looked at. */
function ExactWindow({ own, onChange, isTried }: { own: OwnWindow; onChange: (own: OwnWindow) => void; isTried: boolean }) {
  const t = useTexts(texts)
  const field = (name: keyof OwnWindow, type: 'date' | 'time') => (
    <TextField key={name} label={t[name]} type={type} value={own[name]} onChange={(value) => onChange({ ...own, [name]: value })} error={isTried && own[name] === '' ? t.missing : undefined} />
  )
  return (
    <Stack>
      <Row>{field('fromDay', 'date')}{field('fromTime', 'time')}</Row>
      <Row>{field('untilDay', 'date')}{field('untilTime', 'time')}</Row>
    </Stack>
  )
}

function exactly({ fromDay, fromTime, untilDay, untilTime }: OwnWindow): { windowFrom: string; windowUntil: string } {
  return { windowFrom: instantInBerlin(fromDay, fromTime).toISOString(), windowUntil: instantInBerlin(untilDay, untilTime).toISOString() }
}
