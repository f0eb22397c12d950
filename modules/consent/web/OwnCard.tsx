import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { familyTexts } from '../families/texts.de.ts'
import { consent } from './client.ts'
import { askedOf } from './own-asked.ts'

/** On Heute: what the pupil is asked about the own consent, and how long the access stays open without an answer (3.1). Nothing for everybody else. */
export function OwnCard() {
  const t = useTexts(familyTexts)
  const query = useQuery({ queryKey: ['consent', 'own'], queryFn: ({ signal }) => consent.readOwn({}, { signal }) })
  const words = { of_age: [t.adultTitle, t.adultText], new_text: [t.renewTitle, t.renewText], beside_parents: [t.agreeTitle, t.agreeText] } as const
  return (
    <HomeAnswer query={query}>{(own) => {
      const asked = askedOf(own)
      if (asked === null) return null
      const [title, text] = words[asked.why]
      return (
        <Card
          kind="need" icon="consent" title={title}
          action={<Button kind="primary" href="/meine-einwilligungen">{t.decide}</Button>}
          note={asked.openUntil !== null ? t.adultUntil({ date: asked.openUntil }) : undefined}
        >
          {text}
        </Card>
      )
    }}</HomeAnswer>
  )
}
