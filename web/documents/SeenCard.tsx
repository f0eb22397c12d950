import { useQuery } from '@tanstack/react-query'
import { useSignedIn } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { documents } from './client.ts'
import { documentsToRead, readingPath } from './seen.ts'
import { texts } from './texts.de.ts'

/** On Heute: texts that are asked for before the first use of a part, so that nobody is stopped by them later. */
export function SeenCard() {
  const t = useTexts(texts)
  const { modules } = useSignedIn()
  const wanted = documentsToRead(modules)
  const query = useQuery({ queryKey: ['documents', 'list'], queryFn: ({ signal }) => documents.listDocuments({}, { signal }), enabled: wanted.length > 0 })
  return (
    <HomeAnswer query={query}>{({ documents: found }) => {
      const open = wanted.flatMap((id) => found.filter((one) => one.document === id && !one.seen))
      if (open.length === 0) return null
      return (
        <Card
          kind="need" icon="rules" title={t.cardTitle({ n: open.length })}
          action={<Button kind="primary" href={readingPath(open.map((one) => one.document), '/')}>{t.cardDo}</Button>}
        >
          {t.cardText({ titles: open.map((one) => one.title) })}
        </Card>
      )
    }}</HomeAnswer>
  )
}
