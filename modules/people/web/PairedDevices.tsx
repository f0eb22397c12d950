import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Icon } from '#web/design/Icon.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { PasswordField } from '#web/design/PasswordField.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Refused } from '#web/shell/Refused.tsx'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts/slips.de.ts'
import { identity } from './client.ts'

type Child = { id: string; givenName: string; may: readonly string[] }

/** A6: devices at home on which the child's card signs in. A parent pairs this one and sees the own; class lead and office see and remove all. */
export function PairedDevices({ child }: { child: Child }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const [isPairing, setPairing] = useState(false)
  const mayPair = child.may.includes('identity.pair_device')
  const key = ['identity', 'paired', child.id]
  const { data } = useQuery({ queryKey: key, queryFn: ({ signal }) => identity.listPairedDevices({ personId: child.id }, { signal }) })
  const again = () => queries.invalidateQueries({ queryKey: key })
  const remove = useMutation({ mutationFn: (deviceId: string) => identity.endPairedDevice({ deviceId }), onSuccess: async () => { showToast({ text: t.paired_removed }); await again() } })
  const devices = data?.devices ?? []
  if (!mayPair && devices.length === 0) return null
  return (
    <Section title={t.paired_title}>
      <Card
        isFlush={devices.length > 0} note={mayPair ? t.paired_text({ name: child.givenName }) : t.paired_text_school}
        action={mayPair && !devices.some((one) => one.isThis) ? <Button icon="device" onPress={() => setPairing(true)}>{t.paired_do}</Button> : undefined}
      >
        {devices.length > 0 && (
          <List label={t.paired_title}>
            {devices.map((one) => (
              <ListRow
                key={one.id} lead={<Icon name="device" />} title={one.isThis ? t.paired_this({ label: one.label }) : one.label} note={t.paired_since({ date: formatDate(one.pairedOn) })}
                meta={<Button kind="plain" aria-label={t.paired_remove_one({ label: one.label })} isPending={remove.isPending && remove.variables === one.id} onPress={() => remove.mutate(one.id)}>{t.paired_remove}</Button>}
              />
            ))}
          </List>
        )}
      </Card>
      {remove.error && <Refused error={remove.error} />}
      {isPairing && <PairDialog child={child} onClose={() => setPairing(false)} onDone={again} />}
    </Section>
  )
}

function PairDialog({ child, onClose, onDone }: { child: Child; onClose: () => void; onDone: () => Promise<void> }) {
  const t = useTexts(texts)
  const [password, setPassword] = useState('')
  const pair = useMutation({
    mutationFn: () => identity.pairDevice({ personId: child.id, password }),
    onSuccess: async () => {
      showToast({ text: t.paired_done({ name: child.givenName }) })
      await onDone()
      onClose()
    },
  })
  const isWrong = pair.error !== null && refusalOf(pair.error).code === 'password_wrong'
  return (
    <Dialog title={t.paired_do} isOpen onClose={onClose} actions={<><Button onPress={onClose}>{t.paired_cancel}</Button><Button kind="primary" isDisabled={password === ''} isPending={pair.isPending} onPress={() => pair.mutate()}>{t.paired_do}</Button></>}>
      <Stack>
        <p>{t.paired_ask({ name: child.givenName })}</p>
        <PasswordField label={t.paired_password} value={password} onChange={setPassword} autoComplete="current-password" error={isWrong ? t.paired_wrong : undefined} />
        {pair.error !== null && !isWrong && <Refused error={pair.error} />}
      </Stack>
    </Dialog>
  )
}
