import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './desk-texts.de.ts'
import { withoutParents } from './entry.ts'
import type { ClassFound } from './entry.ts'

/** How the parents of a class get in: slips for whoever is on record, codes for the letters of all others. For the clerk. */
export function ParentsCard({ found }: { found: ClassFound }) {
  const t = useTexts(texts)
  const hasSlips = useHasPath('/personen/gruppe/$groupId/elternzettel')
  if (!found.mayKeepGuardians) return null
  return (
    <Card
      icon="home" level={2} title={t.parents}
      action={(
        <>
          {hasSlips && <Button icon="print" href={`/personen/gruppe/${found.id}/elternzettel?klasse=${encodeURIComponent(found.label)}&von=einwilligungen`}>{t.parentSlips}</Button>}
          <Button icon="key" href={`/einwilligungen/codes/${found.id}`}>{t.parentCodes}</Button>
        </>
      )}
    >
      {t.parentsText({ n: withoutParents(found) })}
    </Card>
  )
}
