import { Card } from '#web/design/Card.tsx'
import { Icon } from '#web/design/Icon.tsx'
import { Section, Stack } from '#web/design/layout.tsx'
import { VisuallyHidden } from '#web/design/VisuallyHidden.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { ImportPreview } from '../contract.ts'
import { texts } from '../texts.de.ts'
import './import.css'

/** Classes and year groups: which are new, which go on under another name, which end. */
export function ImportGroups({ preview }: { preview: ImportPreview }) {
  const t = useTexts(texts)
  const { founded, renamed, ended } = preview.groups
  if (founded.length + renamed.length + ended.length === 0) return null
  const labels = (groups: readonly { label: string }[]): string => groups.map((group) => group.label).join(', ')
  return (
    <Section title={t.section_groups}>
      {renamed.length > 0 && (
        <Card title={t.groups_renamed} note={t.groups_renamed_note}>
          <Stack>
            {(['class', 'year'] as const).map((kind) => (
              <Moves key={kind} moves={renamed.filter((group) => group.kind === kind).map(({ from, to, members }) => ({ from, to, count: members }))} />
            ))}
          </Stack>
        </Card>
      )}
      {founded.length > 0 && <Card title={t.groups_founded}>{labels(founded)}</Card>}
      {ended.length > 0 && (
        <Card title={t.groups_ended} note={t.groups_ended_note}>
          {labels(ended)}
        </Card>
      )}
    </Section>
  )
}

/** How many go from where to where, side by side. */
export function Moves({ moves }: { moves: readonly { from: string | null; to: string | null; count: number }[] }) {
  const t = useTexts(texts)
  if (moves.length === 0) return null
  return (
    <ul className="moves">
      {moves.map(({ from, to, count }) => (
        <li key={`${from}>${to}`} className="move">
          <span className="move-label move-from">{from ?? t.flow_nowhere}</span>
          <Icon name="right" size={16} />
          <VisuallyHidden>{t.flow_to}</VisuallyHidden>
          <span className="move-label">{to ?? t.flow_nowhere}</span>
          <span className="move-count">{t.flow({ n: count })}</span>
        </li>
      ))}
    </ul>
  )
}
