import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Checkbox } from '#web/design/Checkbox.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { SearchField } from '#web/design/SearchField.tsx'
import { Select } from '#web/design/Select.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { GroupMember } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'
import type { GroupKind, Role } from './client.ts'
import { roleWord, typeWord } from './words.ts'

const SHOWN = 20

/** Chooses people among those one may see and takes them into the group. */
export function AddMembersDialog({
  group,
  isOpen,
  onClose,
}: {
  group: { id: string; kind: GroupKind; members: readonly GroupMember[] }
  isOpen: boolean
  onClose: () => void
}) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [q, setQ] = useState('')
  const [role, setRole] = useState<Role>('member')
  const [chosen, setChosen] = useState<ReadonlyMap<string, string>>(new Map())
  const asked = useDeferredValue(q.trim())
  const query = useQuery({
    queryKey: [...PEOPLE, 'choose', asked],
    queryFn: ({ signal }) => people.listPeople({ ...(asked !== '' && { q: asked }), limit: SHOWN }, { signal }),
    enabled: isOpen,
    placeholderData: (before) => before,
  })
  const close = () => {
    setChosen(new Map())
    setQ('')
    adding.reset()
    onClose()
  }
  const adding = useMutation({
    mutationFn: () => people.addMembers({ id: group.id, personIds: [...chosen.keys()], role }),
    onSuccess: async ({ added }) => {
      await queries.invalidateQueries({ queryKey: PEOPLE })
      showToast({ text: t.added({ n: added }) })
      close()
    },
  })
  const toggle = (id: string, name: string) => (isSelected: boolean) =>
    setChosen((before) => {
      const next = new Map(before)
      if (isSelected) next.set(id, name)
      else next.delete(id)
      return next
    })
  const isMember = new Set(group.members.map((member) => member.personId))
  return (
    <Dialog
      title={t.add_members}
      isOpen={isOpen}
      onClose={close}
      actions={
        <>
          <Button onPress={close}>{t.cancel}</Button>
          <Button kind="primary" isDisabled={chosen.size === 0} isPending={adding.isPending} onPress={() => adding.mutate()}>
            {t.add}
          </Button>
        </>
      }
    >
      <Stack>
        <Select
          label={t.add_as}
          value={role}
          onChange={setRole}
          options={(['member', 'responsible', 'lead'] as const).map((value) => ({ value, label: roleWord(t, value, group.kind) }))}
        />
        <SearchField label={t.search_people} value={q} onChange={setQ} />
        <Answer query={query}>
          {({ people: found }) => (
            <Stack gap="small">
              {found
                .filter((person) => !isMember.has(person.id) || role !== 'member')
                .map((person) => (
                  <Checkbox
                    key={person.id}
                    isSelected={chosen.has(person.id)}
                    onChange={toggle(person.id, person.displayName)}
                    hint={person.place ?? typeWord(t, person.type)}
                  >{`${person.familyName}, ${person.givenName}`}</Checkbox>
                ))}
              {found.length === 0 && <Remark>{t.nobody_found}</Remark>}
            </Stack>
          )}
        </Answer>
        {chosen.size > 0 && <Remark>{[...chosen.values()].join(', ')}</Remark>}
        {adding.error !== null && <Refused error={adding.error} />}
      </Stack>
    </Dialog>
  )
}
