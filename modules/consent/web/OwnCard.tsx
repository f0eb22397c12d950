import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { familyTexts } from '../families/texts.de.ts'
import { consent } from './client.ts'

/** On Heute, from the 18th birthday on until the own declaration is there: the pupil is asked for it and told how long the grace lasts (3.1). Nothing for everybody else. */
export function OwnCard() {
  const t = useTexts(familyTexts)
  const query = useQuery({ queryKey: ['consent', 'own'], queryFn: ({ signal }) => consent.readOwn({}, { signal }) })
  return (
    <HomeAnswer query={query}>{({ purposes }) => {
      const due = purposes.find((one) => one.state === 'MAJORITY_DUE')
      if (due === undefined) return null
      return (
        <Card
          kind="need" icon="consent" title={t.adultTitle}
          action={<Button kind="primary" href="/meine-einwilligungen">{t.decide}</Button>}
          note={due.openUntil !== null ? t.adultUntil({ date: due.openUntil }) : undefined}
        >
          {t.adultText}
        </Card>
      )
    }}</HomeAnswer>
  )
}
