import { useQuery } from '@tanstack/react-query'
import { useMay } from '#web/api/hooks.ts'
import { Avatar } from '#web/design/Avatar.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { EmptyState } from '#web/design/EmptyState.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { List, ListRow } from '#web/design/List.tsx'
import { Answer } from '#web/shell/Answer.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { GroupInList } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { PEOPLE, people } from './client.ts'
import { roleWord, signOf } from './words.ts'
import './people.css'

const KINDS = ['class', 'year', 'course', 'project', 'staff'] as const

/** All groups one may see, by kind. */
export function GroupsList() {
  const t = useTexts(texts)
  const mayImport = useMay('people.import')
  const query = useQuery({ queryKey: [...PEOPLE, 'groups'], queryFn: ({ signal }) => people.listGroups({}, { signal }) })
  const headings = { class: t.classes, year: t.years, course: t.courses, project: t.projects, staff: t.staff_groups }
  return (
    <Answer query={query}>
      {({ groups }) => {
        if (groups.length === 0 && mayImport)
          return (
            <EmptyState
              icon="groups"
              title={t.no_groups}
              action={
                <Button kind="primary" icon="upload" href="/personen/import">
                  {t.import_file}
                </Button>
              }
            >
              {t.no_groups_text}
            </EmptyState>
          )
        if (groups.length === 0)
          return (
            <EmptyState icon="groups" title={t.no_own_groups}>
              {t.no_own_groups_text}
            </EmptyState>
          )
        return (
          <Stack gap="large">
            {KINDS.filter((kind) => groups.some((group) => group.kind === kind)).map((kind) => (
              <Section key={kind} title={headings[kind]}>
                {kind === 'class' || kind === 'year' ? (
                  <ul className="group-tiles" aria-label={headings[kind]}>
                    {groups
                      .filter((group) => group.kind === kind)
                      .map((group) => (
                        <GroupTile key={group.id} group={group} />
                      ))}
                  </ul>
                ) : (
                  <Card isFlush>
                    <List label={headings[kind]}>
                      {groups
                        .filter((group) => group.kind === kind)
                        .map((group) => (
                          <GroupRow key={group.id} group={group} />
                        ))}
                    </List>
                  </Card>
                )}
              </Section>
            ))}
          </Stack>
        )
      }}
    </Answer>
  )
}

/** Classes are many and their names short: tiles, so that a school fits on one screen. */
function GroupTile({ group }: { group: GroupInList }) {
  const t = useTexts(texts)
  return (
    <ListRow
      href={`/personen/gruppe/${group.id}`}
      title={group.label}
      note={
        group.role === null || group.role === 'member'
          ? t.members({ n: group.members })
          : `${t.members({ n: group.members })} · ${roleWord(t, group.role, group.kind)}`
      }
    />
  )
}

function GroupRow({ group }: { group: GroupInList }) {
  const t = useTexts(texts)
  return (
    <ListRow
      href={`/personen/gruppe/${group.id}`}
      lead={<Avatar text={signOf(group.label)} kind={group.kind === 'staff' ? 'staff' : 'class'} />}
      title={group.label}
      note={`${t.members({ n: group.members })} · ${group.purpose}`}
      {...(group.role !== null && group.role !== 'member' && { meta: roleWord(t, group.role, group.kind) })}
    />
  )
}
