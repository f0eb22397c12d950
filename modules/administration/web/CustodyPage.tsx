import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Table } from '#web/design/Table.tsx'
import type { Column } from '#web/design/Table.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/custody.de.ts'
import { administration, custodyQuery } from './client.ts'
import type { CustodyFound } from './client.ts'
import { CompromiseDialog, CustodianDialog, EndCustodyDialog, RootEventDialog } from './CustodyDialogs.tsx'

type Custodian = CustodyFound['custodians'][number]
type Asked = { kind: 'name' } | { kind: 'handOver' | 'end'; one: Custodian } | { kind: 'record' } | { kind: 'compromise' }

/** The register of who keeps the sealed root credential (R4.3). The credential itself is nowhere in here. */
export function CustodyPage() {
  const t = useTexts(texts)
  const query = useQuery(custodyQuery)
  const mayKeep = useMay('administration.keep_custody')
  const [asked, setAsked] = useState<Asked | null>(null)
  const close = () => setAsked(null)
  return (
    <Page title={t.title} lead={t.lead} actions={mayKeep ? <Button kind="primary" icon="key" onPress={() => setAsked({ kind: 'name' })}>{t.name}</Button> : undefined}>
      <Answer query={query}>
        {(found) => (
          <>
            {found.isCompromised && <Notice kind="danger" title={t.compromise}>{t.compromised}</Notice>}
            {found.custodians.filter((one) => one.isOwn && one.isDeclarationDue).map((one) => <DeclareCard key={one.id} custodyId={one.id} />)}
            <Section title={t.custodians}><Custodians found={found} onAsk={mayKeep ? setAsked : null} /></Section>
            <Events found={found} onRecord={() => setAsked({ kind: 'record' })} />
            <Compromise onAsk={() => setAsked({ kind: 'compromise' })} />
            <Disclosure title={t.why}>{t.whyText}</Disclosure>
          </>
        )}
      </Answer>
      {asked?.kind === 'name' && <CustodianDialog former={null} onClose={close} />}
      {asked?.kind === 'handOver' && <CustodianDialog former={asked.one} onClose={close} />}
      {asked?.kind === 'end' && <EndCustodyDialog one={asked.one} onClose={close} />}
      {asked?.kind === 'record' && <RootEventDialog onClose={close} />}
      {asked?.kind === 'compromise' && <CompromiseDialog onClose={close} />}
    </Page>
  )
}

function DeclareCard({ custodyId }: { custodyId: string }) {
  const t = useTexts(texts)
  const declare = useAct(() => administration.declareCustody({ custodyId }), { done: () => t.declareDone })
  return (
    <Card kind="need" icon="key" level={2} title={t.declareTitle} action={<Button kind="primary" isPending={declare.isPending} onPress={() => declare.mutate()}>{t.declare}</Button>}>
      <p>{t.declareText}</p>
      {declare.error && <Refused error={declare.error} />}
    </Card>
  )
}

function Custodians({ found, onAsk }: { found: CustodyFound; onAsk: ((asked: Asked) => void) | null }) {
  const t = useTexts(texts)
  const current = found.custodians.filter((one) => one.endedOn === null)
  const past = found.custodians.filter((one) => one.endedOn !== null)
  const columns: Column<Custodian>[] = [
    { key: 'person', label: t.person, isRowName: true, cell: (one) => one.person.displayName },
    { key: 'place', label: t.place, cell: (one) => one.place },
    { key: 'since', label: t.since, cell: (one) => formatDate(one.from) },
    { key: 'declared', label: t.declared, cell: (one) => <Row>{one.declaredOn === null ? t.never : t.declaredOn({ date: one.declaredOn })}{one.isDeclarationDue && <Badge kind="need">{t.due}</Badge>}</Row> },
    ...(onAsk === null ? [] : [{
      key: 'act', label: t.act, align: 'end' as const,
      cell: (one: Custodian) => (
        <Row>
          <Button kind="plain" onPress={() => onAsk({ kind: 'handOver', one })} aria-label={t.handOverOf({ name: one.person.displayName })}>{t.handOver}</Button>
          <Button kind="plain" onPress={() => onAsk({ kind: 'end', one })} aria-label={t.endOf({ name: one.person.displayName })}>{t.end}</Button>
        </Row>
      ),
    }]),
  ]
  return (
    <Stack gap="small">
      <Card isFlush><Table caption={t.custodians} columns={columns} rows={current} rowKey={(one) => one.id} empty={t.custodiansEmpty} /></Card>
      {current.length === 1 && <Remark>{t.onlyOne}</Remark>}
      {past.length > 0 && (
        <Disclosure title={t.past}>
          <List label={t.past}>{past.map((one) => <ListRow key={one.id} isCompact title={one.person.displayName} note={`${one.place}, ${formatDate(one.from)} ${t.endedOn({ date: one.endedOn! })}`} />)}</List>
        </Disclosure>
      )}
    </Stack>
  )
}

function Events({ found, onRecord }: { found: CustodyFound; onRecord: () => void }) {
  const t = useTexts(texts)
  const mayRecord = useMay('administration.record_root')
  return (
    <Section title={t.events} action={mayRecord ? <Button icon="add" onPress={onRecord}>{t.record}</Button> : undefined}>
      <Stack gap="small">
        <Remark>{found.lastRotationOn === null ? t.neverRotated : t.lastRotation({ date: found.lastRotationOn })}</Remark>
        {found.events.length > 0 && (
          <Card isFlush>
            <List label={t.events}>
              {found.events.map((event) => (
                <ListRow key={event.id} title={`${t.kind(event)}: ${event.reason}`} note={t.eventBy({ name: event.recordedBy.displayName, date: event.on })} {...(event.kind === 'compromise' ? { meta: <Badge kind="danger">{t.compromiseShort}</Badge> } : {})} />
              ))}
            </List>
          </Card>
        )}
      </Stack>
    </Section>
  )
}

function Compromise({ onAsk }: { onAsk: () => void }) {
  const t = useTexts(texts)
  if (!useMay('administration.report_compromise')) return null
  return (
    <Section title={t.compromise}>
      <Card kind="danger" action={<Button kind="danger" onPress={onAsk}>{t.compromise}</Button>}>{t.compromiseLead}</Card>
    </Section>
  )
}
