import { useQuery } from '@tanstack/react-query'
import { useToday } from '#web/api/clock.ts'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { closedQuery } from './client.ts'
import type { Closed } from './client.ts'
import { LifecyclePage } from './LifecyclePage.tsx'
import { TakeAlong } from './TakeAlong.tsx'
import { typeWord } from './words.ts'

/** Who stays at school without the platform (R12.3): since when, until when things can be taken along, when it was emptied. */
export function ClosedPage() {
  const t = useTexts(texts)
  const query = useQuery(closedQuery)
  return (
    <LifecyclePage title={t.tabClosed} lead={t.closedLead}>
      <Answer query={query}>
        {({ people, isMore }) => people.length === 0 ? <EmptyState icon="good" title={t.noClosed} /> : (
          <Stack>
            <Remark>{t.closedRemark}</Remark>
            <Card isFlush><List label={t.tabClosed}>{people.map((one) => <ClosedRow key={one.id} one={one} />)}</List></Card>
            {isMore && <Remark>{t.moreClosed}</Remark>}
          </Stack>
        )}
      </Answer>
    </LifecyclePage>
  )
}

function ClosedRow({ one }: { one: Closed }) {
  const t = useTexts(texts)
  const today = useToday()
  // Between the last day and the night there is nothing to take along any more, and nothing gone yet.
  const state = one.emptiedOn !== null ? t.closedEmptied({ date: one.emptiedOn }) : one.contentUntil >= today ? t.closedStill({ date: one.contentUntil }) : t.closedTonight
  return (
    <ListRow
      title={one.displayName} meta={one.place ?? typeWord(t, one.type)} note={<>{t.closedSince({ date: one.decidedOn })}<br />{state}{one.takesAlongUntil !== null && <TakeAlong person={one} until={one.takesAlongUntil} />}</>}
    />
  )
}
