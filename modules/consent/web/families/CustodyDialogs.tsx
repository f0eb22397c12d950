import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { consent } from '../client.ts'
import type { Guardians, Span } from './GuardiansPage.tsx'
import { useFamilyWords } from './use-family.ts'

type ActProps = { found: Guardians; onClose: () => void }

/** A contact ban: for whom, by which order. It works at once. */
export function BanDialog({ found, onClose }: ActProps) {
  const t = useFamilyWords()
  const people = peopleOf(found)
  const [clientId] = useState(() => crypto.randomUUID())
  const [guardianId, setGuardianId] = useState<string | null>(people.length === 1 ? people[0]!.value : null)
  const [reference, setReference] = useState('')
  return (
    <Act title={t.banTitle} text={people.length === 0 ? t.banNobody : t.banText} save={t.banAct} isWhole={guardianId !== null && reference.trim() !== ''} onClose={onClose} act={() => consent.recordContactBan({ pupilId: found.pupil.id, clientId, guardianId: guardianId ?? '', reference: reference.trim() })}>
      {people.length > 0 && <RadioGroup label={t.banWho} value={guardianId} onChange={setGuardianId} options={people} />}
      <TextField label={t.reference} hint={t.referenceHint} maxLength={100} value={reference} onChange={setReference} />
    </Act>
  )
}

/** A decision of the family court (§ 1628), by its file number. */
export function DecisionDialog({ found, onClose }: ActProps) {
  const t = useFamilyWords()
  const people = peopleOf(found)
  const [clientId] = useState(() => crypto.randomUUID())
  const [guardianId, setGuardianId] = useState<string | null>(null)
  const [decidedOn, setDecidedOn] = useState<string>(found.today)
  const [reference, setReference] = useState('')
  return (
    <Act title={t.decisionTitle} text={t.decisionText} save={t.save} isWhole={guardianId !== null && reference.trim() !== '' && decidedOn !== ''} onClose={onClose} act={() => consent.recordCourtDecision({ pupilId: found.pupil.id, clientId, guardianId: guardianId ?? '', decidedOn, reference: reference.trim() })}>
      <RadioGroup label={t.decisionWho} value={guardianId} onChange={setGuardianId} options={people} />
      <TextField label={t.decidedOn} type="date" value={decidedOn} onChange={setDecidedOn} />
      <TextField label={t.reference} hint={t.referenceHint} maxLength={100} value={reference} onChange={setReference} />
    </Act>
  )
}

/** Ends custody on record, or lifts a contact ban. */
export function EndDialog({ found, span, onClose }: ActProps & { span: Span }) {
  const t = useFamilyWords()
  const [lastDay, setLastDay] = useState<string>(found.today)
  const [reference, setReference] = useState('')
  const said = reference.trim()
  if (span.contactBan) {
    return (
      <Act title={t.liftTitle({ name: span.displayName })} text={t.liftText} save={t.lift} isWhole={said !== ''} onClose={onClose} act={() => consent.liftContactBan({ guardianshipId: span.id, reference: said })}>
        <TextField label={t.reference} hint={t.referenceHint} maxLength={100} value={reference} onChange={setReference} />
      </Act>
    )
  }
  return (
    <Act title={t.endTitle({ name: span.displayName })} text={t.endText} save={t.end} isWhole={lastDay !== ''} onClose={onClose} act={() => consent.endGuardianship({ guardianshipId: span.id, lastDay, ...(said !== '' && { reference: said }) })}>
      <TextField label={t.lastDay} type="date" value={lastDay} onChange={setLastDay} />
      <TextField label={t.reference} hint={t.referenceHint} isOptional maxLength={100} value={reference} onChange={setReference} />
    </Act>
  )
}

function Act({ title, text, save, isWhole, act, onClose, children }: { title: string; text: string; save: string; isWhole: boolean; act: () => Promise<unknown>; onClose: () => void; children: ReactNode }) {
  const t = useFamilyWords()
  const queries = useQueryClient()
  const doing = useMutation({
    mutationFn: act,
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['consent'] })
      onClose()
    },
  })
  return (
    <Dialog title={title} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t.keep}</Button><Button kind="primary" isDisabled={!isWhole} isPending={doing.isPending} onPress={() => doing.mutate()}>{save}</Button></>}>
      <Stack>
        <p>{text}</p>
        {children}
        {doing.error && <Refused error={doing.error} />}
      </Stack>
    </Dialog>
  )
}

/** Everybody who is or was on record for the child, each once. */
function peopleOf({ guardianships }: Guardians): { value: string; label: string }[] {
  return [...new Map(guardianships.map((span) => [span.guardianId, { value: span.guardianId, label: span.displayName }])).values()]
}
