import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { clarifiedQuery } from './client.ts'
import { DeletionDialog } from './DeletionDialog.tsx'
import { LifecyclePage } from './LifecyclePage.tsx'
import { TakeAlong } from './TakeAlong.tsx'
import { typeWord } from './words.ts'

/** Accounts to delete, as was clarified with the families after a withdrawal (R12.2): all of them in one go, or one. */
export function ClarifiedPage() {
  const t = useTexts(texts)
  const mayDelete = useMay('lifecycle.delete')
  const query = useQuery(clarifiedQuery)
  const [chosen, setChosen] = useState<readonly string[] | null>(null)
  return (
    <LifecyclePage title={t.tabClarified} lead={t.clarifiedLead}>
      <Answer query={query}>
        {({ people, isMore }) => people.length === 0 ? <EmptyState icon="good" title={t.noClarified} /> : (
          <Stack>
            {mayDelete && <Row><Button kind="danger" icon="remove" onPress={() => setChosen(people.map((one) => one.id))}>{t.deleteAll({ n: people.length })}</Button></Row>}
            {isMore && <Remark>{t.moreClarified}</Remark>}
            <Card isFlush>
              <List label={t.tabClarified}>
                {people.map((one) => (
                  <ListRow
                    key={one.id} title={one.displayName} note={<>{one.place ?? typeWord(t, one.type)}{one.takesAlongUntil !== null && <TakeAlong person={one} until={one.takesAlongUntil} />}</>}
                    {...(one.dueOn !== null && { meta: t.dueOn({ date: one.dueOn }) })}
                    {...(mayDelete && people.length > 1 && { action: <Button onPress={() => setChosen([one.id])} aria-label={`${t.doDelete}: ${one.displayName}`}>{t.doDelete}</Button> })}
                  />
                ))}
              </List>
            </Card>
          </Stack>
        )}
      </Answer>
      {chosen !== null && <DeletionDialog personIds={chosen} reason={t.clarifiedReason} onClose={() => setChosen(null)} onDone={() => setChosen(null)} />}
    </LifecyclePage>
  )
}
