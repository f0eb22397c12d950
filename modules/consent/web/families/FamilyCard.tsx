import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useFamily, useFamilyWords } from './use-family.ts'
import { waits } from './words.ts'

/** On Heute: one card for all that waits for a signature, or nothing. */
export function FamilyCard() {
  const t = useFamilyWords()
  return (
    <HomeAnswer query={useFamily()}>{({ children }) => {
      const waiting = children.map((child) => ({ name: child.givenName, n: child.purposes.filter(waits).length })).filter((child) => child.n > 0)
      if (waiting.length === 0) return null
      return (
        <Card kind="need" icon="consent" title={t.needed({ n: waiting.reduce((sum, child) => sum + child.n, 0) })} action={<Button kind="primary" href="/familie">{t.toFamily}</Button>}>
          {t.neededText({ names: waiting.map((child) => child.name) })}
        </Card>
      )
    }}</HomeAnswer>
  )
}
