import { useQuery } from '@tanstack/react-query'
import { Card } from '#web/design/Card.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { ownTakeAlongQuery } from './client.ts'
import { TakeAlong } from './TakeAlong.tsx'

/** On Heute, for a class lead: pupils of the class who have no way in any more and can take their things along, or nothing. */
export function TakeAlongCard() {
  const t = useTexts(texts)
  const query = useQuery(ownTakeAlongQuery)
  return (
    <HomeAnswer query={query}>{({ people }) => people.length === 0 ? null : (
      <Card kind="need" icon="download" title={t.takeTitle} note={t.takeCardText}>
        <List label={t.takeTitle}>
          {people.map((one) => <ListRow key={one.id} title={one.displayName} note={<>{t.takeStill({ date: one.takesAlongUntil })}<TakeAlong person={one} until={one.takesAlongUntil} /></>} />)}
        </List>
      </Card>
    )}</HomeAnswer>
  )
}
