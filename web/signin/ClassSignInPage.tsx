import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Row, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { formatTime } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import { limits } from '#platform/identity/limits.ts'
import { texts } from './cards.de.ts'
import { identity } from './client.ts'

/** Often enough for a teacher who looks at children coming in one by one, seldom enough for the server. */
const LOOKED_MS = 3_000

type Found = Awaited<ReturnType<typeof identity.readClassSignIn>>

/** "Klasse anmelden" (A6): the teacher's phone or screen, with who is in already. */
export function ClassSignInPage() {
  const t = useTexts(texts)
  const groupId = usePathField('groupId')
  const query = useQuery({ queryKey: ['identity', 'class-sign-in', groupId], queryFn: ({ signal }) => identity.readClassSignIn({ groupId }, { signal }), refetchInterval: LOOKED_MS })
  return (
    <Page
      title={t.classTitle({ label: query.data?.label ?? '' })}
      lead={t.classLead}
      isNarrow
      actions={query.data?.mayPrint === true ? <Button icon="print" href={`/klasse-anmelden/${groupId}/karten`}>{t.printCards}</Button> : undefined}
    >
      <Answer query={query}>{(found) => <ClassView groupId={groupId} found={found} />}</Answer>
    </Page>
  )
}

function ClassView({ groupId, found }: { groupId: string; found: Found }) {
  const t = useTexts(texts)
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: ['identity', 'class-sign-in', groupId] })
  const opening = useMutation({ mutationFn: () => identity.openClassSignIn({ groupId }), onSuccess: again })
  const closing = useMutation({ mutationFn: () => identity.endClassSignIn({ groupId }), onSuccess: again })
  const { open, pupils } = found
  return (
    <Stack gap="large">
      <Stack>
        {open === null ? (
          <Card title={t.classIsClosed} icon="lock" level={2} action={<Button kind="primary" icon="signIn" isPending={opening.isPending} onPress={() => opening.mutate()}>{t.classOpen}</Button>}>
            {t.classOpenHint({ minutes: limits.class_sign_in_minutes })}
          </Card>
        ) : (
          <Card title={t.classIsOpen({ time: formatTime(open.closesAt) })} icon="signIn" level={2} action={
            <Row>
              <Button icon="refresh" isPending={opening.isPending} onPress={() => opening.mutate()}>{t.classAgain}</Button>
              <Button icon="lock" isPending={closing.isPending} onPress={() => closing.mutate()}>{t.classClose}</Button>
            </Row>
          }>
            <p>{t.classOpenedBy({ name: open.openedBy })}</p>
            <p>{t.classHowText({ address: `${location.host}/karte` })}</p>
          </Card>
        )}
        {(opening.error ?? closing.error) && <Refused error={opening.error ?? closing.error} />}
      </Stack>
      {pupils.length === 0 ? (
        <EmptyState icon="groups" title={t.classNobody}>{t.classNobodyText}</EmptyState>
      ) : (
        <Section title={t.classWho({ n: pupils.filter((pupil) => pupil.isIn).length, of: pupils.length })}>
          <Card isFlush>
            <List label={t.classWho({ n: pupils.filter((pupil) => pupil.isIn).length, of: pupils.length })}>
              {pupils.map((pupil) => (
                <ListRow
                  key={pupil.personId}
                  lead={<Avatar text={initialsOf(pupil.displayName)} />}
                  title={pupil.displayName}
                  meta={pupil.isIn ? <Badge kind="good">{t.classIn}</Badge> : <Badge>{pupil.hasCard ? t.classNotIn : t.classNoCard}</Badge>}
                />
              ))}
            </List>
          </Card>
        </Section>
      )}
    </Stack>
  )
}
