import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useSignedIn } from '#web/api/hooks.ts'
import { refusalOf } from '#web/api/refusal.ts'
import { session } from '#web/api/session.ts'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { ConfirmDialog } from '#web/design/Dialog.tsx'
import { Icon } from '#web/design/Icon.tsx'
import { IconButton } from '#web/design/IconButton.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { dayOf, formatDate } from '#web/texts/format.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import { FACTORS, factors } from './client.ts'
import type { OwnFactor } from './client.ts'
import { RenameDialog } from './RenameDialog.tsx'
import { texts } from './texts.de.ts'

/** On the profile: what one confirms with, and how many codes are left. For staff, and for whoever has one. */
export function OwnFactors() {
  const { person, factor } = useSignedIn()
  const isStaff = person.type === 'teacher' || person.type === 'staff'
  return isStaff || factor.hasOffice || factor.state === 'has' ? <Factors /> : null
}

function Factors() {
  const t = useTexts(texts)
  const say = useRefusalText()
  const queries = useQueryClient()
  const [leaving, setLeaving] = useState<OwnFactor | null>(null)
  const [renaming, setRenaming] = useState<OwnFactor | null>(null)
  const query = useQuery({ queryKey: FACTORS, queryFn: ({ signal }) => factors.listFactors({}, { signal }) })
  const remove = useMutation({
    mutationFn: (factorId: string) => factors.removeFactor({ factorId }),
    onSuccess: async () => {
      showToast({ text: t.removed })
      await Promise.all([queries.invalidateQueries({ queryKey: FACTORS }), session.reload().catch(() => undefined)])
    },
    onError: (error) => {
      const { what, why, next } = say(refusalOf(error))
      showToast({ text: [what, why, next].join(' '), kind: 'problem' })
    },
    onSettled: () => setLeaving(null),
  })
  return (
    <Section title={t.ownTitle}>
      <Answer query={query}>
        {({ factors: own, codesLeft }) => (
          <Stack>
            <Card isFlush={own.length > 0}>
              {own.length === 0 ? <p>{t.ownNone}</p> : (
                <List label={t.ownTitle}>
                  {own.map((one) => (
                    <ListRow
                      key={one.id} lead={<Icon name={one.kind === 'passkey' ? 'key' : 'device'} />} title={one.label} note={t.enrolledOn({ date: formatDate(dayOf(new Date(one.enrolledAt))) })}
                      action={(
                        <Row>
                          <IconButton icon="edit" label={`${t.rename}: ${one.label}`} onPress={() => setRenaming(one)} />
                          <IconButton icon="remove" label={`${t.remove}: ${one.label}`} onPress={() => setLeaving(one)} />
                        </Row>
                      )}
                    />
                  ))}
                  <ListRow lead={<Icon name="document" />} title={t.codesLeft({ n: codesLeft })} action={<Button href="/profil/codes">{t.codesRenew}</Button>} />
                </List>
              )}
            </Card>
            <Row><Button icon="add" href="/profil/zweiter-faktor">{own.length === 0 ? t.ownAdd : t.ownAddMore}</Button></Row>
          </Stack>
        )}
      </Answer>
      {renaming !== null && <RenameDialog factor={renaming} onClose={() => setRenaming(null)} />}
      {leaving !== null && (
        <ConfirmDialog title={t.removeTitle({ label: leaving.label })} isOpen onClose={() => setLeaving(null)} onConfirm={() => remove.mutate(leaving.id)} isPending={remove.isPending} confirm={t.remove}>
          <p>{t.removeText}</p>
        </ConfirmDialog>
      )}
    </Section>
  )
}
