import { useQuery } from '@tanstack/react-query'
import { now } from '#web/api/clock.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Table } from '#web/design/Table.tsx'
import type { Column } from '#web/design/Table.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { dayOf, formatDate, formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { INCIDENT, incident } from './client.ts'
import type { RegisterCase } from './client.ts'
import { leftWords, overdueWords } from './clock.ts'

/** The register: open cases with their clock, and all that are closed. */
export function RegisterPage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...INCIDENT, 'register'], queryFn: ({ signal }) => incident.listIncidents({}, { signal }) })
  return (
    <Page title={t.register} lead={t.registerLead} actions={<Button kind="primary" icon="add" href="/vorfaelle/neu">{t.raise}</Button>}>
      <Answer query={query}>
        {({ cases, isMore }) => {
          const [open, closed] = [cases.filter((one) => one.closedAt === null), cases.filter((one) => one.closedAt !== null)]
          return cases.length === 0 ? <EmptyState icon="good" title={t.registerNone}>{t.registerNoneText}</EmptyState> : (
            <Stack gap="large">
              {open.length > 0 && <Section title={t.openCases}><Stack>{open.map((one) => <OpenCard key={one.id} one={one} />)}</Stack></Section>}
              {closed.length > 0 && <Section title={t.closedCases}><Card isFlush><Closed cases={closed} /></Card></Section>}
              {isMore && <Remark>{t.registerMore}</Remark>}
            </Stack>
          )
        }}
      </Answer>
    </Page>
  )
}

function OpenCard({ one }: { one: RegisterCase }) {
  const t = useTexts(texts)
  const deadline = new Date(one.deadline)
  const left = leftWords(deadline, now())
  return (
    <Card
      kind={one.isAuthoritySettled ? 'plain' : 'need'} icon={one.isAuthoritySettled ? 'flag' : 'clock'} title={one.isAuthoritySettled ? t.caseTitle({ date: dayOf(one.detectedAt) }) : (left ?? overdueWords(deadline))}
      note={`${t.columnDetected} ${formatMoment(one.detectedAt)}`} action={<Button kind="primary" href={`/vorfaelle/fall/${one.id}`} aria-label={t.lookAt({ what: shortened(one.what) })}>{t.look}</Button>}
    >
      <p className="incident-text">{one.what}</p>
      <Row>
        <Badge>{`${t.columnAuthority}: ${useAnswer(one.authority)}`}</Badge>
        <Badge>{`${t.columnAffected}: ${useAnswer(one.affected)}`}</Badge>
      </Row>
    </Card>
  )
}

function Closed({ cases }: { cases: readonly RegisterCase[] }) {
  const t = useTexts(texts)
  const columns: Column<RegisterCase>[] = [
    { key: 'what', label: t.columnWhat, isRowName: true, cell: (row) => <Link href={`/vorfaelle/fall/${row.id}`}>{shortened(row.what)}</Link> },
    { key: 'detected', label: t.columnDetected, cell: (row) => formatMoment(row.detectedAt) },
    { key: 'authority', label: t.columnAuthority, cell: (row) => <AnswerWords answer={row.authority} /> },
    { key: 'affected', label: t.columnAffected, cell: (row) => <AnswerWords answer={row.affected} /> },
    { key: 'closed', label: t.columnClosed, cell: (row) => formatDate(dayOf(row.closedAt!)) },
  ]
  return <Table caption={t.closedCases} columns={columns} rows={cases} rowKey={(row) => row.id} />
}

const SHOWN_MAX = 90
const shortened = (what: string) => (what.length > SHOWN_MAX ? `${what.slice(0, SHOWN_MAX)}…` : what)

function AnswerWords({ answer }: { answer: RegisterCase['authority'] }) {
  return useAnswer(answer)
}

function useAnswer({ isYes, reportedAt }: RegisterCase['authority']): string {
  const t = useTexts(texts)
  if (isYes === null) return t.undecided
  if (!isYes) return t.noReport
  return reportedAt === null ? t.toReport : t.reportedOn({ date: dayOf(reportedAt) })
}
