import { useQuery } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/offices.de.ts'
import { representedQuery, school } from './client.ts'

/** What the deputy decided in representation: the head takes note of it (A8). */
export function RepresentedPage() {
  const t = useTexts(texts)
  const query = useQuery(representedQuery)
  // Only what stands on the page: what came meanwhile was not read.
  const act = useAct((ids: string[]) => school.acknowledgeRepresented({ ids }), { done: () => t.acknowledged })
  const acts = query.data?.acts ?? []
  return (
    <Page title={t.representedTitle} lead={t.representedLead} isNarrow actions={acts.length > 0 ? <Button kind="primary" icon="check" isPending={act.isPending} onPress={() => act.mutate(acts.map((one) => one.id))}>{t.acknowledge}</Button> : undefined}>
      <Stack>
        {act.error && <Refused error={act.error} />}
        <Answer query={query}>
          {(found) => found.acts.length === 0 ? <EmptyState icon="good" title={t.representedNone}>{t.representedNoneText}</EmptyState> : (
            <Card isFlush>
              <List label={t.representedTitle}>
                {found.acts.map((one) => <ListRow key={one.id} title={t.act(one)} note={t.actNote({ date: one.on, by: one.by, about: one.about })} />)}
              </List>
            </Card>
          )}
        </Answer>
      </Stack>
    </Page>
  )
}
