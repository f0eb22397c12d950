import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useToday } from '#web/api/clock.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { session } from '#web/api/session.ts'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Icon } from '#web/design/Icon.tsx'
import { Row, Section } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { formatWhen } from '#web/texts/format.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { identity } from './client.ts'
import { LossDialog } from './LossDialog.tsx'
import type { LossReason } from './LossDialog.tsx'

const SESSIONS = ['identity', 'sessions'] as const

/** Where one is signed in, with the way to end each; and what to do when a device is lost. */
export function OwnDevices() {
  const t = useTexts(texts)
  const today = useToday()
  const say = useRefusalText()
  const queries = useQueryClient()
  const [isLost, setLost] = useState(false)
  const query = useQuery({ queryKey: SESSIONS, queryFn: ({ signal }) => identity.listSessions({}, { signal }) })
  const fail = (error: unknown) => showToast({ text: say(refusalOf(error)).what, kind: 'problem' })
  const again = () => queries.invalidateQueries({ queryKey: SESSIONS })
  const ending = useMutation({
    mutationFn: (sessionId: string) => identity.endSession({ sessionId }),
    onSuccess: async () => {
      await again()
      showToast({ text: t.signed_out_there })
    },
    onError: fail,
  })
  const endingOthers = useMutation({
    mutationFn: () => identity.endOtherSessions({}),
    onSuccess: async ({ ended }) => {
      await again()
      showToast({ text: t.signed_out_others({ n: ended }) })
    },
    onError: fail,
  })
  const losing = useMutation({ mutationFn: (reason: LossReason) => identity.reportLostDevice({ reason }), onSuccess: () => void session.reload().catch(() => undefined), onError: fail })
  return (
    <Section title={t.my_devices}>
      <Answer query={query}>
        {({ sessions }) => (
          <Card isFlush>
            <List label={t.my_devices}>
              {sessions.map((one) => (
                <ListRow
                  key={one.id}
                  lead={<Icon name={one.device === 'own' ? 'device' : 'devices'} />}
                  title={one.label}
                  note={`${one.device === 'own' ? t.device_own : t.device_shared} · ${t.signed_in_since({ when: formatWhen(one.startedAt, today) })}`}
                  {...(one.isThis
                    ? { meta: <Badge kind="good">{t.this_device}</Badge> }
                    : {
                        action: (
                          <Button
                            onPress={() => ending.mutate(one.id)}
                            isPending={ending.isPending && ending.variables === one.id}
                            aria-label={`${t.sign_out_there}: ${one.label}`}
                          >
                            {t.sign_out_there}
                          </Button>
                        ),
                      })}
                />
              ))}
            </List>
          </Card>
        )}
      </Answer>
      <Row>
        <Button icon="signOut" onPress={() => endingOthers.mutate()} isPending={endingOthers.isPending}>
          {t.sign_out_others}
        </Button>
        <Button icon="offline" onPress={() => setLost(true)}>
          {t.lost_device}
        </Button>
      </Row>
      <LossDialog title={t.lost_device} isOpen={isLost} onClose={() => setLost(false)} onConfirm={(reason) => losing.mutate(reason)} isPending={losing.isPending}>
        <p>{t.lost_device_text}</p>
      </LossDialog>
    </Section>
  )
}
