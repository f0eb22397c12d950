import { useSignedIn } from '#web/api/hooks.ts'
import { Notice } from '#web/design/Notice.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/offices.de.ts'
import type { ConflictFound } from './client.ts'

/** What does not go well together, as a warning; nothing when all is well. */
export function Conflicts({ conflicts }: { conflicts: readonly ConflictFound[] }) {
  const t = useTexts(texts)
  const hasMail = useSignedIn().modules.includes('mail')
  if (conflicts.length === 0) return null
  return (
    <Notice kind="need" icon="warning" title={t.conflicts}>
      {conflicts.map((one) => <p key={`${one.kind}${one.person?.id ?? ''}`}>{t.conflict({ kind: one.kind, name: one.person?.displayName ?? '', hasMail })}</p>)}
      <p>{t.conflictsNote}</p>
    </Notice>
  )
}
