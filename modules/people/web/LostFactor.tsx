import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatWhen } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { identity, PEOPLE } from './client.ts'
import { Facts } from './Facts.tsx'

/** R4.2: for a colleague whose phone is gone. A written act; the slip is shown once and handed over in person. */
export function LostFactor({ person }: { person: { id: string; displayName: string } }) {
  const t = useTexts(texts)
  const today = useToday()
  const queries = useQueryClient()
  const [isOpen, setOpen] = useState(false)
  const voiding = useMutation({ mutationFn: () => identity.voidFactors({ personId: person.id }), gcTime: 0 })
  const close = () => {
    setOpen(false)
    if (voiding.isSuccess) void queries.invalidateQueries({ queryKey: PEOPLE })
  }
  const slip = voiding.data
  return (
    <Section title={t.access}>
      <Card>
        <Row>
          <Button icon="key" onPress={() => setOpen(true)}>{t.void_factors}</Button>
        </Row>
      </Card>
      <Dialog
        title={slip === undefined ? t.void_factors_of({ name: person.displayName }) : t.void_factors_slip({ name: person.displayName })} isOpen={isOpen} onClose={close} isFixed={voiding.isPending}
        actions={slip === undefined
          ? <><Button onPress={close}>{t.cancel}</Button><Button kind="danger" isPending={voiding.isPending} onPress={() => voiding.mutate()}>{t.void_factors_confirm}</Button></>
          : <Button kind="primary" onPress={close}>{t.void_factors_done}</Button>}
      >
        <Stack>
          {slip === undefined ? <p>{t.void_factors_text}</p> : (
            <>
              <Facts rows={[{ label: t.account_name, value: slip.accountName }, { label: t.void_factors_code, value: <code>{slip.code}</code> }]} />
              <p>{t.void_factors_slip_text({ until: formatWhen(slip.validUntil, today) })}</p>
            </>
          )}
          {voiding.error && <Refused error={voiding.error} />}
        </Stack>
      </Dialog>
    </Section>
  )
}
