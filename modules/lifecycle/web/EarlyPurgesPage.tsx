import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { earlyQuery, lifecycle } from './client.ts'
import type { EarlyPurge } from './client.ts'
import { LifecyclePage } from './LifecyclePage.tsx'
import { Overtaken } from './Overtaken.tsx'
import { useClose } from './useClose.ts'

/** The head decides whether an account is purged at once (Art. 17, two decide). */
export function EarlyPurgesPage() {
  const t = useTexts(texts)
  const query = useQuery(earlyQuery)
  return (
    <LifecyclePage title={t.earlyTitle} lead={t.earlyLead}>
      <Answer query={query}>
        {({ open }) => open.length === 0 ? <EmptyState icon="good" title={t.earlyNone} /> : <Stack>{open.map((one) => <OpenCard key={one.id} one={one} />)}</Stack>}
      </Answer>
    </LifecyclePage>
  )
}

function OpenCard({ one }: { one: EarlyPurge }) {
  const t = useTexts(texts)
  const [isAsking, setAsking] = useState(false)
  const act = useAct((agrees: boolean) => lifecycle.decideEarlyPurge({ id: one.id, agrees }), { done: (_, agrees) => (agrees ? t.agreed : t.disagreed), after: () => setAsking(false) })
  const close = useClose(() => setAsking(false), act.error)
  return (
    <Card kind="need" level={2} title={one.displayName}>
      <Stack gap="small">
        <p>{one.askedBy === null ? t.earlyAsked({ date: one.askedOn }) : t.earlyAskedBy({ date: one.askedOn, name: one.askedBy })}</p>
        <p>{t.reason}: {one.reason}</p>
        <p>{t.earlyStays({ since: one.deletedOn, until: one.restorableUntil })}</p>
        {one.isOwnRequest ? <Remark>{t.earlyOwn}</Remark> : (
          <Row>
            <Button kind="danger" onPress={() => setAsking(true)} aria-label={`${t.agree}: ${one.displayName}`}>{t.agree}</Button>
            <Button isPending={act.isPending && !isAsking} onPress={() => act.mutate(false)} aria-label={`${t.disagree}: ${one.displayName}`}>{t.disagree}</Button>
          </Row>
        )}
        {act.error !== null && !isAsking && <Overtaken error={act.error} level={3} />}
      </Stack>
      <ConfirmDialog title={t.purgeEarlyTitle({ name: one.displayName })} isOpen={isAsking} onClose={close} onConfirm={() => act.mutate(true)} confirm={t.purgeNow} word={t.purgeWord} isPending={act.isPending}>
        <Stack>
          <p>{t.purgeNowText}</p>
          {act.error !== null && <Overtaken error={act.error} level={3} />}
        </Stack>
      </ConfirmDialog>
    </Card>
  )
}
