import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Stack } from '#web/design/layout.tsx'
import { Link } from '#web/design/Link.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { dayOf, formatDate } from '#web/texts/format.ts'
import { consent } from '../client.ts'
import { useFamilyWords } from './use-family.ts'

type Claim = Awaited<ReturnType<typeof consent.listClaims>>['claims'][number]

/** Parents who came with a code, to be compared with the paper one by one. */
export function ClaimsPage() {
  const t = useFamilyWords()
  const query = useQuery({ queryKey: ['consent', 'claims'], queryFn: ({ signal }) => consent.listClaims({}, { signal }) })
  return (
    <Page title={t.claims} lead={t.claimsLead} isNarrow>
      <Answer query={query}>
        {({ claims }) => (claims.length === 0 ? <EmptyState icon="personCheck" title={t.claimsEmpty}>{t.claimsEmptyText}</EmptyState> : <Stack>{claims.map((claim) => <ClaimCard key={claim.claimId} claim={claim} />)}</Stack>)}
      </Answer>
    </Page>
  )
}

function ClaimCard({ claim }: { claim: Claim }) {
  const t = useFamilyWords()
  const queries = useQueryClient()
  const [isRefusing, setRefusing] = useState(false)
  const decide = useMutation({
    mutationFn: (outcome: 'confirmed' | 'refused') => consent.decideClaim({ claimId: claim.claimId, outcome }),
    onSuccess: async ({ outcome }) => {
      setRefusing(false)
      showToast({ text: outcome === 'confirmed' ? t.claimConfirmed : t.claimRefused })
      await queries.invalidateQueries()
    },
  })
  return (
    <>
      <Card
        level={2} title={t.claimOf({ guardian: claim.guardian.displayName, kind: claim.kind, child: claim.child.displayName })} note={[claim.child.place, formatDate(dayOf(claim.claimedAt))].filter(Boolean).join(', ')}
        action={<><Button kind="primary" isPending={decide.isPending} onPress={() => decide.mutate('confirmed')}>{t.claimConfirm}</Button><Button onPress={() => setRefusing(true)}>{t.claimRefuse}</Button></>}
      >
        <Stack gap="small">
          {claim.isLikeBanned && <Notice kind="need">{t.claimBanned}</Notice>}
          <p>{t.claimOnRecord({ names: claim.onRecord })} {claim.isOnRecord && t.claimDouble}</p>
          <Link href={`/einwilligungen/familie/${claim.child.id}`}>{t.openFamily}</Link>
          {decide.error && <Refused error={decide.error} />}
        </Stack>
      </Card>
      <ConfirmDialog title={t.claimRefuseTitle} isOpen={isRefusing} onClose={() => setRefusing(false)} confirm={t.claimRefuse} isPending={decide.isPending} onConfirm={() => decide.mutate('refused')}>{t.claimRefuseText}</ConfirmDialog>
    </>
  )
}
