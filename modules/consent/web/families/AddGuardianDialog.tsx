import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { ComboBox } from '#web/design/ComboBox.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { consent } from '../client.ts'
import type { Guardians } from './GuardiansPage.tsx'
import { useFamilyWords } from './use-family.ts'

const KINDS = ['mother', 'father', 'guardian', 'foster', 'other'] as const

/** Enters who has custody: a parent who is on record for another child, or somebody new. */
export function AddGuardianDialog({ found, onClose }: { found: Guardians; onClose: () => void }) {
  const t = useFamilyWords()
  const queries = useQueryClient()
  const [clientId] = useState(() => crypto.randomUUID())
  const [who, setWho] = useState<'new' | 'known'>('new')
  const [typed, setTyped] = useState('')
  const [guardianId, setGuardianId] = useState<string | null>(null)
  const [givenName, setGivenName] = useState('')
  const [familyName, setFamilyName] = useState('')
  const [kind, setKind] = useState<(typeof KINDS)[number]>('mother')
  const [hasCustody, setCustody] = useState(true)
  const [from, setFrom] = useState<string>(found.today)
  const [reference, setReference] = useState('')
  const q = typed.trim()
  const candidates = useQuery({ queryKey: ['consent', 'candidates', q], queryFn: ({ signal }) => consent.findGuardians({ q }, { signal }), enabled: who === 'known' && q.length >= 2, placeholderData: keepPreviousData })
  const save = useMutation({
    mutationFn: () => consent.recordGuardianship({
      pupilId: found.pupil.id, clientId, kind, hasCustody, from, guardian: who === 'known' && guardianId !== null ? { id: guardianId } : { givenName: givenName.trim(), familyName: familyName.trim() },
      ...(reference.trim() !== '' && { reference: reference.trim() }),
    }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['consent'] })
      onClose()
    },
  })
  const isWhole = from !== '' && (who === 'known' ? guardianId !== null : givenName.trim() !== '' && familyName.trim() !== '')
  return (
    <Dialog title={t.addGuardianTitle} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t.keep}</Button><Button kind="primary" isDisabled={!isWhole} isPending={save.isPending} onPress={() => save.mutate()}>{t.save}</Button></>}>
      <Stack>
        <RadioGroup label={t.person} value={who} onChange={setWho} options={[{ value: 'new', label: t.newParent }, { value: 'known', label: t.knownParent }]} />
        {who === 'known'
          ? <ComboBox label={t.searchParent} value={guardianId} onChange={setGuardianId} onSearch={setTyped} options={(candidates.data?.found ?? []).map((one) => ({ value: one.id, label: one.displayName, hint: t.of({ children: one.children }) }))} />
          : <><TextField label={t.parentGivenName} value={givenName} onChange={setGivenName} /><TextField label={t.parentFamilyName} value={familyName} onChange={setFamilyName} /></>}
        <Select label={t.relationWord} value={kind} onChange={setKind} options={KINDS.map((value) => ({ value, label: t.kindWord({ kind: value }) }))} />
        <Checkbox isSelected={hasCustody} onChange={setCustody}>{t.hasCustody}</Checkbox>
        <TextField label={t.from} type="date" value={from} onChange={setFrom} />
        <TextField label={t.reference} hint={t.referenceHint} isOptional maxLength={100} value={reference} onChange={setReference} />
        {save.error && <Refused error={save.error} />}
      </Stack>
    </Dialog>
  )
}
