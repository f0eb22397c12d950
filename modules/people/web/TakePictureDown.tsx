import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { showToast } from '#web/design/toasts.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import { REMOVAL_REASONS } from '../pictures/contract.ts'
import type { RemovalReason } from '../pictures/contract.ts'
import { texts } from '../texts/pictures.de.ts'
import { PEOPLE, people } from './client.ts'

/** Takes the picture of somebody else down, with the reason for the journal. */
export function TakePictureDown({ person }: { person: { id: string; displayName: string } }) {
  const t = useTexts(texts)
  const say = useRefusalText()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [reason, setReason] = useState<RemovalReason>('not_the_person')
  const taking = useMutation({
    mutationFn: () => people.takePictureDown({ id: person.id, reason }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: PEOPLE })
      setOpen(false)
      showToast({ text: t.picture_taken_down({ name: person.displayName }) })
    },
    onError: (error) => showToast({ text: say(refusalOf(error)).what, kind: 'problem' }),
  })
  return (
    <>
      <Button icon="remove" onPress={() => setOpen(true)}>
        {t.take_down}
      </Button>
      <ConfirmDialog title={t.take_down_title({ name: person.displayName })} isOpen={isOpen} onClose={() => setOpen(false)} onConfirm={() => taking.mutate()} isPending={taking.isPending} confirm={t.take_down_confirm}>
        <Stack>
          <p>{t.take_down_text}</p>
          <RadioGroup label={t.take_down_reason} value={reason} onChange={setReason} options={REMOVAL_REASONS.map((value) => ({ value, label: t[`reason_${value}`] }))} />
        </Stack>
      </ConfirmDialog>
    </>
  )
}
