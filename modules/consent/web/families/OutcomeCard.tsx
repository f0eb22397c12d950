import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { consent } from '../client.ts'
import type { Guardians } from './GuardiansPage.tsx'
import { useFamilyWords } from './use-family.ts'

/** R12.2 for the clerk: what the family wishes, and what comes of it. */
export function OutcomeCard({ found }: { found: Guardians }) {
  const t = useFamilyWords()
  const queries = useQueryClient()
  const { clarification } = found
  const decide = useMutation({
    mutationFn: (outcome: 'delete' | 'local_only') => consent.decideClarification({ pupilId: found.pupil.id, outcome }),
    onSuccess: async () => {
      showToast({ text: t.outcomeSaved })
      await queries.invalidateQueries()
    },
  })
  return (
    <Section title={t.clarification}>
      <Card
        kind={clarification.isOpen ? 'need' : 'plain'}
        action={clarification.isOpen && found.mayKeep ? <><Button isPending={decide.isPending} onPress={() => decide.mutate('local_only')}>{t.outcomeLocal}</Button><Button isPending={decide.isPending} onPress={() => decide.mutate('delete')}>{t.outcomeDelete}</Button></> : undefined}
        note={t.outcomeNote}
      >
        <Stack gap="small">
          {clarification.isOpen && <p>{t.clarificationText({ date: clarification.dueOn })}</p>}
          {clarification.outcome !== null && !clarification.isOpen && <p>{t.outcomeWord({ outcome: clarification.outcome.outcome })}</p>}
          {clarification.wishes.length === 0 ? <Remark>{t.noWishes}</Remark> : clarification.wishes.map((wish) => <p key={wish.by}>{t.wishBy({ name: wish.by, wish: wish.wish })}</p>)}
          {decide.error && <Refused error={decide.error} />}
        </Stack>
      </Card>
    </Section>
  )
}
