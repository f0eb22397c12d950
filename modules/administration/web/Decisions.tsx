import { useQuery } from '@tanstack/react-query'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/school.de.ts'
import { decisionsQuery } from './client.ts'

const SHOWN = 6

/** What was decided, when, by whom: the newest, and the rest behind a press. */
export function Decisions() {
  const t = useTexts(texts)
  const query = useQuery(decisionsQuery)
  return (
    <Section title={t.history}>
      <Answer query={query}>
        {({ decisions }) => {
          const rows = (list: typeof decisions) => (
            <List label={t.history}>
              {list.map((one) => <ListRow key={one.id} isCompact title={t.optionName(one)} note={`${t.decided({ date: one.decidedOn, name: one.decidedBy?.displayName ?? '' })}${one.inRepresentation ? ` (${t.represented})` : ''}`} />)}
            </List>
          )
          const rest = decisions.slice(SHOWN)
          return decisions.length === 0 ? <Remark>{t.historyEmpty}</Remark> : (
            <Stack gap="small">
              <Card isFlush>{rows(decisions.slice(0, SHOWN))}</Card>
              {rest.length > 0 && <Disclosure title={t.more({ n: rest.length })}>{rows(rest)}</Disclosure>}
            </Stack>
          )
        }}
      </Answer>
    </Section>
  )
}
