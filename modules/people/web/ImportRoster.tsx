import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { DifferenceRow } from '#web/design/DifferenceRow.tsx'
import type { DifferenceKind } from '#web/design/DifferenceRow.tsx'
import { Remark, Row, Section } from '#web/design/layout.tsx'
import { List } from '#web/design/List.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { RosterPreview } from '../import/shape.ts'
import { texts } from '../texts.de.ts'
import { rosterTexts, tieWords } from '../texts/roster.de.ts'
import { people } from './client.ts'
import type { AskAgain } from './ImportPreviewView.tsx'

/** One object, so that components do not begin anew. */
const allTexts = { ...texts, ...rosterTexts }

type Rows = RosterPreview['rows']
type Drawn = { key: string; kind: DifferenceKind; name: string; note?: string; changes?: { field: string; before: string | null; after: string | null }[] }

const ACTIONS: Readonly<Record<Rows['links'][number]['action'], DifferenceKind>> = { added: 'new', changed: 'changed', ended: 'leaving', missing: 'unclear' }

/** People and their ties: parents with children and custody, staff with classes, courses with members. */
export function ImportRoster({ file, preview, ask }: { file: File; preview: RosterPreview; ask: AskAgain }) {
  const t = useTexts(allTexts)
  const { kind, links, counts, custody, groups } = preview
  const part = { file, preview, ask }
  const line = (n: number | null): string => (n === null ? '' : t.line({ n }))
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
        draw={(one) => ({
          key: `${one.line}`, kind: 'changed', name: `${one.familyName}, ${one.givenName}`, note: line(one.line),
          changes: one.changes.map(({ field, from, to }) => ({ field: t[`field_${field}`], before: from, after: to })),
        })}
      />
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
          text={t[`people_text_${kind}`]}
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
        draw={(one, index) => ({ key: `${index}`, kind: 'leaving', name: `${one.familyName}, ${one.givenName}` })}
      />
    </>
  )
}

type PartProps<K extends keyof Rows> = { file: File; preview: RosterPreview; ask: AskAgain; of: K; title: string; text?: string; total: number; draw: (row: Rows[K][number], index: number) => Drawn }

/** Rows of one sort; what the first answer did not hold is asked for with the same file. */
function Part<K extends keyof Rows>({ file, preview, ask, of, title, text, total, draw }: PartProps<K>) {
  const t = useTexts(texts)
  const [rows, setRows] = useState<readonly Rows[K][number][]>(preview.rows[of])
  const [shown, setShown] = useState(10)
  const fetching = useMutation({
    mutationFn: () => people.previewImport({ ...ask, source: preview.source, from: rows.length }, { body: file }),
    onSuccess: (next) => next.kind !== 'pupils' && setRows((before) => [...before, ...next.rows[of]]),
  })
  if (total <= 0) return null
  const more = () => {
    setShown(shown + 50)
    if (shown + 50 > rows.length && rows.length < total) fetching.mutate()
  }
  return (
    <Section title={`${title} (${formatNumber(total)})`}>
      {text !== undefined && <Remark>{text}</Remark>}
      <Card isFlush>
        <List label={title}>
          {rows.slice(0, shown).map((row, index) => {
            const { key, ...drawn } = draw(row, index)
            return <DifferenceRow key={key} {...drawn} />
          })}
        </List>
      </Card>
      {fetching.error !== null && <Refused error={fetching.error} />}
      {shown < total && (
        <Row>
          <Button onPress={more} isPending={fetching.isPending}>
            {t.show_more}
          </Button>
        </Row>
      )}
    </Section>
  )
}
