import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog, Dialog } from '#web/design/Dialog.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Table } from '#web/design/Table.tsx'
import type { Column } from '#web/design/Table.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../limits.ts'
import { texts } from '../texts/others.de.ts'
import { administration, othersQuery } from './client.ts'
import type { Others } from './client.ts'
import { OtherRequestDialog } from './OtherRequestDialog.tsx'

type Request = Others['requests'][number]
type Account = Others['accounts'][number]

/** Accounts of persons near the school: requests, the head's decisions, last days (R10.2). */
export function OthersPage() {
  const t = useTexts(texts)
  const query = useQuery(othersQuery)
  const mayRequest = useMay('administration.request_other')
  const [isAsking, setAsking] = useState(false)
  return (
    <Page title={t.title} lead={t.lead} actions={mayRequest ? <Button kind="primary" icon="personAdd" onPress={() => setAsking(true)}>{t.request}</Button> : undefined}>
      <Answer query={query}>
        {(found) => (
          <>
            <Section title={t.waiting}>
              {found.requests.length === 0 ? <Remark>{t.nothingWaits}</Remark> : <Stack>{found.requests.map((one) => <RequestCard key={one.id} request={one} />)}</Stack>}
            </Section>
            <Section title={t.accounts}><Accounts accounts={found.accounts} /></Section>
            {found.refused.length > 0 && (
              <Disclosure title={t.refusedBefore({ n: found.refused.length })}>
                <List label={t.refusedBefore({ n: found.refused.length })}>{found.refused.map((one) => <ListRow key={one.id} isCompact title={one.personName} note={`${one.role}, ${formatDate(one.decidedOn)}`} />)}</List>
              </Disclosure>
            )}
            <Disclosure title={t.why}>{t.whyText}</Disclosure>
            {isAsking && <OtherRequestDialog proposedUntil={found.proposedUntil} onClose={() => setAsking(false)} />}
          </>
        )}
      </Answer>
    </Page>
  )
}

function RequestCard({ request }: { request: Request }) {
  const t = useTexts(texts)
  const mayDecide = useMay('administration.decide_other')
  const [isGranting, setGranting] = useState(false)
  const name = request.personName
  const decide = useAct((isGranted: boolean) => administration.decideOther({ requestId: request.id, isGranted, until: null }), {
    done: (_, isGranted) => (isGranted ? t.granted({ name }) : t.refused({ name })), after: () => setGranting(false),
  })
  return (
    <Card
      kind="need" icon="personAdd" title={`${name}, ${request.role}`}
      note={t.requestNote({ name: request.requestedBy.displayName, date: request.requestedOn })}
      action={mayDecide ? (
        <>
          <Button kind="primary" onPress={() => setGranting(true)} aria-label={t.grantOf({ name })}>{t.grant}</Button>
          <Button isPending={decide.isPending} onPress={() => decide.mutate(false)} aria-label={t.refuseOf({ name })}>{t.refuse}</Button>
        </>
      ) : undefined}
    >
      <p>{request.reason}</p>
      <Row><Badge>{t.term(request)}</Badge>{request.wantsMailbox && <Badge>{t.withMailbox}</Badge>}{request.isExtension && <Badge>{t.extension}</Badge>}</Row>
      {decide.error && !isGranting && <Refused error={decide.error} />}
      <ConfirmDialog title={t.grantTitle({ name })} isOpen={isGranting} onClose={() => setGranting(false)} confirm={t.grant} isPending={decide.isPending} onConfirm={() => decide.mutate(true)}>
        <p>{request.role}: {request.reason}</p>
        <p>{t.term(request)}</p>
        <p>{t.grantText}</p>
        {decide.error && <Refused error={decide.error} />}
      </ConfirmDialog>
    </Card>
  )
}

function Accounts({ accounts }: { accounts: readonly Account[] }) {
  const t = useTexts(texts)
  const mayDecide = useMay('administration.decide_other')
  const today = useToday()
  const hasSlips = useHasPath('/personen/person/$personId/zettel')
  const [changing, setChanging] = useState<Account | null>(null)
  const columns: Column<Account>[] = [
    { key: 'person', label: t.person, isRowName: true, sortBy: (one) => one.displayName, cell: (one) => <Row>{one.displayName}{one.hasMailbox && <Badge>{t.withMailbox}</Badge>}</Row> },
    { key: 'role', label: t.role, cell: (one) => one.role },
    { key: 'until', label: t.untilColumn, sortBy: (one) => one.until ?? '', cell: (one) => <Row>{one.until === null ? '' : formatDate(one.until)}{!one.isCurrent && <Badge>{one.from > today ? t.notYet : t.over}</Badge>}</Row> },
    { key: 'by', label: t.decision, cell: (one) => t.decided({ name: one.decidedBy.displayName, date: one.decidedOn, isRepresented: one.inRepresentation }) },
    ...(mayDecide ? [{
      key: 'act', label: t.change, align: 'end' as const,
      cell: (one: Account) => (
        <Row>
          {hasSlips && one.isCurrent && <Button kind="plain" href={`/personen/person/${one.personId}/zettel`} aria-label={`${t.printSlip}: ${one.displayName}`}>{t.printSlip}</Button>}
          <Button kind="plain" onPress={() => setChanging(one)} aria-label={t.changeOf({ name: one.displayName })}>{t.change}</Button>
        </Row>
      ),
    }] : []),
  ]
  return (
    <>
      <Card isFlush><Table caption={t.accounts} columns={columns} rows={accounts} rowKey={(one) => one.personId} sortedBy={{ key: 'person' }} empty={t.accountsEmpty} /></Card>
      {changing !== null && <TermDialog account={changing} onClose={() => setChanging(null)} />}
    </>
  )
}

function TermDialog({ account, onClose }: { account: Account; onClose: () => void }) {
  const t = useTexts(texts)
  const [until, setUntil] = useState(account.until ?? '')
  const [reason, setReason] = useState('')
  const [isTried, setTried] = useState(false)
  const name = account.displayName
  const act = useAct(() => administration.extendOther({ personId: account.personId, until, reason: reason.trim() }), { done: () => t.changed({ name, date: until }), after: onClose })
  const send = () => {
    setTried(true)
    if (until !== '' && reason.trim().length >= 3) act.mutate()
  }
  return (
    <Dialog title={t.changeTitle({ name })} isOpen onClose={onClose} actions={<Button kind="primary" isPending={act.isPending} onPress={send}>{t.change}</Button>}>
      <Stack>
        <p>{t.changeText}</p>
        <TextField label={t.until} type="date" value={until} onChange={setUntil} error={isTried && until === '' ? t.missing : undefined} />
        <TextField label={t.reason} hint={t.reasonHint} maxLength={limits.reason_length_max} value={reason} onChange={setReason} error={isTried && reason.trim().length < 3 ? t.missing : undefined} />
        {act.error && <Refused error={act.error} />}
      </Stack>
    </Dialog>
  )
}
