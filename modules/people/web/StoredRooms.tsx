import { Disclosure } from '#web/design/Disclosure.tsx'
import { Prose, Stack } from '#web/design/layout.tsx'
import { listNames } from '#platform/module/texts.ts'
import { dayOf, formatDate, formatNumber, formatTime } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/stored.de.ts'
import type { people } from './client.ts'
import './people.css'

type Room = Awaited<ReturnType<typeof people.listStored>>['rooms'][number]
type Category = Room['categories'][number]
type Counted = Category['about']
type Value = Category['rows'][number][number]
type T = ReturnType<typeof useTexts<typeof texts>>

/** Each room of the platform with something to tell: what it is for, how much, since when, how long, and the values. `child`: of whom a guardian reads it; else it is about the reader. */
export function StoredRooms({ rooms, child }: { rooms: readonly Room[]; child?: string }) {
  const t = useTexts(texts)
  return (
    <Stack gap="small">
      {rooms.map((room) => (
        <Disclosure key={room.module} title={t.stored_room({ name: room.name, count: roomCount(t, room) })}>
          <StoredRoom room={room} child={child} />
        </Disclosure>
      ))}
    </Stack>
  )
}

type Whose = { child: string | undefined }

function StoredRoom({ room, child }: { room: Room } & Whose) {
  const t = useTexts(texts)
  const isCounted = ({ about, acted }: Category) => about.count + acted.count > 0
  const uncounted = room.categories.filter((category) => !isCounted(category))
  return (
    <Stack>
      <Prose>
        <p>{t.stored_purpose({ purpose: room.purpose })}</p>
      </Prose>
      {room.categories.filter(isCounted).map((category) => (
        <StoredCategory key={category.label} category={category} child={child} />
      ))}
      {uncounted.length > 0 && (
        <Prose>
          <p>{child === undefined ? t.stored_uncounted : t.child_uncounted({ name: child })}</p>
          <ul>
            {uncounted.map((category) => (
              <li key={category.label}>
                {category.label}. {t.stored_keeps({ keeps: category.keeps.join('; ') })}
              </li>
            ))}
          </ul>
        </Prose>
      )}
    </Stack>
  )
}

function StoredCategory({ category, child }: { category: Category } & Whose) {
  const t = useTexts(texts)
  const { about, acted, rows } = category
  // In the profile it stands below two headings, on the page of a child below that of the page.
  const Heading = child === undefined ? 'h4' : 'h2'
  return (
    <Prose>
      <Heading className="stored-part">{category.label}</Heading>
      {about.count > 0 && <p>{child === undefined ? t.stored_about(counted(t, about)) : t.child_about({ name: child, ...counted(t, about) })}</p>}
      {acted.count > 0 && <p>{t.stored_acted(counted(t, acted))}</p>}
      {category.isPartly && <p>{child === undefined ? t.stored_partly : t.child_partly({ name: child })}</p>}
      <p>
        {t.stored_keeps({ keeps: category.keeps.join('; ') })} {t.stored_from({ source: category.source })}. {t.stored_readers({ readers: listNames(category.readers) })}.
      </p>
      {rows.length > 0 && (
        <Disclosure title={t.stored_values({ n: rows.length })}>
          <ul>
            {rows.map((row, n) => (
              <li key={n}>{row.map((value) => valueWords(t, value)).join('; ')}</li>
            ))}
          </ul>
        </Disclosure>
      )}
    </Prose>
  )
}

function counted(t: T, { count, isMore, since }: Counted): { count: string; since: string | null } {
  return { count: countWords(t, count, isMore), since: since === null ? null : formatDate(dayOf(since)) }
}

function roomCount(t: T, { count, isMore }: Room): string | null {
  return count === 0 ? null : countWords(t, count, isMore)
}

const countWords = (t: T, n: number, isMore: boolean): string => (isMore ? t.stored_many({ count: formatNumber(n) }) : t.stored_count({ n, count: formatNumber(n) }))

function valueWords(t: T, { label, kind, value }: Value): string {
  if (kind === 'flag') return label
  if (kind === 'day') return `${label}: ${formatDate(value)}`
  if (kind === 'instant') return `${label}: ${t.stored_when({ date: formatDate(dayOf(value)), time: formatTime(value) })}`
  return `${label}: ${value}`
}
