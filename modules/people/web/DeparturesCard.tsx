import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { people_page_rows_max } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'

/** One card for all open questions "Geht ab?" (amendment A20: bundled), or nothing. */
export function DeparturesCard() {
  const t = useTexts(texts)
  const query = useQuery({
    queryKey: [...PEOPLE, 'departures', 'count'],
    queryFn: ({ signal }) => people.listPeople({ departure: 'unclear', limit: people_page_rows_max }, { signal }),
  })
  return (
    <HomeAnswer query={query}>{({ people: found, next }) => found.length === 0 ? null : (
      <Card
        kind="need"
        icon="flag"
        title={t.departure_unclear_title({ n: found.length, hasMore: next !== null })}
        action={<Button href="/personen/abgang">{t.look}</Button>}
      >
        {t.departure_unclear_text}
      </Card>
    )}</HomeAnswer>
  )
}
