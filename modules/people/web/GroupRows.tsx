import { Avatar } from '#web/design/Avatar.tsx'
import { Card } from '#web/design/Card.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import { texts } from '../texts.de.ts'
import { usePictures } from './pictures.ts'
import { roleWord, signOf } from './words.ts'

type GroupOfPerson = { id: string; label: string; kind: Parameters<typeof roleWord>[2]; role: Parameters<typeof roleWord>[1] }

/** The groups of one person, each with what the person is in it. */
export function GroupRows({ label, groups }: { label: string; groups: readonly GroupOfPerson[] }) {
  const t = useTexts(texts)
  const pictureOf = usePictures({ groupIds: groups.map(({ id }) => id) })
  return (
    <Card isFlush>
      <List label={label}>
        {groups.map((group) => (
          <ListRow
            key={`${group.id}${group.role}`}
            href={`/personen/gruppe/${group.id}`}
            lead={<Avatar text={signOf(group.label)} kind={group.kind === 'staff' ? 'staff' : 'class'} picture={pictureOf(group.id)} />}
            title={group.label}
            {...(group.role !== 'member' && { note: roleWord(t, group.role, group.kind) })}
          />
        ))}
      </List>
    </Card>
  )
}
