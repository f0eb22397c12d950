import type { ReactNode } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { focusMistake } from '#web/shell/focus-mistake.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'

export type RecordDialogProps = { title: string; onClose: () => void; onSave: () => void; isPending: boolean; error: unknown; /** Refused there, the field itself says why. */ field?: string; save?: string; children: ReactNode }

/** Adds one record to a case: its fields, and the two ways out. */
export function RecordDialog({ title, onClose, onSave, isPending, error, field, save, children }: RecordDialogProps) {
  const t = useTexts(texts)
  const press = () => {
    onSave()
    focusMistake()
  }
  const isOfField = error !== null && field !== undefined && refusalOf(error).field === field
  return (
    <Dialog
      title={title} isOpen onClose={onClose} size="large"
      actions={
        <>
          <Button onPress={onClose}>{t.cancel}</Button>
          <Button kind="primary" isPending={isPending} onPress={press}>{save ?? t.save}</Button>
        </>
      }
    >
      <Stack>
        {children}
        {error !== null && !isOfField && <Refused error={error} />}
      </Stack>
    </Dialog>
  )
}
