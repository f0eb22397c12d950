import { useQuery } from '@tanstack/react-query'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/offices.de.ts'
import { administration, weekQuery } from './client.ts'
import type { WeekFound } from './client.ts'
import { useAct } from './useAct.ts'

/** "Diese Woche": at most seven bundles with a suggestion and an estimate; all suggestions with one press (A20). */
export function WeekPage() {
  const t = useTexts(texts)
  const query = useQuery(weekQuery)
  const accept = useAct((kinds: string[]) => administration.acceptSuggestions({ kinds }), { done: ({ done }) => t.taken({ n: done }) })
  const mayAccept = useMay('administration.accept_week')
  const suggested = query.data?.items.filter((item) => item.suggestion !== null).map((item) => item.kind) ?? []
  return (
    <Page
      title={t.week} isNarrow
      lead={query.data === undefined || query.data.items.length === 0 ? undefined : t.weekLead({ n: query.data.items.length, minutes: query.data.minutes })}
      actions={mayAccept && suggested.length > 0 ? <Button kind="primary" icon="check" isPending={accept.isPending} onPress={() => accept.mutate(suggested)}>{t.takeAll}</Button> : undefined}
    >
      <Answer query={query}>
        {({ items, left, isHoliday }) => (
          <Stack>
            {isHoliday && <Notice kind="plain" icon="calendar">{t.weekHoliday}</Notice>}
            {accept.error && <Refused error={accept.error} level={2} />}
            {items.length === 0 && <EmptyState icon="good" title={t.weekNothing}>{t.weekNothingText}</EmptyState>}
            {items.map((item) => <Item key={item.kind} item={item} {...(mayAccept && item.suggestion !== null ? { onTake: () => accept.mutate([item.kind]) } : {})} />)}
            {left > 0 && <Remark>{t.weekLeft({ n: left })}</Remark>}
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function Item({ item, onTake }: { item: WeekFound['items'][number]; onTake?: () => void }) {
  const t = useTexts(texts)
  const { kind, count: n, names, minutes, dueOn, isOverdue } = item
  const suggestion = item.suggestion === 'keep' ? t.suggestionKeep : item.suggestion === 'read' ? t.suggestionRead : item.suggestion === 'confirm' ? t.suggestionConfirm : null
  const due = dueOn === null ? null : isOverdue ? t.weekOverdue({ date: dueOn }) : t.weekDue({ date: dueOn })
  return (
    <Card
      kind={item.isSafety ? 'danger' : 'need'} level={2} title={t.weekTitle({ kind, n })} note={[t.weekMinutes({ minutes }), due, suggestion].filter((part) => part !== null).join(' · ')}
      action={(
        <>
          {onTake !== undefined && <Button kind="primary" onPress={onTake} aria-label={`${t.takeOne}: ${t.weekTitle({ kind, n })}`}>{t.takeOne}</Button>}
          <Button href={t.weekPath({ kind })} aria-label={`${t.look}: ${t.weekTitle({ kind, n })}`}>{t.look}</Button>
        </>
      )}
    >
      <p>{t.weekText({ kind })}</p>
      {names.length > 0 && <p>{t.weekNames({ names })}</p>}
    </Card>
  )
}
