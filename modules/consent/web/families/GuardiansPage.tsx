import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { Table } from '#web/design/Table.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { usePathField } from '#web/shell/routing.ts'
import { dayOf, formatDate } from '#web/texts/format.ts'
import { consent } from '../client.ts'
import { AddGuardianDialog } from './AddGuardianDialog.tsx'
import { CodesCard } from './CodesCard.tsx'
import { BanDialog, DecisionDialog, EndDialog } from './CustodyDialogs.tsx'
import { OutcomeCard } from './OutcomeCard.tsx'
import { useFamilyWords } from './use-family.ts'

export type Guardians = Awaited<ReturnType<typeof consent.readGuardians>>
export type Span = Guardians['guardianships'][number]
type Open = 'add' | 'ban' | 'decision' | Span | null

/** The clerk's page of a family: who decides, contact bans, the acts with their references, codes, and what is to be clarified. */
export function GuardiansPage() {
  const t = useFamilyWords()
  const pupilId = usePathField('pupilId')
  const [open, setOpen] = useState<Open>(null)
  const query = useQuery({ queryKey: ['consent', 'guardians', pupilId], queryFn: ({ signal }) => consent.readGuardians({ pupilId }, { signal }) })
  const hasHistory = useMay('consent.read_history')
  const hasSlips = useHasPath('/personen/person/$personId/elternzettel')
  const found = query.data
  const close = () => setOpen(null)
  return (
    <Page
      title={found === undefined ? t.guardians : t.guardiansTitle({ name: found.pupil.displayName })} lead={t.guardiansLead}
      actions={found !== undefined && (
        <>
          {hasHistory && <Button icon="history" href={`/einwilligungen/person/${pupilId}`}>{t.toProof}</Button>}
          {found.mayKeep && !found.pupil.isAdult && <Button icon="personAdd" onPress={() => setOpen('add')}>{t.addGuardian}</Button>}
        </>
      )}
    >
      <Answer query={query}>
        {(one) => (
          <Stack gap="large">
            {(one.clarification.isOpen || one.clarification.outcome !== null) && <OutcomeCard found={one} />}
            {one.isOwnChild && <Notice kind="explain" title={t.ownChildTitle}>{t.ownChildText}</Notice>}
            <BansAtWork found={one} />
            <Section title={t.guardians}>
              {one.guardianships.length === 0
                ? <EmptyState icon="people" title={t.guardiansEmpty}>{t.guardiansEmptyText}</EmptyState>
                : <Card isFlush><Spans found={one} onEnd={setOpen} /></Card>}
              {one.mayKeep && !one.pupil.isAdult && one.guardianships.length > 0 && (
                <Row>
                  {hasSlips && <Button icon="print" href={`/personen/person/${pupilId}/elternzettel?von=einwilligungen`}>{t.parentSlips}</Button>}
                  <Button icon="blocked" onPress={() => setOpen('ban')}>{t.banAct}</Button>
                  <Button icon="document" onPress={() => setOpen('decision')}>{t.decision}</Button>
                </Row>
              )}
            </Section>
            {one.mayKeep && !one.pupil.isAdult && <CodesCard found={one} />}
            {one.acts.length > 0 && <Section title={t.acts}><Card isFlush><Acts found={one} /></Card></Section>}
          </Stack>
        )}
      </Answer>
      {found !== undefined && open === 'add' && <AddGuardianDialog found={found} onClose={close} />}
      {found !== undefined && open === 'ban' && <BanDialog found={found} onClose={close} />}
      {found !== undefined && open === 'decision' && <DecisionDialog found={found} onClose={close} />}
      {found !== undefined && open !== null && typeof open === 'object' && <EndDialog found={found} span={open} onClose={close} />}
    </Page>
  )
}

/** T3: a contact ban of somebody who also works here, or might. */
function BansAtWork({ found }: { found: Guardians }) {
  const t = useFamilyWords()
  const banned = found.guardianships.filter((span) => span.contactBan && span.isCurrent)
  return (
    <>
      {banned.filter((span) => span.atWork !== null).map((span) => <Notice key={span.id} kind="need" icon="warning" title={t.banAtWorkTitle({ name: span.displayName })}>{t.banAtWorkText}</Notice>)}
      {banned.filter((span) => span.atWork === null && span.hasNamesakeAtWork).map((span) => (
        <Notice key={span.id} kind="need" icon="warning" title={t.banNamesakeTitle({ name: span.displayName })}>{t.banNamesakeText} <Link href="/einwilligungen/gleiche-person">{t.banNamesakeLook}</Link></Notice>
      ))}
    </>
  )
}

function Spans({ found, onEnd }: { found: Guardians; onEnd: (span: Span) => void }) {
  const t = useFamilyWords()
  return (
    <Table
      caption={t.guardians} rows={found.guardianships} rowKey={(span) => span.id}
      columns={[
        { key: 'person', label: t.person, isRowName: true, cell: (span) => `${span.displayName} (${t.kindWord({ kind: span.kind })})` },
        { key: 'what', label: t.what, cell: (span) => <Badge kind={span.contactBan ? 'need' : span.hasCustody && span.isCurrent ? 'good' : 'plain'}>{span.contactBan ? t.ban : span.hasCustody ? t.custodyYes : t.custodyNo}</Badge> },
        { key: 'span', label: t.span, cell: (span) => t.fromUntil({ from: span.from, until: span.until }) },
        { key: 'source', label: t.source, cell: (span) => [t.sourceWord({ source: span.source }), ...(span.hasAccount ? [t.hasAccount] : [])].join(', ') },
        { key: 'end', label: t.end, cell: (span) => (found.mayKeep && span.isCurrent ? <Button kind="plain" onPress={() => onEnd(span)} aria-label={span.contactBan ? t.liftTitle({ name: span.displayName }) : t.endTitle({ name: span.displayName })}>{span.contactBan ? t.lift : t.end}</Button> : null) },
      ]}
    />
  )
}

function Acts({ found }: { found: Guardians }) {
  const t = useFamilyWords()
  return (
    <Table
      caption={t.acts} rows={found.acts} rowKey={(act) => act.id}
      columns={[
        { key: 'what', label: t.what, isRowName: true, cell: (act) => t.actWord({ act: act.act }) },
        { key: 'who', label: t.person, cell: (act) => act.guardian },
        { key: 'on', label: t.actOn, cell: (act) => formatDate(act.on) },
        { key: 'reference', label: t.reference, cell: (act) => act.reference ?? '' },
        { key: 'entered', label: t.enteredColumn, cell: (act) => t.enteredBy({ name: act.enteredBy, date: dayOf(act.enteredAt) }) },
      ]}
    />
  )
}
