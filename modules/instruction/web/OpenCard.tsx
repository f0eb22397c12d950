import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { INSTRUCTION, instruction } from './client.ts'

/** On Heute, while there are days left: the version in force waits to be acknowledged. */
export function OpenCard() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...INSTRUCTION, 'own'], queryFn: ({ signal }) => instruction.readOwn({}, { signal }) })
  return (
    <HomeAnswer query={query}>{({ open }) => open === null ? null : (
      <Card kind="need" icon="rules" title={t.card} action={<Button kind="primary" href="/gelesen/instruction?weiter=%2F">{t.cardDo}</Button>}>
        {t.cardText({ date: open.lastDay })}
      </Card>
    )}</HomeAnswer>
  )
}
