/** The frame of everybody without a session: leads to the door that is open now, and says calmly why somebody stands before it again. */
import { useMatches } from '@tanstack/react-router'
import { Suspense, useEffect } from 'react'
import type { ReactNode } from 'react'
import { useSession } from '#web/api/hooks.ts'
import type { Session } from '#web/api/session.ts'
import { Notice } from '#web/design/Notice.tsx'
import { Skeleton } from '#web/design/Skeleton.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { DemoBanner } from './DemoBanner.tsx'
import { doorFor, SIGN_IN } from './doors.ts'
import { PlainShell } from './PlainShell.tsx'
import { useGo, usePath, useQueryField } from './routing.ts'
import { texts } from './texts.de.ts'

export function OutsideFrame({ session, children }: { session: Session | null; children: ReactNode }) {
  const t = useTexts(texts)
  const { ended } = useSession()
  const path = usePath()
  const [after] = useQueryField('weiter')
  const go = useGo()
  const exists = useMatches({ select: (matches) => matches.length > 1 })
  const door = session === null ? null : doorFor({ session, path, exists, after })
  useEffect(() => {
    if (door !== null) go(door, { replace: true })
  }, [door, go])
  return (
    <PlainShell {...(session?.school ? { school: session.school.name } : {})} notices={session?.demo === true && <DemoBanner />}>
      {ended && path === SIGN_IN && (
        <Notice kind="explain" title={t.ended} isLive>
          {t.endedText}
        </Notice>
      )}
      {door === null && <Suspense fallback={<Skeleton lines={4} />}>{children}</Suspense>}
    </PlainShell>
  )
}
