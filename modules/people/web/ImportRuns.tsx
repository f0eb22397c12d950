import { useQuery } from '@tanstack/react-query'
import { Card } from '#web/design/Card.tsx'
import { Remark, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { useToday } from '#web/api/clock.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { formatWhen } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { presetName } from '../texts/command.de.ts'
import { PEOPLE, people } from './client.ts'

/** What was taken over before: when, by whom, how many. */
export function ImportRuns() {
  const t = useTexts(texts)
  const today = useToday()
  const query = useQuery({ queryKey: [...PEOPLE, 'runs'], queryFn: ({ signal }) => people.listImports({}, { signal }) })
  return (
    <Section title={t.runs}>
      <Answer query={query}>
        {({ runs }) =>
          runs.length === 0 ? (
            <Remark>{t.no_runs}</Remark>
          ) : (
            <Card isFlush>
              <List label={t.runs}>
                {runs.map((run) => (
                  <ListRow
                    key={run.id}
                    title={t.run_words({ source: presetName(run.source), by: run.appliedBy })}
                    note={t.done_words({ added: run.counts.new ?? 0, changed: run.counts.changed ?? 0, moved: run.counts.moved ?? 0 })}
                    meta={formatWhen(run.appliedAt, today)}
                  />
                ))}
              </List>
            </Card>
          )
        }
      </Answer>
    </Section>
  )
}
