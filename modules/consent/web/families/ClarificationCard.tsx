import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { consent } from '../client.ts'
import { useFamilyWords } from './use-family.ts'
import type { Child } from './words.ts'

type Wish = 'delete' | 'local_only' | 'undecided'

/** R12.2: after a withdrawal the family is asked what it wishes. An answer is welcome, never needed. */
export function ClarificationCard({ child, clarification }: { child: Child; clarification: NonNullable<Child['clarification']> }) {
  const t = useFamilyWords()
  const queries = useQueryClient()
  const [wish, setWish] = useState<Wish | null>(clarification.ownWish)
  const save = useMutation({
    mutationFn: (chosen: Wish) => consent.saveWish({ pupilId: child.pupilId, wish: chosen }),
    onSuccess: async () => {
      showToast({ text: t.wishSaved })
      await queries.invalidateQueries({ queryKey: ['consent', 'family'] })
    },
  })
  const isNew = wish !== null && wish !== clarification.ownWish
  return (
    <Card
      kind={clarification.ownWish === null ? 'need' : 'plain'} title={t.clarifyTitle({ name: child.givenName })} note={clarification.ownWish !== null && !isNew ? t.wishSaved : undefined}
      action={isNew ? <Button kind="primary" isPending={save.isPending} onPress={() => save.mutate(wish)}>{t.saveWish}</Button> : undefined}
    >
      <Stack>
        <p>{t.clarifyText({ date: clarification.dueOn })}</p>
        <RadioGroup<Wish>
          label={t.yourWish} value={wish} onChange={setWish}
          options={[{ value: 'local_only', label: t.clarifyKeep, hint: t.clarifyKeepHint }, { value: 'delete', label: t.clarifyDelete }, { value: 'undecided', label: t.clarifyUndecided }]}
        />
        {save.error && <Refused error={save.error} />}
      </Stack>
    </Card>
  )
}
