import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row } from '#web/design/layout.tsx'
import { ListRow } from '#web/design/List.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { PersonInList } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'
import { DepartureDialog } from './DepartureDialog.tsx'
import { PagedPeople } from './PagedPeople.tsx'

/** "Geht ab?": everybody whom the last import missed, each with two answers. */
export function DeparturesPage() {
  const t = useTexts(texts)
  const query = useInfiniteQuery({
    queryKey: [...PEOPLE, 'departures'],
    queryFn: ({ signal, pageParam }) => people.listPeople({ departure: 'unclear', ...(pageParam !== null && { after: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  })
  return (
    <Page title={t.departure_unclear} lead={t.departure_unclear_text}>
      <PagedPeople
        query={query} label={t.departure_unclear}
        empty={<EmptyState icon="good" title={t.nobody_unclear}>{t.nobody_unclear_text}</EmptyState>}
        row={(row) => <UnclearRow key={row.id} person={row} />}
      />
    </Page>
  )
}

function UnclearRow({ person }: { person: PersonInList }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const staying = useMutation({ mutationFn: () => people.recordStay({ id: person.id }), onSuccess: () => queries.invalidateQueries({ queryKey: PEOPLE }) })
  return (
    <>
      <ListRow
        title={`${person.familyName}, ${person.givenName}`}
        note={person.place ?? t.flow_nowhere}
        action={
          <Row>
            <Button onPress={() => staying.mutate()} isPending={staying.isPending} aria-label={`${t.stays}: ${person.displayName}`}>
              {t.stays}
            </Button>
            <Button icon="calendar" onPress={() => setOpen(true)} aria-label={`${t.record_departure}: ${person.displayName}`}>
              {t.record_departure}
            </Button>
          </Row>
        }
      />
      <DepartureDialog person={person} isOpen={isOpen} onClose={() => setOpen(false)} />
    </>
  )
}
