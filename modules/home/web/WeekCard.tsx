import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { addDays } from '#platform/time/calendar.ts'
import { contract as administrationContract } from '#modules/administration/contract.ts'
import { contract as peopleContract } from '#modules/people/contract.ts'
import { useToday } from '#web/api/clock.ts'
import { createClient } from '#web/api/client.ts'
import { useMay, useSignedIn } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import type { IconName } from '#web/design/icons.ts'
import { Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { showToast } from '#web/design/toasts.ts'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { EXAMPLE_WORDS, texts } from '../texts/week.de.ts'
import { home, WEEK } from './client.ts'
import type { WeekItem } from './client.ts'
import { LateCard } from './LateCard.tsx'
import { PLACES, UNKNOWN_PLACE } from './week-places.ts'

const administration = createClient(administrationContract)
const people = createClient(peopleContract)
/** Days until a suggested departure: so long it can be taken back. */
const DEPART_DAYS = 7
/** People named before the rest is counted in the disclosure's list. */
const NAMED_MAX = 40

/** "Diese Woche" for whoever holds an office: at most seven items, each with a suggestion and its minutes (A20). */
export function WeekCard() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: WEEK, queryFn: ({ signal }) => home.readWeek({}, { signal }), refetchOnWindowFocus: true })
  return (
    <HomeAnswer query={query}>{({ items, minutes, later, held, holidayUntil }) => items.length === 0 && held === 0 ? null : (
      <Section title={t.title}>
        <Stack>
          {items.length > 0 && <p className="remark">{t.whole({ n: items.length, minutes })}</p>}
          {items.map((item) => (item.late === null ? <Item key={item.kind} item={item} /> : <LateCard key={`${item.kind} ${item.late.office}`} item={item} late={item.late} />))}
          {later > 0 && <p className="remark">{t.later({ n: later })}</p>}
          {held > 0 && holidayUntil !== null && <p className="remark">{t.held({ n: held, until: holidayUntil })}</p>}
        </Stack>
      </Section>
    )}</HomeAnswer>
  )
}

function Item({ item }: { item: WeekItem }) {
  const t = useTexts(texts)
  const { icon, title, suggestion, path, personPath, isExample } = useWords(item)
  const take = useTaking(item)
  const note = [t.minutes({ n: item.minutes }), item.dueOn !== null && (item.isOverdue ? t.overdue({ date: item.dueOn }) : t.due({ date: item.dueOn }))].filter(Boolean).join(' · ')
  const names: ReactNode[] = item.people.slice(0, NAMED_MAX).map((person) => (personPath === undefined ? person.displayName : <Link key={person.id} href={`${personPath}${person.id}`}>{person.displayName}</Link>))
  return (
    <Card
      kind={item.isSecurity && !isExample ? 'danger' : 'need'} icon={icon} title={title} note={note}
      action={(
        <>
          {item.isSafe && take !== null && <Button kind="primary" isPending={take.isPending} onPress={() => take.mutate()}>{t.takeAll}</Button>}
          {path !== undefined && <Button kind={item.isSafe && take !== null ? 'quiet' : 'primary'} href={path}>{t.look}</Button>}
        </>
      )}
    >
      {item.forHead > 0 && <p className="remark">{t.forHead({ n: item.forHead, of: item.count })}</p>}
      <p>{t.suggestion} {suggestion}</p>
      {take?.error && <Refused error={take.error} />}
      {names.length > 0 && <Disclosure title={t.whom}><ul>{names.map((name, index) => <li key={index}>{name}</li>)}</ul></Disclosure>}
      {item.groups.length > 0 && <p>{item.groups.map(({ label }) => label).join(', ')}</p>}
    </Card>
  )
}

type Words = { icon: IconName; title: string; suggestion: string; path: string | undefined; personPath: string | undefined; /** It is about trying out, not about a school. */ isExample: boolean }

/** Words of an item and the ways to it, as far as this person has the pages. */
function useWords({ kind, count, people: about }: WeekItem): Words {
  const t = useTexts(texts)
  const today = useToday()
  const isExample = useSignedIn().demo && EXAMPLE_WORDS[kind] !== undefined
  const { icon, path, person } = PLACES[kind] ?? UNKNOWN_PLACE
  const hasPage = useHasPath(path ?? '')
  const hasPerson = useHasPath(person?.pattern ?? '')
  const personPath = person !== undefined && hasPerson ? person.start : undefined
  const [one] = about
  const toOne = personPath !== undefined && one !== undefined && about.length === 1 ? `${personPath}${one.id}` : undefined
  const title = t.kindTitle({ kind, n: count, isExample })
  const suggestion = t.kindSuggestion({ kind, day: addDays(today, DEPART_DAYS), isExample })
  return { icon: isExample ? 'explain' : icon, title, suggestion, path: hasPage ? path : toOne, personPath, isExample }
}

/** Takes the suggestion for all that is shown; null where nothing can be taken as a whole, or not by this person. */
function useTaking(item: WeekItem) {
  const mayAccept = useMay('administration.accept_week')
  const departing = useDeparting(item)
  const deciding = useDeciding(item)
  if (item.suggestion === 'depart_in_a_week') return departing
  return mayAccept && (item.suggestion === 'goes_on' || item.suggestion === 'take_note') ? deciding : null
}

/** Departures: one ordinary act after the other, and the offer to take them back. */
function useDeparting(item: WeekItem) {
  const t = useTexts(texts)
  const today = useToday()
  const queries = useQueryClient()
  return useMutation({
    mutationFn: async () => {
      const done: string[] = []
      for (const { id } of item.people) {
        // Somebody got an office or came back meanwhile: they stay in the list, to be looked at.
        if (await people.recordDeparture({ id, exitOn: addDays(today, DEPART_DAYS) }).then(() => true, () => false)) done.push(id)
      }
      return done
    },
    onSuccess: async (done) => {
      await queries.invalidateQueries()
      const undo = async () => {
        for (const id of done) await people.cancelDeparture({ id }).catch(() => undefined)
        await queries.invalidateQueries()
      }
      showToast({ text: done.length === item.people.length ? t.taken({ n: done.length }) : t.takenSome({ n: done.length, of: item.people.length }), undo: () => void undo() })
    },
  })
}

/** What leaves things as they are, decided by the room administration for exactly the tasks that were shown. */
function useDeciding(item: WeekItem) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  return useMutation({
    mutationFn: () => administration.acceptSuggestions({ taskIds: item.taskIds }),
    onSuccess: async ({ done }) => {
      await queries.invalidateQueries()
      showToast({ text: t.decided({ n: done }) })
    },
  })
}
