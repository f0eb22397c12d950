import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { formatBytes, formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '#platform/export/texts.de.ts'
import { EXPORT, exporting } from './client.ts'

/** On Heute: the file is ready; and before the last day at school, that there is something to take along (28, 7 and 1 days before). */
export function CopyCard() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...EXPORT, 'own'], queryFn: ({ signal }) => exporting.readExport({}, { signal }) })
  const action = <Button kind="primary" href="/profil">{t.to_page}</Button>
  return (
    <HomeAnswer query={query}>
      {({ state, size_bytes, until, offer }) => (
        <>
          {state === 'ready' && <Card kind="need" icon="download" title={t.ready_title} action={action}>{t.ready_card({ size: formatBytes(size_bytes ?? 0), date: formatDate(until!) })}</Card>}
          {offer !== null && <Card kind="need" icon="download" title={t.offer_title} action={action}>{t.offer({ days: offer.daysLeft, date: formatDate(offer.exitOn) })}</Card>}
        </>
      )}
    </HomeAnswer>
  )
}
