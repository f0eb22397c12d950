/** Before the first answer of the server: nothing for a moment, then the shape of a page, then plain words. */
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from './texts.de.ts'
import '../design/base.css'
import '../design/fonts.css'
import '../design/small.css'
import './PlainShell.css'

export function Waiting({ isUnreached }: { isUnreached: boolean }) {
  const t = useTexts(texts)
  return (
    <main className="plain-content">
      {isUnreached ? (
        <div role="status">
          <EmptyState icon="offline" title={t.unreached}>
            {t.unreachedText}
          </EmptyState>
        </div>
      ) : (
        <Skeleton lines={5} />
      )}
    </main>
  )
}
