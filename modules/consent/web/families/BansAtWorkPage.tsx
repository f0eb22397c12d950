import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Remark, Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { showToast } from '#web/design/toasts.ts'
import { OfficeNotice } from '#web/factor/OfficeNotice.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '../../limits.ts'
import { sameTexts } from '../../same/texts.de.ts'
import { consent } from '../client.ts'

type Ban = Awaited<ReturnType<typeof consent.listBansAtWork>>['bans'][number]

/** Contact bans of parents who also work here (T3): what both share, and what the head decided. */
export function BansAtWorkPage() {
  const t = useTexts(sameTexts)
  const [deciding, setDeciding] = useState<Ban | null>(null)
  const query = useQuery({ queryKey: ['consent', 'bans-at-work'], queryFn: ({ signal }) => consent.listBansAtWork({}, { signal }) })
  return (
    <Page title={t.bansTitle} lead={t.bansLead} isNarrow>
      <OfficeNotice />
      <Answer query={query}>
        {({ bans, mayDecide }) => bans.length === 0 ? <EmptyState icon="good" title={t.bansEmpty}>{t.bansEmptyText}</EmptyState> : (
          <Stack>
            {bans.map((ban) => (
              <Card
                key={`${ban.banId}${ban.work.id}`} level={2} kind={ban.decision === null ? 'need' : 'plain'} title={t.banOf({ work: ban.work.displayName, child: ban.child.displayName })} note={t.banSpan({ from: ban.since, until: ban.until })}
                action={mayDecide ? <Button onPress={() => setDeciding(ban)}>{ban.decision === null ? t.decide : t.decideAgain}</Button> : undefined}
              >
                <Stack gap="small">
                  <p>{t.shared({ groups: ban.sharedGroups })}</p>
                  {ban.decision === null ? <p>{t.undecided}</p> : (
                    <>
                      <p>{t.decidedWord({ outcome: ban.decision.outcome })}</p>
                      <Remark>{t.decidedBy({ date: ban.decision.on, name: ban.decision.by, reference: ban.decision.reference })}</Remark>
                    </>
                  )}
                </Stack>
              </Card>
            ))}
          </Stack>
        )}
      </Answer>
      {deciding !== null && <DecideDialog ban={deciding} onClose={() => setDeciding(null)} />}
    </Page>
  )
}

function DecideDialog({ ban, onClose }: { ban: Ban; onClose: () => void }) {
  const t = useTexts(sameTexts)
  const queries = useQueryClient()
  const [outcome, setOutcome] = useState<'separated' | 'order_allows' | null>(null)
  const [reference, setReference] = useState('')
  const said = reference.trim()
  const decide = useMutation({
    mutationFn: () => consent.decideBanAtWork({ banId: ban.banId, workId: ban.work.id, outcome: outcome ?? 'separated', ...(said !== '' && { reference: said }) }),
    onSuccess: async () => {
      showToast({ text: t.saved })
      await queries.invalidateQueries()
      onClose()
    },
  })
  const isWhole = outcome === 'separated' || (outcome === 'order_allows' && said !== '')
  return (
    <Dialog title={t.decideTitle} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t.keep}</Button><Button kind="primary" isDisabled={!isWhole} isPending={decide.isPending} onPress={() => decide.mutate()}>{t.save}</Button></>}>
      <Stack>
        <p>{t.shared({ groups: ban.sharedGroups })}</p>
        <RadioGroup
          label={t.decision} value={outcome} onChange={setOutcome}
          options={[{ value: 'separated', label: t.separated, hint: t.separatedHint }, { value: 'order_allows', label: t.orderAllows, hint: t.orderAllowsHint }]}
        />
        <TextField label={t.reference} hint={t.referenceHint} isOptional={outcome !== 'order_allows'} maxLength={limits.reference_length_max} value={reference} onChange={setReference} />
        {decide.error && <Refused error={decide.error} />}
      </Stack>
    </Dialog>
  )
}
