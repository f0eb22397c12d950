import { Card } from '#web/design/Card.tsx'
import type { DifferenceKind } from '#web/design/DifferenceRow.tsx'
import { Remark, Section } from '#web/design/layout.tsx'
import { formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { RosterPreview } from '../import/shape.ts'
import { texts } from '../texts.de.ts'
import { rosterTexts, tieWords } from '../texts/roster.de.ts'
import { people } from './client.ts'
import { sent } from './import-call.ts'
import type { AskAgain } from './import-call.ts'
import { ImportRows } from './ImportRows.tsx'
import type { DrawnRow, ImportRowsProps } from './ImportRows.tsx'

/** One object, so that components do not begin anew. */
const allTexts = { ...texts, ...rosterTexts }

type Rows = RosterPreview['rows']

const ACTIONS: Readonly<Record<Rows['links'][number]['action'], DifferenceKind>> = { added: 'new', changed: 'changed', ended: 'leaving', missing: 'unclear' }

/** People and their ties: parents with children and custody, staff with classes, courses with members. */
export function ImportRoster({ file, preview, ask }: { file: File; preview: RosterPreview; ask: AskAgain }) {
  const t = useTexts(allTexts)
  const { kind, links, counts, custody, groups, staffRoom } = preview
  const part = { file, preview, ask }
  const line = (n: number | null): string => (n === null ? '' : t.line({ n }))
  const changed = (one: Rows['changed'][number]): DrawnRow => ({
    key: `${one.line}`, kind: 'changed', name: `${one.familyName}, ${one.givenName}`, note: line(one.line),
    changes: one.changes.map(({ field, from, to }) => ({ field: t[`field_${field}`], before: from, after: to })),
  })
  return (
    <>
      {kind === 'parents' && <Remark>{t.parents_no_mail}</Remark>}
      {kind === 'parents' && custody.both + custody.one + custody.none > 0 && (
        <Section title={t.section_custody}>
          <Card>{t.custody_words(custody)}</Card>
        </Section>
      )}
      {groups.founded.length > 0 && (
        <Section title={t.section_courses}>
          <Card>{groups.founded.map(({ label, members }) => `${label} (${formatNumber(members)})`).join(', ')}</Card>
        </Section>
      )}
      {groups.renamed.length > 0 && (
        <Section title={t.section_renamed}>
          <Card>{groups.renamed.map(({ from, to }) => `${from} → ${to}`).join(', ')}</Card>
        </Section>
      )}
      <Part
        {...part}
        of="changed"
        title={t.section_changed}
        total={preview.counts.changed - groups.renamed.length}
        draw={changed}
      />
      {kind !== 'courses' && (
        <Part
          {...part}
          of="returned"
          title={t[`section_returned_${kind}`]}
          text={t[`returned_text_${kind}`]}
          total={counts.returned}
          draw={changed}
        />
      )}
      <Part
        {...part}
        of="links"
        title={t[`section_links_${kind}`]}
        {...(links.missing > 0 && { text: t.missing_text })}
        total={links.added + links.changed + links.ended + links.missing}
        draw={(one, index) => ({ key: `${index}`, kind: ACTIONS[one.action], name: one.who, note: [tieWords(one), one.action === 'missing' ? t.link_missing : '', line(one.line)].filter(Boolean).join(' · ') })}
      />
      {kind !== 'courses' && (
        <Part
          {...part}
          of="new"
          title={t[`section_people_${kind}`]}
          text={[t[`people_text_${kind}`], staffRoom === null ? '' : t.staff_room_joined({ label: staffRoom })].filter(Boolean).join(' ')}
          total={counts.new}
          draw={(one) => ({ key: `${one.line}`, kind: 'new', name: `${one.familyName}, ${one.givenName}`, note: [one.shortCode, one.subjects.join(', '), line(one.line)].filter(Boolean).join(' · ') })}
        />
      )}
      <Part
        {...part}
        of="leaving"
        title={t.section_leaving}
        text={t.leaving_text}
        total={counts.leaving - links.missing}
        // As with pupils: nobody leaves by being missing, it is a question.
        draw={(one, index) => ({ key: `${index}`, kind: 'unclear', name: `${one.familyName}, ${one.givenName}` })}
      />
    </>
  )
}

type PartProps<K extends keyof Rows> = Pick<ImportRowsProps<Rows[K][number]>, 'title' | 'text' | 'total' | 'draw'> & { file: File; preview: RosterPreview; ask: AskAgain; of: K }

/** Rows of one sort of a roster. */
function Part<K extends keyof Rows>({ file, preview, ask, of, ...rest }: PartProps<K>) {
  const fetchMore = async (from: number): Promise<readonly Rows[K][number][]> => {
    const { fields, body } = sent(file, ask)
    const next = await people.previewImport({ ...fields, source: preview.source, from }, { body })
    return next.kind === 'pupils' ? [] : next.rows[of]
  }
  return <ImportRows<Rows[K][number]> {...rest} first={preview.rows[of]} fetchMore={fetchMore} />
}
