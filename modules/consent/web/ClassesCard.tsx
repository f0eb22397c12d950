import { useQuery } from '@tanstack/react-query'
import { Card } from '#web/design/Card.tsx'
import { Section } from '#web/design/layout.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { ClassBars } from './ClassBars.tsx'
import { consent } from './client.ts'

/** On Heute: how my own classes stand. Nothing when I lead none. */
export function ClassesCard() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: ['consent', 'classes', 'platform'], queryFn: ({ signal }) => consent.listClasses({}, { signal }) })
  return (
    <HomeAnswer query={query}>{({ classes }) => {
      const own = classes.filter((one) => one.isOwn)
      if (own.length === 0) return null
      return (
        <Section title={t.ownClasses}>
          <Card><ClassBars classes={own} /></Card>
        </Section>
      )
    }}</HomeAnswer>
  )
}
