import { useQuery } from '@tanstack/react-query'
import { useIsProved } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { HomeAnswer } from '#web/shell/home-part.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { releasesQuery } from './client.ts'

/** On Heute: modules that process other data since an update than were released (RP.1). */
export function RenewalCard() {
  const t = useTexts(texts)
  const query = useQuery({ ...releasesQuery, enabled: useIsProved() })
  return (
    <HomeAnswer query={query}>{({ modules }) => {
      const outdated = modules.filter((one) => one.release !== null && !one.release.isCurrentVersion)
      if (outdated.length === 0) return null
      return (
        <Card kind="need" icon="control" title={t.renewCard({ names: outdated.map((one) => one.name) })} action={<Button kind="primary" href="/verwaltung">{t.renew}</Button>}>
          {t.renewText}
        </Card>
      )
    }}</HomeAnswer>
  )
}
