import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { useHasPath } from '#web/shell/house.ts'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { consent } from '../client.ts'
import { ClarificationCard } from './ClarificationCard.tsx'
import { useFamily, useFamilyWords } from './use-family.ts'
import { sentencesOf, waits } from './words.ts'
import type { Child, ChildPurpose, Family } from './words.ts'

/** The parents' page: per child what waits, what was said by oneself, and the way to say no. */
export function FamilyPage() {
  const t = useFamilyWords()
  const query = useFamily()
  return (
    <Page title={t.title} lead={t.lead} isNarrow>
      <Answer query={query}>
        {(family) => (
          <Stack gap="large">
            {isEmpty(family) && <EmptyState icon="home" title={t.empty}>{t.emptyText}</EmptyState>}
            {family.cameOfAge > 0 && <Notice kind="explain" title={t.cameOfAge({ n: family.cameOfAge })}>{t.cameOfAgeText({ n: family.cameOfAge })}</Notice>}
            {family.claims.map((claim) => <Notice key={claim.claimId} kind="explain" title={t.pendingTitle({ name: claim.givenName })}>{t.pendingText}</Notice>)}
            {family.children.map((child) => <ChildSection key={child.pupilId} child={child} />)}
            <Link kind="quiet" href="/familie/code">{t.addChild}</Link>
          </Stack>
        )}
      </Answer>
    </Page>
  )
}

function ChildSection({ child }: { child: Child }) {
  const t = useFamilyWords()
  const hasPage = useHasPath('/personen/person/$personId')
  const hasStored = useHasPath('/personen/person/$personId/gespeichert')
  return (
    <Section title={`${child.givenName} ${child.familyName}`}>
      <Stack>
        <Told child={child} />
        {child.clarification !== null && <ClarificationCard child={child} clarification={child.clarification} />}
        {child.purposes.filter(isShown).map((one) => <PurposeCard key={one.purpose} child={child} one={one} />)}
        <Row>
          {hasPage && <Button kind="quiet" icon="device" href={`/personen/person/${child.pupilId}`}>{t.devices({ name: child.givenName })}</Button>}
          {hasStored && <Button kind="quiet" icon="privacy" href={`/personen/person/${child.pupilId}/gespeichert`}>{t.stored({ name: child.givenName })}</Button>}
        </Row>
      </Stack>
    </Section>
  )
}

/** What was told about this child and not yet read. */
function Told({ child }: { child: Child }) {
  const t = useFamilyWords()
  const queries = useQueryClient()
  const read = useMutation({ mutationFn: () => consent.acknowledgeNotices({ pupilId: child.pupilId }), onSuccess: () => queries.invalidateQueries() })
  const [notice] = child.notices
  if (notice === undefined) return null
  const name = child.givenName
  const isOwn = notice.kind === 'confirmed'
  return (
    <Notice
      kind={isOwn ? 'good' : 'need'} title={isOwn ? t.noticeConfirmedTitle({ name }) : notice.purpose === 'platform' ? t.noticeClosedTitle({ name }) : t.noticeClosedVideo({ name })}
      action={<Button isPending={read.isPending} onPress={() => read.mutate()}>{t.understood}</Button>}
    >
      {isOwn ? t.noticeConfirmedText({ date: notice.on }) : t.noticeClosedText({ date: notice.on })}
    </Notice>
  )
}

function PurposeCard({ child, one }: { child: Child; one: ChildPurpose }) {
  const t = useFamilyWords()
  const queries = useQueryClient()
  const [isLeaving, setLeaving] = useState(false)
  const [clientId, setClientId] = useState(() => crypto.randomUUID())
  const withdraw = useMutation({
    mutationFn: () => consent.withdrawForChild({ pupilId: child.pupilId, purpose: one.purpose, clientId }),
    onSuccess: async () => {
      setLeaving(false)
      setClientId(crypto.randomUUID())
      showToast({ text: t.withdrawDone })
      await queries.invalidateQueries()
    },
  })
  const isWaiting = waits(one)
  return (
    <>
      <Card
        kind={isWaiting ? 'need' : 'plain'}
        title={<Row>{one.purpose === 'platform' ? t.platform : t.video}<Badge kind={one.open ? 'good' : 'plain'}>{one.open ? t.open : t.closed}</Badge></Row>}
        action={(
          <>
            {one.mayDeclare && <Button kind={isWaiting ? 'primary' : 'quiet'} href={`/familie/${child.pupilId}/${one.purpose}`}>{t.decide}</Button>}
            {one.mayWithdraw && <Button onPress={() => setLeaving(true)}>{t.withdraw}</Button>}
          </>
        )}
      >
        <Stack gap="small">
          <p>{one.purpose === 'platform' ? t.platformPlain : t.videoPlain}</p>
          {sentencesOf(t, one).map((sentence) => <p key={sentence}>{sentence}</p>)}
          {!one.mayDeclare && <p><Link href={`/familie/${child.pupilId}/${one.purpose}`}>{t.readAgain}</Link></p>}
          {withdraw.error && <Refused error={withdraw.error} />}
        </Stack>
      </Card>
      <ConfirmDialog title={t.withdrawTitle({ name: child.givenName })} isOpen={isLeaving} onClose={() => setLeaving(false)} confirm={t.withdraw} isPending={withdraw.isPending} onConfirm={() => withdraw.mutate()}>
        {t.withdrawText}
      </ConfirmDialog>
    </>
  )
}

/** What the school does not use is shown only where something was said about it before. */
function isShown(one: ChildPurpose): boolean {
  return one.document !== null && (one.isInUse || one.own !== 'none' || one.open)
}

function isEmpty({ children, claims, cameOfAge }: Family): boolean {
  return children.length === 0 && claims.length === 0 && cameOfAge === 0
}

