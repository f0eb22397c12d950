import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Table } from '#web/design/Table.tsx'
import { Row, Stack } from '#web/design/layout.tsx'
import type { Client } from '#platform/module/operation.ts'
import { formatGermanDate } from '#platform/time/calendar.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { contract } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { WithdrawalDialog } from './WithdrawalDialog.tsx'
import { consent } from './client.ts'

type History = Awaited<ReturnType<Client<typeof contract>['readHistory']>>
type Words = ReturnType<typeof useTexts<typeof texts>>

/** The proof of one pupil: what was declared and withdrawn, by whom, entered by whom. Printable. */
export function HistoryPage() {
  const t = useTexts(texts)
  const pupilId = usePathField('pupilId')
  const [isWithdrawing, setWithdrawing] = useState(false)
  const query = useQuery({ queryKey: ['consent', 'pupil', pupilId], queryFn: ({ signal }) => consent.readHistory({ pupilId }, { signal }) })
  return (
    <Answer query={query}>
      {(found) => (
        <Page
          title={found.pupil.displayName} lead={t.historyLead}
          actions={<Row><Button icon="print" onPress={() => window.print()}>{t.printProof}</Button><Button icon="blocked" onPress={() => setWithdrawing(true)}>{t.withdraw}</Button></Row>}
        >
          <Stack>
            <Card>
              <Stack gap="small">
                {found.purposes.map((one) => (
                  <Row key={one.purpose} place="between">
                    <strong>{one.purpose === 'platform' ? t.platform : t.video}</strong>
                    <span><Badge kind={one.open ? 'good' : 'plain'}>{t.stateWord({ state: one.state })}</Badge>{one.openUntil !== null && ` ${t.until({ date: one.openUntil })}`}</span>
                  </Row>
                ))}
              </Stack>
            </Card>
            {found.records.length === 0 ? <EmptyState icon="history" title={t.historyEmpty} /> : <Records found={found} t={t} />}
          </Stack>
          <WithdrawalDialog found={found} isOpen={isWithdrawing} onClose={() => setWithdrawing(false)} />
        </Page>
      )}
    </Answer>
  )
}

function Records({ found, t }: { found: History; t: Words }) {
  const kinds = { request: t.kindRequest, declaration: t.kindDeclaration, withdrawal: t.kindWithdrawal }
  return (
    <Table
      caption={t.history}
      rows={found.records}
      rowKey={(record) => record.id}
      columns={[
        { key: 'what', label: t.columnWhat, isRowName: true, cell: (record) => `${kinds[record.kind]} ${record.purpose === 'platform' ? t.platform : t.video}${record.document === null ? '' : ` (${record.document.major}.${record.document.minor})`}` },
        { key: 'who', label: t.columnWho, cell: (record) => whoSaid(record, t) },
        { key: 'on', label: t.columnOn, cell: (record) => `${formatGermanDate(record.on)}, ${record.channel === 'paper' ? t.onPaper : t.online}` },
        { key: 'entered', label: t.columnEntered, cell: (record) => (record.enteredBy === null ? '' : t.enteredBy({ name: record.enteredBy, at: new Date(record.enteredAt).toLocaleString('de-DE', { dateStyle: 'short', timeStyle: 'short', timeZone: 'Europe/Berlin' }) })) },
      ]}
    />
  )
}

function whoSaid(record: History['records'][number], t: Words): string {
  const who = record.byName ?? (record.by === 'adult_pupil' ? t.byAdult : record.by === 'pupil_voice' ? t.byVoice : record.formLine !== null ? t.byLine({ line: record.formLine }) : '')
  const assurance = record.assurance === 'sole_custody' ? t.assuranceSole : record.assurance === 'other_agrees' ? t.assuranceOther : ''
  return [who, assurance].filter((part) => part !== '').join('; ')
}
