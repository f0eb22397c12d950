import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'

/** Asks for the last day at the school. */
export function DepartureDialog({
  person,
  isOpen,
  onClose,
}: {
  person: { id: string; displayName: string; exitOn?: string | null | undefined }
  isOpen: boolean
  onClose: () => void
}) {
  const t = useTexts(texts)
  const today = useToday()
  const queries = useQueryClient()
  const [exitOn, setExitOn] = useState(person.exitOn ?? today)
  const departing = useMutation({
    mutationFn: () => people.recordDeparture({ id: person.id, exitOn }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: PEOPLE })
      showToast({ text: t.departure_recorded({ name: person.displayName, date: formatDate(exitOn) }) })
      onClose()
    },
  })
  const mistake = useMistakes(departing.error)
  const isOfField = departing.error !== null && refusalOf(departing.error).field === 'exitOn'
  return (
    <Dialog
      title={`${t.record_departure}: ${person.displayName}`}
      isOpen={isOpen}
      onClose={onClose}
      actions={
        <>
          <Button onPress={onClose}>{t.cancel}</Button>
          <Button kind="primary" onPress={() => departing.mutate()} isDisabled={exitOn === ''} isPending={departing.isPending}>
            {t.save}
          </Button>
        </>
      }
    >
      <Stack>
        <TextField type="date" label={t.exit_on} hint={t.exit_hint} value={exitOn} onChange={setExitOn} error={mistake('exitOn')} />
        {departing.error !== null && !isOfField && <Refused error={departing.error} />}
      </Stack>
    </Dialog>
  )
}
