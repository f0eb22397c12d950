import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { contract as schoolContract } from '#platform/school/contract.ts'
import { createClient } from '#web/api/client.ts'
import { useMay } from '#web/api/hooks.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/holders.de.ts'
import { consent } from './client.ts'

const school = createClient(schoolContract)
type Holders = 'all' | 'one_with_assurance'

/** Two signatures or one with assurance, and how many children each choice keeps waiting (A3). */
export function HoldersPage() {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: ['consent', 'waiting'], queryFn: ({ signal }) => consent.countWaiting({}, { signal }) })
  return (
    <Page title={t.title} lead={t.lead} isNarrow>
      <Answer query={query}>{(found) => <Choice found={found} />}</Answer>
    </Page>
  )
}

function Choice({ found }: { found: { pupils: number; all: number; oneWithAssurance: number; now: Holders } }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const mayDecide = useMay('school.decide')
  const [holders, setHolders] = useState<Holders>(found.now)
  const decide = useMutation({
    mutationFn: () => school.decideOption({ option: 'consent.holders', value: holders }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['consent'] })
      showToast({ text: t.saved })
    },
  })
  const words = (waiting: number) => t.waiting({ n: waiting, of: found.pupils })
  return (
    <Card action={mayDecide ? <Button kind="primary" isDisabled={holders === found.now} isPending={decide.isPending} onPress={() => decide.mutate()}>{t.save}</Button> : undefined} note={t.note}>
      <Stack>
        <RadioGroup
          label={t.question} value={holders} onChange={setHolders}
          options={[
            { value: 'all', label: t.all, hint: `${t.allHint} ${words(found.all)}`, isDisabled: !mayDecide },
            { value: 'one_with_assurance', label: t.one, hint: `${t.oneHint} ${words(found.oneWithAssurance)}`, isDisabled: !mayDecide },
          ]}
        />
        {decide.error && <Refused error={decide.error} />}
      </Stack>
    </Card>
  )
}
