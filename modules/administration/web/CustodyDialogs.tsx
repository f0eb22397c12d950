/** The questions of the custody page: who next, what happened, and the one press for the bad day. */
import { useState } from 'react'
import { session } from '#web/api/session.ts'
import { useToday } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { ConfirmDialog, Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts/custody.de.ts'
import { administration } from './client.ts'
import type { CustodyFound } from './client.ts'
import { StaffSearch } from './PersonChoice.tsx'

type Custodian = CustodyFound['custodians'][number]

/** Into whose custody; with a former one it is a hand-over. */
export function CustodianDialog({ former, onClose }: { former: Custodian | null; onClose: () => void }) {
  const t = useTexts(texts)
  const today = useToday()
  const [person, setPerson] = useState<{ id: string | null; name: string }>({ id: null, name: '' })
  const [place, setPlace] = useState(former?.place ?? '')
  const [from, setFrom] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useAct((personId: string) => administration.nameCustodian({ personId, place: place.trim(), from: from === '' ? today : from, handOver: former?.id ?? null }), { done: () => t.given({ name: person.name }), after: onClose })
  const send = () => {
    setTried(true)
    if (person.id !== null && place.trim() !== '') act.mutate(person.id)
  }
  return (
    <Dialog title={former === null ? t.nameTitle : t.handOverTitle({ name: former.person.displayName })} isOpen onClose={onClose} actions={<Button kind="primary" isPending={act.isPending} onPress={send}>{former === null ? t.name : t.handOver}</Button>}>
      <Stack>
        {former !== null && <p>{t.handOverText}</p>}
        <StaffSearch label={t.person} draft={person} onChange={(id, name) => setPerson({ id, name })} error={isTried && person.id === null ? t.missing : undefined} includesSelf />
        <TextField label={t.place} hint={t.placeHint} maxLength={limits.place_length_max} value={place} onChange={setPlace} error={isTried && place.trim() === '' ? t.missing : undefined} />
        <TextField label={t.from} type="date" value={from === '' ? today : from} onChange={setFrom} />
        {act.error && <Refused error={act.error} />}
      </Stack>
    </Dialog>
  )
}

export function EndCustodyDialog({ one, onClose }: { one: Custodian; onClose: () => void }) {
  const t = useTexts(texts)
  const name = one.person.displayName
  const act = useAct(() => administration.endCustody({ custodyId: one.id }), { done: () => t.ended({ name }), after: onClose })
  return (
    <ConfirmDialog title={t.endTitle} isOpen onClose={onClose} confirm={t.end} isPending={act.isPending} onConfirm={() => act.mutate()}>
      <p>{t.endText({ name })}</p>
      {act.error && <Refused error={act.error} />}
    </ConfirmDialog>
  )
}

export function RootEventDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const today = useToday()
  const [kind, setKind] = useState<'use' | 'rotation'>('rotation')
  const [on, setOn] = useState('')
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const act = useAct(() => administration.recordRootEvent({ kind, on: on === '' ? today : on, reason: reason.trim() }), { done: () => t.recorded, after: onClose })
  const send = () => {
    setTried(true)
    if (reason.trim().length >= 3) act.mutate()
  }
  return (
    <Dialog title={t.recordTitle} isOpen onClose={onClose} actions={<Button kind="primary" isPending={act.isPending} onPress={send}>{t.record}</Button>}>
      <Stack>
        <RadioGroup label={t.what} value={kind} onChange={setKind} options={[{ value: 'rotation', label: t.kind({ kind: 'rotation' }), hint: t.rotationHint }, { value: 'use', label: t.kind({ kind: 'use' }), hint: t.useHint }]} />
        <TextField label={t.on} type="date" value={on === '' ? today : on} onChange={setOn} />
        <TextField label={t.reason} hint={t.reasonHint} maxLength={limits.reason_length_max} value={reason} onChange={setReason} error={isTried && reason.trim().length < 3 ? t.missing : undefined} />
        {act.error && <Refused error={act.error} />}
      </Stack>
    </Dialog>
  )
}

export function CompromiseDialog({ onClose }: { onClose: () => void }) {
  const t = useTexts(texts)
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  // One's own session is over as well: the shell leads to the sign-in.
  const act = useAct(() => administration.reportCompromise({ reason: reason.trim() }), { after: () => void session.reload().catch(() => undefined) })
  const send = () => {
    setTried(true)
    if (reason.trim().length >= 3) act.mutate()
  }
  return (
    <Dialog title={t.compromiseTitle} isOpen onClose={onClose} actions={<Button kind="danger" isPending={act.isPending} onPress={send}>{t.compromiseDo}</Button>}>
      <Stack>
        <p>{t.compromiseText}</p>
        <TextField label={t.reason} hint={t.reasonHint} maxLength={limits.reason_length_max} value={reason} onChange={setReason} error={isTried && reason.trim().length < 3 ? t.missing : undefined} />
        {act.error && <Refused error={act.error} />}
      </Stack>
    </Dialog>
  )
}
