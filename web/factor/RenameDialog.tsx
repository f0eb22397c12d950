import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { FormEvent } from 'react'
import { limits } from '#platform/identity/limits.ts'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused, useMistakes } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { FACTORS, factors } from './client.ts'
import type { OwnFactor } from './client.ts'
import { texts } from './texts.de.ts'

/** Another name for one of the own factors, so that one knows on the list which device or app it is. */
export function RenameDialog({ factor, onClose }: { factor: OwnFactor; onClose: () => void }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [label, setLabel] = useState(factor.label)
  const rename = useMutation({
    mutationFn: () => factors.renameFactor({ factorId: factor.id, label }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: FACTORS })
      showToast({ text: t.renamed })
      onClose()
    },
  })
  const mistake = useMistakes(rename.error)
  const isReady = label.trim() !== '' && label.trim() !== factor.label
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) rename.mutate()
  }
  return (
    <Dialog
      title={t.renameTitle({ label: factor.label })} isOpen onClose={onClose}
      actions={(
        <>
          <Button onPress={onClose}>{t.cancel}</Button>
          <Button kind="primary" isDisabled={!isReady} isPending={rename.isPending} onPress={() => rename.mutate()}>{t.renameSave}</Button>
        </>
      )}
    >
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextField label={t.label} hint={t.labelHint} value={label} onChange={setLabel} error={mistake('label')} maxLength={limits.factor_label_chars_max} />
          {rename.error && mistake('label') === undefined && <Refused error={rename.error} level={3} />}
        </Stack>
      </form>
    </Dialog>
  )
}
