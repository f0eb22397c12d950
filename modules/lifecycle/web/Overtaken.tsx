import { refusalOf } from '#web/api/refusal.ts'
import { Notice } from '#web/design/Notice.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'

/** A refusal about one deletion. Two look at the same list: of what the other has purged meanwhile the server knows nothing any more, and the page says what that means. */
export function Overtaken({ error, level = 2 }: { error: unknown; level?: 2 | 3 }) {
  const t = useTexts(texts)
  if (refusalOf(error).code !== 'not_found') return <Refused error={error} level={level} />
  return <div role="alert"><Notice kind="need" title={t.overtakenTitle}>{t.overtakenText}</Notice></div>
}
