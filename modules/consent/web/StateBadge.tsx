import { Badge } from '#web/design/Badge.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import type { PupilFound } from './entry.ts'

/** How one consent stands, and until when where its end is known. */
export function StateBadge({ state, open, openUntil }: Pick<PupilFound, 'state' | 'open' | 'openUntil'>) {
  const t = useTexts(texts)
  return (
    <span>
      <Badge kind={open ? 'good' : state === 'PARTIAL' ? 'need' : 'plain'}>{t.stateWord({ state })}</Badge>
      {openUntil !== null && ` ${t.until({ date: openUntil })}`}
    </span>
  )
}
