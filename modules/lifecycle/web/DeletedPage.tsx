import { useInfiniteQuery } from '@tanstack/react-query'
import { useDeferredValue, useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { SearchField } from '#web/design/SearchField.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts.de.ts'
import { LIFECYCLE, lifecycle } from './client.ts'
import type { Deleted } from './client.ts'
import { EarlyPurgeDialog, RestoreDialog } from './DeletedDialogs.tsx'
import { LifecyclePage } from './LifecyclePage.tsx'
import { TimeLine } from './TimeLine.tsx'
import { causeWord, typeWord } from './words.ts'

/** Deleted accounts with the calendar days that are left, the most urgent first (R12.4). */
export function DeletedPage() {
  const t = useTexts(texts)
  const mayDelete = useMay('lifecycle.delete')
  const [q, setQ] = useState('')
  const asked = useDeferredValue(q.trim())
  const query = useInfiniteQuery({
    queryKey: [...LIFECYCLE, 'deleted', asked],
    queryFn: ({ signal, pageParam }) => lifecycle.listDeleted({ ...(asked !== '' && { q: asked }), ...(pageParam !== null && { after: pageParam }) }, { signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: (before) => before,
  })
  return (
    <LifecyclePage title={t.tabDeleted} lead={t.deletedLead} actions={mayDelete ? <Button icon="remove" href="/loeschung/neu">{t.deleteNew}</Button> : undefined}>
      <Answer query={query}>
        {({ pages }) => {
          const found = pages.flatMap((page) => page.deletions)
          if (found.length === 0 && asked === '') return <EmptyState icon="good" title={t.noDeleted} />
          return (
            <Stack>
              <SearchField label={t.searchDeleted} value={q} onChange={setQ} maxLength={limits.search_characters_max} isLarge />
              {found.length === 0 && <Remark>{t.noMatch}</Remark>}
              {found.map((one) => <DeletedCard key={one.id} deletion={one} />)}
              {query.hasNextPage && <Row><Button onPress={() => void query.fetchNextPage()} isPending={query.isFetchingNextPage}>{t.more}</Button></Row>}
            </Stack>
          )
        }}
      </Answer>
    </LifecyclePage>
  )
}

function DeletedCard({ deletion }: { deletion: Deleted }) {
  const t = useTexts(texts)
  const today = useToday()
  const [dialog, setDialog] = useState<'restore' | 'early' | null>(null)
  const { displayName, type, cause, reason, deletedOn, restorableUntil, daysLeft, decidedBy, earlyPurge, may } = deletion
  const who = [typeWord(t, type), cause === 'decision' && decidedBy !== null ? t.by({ name: decidedBy }) : cause === 'decision' ? causeWord(t, cause) : `${causeWord(t, cause)}, ${t.byItself}`].join(', ')
  const mayRestore = may.includes('lifecycle.restore')
  const refusedOn = earlyPurge?.refusedOn ?? null
  const mayAsk = may.includes('lifecycle.ask_early_purge') && (earlyPurge === null || refusedOn !== null)
  const ask = refusedOn === null ? t.purgeEarly : t.purgeAgain
  const named = (deed: string) => `${deed}: ${displayName}`
  return (
    <Card level={2} title={<Row>{displayName}<Badge>{daysLeft === 0 ? t.over : t.daysLeft({ n: daysLeft })}</Badge></Row>}>
      <Stack gap="small">
        <p>{who}</p>
        {reason !== '' && <p>{t.reason}: {reason}</p>}
        <TimeLine
          axis={{ from: deletedOn, until: restorableUntil }} today={today} todayWord={t.today} label={t.line({ from: deletedOn, until: restorableUntil, n: daysLeft })}
          parts={[{ from: deletedOn, until: today, tone: 'past' }, { from: today, until: restorableUntil, tone: 'open' }]}
        />
        <p className="lifecycle-ends" aria-hidden="true"><span>{t.since({ date: deletedOn })}</span><span>{t.until({ date: restorableUntil })}</span></p>
        {earlyPurge !== null && <Remark>{refusedOn === null ? t.purgeWaits({ date: earlyPurge.askedOn }) : t.purgeRefused({ date: refusedOn, reason: earlyPurge.reason })}</Remark>}
        {(mayRestore || mayAsk) && (
          <Row>
            {mayRestore && <Button icon="undo" onPress={() => setDialog('restore')} aria-label={named(t.restore)}>{t.restore}</Button>}
            {mayAsk && <Button kind="plain" onPress={() => setDialog('early')} aria-label={named(ask)}>{ask}</Button>}
          </Row>
        )}
      </Stack>
      {dialog === 'restore' && <RestoreDialog deletion={deletion} onClose={() => setDialog(null)} />}
      {dialog === 'early' && <EarlyPurgeDialog deletion={deletion} onClose={() => setDialog(null)} />}
    </Card>
  )
}
