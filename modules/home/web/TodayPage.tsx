import { useQuery } from '@tanstack/react-query'
import { now, useToday } from '#web/api/clock.ts'
import { useIsProved, useMay, useSignedIn } from '#web/api/hooks.ts'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Columns, Section, Stack } from '#web/design/layout.tsx'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { OfficeNotice } from '#web/factor/OfficeNotice.tsx'
import { HomePart } from '#web/shell/home-part.tsx'
import { useHomeCards } from '#web/shell/house.ts'
import type { HomeCard } from '#web/shell/module-web.ts'
import { usePageHeading } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatDay, hourOf } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { home } from './client.ts'
import { useSources } from './use-sources.ts'
import { WaitingCards } from './WaitingCards.tsx'
import './TodayPage.css'

/** Cards that say what the week says already. */
const IN_THE_WEEK: readonly string[] = ['people-departures']

type Part = Pick<HomeCard, 'id' | 'load'> & { area: HomeCard['area'] | 'first' }

/** Heute: what waits for this person, what is new in the rooms, and beside it how things stand. Nothing that is empty is shown. */
export function TodayPage() {
  const t = useTexts(texts)
  const { person } = useSignedIn()
  const heading = usePageHeading(t.today)
  const today = useToday()
  const query = useQuery({ queryKey: ['home', 'today'], queryFn: ({ signal }) => home.readToday({}, { signal }), refetchOnWindowFocus: true })
  const found = query.data
  // Whoever holds an office finds all of it bundled in the week.
  const hasWeek = useHasWeek()
  const parts = useParts(hasWeek)
  const { isShown, late, isComplete, ear } = useSources(parts.map((part) => part.id), found !== undefined)
  // Whoever comes late comes behind the others, so that nothing moves that is being read.
  const shown = (area: Part['area']) => parts.filter((part) => part.area === area).sort((a, b) => Number(late.has(a.id)) - Number(late.has(b.id)))
    .map((part) => <HomePart key={part.id} load={part.load} isLate={late.has(part.id)} onAnswer={ear(part.id)} />)
  return (
    <div className="page today">
      <header className="page-head">
        <div className="page-words">
          <h1 ref={heading} tabIndex={-1}>{t.greeting({ hour: found?.hour ?? hourOf(now()), givenName: person.givenName, displayName: person.displayName })}</h1>
          <p className="lead">{formatDay(found?.today ?? today)}</p>
        </div>
      </header>
      {found === undefined && query.error && <Refused error={query.error} onRetry={() => void query.refetch()} />}
      {!isShown && (found !== undefined || !query.error) && <Skeleton shape="cards" lines={3} />}
      {found !== undefined && (
        // The parts ask while the page still shows its shape: so they come together, and nothing that was there first moves.
        <div hidden={!isShown}>
          <Columns aside={shown('side')}>
            <OfficeNotice />
            {shown('first')}
            <div className="today-needs">
              <Section title={t.waiting}>
                <Stack>
                  {!hasWeek && <WaitingCards waiting={found.waiting} />}
                  {shown('needs')}
                </Stack>
              </Section>
            </div>
            {shown('news')}
            {isComplete && <div className="today-nothing"><EmptyState icon="good" title={t.nothing}>{t.nothingText}</EmptyState></div>}
          </Columns>
        </div>
      )}
    </div>
  )
}

const FIRST_STEPS: Part = { id: 'home-first-steps', area: 'first', load: () => import('./FirstSteps.tsx').then((m) => m.FirstSteps) }
const THE_WEEK: Part = { id: 'home-week', area: 'first', load: () => import('./WeekCard.tsx').then((m) => m.WeekCard) }

/** All that this person's Heute is put together from: first steps and week for offices only, and the cards that the modules bring. */
function useParts(hasWeek: boolean): readonly Part[] {
  const isHead = useMay('administration.appoint')
  const mayImport = useMay('people.import')
  // Heute asks nobody for the second factor by itself: that would be every quarter of an hour.
  const isProved = useIsProved()
  const cards = useHomeCards().filter((card) => !hasWeek || !IN_THE_WEEK.includes(card.id))
  return [...(isProved && (isHead || mayImport) ? [FIRST_STEPS] : []), ...(hasWeek ? [THE_WEEK] : []), ...cards]
}

/** For whoever holds an office and proved it: Heute asks nobody for the second factor by itself. Until then the cards say what waits for the person. */
function useHasWeek(): boolean {
  const mayRead = useMay('home.read_week')
  return useIsProved() && mayRead
}
