import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Stack } from '#web/design/layout.tsx'
import { ListRow } from '#web/design/List.tsx'
import { SearchField } from '#web/design/SearchField.tsx'
import { Segments } from '#web/design/Segments.tsx'
import { useQueryField } from '#web/shell/routing.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { PersonInList } from '../contract.ts'
import { search_characters_max } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'
import { PagedPeople } from './PagedPeople.tsx'
import { usePictures } from './pictures.ts'
import { typeWord } from './words.ts'

type Shown = 'all' | 'pupil' | 'teacher' | 'staff' | 'left'

/** People page by page, searched by the beginning of their names. */
export function PeopleList() {
  const t = useTexts(texts)
  const [field, setField] = useQueryField('q')
  const [q, setQ] = useState(field)
  const [shown, setShown] = useState<Shown>('all')
  const mayAdd = useMay('people.add')
  const asked = useDeferredValue(q.trim())
  const query = useInfiniteQuery({
    queryKey: [...PEOPLE, 'list', asked, shown],
    queryFn: ({ signal, pageParam }) =>
      people.listPeople(
        {
          ...(asked !== '' && { q: asked }),
          ...(shown === 'left' ? { left: true } : shown !== 'all' && { type: shown }),
          ...(pageParam !== null && { after: pageParam }),
        },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  const pictureOf = usePictures({ personIds: query.data?.pages.flatMap((page) => page.people.map(({ id }) => id)) ?? [] })
  const change = (value: string): void => {
    setQ(value)
    setField(value.trim())
  }
  const options = [
    { value: 'all' as const, label: t.all_types },
    { value: 'pupil' as const, label: t.filter_pupils },
    { value: 'teacher' as const, label: t.filter_teachers },
    { value: 'staff' as const, label: t.filter_staff },
    ...(mayAdd ? [{ value: 'left' as const, label: t.left_people }] : []),
  ]
  return (
    <Stack>
      <SearchField label={t.search_people} value={q} onChange={change} maxLength={search_characters_max} isLarge />
      <Segments label={t.person_kind} value={shown} onChange={setShown} options={options} />
      <PagedPeople
        query={query} label={t.people}
        empty={shown === 'left' && asked === '' ? <EmptyState icon="history" title={t.nobody_left} /> : <EmptyState icon="search" title={t.nobody_found}>{t.nobody_found_text}</EmptyState>}
        row={(row) => <PersonRow key={row.id} person={row} picture={pictureOf(row.id)} />}
      />
    </Stack>
  )
}

function PersonRow({ person, picture }: { person: PersonInList; picture: string | undefined }) {
  const t = useTexts(texts)
  return (
    <ListRow
      href={`/personen/person/${person.id}`}
      lead={<Avatar text={initialsOf(person.displayName)} kind={person.type === 'teacher' || person.type === 'staff' ? 'staff' : 'person'} picture={picture} />}
      title={`${person.familyName}, ${person.givenName}`}
      note={person.place ?? typeWord(t, person.type)}
      {...(person.exitOn !== null && { meta: t.departing({ date: formatDate(person.exitOn) }) })}
    />
  )
}
