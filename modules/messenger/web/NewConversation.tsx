import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { SearchField } from '#web/design/SearchField.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useGo } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { FoundPerson } from '../contract.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { messenger } from './client.ts'
import { usePicturesOf } from './pictures.ts'
import { ROOMS } from './use-rooms.ts'

/** Begins a conversation with one of the people I may write to; nobody else is found. */
export function NewConversation({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const t = useTexts(texts)
  const go = useGo()
  const queries = useQueryClient()
  const [typed, setTyped] = useState('')
  const wanted = useDeferredValue(typed.trim())
  const query = useQuery({ queryKey: ['messenger', 'people', wanted], queryFn: ({ signal }) => messenger.findPeople({ query: wanted }, { signal }), enabled: isOpen, placeholderData: (before) => before })
  const pictureOf = usePicturesOf(query.data?.people.map(({ id }) => id) ?? [])
  const open = useMutation({
    mutationFn: (person: FoundPerson) => messenger.openDirectRoom({ personId: person.id }),
    onSuccess: ({ room }) => {
      void queries.invalidateQueries({ queryKey: ROOMS })
      onClose()
      go(`/nachrichten/${room.id}`)
    },
  })
  return (
    <Dialog title={t.newTitle} isOpen={isOpen} onClose={onClose}>
      <Stack>
        <p>{t.newHint}</p>
        <SearchField label={t.newSearch} value={typed} onChange={setTyped} autoFocus maxLength={limits.search_characters_max} />
        {open.error && <Refused error={open.error} />}
        <Answer query={query}>
          {({ people }) => {
            const reachable = people.filter((person) => person.may.includes('messenger.write_to'))
            if (reachable.length === 0) return <EmptyState icon="people" title={t.nobodyFound}>{t.nobodyFoundHint}</EmptyState>
            return (
              <List label={t.newTitle}>
                {reachable.map((person) => <ListRow key={person.id} isCompact lead={<Avatar text={initialsOf(person.name)} picture={pictureOf(person.id)} />} title={person.name} note={person.place ?? undefined} onPress={() => open.mutate(person)} />)}
              </List>
            )
          }}
        </Answer>
      </Stack>
    </Dialog>
  )
}
