import { useQuery } from '@tanstack/react-query'
import { Card } from '#web/design/Card.tsx'
import { Remark, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { useToday } from '#web/api/clock.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { formatWhen } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { rosterTexts } from '../texts/roster.de.ts'
import { presetName } from '../texts/command.de.ts'
import { PEOPLE, people } from './client.ts'

/** One object, so that components do not begin anew. */
const allTexts = { ...texts, ...rosterTexts }

/** What was taken over before: when, by whom, how many. */
export function ImportRuns() {
  const t = useTexts(allTexts)
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
                    title={`${t[`kind_${run.kind as 'pupils'}`]}: ${t.run_words({ source: presetName(run.source), by: run.appliedBy })}`}
                    note={run.kind === 'parents' || run.kind === 'staff' ? t.done_roster({ added: run.counts.new ?? 0, links: run.counts.moved ?? 0 }) : run.kind === 'courses' ? t.done_tasks_of({ links: run.counts.moved ?? 0 }) : t.done_words({ added: run.counts.new ?? 0, changed: run.counts.changed ?? 0, moved: run.counts.moved ?? 0 })}
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
