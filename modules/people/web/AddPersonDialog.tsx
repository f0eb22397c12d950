import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { Select } from '#web/design/Select.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { showToast } from '#web/design/toasts.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { name_characters_max } from '../import/limits.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'
import { typeWord } from './words.ts'

type Kind = 'pupil' | 'teacher' | 'staff'
const NONE = 'none'

/** Adds one person by hand. A namesake is asked about, never merged. */
export function AddPersonDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTexts(texts)
  const go = useGo()
  const queries = useQueryClient()
  const [type, setType] = useState<Kind>('pupil')
  const [givenName, setGivenName] = useState('')
  const [familyName, setFamilyName] = useState('')
  const [birthDate, setBirthDate] = useState('')
  const [classId, setClassId] = useState<string>(NONE)
  const groups = useQuery({ queryKey: [...PEOPLE, 'groups'], queryFn: ({ signal }) => people.listGroups({}, { signal }), enabled: isOpen })
  const adding = useMutation({
    mutationFn: (confirmNamesake: boolean) =>
      people.addPerson({
        type,
        givenName,
        familyName,
        confirmNamesake,
        ...(type === 'pupil' && birthDate !== '' && { birthDate }),
        ...(type === 'pupil' && classId !== NONE && { classId }),
      }),
    onSuccess: async ({ id, accountName }) => {
      await queries.invalidateQueries({ queryKey: PEOPLE })
      showToast({ text: t.person_added({ name: `${givenName} ${familyName}`, account: accountName }) })
      onClose()
      go(`/personen/person/${id}`)
    },
  })
  const mistake = useMistakes(adding.error)
  const refusal = adding.error === null ? null : refusalOf(adding.error)
  const isNamesake = refusal?.code === 'person_namesake'
  const classes = (groups.data?.groups ?? []).filter((group) => group.kind === 'class' || group.kind === 'year')
  return (
    <Dialog
      title={t.add_person}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.cancel}</Button>
          <Button kind="primary" onPress={() => adding.mutate(isNamesake)} isPending={adding.isPending}>
            {isNamesake ? t.add_namesake : t.add_person}
          </Button>
        </>
      }
    >
      <Stack>
        <RadioGroup
          label={t.person_kind}
          value={type}
          onChange={setType}
          options={(['pupil', 'teacher', 'staff'] as const).map((value) => ({ value, label: typeWord(t, value) }))}
        />
        <TextField
          label={t.given_name}
          value={givenName}
          onChange={setGivenName}
          maxLength={name_characters_max}
          error={mistake('givenName')}
          autoComplete="off"
        />
        <TextField
          label={t.family_name}
          value={familyName}
          onChange={setFamilyName}
          maxLength={name_characters_max}
          error={mistake('familyName')}
          autoComplete="off"
        />
        {type === 'pupil' && (
          <TextField
            label={t.birth_date}
            hint={t.birth_date_hint}
            type="date"
            value={birthDate}
            onChange={setBirthDate}
            error={mistake('birthDate')}
            isOptional
          />
        )}
        {type === 'pupil' && (
          <Select
            label={t.class_of_person}
            value={classId}
            onChange={setClassId}
            options={[{ value: NONE, label: t.no_class }, ...classes.map((group) => ({ value: group.id, label: group.label }))]}
            error={mistake('classId')}
          />
        )}
        {isNamesake && (
          <Notice kind="need" title={t.namesake_title} isLive>
            {t.namesake_text}
          </Notice>
        )}
        {refusal !== null && !isNamesake && refusal.field === undefined && <Refused error={adding.error} />}
      </Stack>
    </Dialog>
  )
}
