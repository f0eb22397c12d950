import { useQuery } from '@tanstack/react-query'
import { Avatar, initialsOf } from '#web/design/Avatar.tsx'
import { Dialog } from '#web/design/Dialog.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { Room } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { messenger } from './client.ts'
import { usePicturesOf } from './pictures.ts'

/** Who reads here. Nobody sees when somebody was here last. */
export function Members({ room, onClose }: { room: Room; onClose: () => void }) {
  const t = useTexts(texts)
  const query = useQuery({ queryKey: ['messenger', 'members', room.id], queryFn: ({ signal }) => messenger.listMembers({ roomId: room.id }, { signal }) })
  const pictureOf = usePicturesOf(query.data?.members.map(({ id }) => id) ?? [])
  const roles = { member: undefined, lead: t.roleLead, responsible: t.roleResponsible }
  return (
    <Dialog title={t.membersOf({ title: room.title })} isOpen onClose={onClose}>
      <Answer query={query}>
        {({ members }) => (
          <>
            <p>{t.memberCount({ n: members.length })}</p>
            <List label={t.members}>
              {members.map((member) => <ListRow key={member.id} isCompact lead={<Avatar text={initialsOf(member.name)} picture={pictureOf(member.id)} />} title={member.name} note={roles[member.role]} />)}
            </List>
          </>
        )}
      </Answer>
    </Dialog>
  )
}
