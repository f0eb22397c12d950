import { useQuery } from '@tanstack/react-query'
import { Badge } from '#web/design/Badge.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { Table } from '#web/design/Table.tsx'
import { Button } from '#web/design/Button.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts as common } from '../texts.de.ts'
import { texts } from '../texts/offices.de.ts'
import { appointmentsQuery } from './client.ts'
import type { Appointments } from './client.ts'
import { Conflicts } from './Conflicts.tsx'

type Line = { id: string; person: { id: string; displayName: string }; office: string; since: string; isDeputy: boolean; isOutside: boolean }

/** Who may do what: each person with what they hold, each task with who is in charge (R4.1). */
export function WhoMayPage() {
  const t = useTexts(texts)
  const query = useQuery(appointmentsQuery)
  return (
    <Page title={t.whoMay} lead={t.whoMayLead} actions={<Button icon="print" onPress={() => window.print()}>{t.letterPrintPage}</Button>}>
      <Answer query={query}>{(found) => <WhoMay found={found} />}</Answer>
    </Page>
  )
}

function WhoMay({ found }: { found: Appointments }) {
  const t = useTexts(texts)
  const c = useTexts(common)
  const lines = linesOf(found)
  const people = [...Map.groupBy(lines, (line) => line.person.id).values()]
  return (
    <Stack gap="large">
      <Conflicts conflicts={found.conflicts} />
      <Section title={t.byPerson}>
        <Card isFlush>
          <Table
            caption={t.byPerson} rows={people} rowKey={(own) => own[0]!.person.id} sortedBy={{ key: 'person' }}
            columns={[
              { key: 'person', label: t.person, isRowName: true, sortBy: (own) => own[0]!.person.displayName, cell: (own) => <Row>{own[0]!.person.displayName}{own[0]!.isOutside && <Badge>{t.outsideShort}</Badge>}</Row> },
              { key: 'holds', label: t.holds, cell: (own) => <Stack gap="small">{own.map((line) => <span key={line.id}>{t.officeName(line)}{line.isDeputy ? ` (${t.substitute})` : ''}, {c.since({ date: line.since })}</span>)}</Stack> },
            ]}
          />
        </Card>
      </Section>
      <Section title={t.byTask}>
        <Card isFlush>
          <Table
            caption={t.byTask} rows={found.tasks} rowKey={(task) => task}
            columns={[
              { key: 'task', label: c.columnTask, isRowName: true, cell: (task) => c.taskName({ task }) },
              { key: 'people', label: t.person, cell: (task) => holdersOf(lines, task).map((line) => `${line.person.displayName}${line.isDeputy ? ` (${t.substitute})` : ''}`).join(', ') || t.nobody },
              { key: 'words', label: t.meaning, cell: (task) => c.taskWords({ task }) },
            ]}
          />
        </Card>
        <Remark>{t.noSuper}</Remark>
      </Section>
    </Stack>
  )
}

function holdersOf(lines: readonly Line[], task: string): Line[] {
  return lines.filter((line) => line.office === `task:${task}`).sort((a, b) => Number(a.isDeputy) - Number(b.isDeputy))
}

function linesOf({ offices, appointments }: Appointments): Line[] {
  return [
    ...offices.filter((one) => one.isCurrent).map((one) => ({ id: one.id, person: one.person, office: one.office, since: one.from, isDeputy: false, isOutside: one.isOutside })),
    ...appointments.filter((one) => one.isCurrent).map((one) => ({ id: one.id, person: one.person, office: `task:${one.task}`, since: one.from, isDeputy: one.isDeputy, isOutside: one.isOutside })),
  ]
}
