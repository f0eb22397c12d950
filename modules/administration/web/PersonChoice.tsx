import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { contract as peopleContract } from '#modules/people/contract.ts'
import { createClient } from '#web/api/client.ts'
import { useSignedIn } from '#web/api/hooks.ts'
import { ComboBox } from '#web/design/ComboBox.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'

const people = createClient(peopleContract)
const FOUND_MAX = 20

/** `isOutside`: somebody found who does not belong to the school. */
export type PersonDraft = { kind: 'existing' | 'new'; id: string | null; name: string; isOutside: boolean; type: 'teacher' | 'staff' | 'other'; givenName: string; familyName: string }
export const EMPTY_PERSON: PersonDraft = { kind: 'existing', id: null, name: '', isOutside: false, type: 'teacher', givenName: '', familyName: '' }

type Sent<T extends string> = { id: string } | { type: T; givenName: string; familyName: string }

/** What is sent of the draft and how the person is called, or null while something is missing. */
export function personOf(draft: PersonDraft): { sent: Sent<'teacher' | 'staff' | 'other'>; name: string } | null {
  if (draft.kind === 'existing') return draft.id === null ? null : { sent: { id: draft.id }, name: draft.name }
  const givenName = draft.givenName.trim()
  const familyName = draft.familyName.trim()
  return givenName === '' || familyName === '' ? null : { sent: { type: draft.type, givenName, familyName }, name: `${givenName} ${familyName}` }
}

type ChoiceProps = { draft: PersonDraft; onChange: (draft: PersonDraft) => void; isTried: boolean; outside?: { label: string; hint: string } | undefined; findsOutside?: boolean }

/**
 * Somebody of the staff, found by name, or somebody new; where it may be (`outside`: words for it), also from outside the school. `findsOutside`: accounts of
 * others are found, too.
 */
export function PersonChoice({ draft, onChange, isTried, outside, findsOutside = false }: ChoiceProps) {
  const t = useTexts(texts)
  const missing = (text: string) => (isTried && text.trim() === '' ? t.missing : undefined)
  return (
    <>
      <RadioGroup
        label={t.who} value={draft.kind} onChange={(kind) => onChange({ ...draft, kind })}
        options={[{ value: 'existing', label: t.existing }, { value: 'new', label: t.newPerson, hint: t.newPersonHint }]}
      />
      {draft.kind === 'existing' ? <StaffSearch label={t.person} draft={draft} findsOutside={findsOutside} onChange={(id, name, isOutside) => onChange({ ...draft, id, name, isOutside })} error={isTried && draft.id === null ? t.missing : undefined} /> : (
        <>
          <RadioGroup label={t.type} value={draft.type} onChange={(type) => onChange({ ...draft, type })} options={[{ value: 'teacher', label: t.teacher }, { value: 'staff', label: t.staff }, ...(outside ? [{ value: 'other' as const, ...outside }] : [])]} />
          <TextField label={t.givenName} autoComplete="off" maxLength={limits.name_length_max} value={draft.givenName} onChange={(givenName) => onChange({ ...draft, givenName })} error={missing(draft.givenName)} />
          <TextField label={t.familyName} autoComplete="off" maxLength={limits.name_length_max} value={draft.familyName} onChange={(familyName) => onChange({ ...draft, familyName })} error={missing(draft.familyName)} />
        </>
      )}
    </>
  )
}

type SearchProps = { label: string; draft: Pick<PersonDraft, 'id' | 'name'>; onChange: (id: string | null, name: string, isOutside: boolean) => void; error: string | undefined; includesSelf?: boolean; findsOutside?: boolean }

/** Finds somebody of the staff by name. Nobody appoints themselves (R4.1), so oneself is left out unless the list is about something else. */
export function StaffSearch({ label, draft, onChange, error, includesSelf = false, findsOutside = false }: SearchProps) {
  const t = useTexts(texts)
  const { person: self } = useSignedIn()
  const [typed, setTyped] = useState('')
  const q = typed.trim() === draft.name ? '' : typed.trim()
  const { data } = useQuery({
    queryKey: ['people', 'staff', q, findsOutside],
    queryFn: async ({ signal }) => {
      const types = findsOutside ? (['teacher', 'staff', 'other'] as const) : (['teacher', 'staff'] as const)
      const lists = await Promise.all(types.map((type) => people.listPeople({ type, limit: FOUND_MAX, ...(q !== '' && { q }) }, { signal })))
      return lists.flatMap((list) => list.people)
    },
    placeholderData: keepPreviousData,
  })
  const found = (data ?? []).filter((one) => includesSelf || one.id !== self.id)
  return (
    <ComboBox
      label={label} hint={findsOutside ? t.personHintOutside : t.personHint} error={error} value={draft.id} onSearch={setTyped}
      options={found.map((one) => ({ value: one.id, label: one.displayName, hint: one.type === 'other' ? t.fromOutside : one.type === 'staff' ? t.staff : t.teacher }))}
      onChange={(id) => {
        const chosen = found.find((one) => one.id === id)
        onChange(id, chosen?.displayName ?? '', chosen?.type === 'other')
      }}
    />
  )
}
