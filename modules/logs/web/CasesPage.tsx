import { useQuery } from '@tanstack/react-query'
import { useMay } from '#web/api/hooks.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useAct } from '#web/shell/use-act.ts'
import { formatMoment } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { PURPOSE_WORDS, texts } from '../texts.de.ts'
import { LOGS, logs } from './client.ts'
import type { OwnCase } from './client.ts'
import { Register } from './Register.tsx'
import { serviceWords } from './words.ts'
import { WaitingExports } from './WaitingExports.tsx'

/** Protokolle: own cases, what waits for a second person, and the register; each as far as this person may. */
export function CasesPage() {
  const t = useTexts(texts)
  const mayOpen = useMay('logs.open_case')
  const mayDecide = useMay('logs.decide_unmasking')
  const mayDecideExport = useMay('logs.decide_export')
  const mayRegister = useMay('logs.read_register')
  return (
    <Page title={t.cases} lead={mayOpen || mayDecide ? t.casesLead : t.leadCouncil} actions={mayOpen ? <Button kind="primary" icon="add" href="/protokolle/neu">{t.openCase}</Button> : undefined}>
      <Stack gap="large">
        {mayDecideExport && <WaitingExports />}
        {mayDecide && <WaitingNames />}
        {mayOpen && <OwnCases />}
        {mayRegister && <Register />}
        <p><Link href="/protokolle/was">{t.declared}</Link></p>
      </Stack>
    </Page>
  )
}

function OwnCases() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'own-cases'], queryFn: ({ signal }) => logs.listOwnLogCases({}, { signal }) })
  return (
    <Section title={t.myCases}>
      <Answer query={query}>
        {({ cases, isMore }) => cases.length === 0 ? <EmptyState icon="lock" title={t.noCases}>{t.noCasesText}</EmptyState> : (
          <Stack>
            {cases.map((one) => <CaseCard key={one.id} one={one} />)}
            {isMore && <Remark>{t.moreCases}</Remark>}
          </Stack>
        )}
      </Answer>
    </Section>
  )
}

function CaseCard({ one }: { one: OwnCase }) {
  const t = useTexts(texts)
  return (
    <Card
      icon={one.isOpen ? 'show' : 'lock'} title={`${PURPOSE_WORDS[one.purpose]}: ${serviceWords(one)}`}
      note={[formatMoment(one.openedAt), t.queriesCount({ n: one.queries }), t.namesCount({ n: one.unmaskings.length })].join(' · ')}
      action={one.isOpen ? <Button kind="primary" href={`/protokolle/fall/${one.id}`}>{t.look}</Button> : undefined}
    >
      <p>{one.reason}</p>
      <Row>
        <Badge kind={one.isOpen ? 'good' : 'plain'}>{one.isOpen ? t.caseUntil({ time: formatMoment(one.closesAt) }) : t.caseOver}</Badge>
        {one.inRepresentation && <Badge>{t.inRepresentation}</Badge>}
      </Row>
    </Card>
  )
}

type Waiting = Awaited<ReturnType<typeof logs.listUnmaskings>>['waiting'][number]

/** Names that wait for a second person; who is behind the number stands nowhere here. */
function WaitingNames() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...LOGS, 'waiting'], queryFn: ({ signal }) => logs.listUnmaskings({}, { signal }) })
  return (
    <Answer query={query}>
      {({ waiting }) => waiting.length === 0 ? null : (
        <Section title={t.waiting}>
          <Stack>
            {waiting.map((one) => <WaitingCard key={one.id} one={one} />)}
          </Stack>
        </Section>
      )}
    </Answer>
  )
}

function WaitingCard({ one }: { one: Waiting }) {
  const t = useTexts(texts)
  const deciding = useAct((isGranted: boolean) => logs.decideUnmasking({ unmaskingId: one.id, isGranted }), { done: (_, isGranted) => (isGranted ? t.allowed : t.refusedDone) })
  const name = one.requestedBy?.displayName ?? ''
  return (
    <Card
      kind={one.isOwn ? 'plain' : 'need'} icon="key" title={`${one.mark}: ${t.whatFor({ purpose: PURPOSE_WORDS[one.purpose] ?? '', service: one.serviceName === '' ? t.everyService : one.serviceName })}`}
      note={t.waitingNote({ name, date: one.requestedOn })}
      action={one.isOwn ? undefined : (
        <>
          <Button kind="primary" isPending={deciding.isPending} onPress={() => deciding.mutate(true)}>{t.allow}</Button>
          <Button isPending={deciding.isPending} onPress={() => deciding.mutate(false)}>{t.refuse}</Button>
        </>
      )}
    >
      <p>{t.whyName({ reason: one.reason })}</p>
      <p>{t.whyCase({ reason: one.caseReason })}</p>
      <Remark>{one.isOwn ? t.isOwn : t.allowHint({ name })}</Remark>
      {deciding.error && <Refused error={deciding.error} />}
    </Card>
  )
}
