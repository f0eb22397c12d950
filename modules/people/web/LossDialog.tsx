import { useState } from 'react'
import type { ReactNode } from 'react'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { Stack } from '#web/design/layout.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts as common } from '../texts.de.ts'
import { texts } from '../texts/slips.de.ts'

export type LossReason = 'lost' | 'handed_over'

type LossDialogProps = { title: string; isOpen: boolean; isPending: boolean; onClose: () => void; onConfirm: (reason: LossReason) => void; children: ReactNode }

/** "Gerät verloren" and "Gerät abgegeben" are one act with two names (R8.2). */
export function LossDialog({ title, isOpen, isPending, onClose, onConfirm, children }: LossDialogProps) {
  const t = useTexts(texts)
  const [reason, setReason] = useState<LossReason>('lost')
  return (
    <ConfirmDialog title={title} isOpen={isOpen} onClose={onClose} onConfirm={() => onConfirm(reason)} isPending={isPending} confirm={useTexts(common).lost_device_confirm}>
      <Stack>
        {children}
        <RadioGroup label={t.loss_what} value={reason} onChange={setReason} options={[{ value: 'lost', label: t.loss_lost }, { value: 'handed_over', label: t.loss_handed_over }]} />
      </Stack>
    </ConfirmDialog>
  )
}
