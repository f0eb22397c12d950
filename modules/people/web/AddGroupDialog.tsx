import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextArea } from '#web/design/TextArea.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useSignedIn } from '#web/api/hooks.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { group_label_characters_max, purpose_characters_max } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'
import type { GroupKind } from './client.ts'
import { kindWord } from './words.ts'

/** Founds a group: kind, name, purpose (R1.1). */
export function AddGroupDialog({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTexts(texts)
  const go = useGo()
  const queries = useQueryClient()
  const { may } = useSignedIn()
  const kinds: GroupKind[] = may.includes('people.add') ? ['course', 'project', 'class', 'year', 'staff'] : ['course', 'project']
  const [kind, setKind] = useState<GroupKind | null>(null)
  const [label, setLabel] = useState('')
  const [purpose, setPurpose] = useState('')
  const founding = useMutation({
    mutationFn: () => people.addGroup({ kind: kind ?? '', label, purpose }),
    onSuccess: async ({ id }) => {
      await queries.invalidateQueries({ queryKey: PEOPLE })
      onClose()
      go(`/personen/gruppe/${id}`)
    },
  })
  const mistake = useMistakes(founding.error)
  const isOfField = founding.error !== null && refusalOf(founding.error).field !== undefined
  return (
    <Dialog
      title={t.add_group}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.cancel}</Button>
          <Button kind="primary" onPress={() => founding.mutate()} isPending={founding.isPending}>
            {t.found_group}
          </Button>
        </>
      }
    >
      <Stack>
        <RadioGroup
          label={t.group_kind}
          value={kind}
          onChange={setKind}
          options={kinds.map((value) => ({ value, label: kindWord(t, value) }))}
          error={mistake('kind')}
        />
        <TextField
          label={t.group_label}
          hint={t.group_label_hint}
          value={label}
          onChange={setLabel}
          maxLength={group_label_characters_max}
          error={mistake('label')}
        />
        <TextArea
          label={t.group_purpose}
          hint={t.group_purpose_hint}
          value={purpose}
          onChange={setPurpose}
          letters_max={purpose_characters_max}
          error={mistake('purpose')}
        />
        {founding.error !== null && !isOfField && <Refused error={founding.error} />}
      </Stack>
    </Dialog>
  )
}
