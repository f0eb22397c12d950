import { useQuery } from '@tanstack/react-query'
import { Suspense } from 'react'
import { useIsProved, useMay, useSignedIn } from '#web/api/hooks.ts'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Columns, Section, Stack } from '#web/design/layout.tsx'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { OfficeNotice } from '#web/factor/OfficeNotice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useHomeCards } from '#web/shell/house.ts'
import { lazyPart } from '#web/shell/lazy-part.tsx'
import type { HomeCard } from '#web/shell/module-web.ts'
import { usePageHeading } from '#web/shell/Page.tsx'
import { formatDay } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { home } from './client.ts'
import { WaitingCards } from './WaitingCards.tsx'
import './TodayPage.css'

const NONE: readonly string[] = []
/** Cards that say what the week says already. */
const IN_THE_WEEK: readonly string[] = ['people-departures']

/** Heute: what waits for this person, what is new in the rooms, and beside it how things stand. Nothing that is empty is shown. */
export function TodayPage() {
  const t = useTexts(texts)
  const { person } = useSignedIn()
  const heading = usePageHeading(t.today)
  const query = useQuery({ queryKey: ['home', 'today'], queryFn: ({ signal }) => home.readToday({}, { signal }), refetchOnWindowFocus: true })
  const found = query.data
  // Whoever holds an office finds all of it bundled in the week.
  const hasWeek = useHasWeek()
  return (
    <div className="page today">
      <header className="page-head">
        <div className="page-words">
          <h1 ref={heading} tabIndex={-1}>{found === undefined ? t.today : t.greeting({ hour: found.hour, givenName: person.givenName, displayName: person.displayName })}</h1>
          {found !== undefined && <p className="lead">{formatDay(found.today)}</p>}
        </div>
      </header>
      <Answer query={query} skeleton={<Skeleton shape="cards" lines={3} />}>{({ waiting }) => (
        <Columns aside={<CardsOf area="side" />}>
          <OfficeNotice />
          <Beginning />
          <Week />
          <div className="today-needs">
            <Section title={t.waiting}>
              <Stack>
                {!hasWeek && <WaitingCards waiting={waiting} />}
                <CardsOf area="needs" without={hasWeek ? IN_THE_WEEK : NONE} />
              </Stack>
            </Section>
          </div>
          <CardsOf area="news" />
          <div className="today-nothing"><EmptyState icon="good" title={t.nothing}>{t.nothingText}</EmptyState></div>
        </Columns>
      )}</Answer>
    </div>
  )
}

const loadFirstSteps = () => import('./FirstSteps.tsx').then((m) => m.FirstSteps)

/** For head, deputy and admin only; nobody else loads it. */
function Beginning() {
  const isHead = useMay('administration.appoint')
  const mayImport = useMay('people.import')
  // Heute asks nobody for the second factor by itself: that would be every quarter of an hour.
  const isProved = useIsProved()
  if (!isProved || (!isHead && !mayImport)) return null
  const FirstSteps = lazyPart(loadFirstSteps)
  return <Suspense fallback={null}><FirstSteps /></Suspense>
}

const loadWeek = () => import('./WeekCard.tsx').then((m) => m.WeekCard)

/** For whoever holds an office and proved it: Heute asks nobody for the second factor by itself. Until then the cards say what waits for the person. */
function useHasWeek(): boolean {
  const mayRead = useMay('home.read_week')
  return useIsProved() && mayRead
}

/** Nobody else loads it. */
function Week() {
  if (!useHasWeek()) return null
  const Part = lazyPart(loadWeek)
  return <Suspense fallback={null}><Part /></Suspense>
}

/** The cards that the modules bring for one place, each when its code is there. */
function CardsOf({ area, without = NONE }: { area: HomeCard['area']; without?: readonly string[] }) {
  return useHomeCards().filter((card) => card.area === area && !without.includes(card.id)).map((card) => {
    const Part = lazyPart(card.load)
    return <Suspense key={card.id} fallback={null}><Part /></Suspense>
  })
}
