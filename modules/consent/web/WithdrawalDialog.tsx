import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Client } from '#platform/module/operation.ts'
import { useToday } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { RadioGroup } from '#web/design/RadioGroup.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { contract } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { consent } from './client.ts'

type History = Awaited<ReturnType<Client<typeof contract>['readHistory']>>

/** Enters a withdrawal: who, when; never why (Art. 7(3): as easy as giving). */
export function WithdrawalDialog({ found, onClose }: { found: History; onClose: () => void }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const today = useToday()
  const people = [
    ...found.holders.filter((holder) => holder.hasCustody).map((holder) => ({ value: holder.guardianId, label: holder.displayName })),
    { value: 'pupil', label: found.pupil.isAdult ? t.withdrawAdult : t.withdrawPupil },
    { value: 'other', label: t.withdrawOther },
  ]
  const [by, setBy] = useState<string>(people[0]!.value)
  const [name, setName] = useState('')
  const [receivedOn, setReceivedOn] = useState(today)
  const [clientId] = useState(() => crypto.randomUUID())
  const record = useMutation({
    mutationFn: () => consent.recordWithdrawal({
      pupilId: found.pupil.id, purpose: 'platform', clientId, receivedOn,
      ...(by === 'pupil' ? { by: found.pupil.isAdult ? ('adult_pupil' as const) : ('pupil_voice' as const) } : by === 'other' ? { by: 'named_on_paper' as const, ...(name.trim() && { name: name.trim() }) } : { by: 'holder' as const, guardianId: by }),
    }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['consent'] })
      showToast({ text: t.withdrawnDone })
      onClose()
    },
  })
  return (
    <Dialog
      title={t.withdrawTitle} isOpen onClose={onClose}
      actions={<><Button onPress={onClose}>{t.keep}</Button><Button kind="primary" isPending={record.isPending} onPress={() => record.mutate()}>{t.withdrawDo}</Button></>}
    >
      <Stack>
        <p>{t.withdrawText}</p>
        <RadioGroup label={t.withdrawBy} value={by} onChange={setBy} options={people} />
        {by === 'other' && <TextField label={t.nameOnForm} value={name} onChange={setName} />}
        <TextField label={t.receivedOn} type="date" value={receivedOn} onChange={setReceivedOn} />
        {record.error && <Refused error={record.error} />}
      </Stack>
    </Dialog>
  )
}
