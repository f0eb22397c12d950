import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatDate, formatWhen } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { yearTexts } from '../texts/year.de.ts'
import { PEOPLE, people } from './client.ts'

/** What was done before, and the way back as long as there is one. */
export function YearsPast() {
  const t = useTexts(yearTexts)
  const today = useToday()
  const queries = useQueryClient()
  const [asked, setAsked] = useState<string | null>(null)
  const query = useQuery({ queryKey: [...PEOPLE, 'years'], queryFn: ({ signal }) => people.listYears({}, { signal }) })
  const undoing = useMutation({
    mutationFn: (id: string) => people.undoYear({ id }),
    onSuccess: async () => {
      setAsked(null)
      await queries.invalidateQueries({ queryKey: PEOPLE })
    },
  })
  return (
    <Section title={t.past}>
      {undoing.data !== undefined && (
        <Notice kind={undoing.data.kept.length === 0 ? 'good' : 'explain'} title={t.undo_done({ n: undoing.data.kept.length + undoing.data.keptLeftOff })} isLive>
          {undoing.data.kept.length > 0 && (
            <ul>
              {undoing.data.kept.map((one, index) => (
                <li key={index}>{`${one.name}: ${t[`kept_${one.kind}`]}`}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
      <Answer query={query}>
        {({ years }) =>
          years.length === 0 ? (
            <Remark>{t.no_past}</Remark>
          ) : (
            <Card isFlush>
              <List label={t.past}>
                {years.map((one) => (
                  <ListRow
                    key={one.id}
                    title={t.past_words({ year: one.schoolYear, by: one.doneBy })}
                    note={one.undoneAt !== null ? t.undone : one.mayUndo ? t.undo_until({ date: formatDate(one.undoUntil) }) : ''}
                    meta={formatWhen(one.doneAt, today)}
                    action={one.mayUndo ? <Button icon="undo" onPress={() => setAsked(one.id)}>{t.undo}</Button> : undefined}
                  />
                ))}
              </List>
            </Card>
          )
        }
      </Answer>
      <Dialog
        title={t.undo_title}
        isOpen={asked !== null}
        onClose={() => setAsked(null)}
        actions={
          <>
            <Button onPress={() => setAsked(null)}>{t.cancel}</Button>
            <Button kind="primary" isPending={undoing.isPending} onPress={() => asked !== null && undoing.mutate(asked)}>
              {t.undo}
            </Button>
          </>
        }
      >
        <Stack>
          <p>{t.undo_text}</p>
          {undoing.error !== null && <Refused error={undoing.error} />}
        </Stack>
      </Dialog>
    </Section>
  )
}
