import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { refusalOf } from '#web/api/refusal.ts'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { Badge } from '#web/design/Badge.tsx'
import { Bars } from '#web/design/Bars.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { IconButton } from '#web/design/IconButton.tsx'
import { Remark, Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { showToast } from '#web/design/toasts.ts'
import { Answer } from '#web/shell/Answer.tsx'
import { Page } from '#web/shell/Page.tsx'
import { usePathField } from '#web/shell/routing.ts'
import { formatDate } from '#web/texts/format.ts'
import { useRefusalText, useTexts } from '#web/texts/useTexts.ts'
import type { GroupMember } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { texts as slipTexts } from '../texts/slips.de.ts'
import { AddMembersDialog } from './AddMembersDialog.tsx'
import { PEOPLE, people } from './client.ts'
import { GroupPicture } from './GroupPicture.tsx'
import { usePictures } from './pictures.ts'
import { kindWord, roleWord, signOf, typeWord } from './words.ts'

type Found = Awaited<ReturnType<typeof people.getGroup>>

/** A class or group: who is in it, and for the class lead whose door is open. */
export function GroupPage() {
  const id = usePathField('groupId')
  const t = useTexts(texts)
  const query = useQuery({ queryKey: [...PEOPLE, 'group', id], queryFn: ({ signal }) => people.getGroup({ id }, { signal }) })
  return query.data === undefined ? (
    <Page title={t.groups}>
      <Answer query={query}>{() => null}</Answer>
    </Page>
  ) : (
    <GroupView group={query.data} />
  )
}

function GroupView({ group }: { group: Found }) {
  const t = useTexts(texts)
  const words = useTexts(slipTexts)
  const [isAdding, setAdding] = useState(false)
  const pictureOf = usePictures({ personIds: group.members.map(({ personId }) => personId), groupIds: [group.id] })
  const picture = pictureOf(group.id)
  const mayManage = group.may.includes('people.manage_group')
  const hasPupils = group.members.some((member) => member.type === 'pupil')
  const lead = group.endedOn === null ? `${kindWord(t, group.kind)} · ${group.purpose}` : t.ended_on({ date: formatDate(group.endedOn) })
  return (
    <Page
      title={group.label}
      picture={<Avatar text={signOf(group.label)} size="large" kind={group.kind === 'staff' ? 'staff' : 'class'} picture={picture} />}
      lead={lead}
      actions={
        <>
          {group.may.includes('people.print_group_slips') && hasPupils && (
            <Button icon="print" href={`/personen/gruppe/${group.id}/zettel`}>
              {t.print_slips}
            </Button>
          )}
          {group.may.includes('people.print_guardian_slips') && hasPupils && (group.kind === 'class' || group.kind === 'year') && (
            <Button icon="print" href={`/personen/gruppe/${group.id}/elternzettel`}>
              {words.parent_slips}
            </Button>
          )}
          {group.may.includes('people.make_teacher_slips') && hasPupils && (
            <Button icon="key" href={`/personen/gruppe/${group.id}/codes`}>
              {words.class_codes}
            </Button>
          )}
          {group.may.includes('identity.open_class_sign_in') && (
            <Button kind="primary" icon="signIn" href={`/klasse-anmelden/${group.id}`}>
              {words.class_sign_in}
            </Button>
          )}
          {group.may.includes('people.set_group_picture') && <GroupPicture group={group} picture={picture} />}
          {mayManage && (
            <Button icon="personAdd" onPress={() => setAdding(true)}>
              {t.add_members}
            </Button>
          )}
        </>
      }
    >
      <Stack gap="large">
        {group.doors !== undefined && group.doors.open + group.doors.closed > 0 && <Doors label={group.label} doors={group.doors} />}
        <Section title={t.members({ n: group.members.length + group.membersLeftOff })}>
          {group.members.length === 0 ? (
            <EmptyState icon="groups" title={t.members({ n: 0 })} />
          ) : (
            <Card isFlush>
              <List label={group.label}>
                {group.members.map((member) => (
                  <MemberRow key={member.personId} group={group} member={member} picture={pictureOf(member.personId)} mayEnd={mayManage} />
                ))}
              </List>
            </Card>
          )}
          {group.membersLeftOff > 0 && <Remark>{t.more_rows({ n: group.membersLeftOff })}</Remark>}
        </Section>
      </Stack>
      {mayManage && <AddMembersDialog group={group} isOpen={isAdding} onClose={() => setAdding(false)} />}
    </Page>
  )
}

/** A2: how many can come in, as a bar. */
function Doors({ label, doors }: { label: string; doors: { open: number; closed: number } }) {
  const t = useTexts(texts)
  return (
    <Section title={t.doors}>
      <Card note={t.doors_hint}>
        <Bars
          caption={t.doors}
          series={[
            { key: 'open', label: t.door_open, tone: 'good' },
            { key: 'closed', label: t.door_closed, tone: 'open' },
          ]}
          rows={[{ key: 'all', label, values: [doors.open, doors.closed], words: t.doors_words({ open: doors.open, of: doors.open + doors.closed }) }]}
        />
      </Card>
    </Section>
  )
}

function MemberRow({ group, member, picture, mayEnd }: { group: Found; member: GroupMember; picture: string | undefined; mayEnd: boolean }) {
  const t = useTexts(texts)
  const say = useRefusalText()
  const queries = useQueryClient()
  const again = () => queries.invalidateQueries({ queryKey: PEOPLE })
  const fail = (error: unknown) => showToast({ text: say(refusalOf(error)).what, kind: 'problem' })
  const back = useMutation({
    mutationFn: () => people.addMembers({ id: group.id, personIds: [member.personId], role: member.role }),
    onSuccess: again,
    onError: fail,
  })
  const end = useMutation({
    mutationFn: () => people.endMembership({ id: group.id, personId: member.personId, role: member.role }),
    onSuccess: async () => {
      await again()
      showToast({ text: t.membership_ended({ name: member.displayName }), undo: () => back.mutate() })
    },
    onError: fail,
  })
  const isPupil = member.type === 'pupil'
  const notes = [
    member.role === 'member' ? (isPupil ? null : typeWord(t, member.type)) : roleWord(t, member.role, group.kind),
    member.hasPassword === false && member.door !== undefined ? t.no_password : null,
  ]
  return (
    <ListRow
      href={`/personen/person/${member.personId}`}
      lead={<Avatar text={initialsOf(member.displayName)} kind={isPupil ? 'person' : 'staff'} picture={picture} />}
      title={isPupil ? `${member.familyName}, ${member.givenName}` : member.displayName}
      {...(notes.some(Boolean) && { note: notes.filter(Boolean).join(' · ') })}
      {...(member.door === 'closed' && { meta: <Badge>{t.door_closed}</Badge> })}
      {...(mayEnd && { action: <IconButton icon="close" label={t.end_membership({ name: member.displayName })} onPress={() => end.mutate()} /> })}
    />
  )
}
