import { useQuery } from '@tanstack/react-query'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Table } from '#web/design/Table.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { INSTRUCTION, instruction } from './client.ts'
import './instruction.css'

const READ = '/dokumente/instruction'

/** The instruction: the version in force for all staff; the register and who has acknowledged it for those who answer for it. */
export function InstructionPage() {
  const t = useTexts(texts)
  const mayPublish = useMay('instruction.publish')
  const mayCount = useMay('instruction.read_register')
  const own = useQuery({ queryKey: [...INSTRUCTION, 'own'], queryFn: ({ signal }) => instruction.readOwn({}, { signal }) })
  return (
    <Page title={t.title} lead={t.lead}>
      <Answer query={own}>
        {({ current }) => (
          <Stack gap="large">
            {mayPublish && <Renewal isFirst={current === null} />}
            {current === null
              ? !mayPublish && <EmptyState icon="rules" title={t.none}>{t.noneForReaders}</EmptyState>
              : <Card icon="rules" title={t.inForce({ ...current, date: current.publishedOn })} level={2} action={<Button kind={mayPublish ? 'quiet' : 'primary'} href={READ}>{t.read}</Button>} />}
            {mayCount && current !== null && <Register />}
            {mayPublish && current !== null && <People />}
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

/** For the head: the text says something else than the platform does, or there is none yet. */
function Renewal({ isFirst }: { isFirst: boolean }) {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...INSTRUCTION, 'draft'], queryFn: ({ signal }) => instruction.readDraft({}, { signal }) })
  if (query.data === undefined || !query.data.isNew) return null
  return (
    <Card
      kind="need" icon="rules" level={2} title={isFirst ? t.none : t.differs}
      action={<Button kind="primary" href="/dienstanweisung/neu">{isFirst ? t.firstPreview : t.preview}</Button>}
    >
      {isFirst ? t.noneText : t.differsText({ n: query.data.changes.length })}
    </Card>
  )
}

function Register() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...INSTRUCTION, 'versions'], queryFn: ({ signal }) => instruction.listVersions({}, { signal }) })
  return (
    <Section title={t.versions}>
      <Answer query={query}>
        {({ versions, staff }) => (
          <Card isFlush>
            <Table
              caption={t.versions}
              rows={versions}
              rowKey={(row) => `${row.major}.${row.minor}`}
              columns={[
                { key: 'version', label: t.version, isRowName: true, cell: (row) => <span className="instruction-version"><Link href={`${READ}?fassung=${row.major}.${row.minor}`}>{row.major}.{row.minor}</Link>{row.isCurrent && <Badge kind="good">{t.current}</Badge>}</span> },
                { key: 'since', label: t.since, cell: (row) => formatDate(row.publishedOn) },
                { key: 'by', label: t.by, cell: (row) => (row.publishedBy === null ? t.byNobody : `${row.publishedBy.displayName}${row.inRepresentation ? `, ${t.inRepresentation}` : ''}`) },
                { key: 'count', label: t.count, align: 'end', cell: (row) => t.ofStaff({ n: row.acknowledged, of: staff }) },
              ]}
            />
          </Card>
        )}
      </Answer>
    </Section>
  )
}

function People() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...INSTRUCTION, 'people'], queryFn: ({ signal }) => instruction.listAcknowledgements({}, { signal }) })
  return (
    <Section title={t.people} action={<Button icon="print" onPress={() => window.print()}>{t.print}</Button>}>
      <Answer query={query}>
        {({ people }) => (
          <Stack>
            <p className="remark">{t.peopleLead}</p>
            <Card isFlush>
              <Table
                caption={t.people}
                rows={people}
                rowKey={(row) => row.id}
                sortedBy={{ key: 'answer' }}
                columns={[
                  { key: 'person', label: t.person, isRowName: true, cell: (row) => row.displayName },
                  { key: 'answer', label: t.answer, sortBy: (row) => row.acknowledgedOn ?? '', cell: (row) => (row.acknowledgedOn === null ? <Badge kind="need">{t.no}</Badge> : t.yes({ date: row.acknowledgedOn })) },
                ]}
              />
            </Card>
          </Stack>
        )}
      </Answer>
    </Section>
  )
}
