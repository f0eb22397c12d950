import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { identityTexts } from '../texts/identity.de.ts'
import { PEOPLE, people } from './client.ts'

/** One object, so that components do not begin anew. */
const allTexts = { ...identityTexts, cancel: texts.cancel, birth_date: texts.birth_date }

/** B12: a line of a file was somebody else. */
export function ReleaseIdentity({ person }: { person: { id: string; type: string; displayName: string } }) {
  const t = useTexts(allTexts)
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const [birthDate, setBirthDate] = useState('')
  const releasing = useMutation({
    mutationFn: () => people.releaseIdentity({ id: person.id, ...(birthDate !== '' && { birthDate }) }),
    onSuccess: async ({ custodyEnded }) => {
      await queries.invalidateQueries({ queryKey: PEOPLE })
      showToast({ text: t.released({ name: person.displayName, n: custodyEnded }) })
      setOpen(false)
    },
  })
  const mistake = useMistakes(releasing.error)
  const isOfField = releasing.error !== null && refusalOf(releasing.error).field === 'birthDate'
  return (
    <>
      <Button icon="undo" onPress={() => setOpen(true)}>{t.release}</Button>
      <Dialog
        title={t.title({ name: person.displayName })} isOpen={isOpen} onClose={() => setOpen(false)}
        actions={
          <>
            <Button onPress={() => setOpen(false)}>{t.cancel}</Button>
            <Button kind="primary" isPending={releasing.isPending} onPress={() => releasing.mutate()}>{t.release}</Button>
          </>
        }
      >
        <Stack>
          <p>{t.text}</p>
          {person.type === 'parent' && <p>{t.text_parent}</p>}
          {person.type === 'teacher' && <p>{t.text_teacher}</p>}
          {person.type === 'pupil' && <p>{t.text_pupil}</p>}
          {person.type === 'pupil' && <TextField type="date" isOptional label={t.birth_date} hint={t.birth_hint} value={birthDate} onChange={setBirthDate} error={mistake('birthDate')} />}
          {releasing.error !== null && !isOfField && <Refused error={releasing.error} />}
        </Stack>
      </Dialog>
    </>
  )
}
