import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { INSTRUCTION, instruction } from './client.ts'

/** On Heute, while there are days left: the version in force waits to be acknowledged. */
export function OpenCard() {
  const t = useTexts(texts)
  const { data } = useQuery({ queryKey: [...INSTRUCTION, 'own'], queryFn: ({ signal }) => instruction.readOwn({}, { signal }) })
  if (data === undefined || data.open === null) return null
  return (
    <Card kind="need" icon="rules" title={t.card} action={<Button kind="primary" href="/gelesen/instruction?weiter=%2F">{t.cardDo}</Button>}>
      {t.cardText({ date: data.open.lastDay })}
    </Card>
  )
}
