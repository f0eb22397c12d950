import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { showToast } from '#web/design/toasts.ts'
import { formatTime } from '#web/texts/format.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import { texts as common } from '../texts.de.ts'
import { texts } from '../texts/slips.de.ts'
import { identity } from './client.ts'
import { LossDialog } from './LossDialog.tsx'
import type { LossReason } from './LossDialog.tsx'

/** For a parent on the page of the own child (R8.2): reports a device, and confirms afterwards that it is the child who chooses a new password. */
export function WardDevice({ child }: { child: { id: string; givenName: string } }) {
  const t = useTexts(texts)
  const { lost_device } = useTexts(common)
  const say = useRefusalText()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const name = child.givenName
  const key = ['identity', 'renewal', child.id]
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => identity.readRenewal({ personId: child.id }, { signal }) })
  const again = () => queries.invalidateQueries({ queryKey: key })
  const fail = (error: unknown) => showToast({ text: say(refusalOf(error)).what, kind: 'problem' })
  const losing = useMutation({
    mutationFn: (reason: LossReason) => identity.reportLostDeviceFor({ personId: child.id, reason }),
    onSuccess: async () => {
      await again()
      setOpen(false)
      showToast({ text: t.ward_reported({ name }) })
    },
    onError: fail,
  })
  const confirming = useMutation({ mutationFn: () => identity.confirmRenewal({ personId: child.id }), onSuccess: again, onError: fail })
  const confirmedUntil = data?.confirmedUntil ?? null
  return (
    <Section title={t.ward_title({ name })}>
      <Stack>
        {data !== undefined && data.voidSince !== null && (
          <Card
            kind="need" icon="key" title={t.ward_renewal}
            action={confirmedUntil === null ? <Button kind="primary" isPending={confirming.isPending} onPress={() => confirming.mutate()}>{t.ward_renewal}</Button> : undefined}
          >
            {confirmedUntil === null ? t.ward_renewal_text({ name }) : t.ward_confirmed({ time: formatTime(confirmedUntil) })}
          </Card>
        )}
        <Card icon="device" action={<Button icon="offline" onPress={() => setOpen(true)}>{lost_device}</Button>}>{t.ward_text}</Card>
      </Stack>
      <LossDialog title={t.ward_title({ name })} isOpen={isOpen} onClose={() => setOpen(false)} isPending={losing.isPending} onConfirm={(reason) => losing.mutate(reason)}>
        <p>{t.ward_text}</p>
      </LossDialog>
    </Section>
  )
}
