import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { savePaper } from '#web/api/save-paper.ts'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Table } from '#web/design/Table.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import type { Client } from '#platform/module/operation.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { dayOf, formatDate, formatTime } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { contract } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { StateBadge } from './StateBadge.tsx'
import { WithdrawalDialog } from './WithdrawalDialog.tsx'
import { consent } from './client.ts'
import { texts as deskTexts } from './desk-texts.de.ts'
import { printedForm } from './entry.ts'
import './consent.css'

type History = Awaited<ReturnType<Client<typeof contract>['readHistory']>>
type Words = ReturnType<typeof useTexts<typeof texts>>

/** The proof of one pupil: what was declared and withdrawn, by whom, entered by whom. Printable. */
export function HistoryPage() {
  const t = useTexts(texts)
  const pupilId = usePathField('pupilId')
  const [isWithdrawing, setWithdrawing] = useState(false)
  const query = useQuery({ queryKey: ['consent', 'pupil', pupilId], queryFn: ({ signal }) => consent.readHistory({ pupilId }, { signal }) })
  const desk = useTexts(deskTexts)
  const proof = useMutation({ mutationFn: () => consent.printProof({ pupilId }), onSuccess: savePaper, gcTime: 0 })
  const mayRecord = useMay('consent.record')
  const hasFamily = useMay('consent.see_guardians')
  const known = query.data
  return (
    <Page
      title={known?.pupil.displayName ?? t.history} lead={t.historyLead}
      actions={known && (
        <>
          <Button icon="download" isPending={proof.isPending} onPress={() => proof.mutate()}>{desk.proofPdf}</Button>
          <Button icon="print" onPress={() => window.print()}>{t.printProof}</Button>
          {hasFamily && <Button icon="people" href={`/einwilligungen/familie/${pupilId}`}>{t.family}</Button>}
          {mayRecord && <Button icon="blocked" onPress={() => setWithdrawing(true)}>{t.withdraw}</Button>}
        </>
      )}
    >
      <Answer query={query}>
        {(found) => (
          <Stack gap="large">
            {proof.error && <Refused error={proof.error} />}
            <Card>
              <dl className="consent-purposes">
                {found.purposes.map((one) => (
                  <div key={one.purpose}>
                    <dt>{one.purpose === 'platform' ? t.platform : t.video}</dt>
                    <dd><StateBadge {...one} /></dd>
                  </div>
                ))}
              </dl>
            </Card>
            {found.records.length === 0 ? <EmptyState icon="history" title={t.historyEmpty} /> : <Section title={t.history}><Card isFlush><Records found={found} t={t} /></Card></Section>}
          </Stack>
        )}
      </Answer>
      {known !== undefined && isWithdrawing && <WithdrawalDialog found={known} onClose={() => setWithdrawing(false)} />}
    </Page>
  )
}

function Records({ found, t }: { found: History; t: Words }) {
  const desk = useTexts(deskTexts)
  const kinds = { request: t.kindRequest, declaration: t.kindDeclaration, withdrawal: t.kindWithdrawal }
  return (
    <Table
      caption={t.history}
      rows={found.records}
      rowKey={(record) => record.id}
      columns={[
        { key: 'what', label: t.columnWhat, isRowName: true, cell: (record) => `${kinds[record.kind]} ${record.purpose === 'platform' ? t.platform : t.video}${record.olderText !== null ? ` (${desk.olderText({ label: record.olderText })})` : record.document === null ? '' : ` (${record.document.major}.${record.document.minor})`}${record.isVoid ? `, ${desk.isVoid}` : ''}` },
        { key: 'who', label: t.columnWho, cell: (record) => [whoSaid(record, t), record.formCode === null ? '' : desk.formCode({ code: printedForm(record.formCode) })].filter((part) => part !== '').join(', ') },
        { key: 'on', label: t.columnOn, cell: (record) => `${formatDate(record.on)}, ${record.channel === 'paper' ? t.onPaper : t.online}` },
        { key: 'entered', label: t.columnEntered, cell: (record) => t.enteredBy({ name: record.enteredBy, day: formatDate(dayOf(record.enteredAt)), time: formatTime(record.enteredAt) }) },
      ]}
    />
  )
}

function whoSaid(record: History['records'][number], t: Words): string {
  const who = record.byName ?? (record.by === 'adult_pupil' ? t.byAdult : record.by === 'pupil_voice' ? t.byVoice : record.formLine !== null ? t.byLine({ line: record.formLine }) : '')
  const assurance = record.assurance === 'sole_custody' ? t.assuranceSole : record.assurance === 'other_agrees' ? t.assuranceOther : ''
  return [who, assurance].filter((part) => part !== '').join('; ')
}
