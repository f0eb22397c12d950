import { useQuery } from '@tanstack/react-query'
import { useToday } from '#web/api/clock.ts'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { leaversQuery } from './client.ts'
import type { Leaver } from './client.ts'
import { axisOfLeavers } from './lay-line.ts'
import type { Axis } from './lay-line.ts'
import { LifecyclePage } from './LifecyclePage.tsx'
import { TakeAlong } from './TakeAlong.tsx'
import { TimeLine } from './TimeLine.tsx'
import { typeWord } from './words.ts'

/** Who leaves soon, with the last day and the day from which the account is deleted (R12.1). */
export function LeaversPage() {
  const t = useTexts(texts)
  const today = useToday()
  const mayDelete = useMay('lifecycle.delete')
  const query = useQuery(leaversQuery)
  return (
    <LifecyclePage title={t.title} lead={t.lead} actions={mayDelete ? <Button icon="remove" href="/loeschung/neu">{t.deleteNew}</Button> : undefined}>
      <Answer query={query}>
        {({ leavers, isMore, isAutomatic }) => leavers.length === 0 ? <EmptyState icon="calendar" title={t.noLeavers}>{isAutomatic ? t.leaversLead : t.leaversLeadByHand}</EmptyState> : (
          <Stack>
            <Remark>{isAutomatic ? t.leaversLead : t.leaversLeadByHand}</Remark>
            <Card isFlush>
              <List label={t.tabLeavers}>{leavers.map((one) => <LeaverRow key={one.id} leaver={one} axis={axisOfLeavers(leavers, today)} today={today} />)}</List>
            </Card>
            {isMore && <Remark>{t.moreLeavers}</Remark>}
          </Stack>
        )}
      </Answer>
    </LifecyclePage>
  )
}

function LeaverRow({ leaver, axis, today }: { leaver: Leaver; axis: Axis; today: string }) {
  const t = useTexts(texts)
  const { displayName, place, type, exitOn, deletedFrom, takesAlongUntil } = leaver
  const words = `${t.lastDay({ date: exitOn })}, ${deletedFrom === null ? t.notDeleted : t.deletedFrom({ date: deletedFrom })}`
  return (
    <ListRow
      title={displayName}
      meta={place ?? typeWord(t, type)}
      note={
        <>
          {words}
          <span className="lifecycle-leaver">
            <TimeLine axis={axis} today={today} todayWord={t.today} label={t.leaverLine({ today, exitOn, deletedFrom })} parts={[{ from: today, until: exitOn, tone: 'open' }, ...(deletedFrom === null ? [] : [{ from: exitOn < today ? today : exitOn, until: deletedFrom, tone: 'late' as const }])]} />
          </span>
          {takesAlongUntil !== null && <TakeAlong person={leaver} until={takesAlongUntil} />}
        </>
      }
    />
  )
}
