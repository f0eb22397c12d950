import { Card } from '#web/design/Card.tsx'
import { DifferenceRow } from '#web/design/DifferenceRow.tsx'
import { Section } from '#web/design/layout.tsx'
import { List } from '#web/design/List.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { ImportPreview } from '../contract.ts'
import { texts } from '../texts.de.ts'

/** Classes and year groups: which are new, which go on under another name, which end. */
export function ImportGroups({ preview }: { preview: ImportPreview }) {
  const t = useTexts(texts)
  const { founded, renamed, ended } = preview.groups
  if (founded.length + renamed.length + ended.length === 0) return null
  const labels = (groups: readonly { label: string }[]): string => groups.map((group) => group.label).join(', ')
  return (
    <Section title={t.section_groups}>
      <Card isFlush>
        <List label={t.section_groups}>
          {founded.length > 0 && <DifferenceRow kind="new" name={labels(founded)} />}
          {renamed.map((group) => (
            <DifferenceRow key={`${group.kind}${group.from}`} kind="moved" name={group.kind === 'class' ? t.kind_class : t.kind_year} changes={[{ field: t.flow({ n: group.members }), before: group.from, after: group.to }]} note={t.groups_renamed} />
          ))}
          {ended.length > 0 && <DifferenceRow kind="leaving" name={labels(ended)} note={t.groups_ended_note} />}
        </List>
      </Card>
    </Section>
  )
}
