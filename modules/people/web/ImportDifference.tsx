import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ReactNode } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { DifferenceRow } from '#web/design/DifferenceRow.tsx'
import type { DifferenceKind } from '#web/design/DifferenceRow.tsx'
import { Remark, Row, Section } from '#web/design/layout.tsx'
import { List } from '#web/design/List.tsx'
import { Refused } from '#web/shell/Refused.tsx'
import { formatDate, formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { ImportPreview } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { people } from './client.ts'
import type { AskAgain } from './ImportPreviewView.tsx'
import { Moves } from './ImportGroups.tsx'

type Rows = ImportPreview['rows']
type Kind = keyof Rows
type Drawn = { key: string; name: string; note?: string; changes?: { field: string; before: string | null; after: string | null }[] }

/** The people of the difference, kind by kind; a few of each at first, more on demand. */
export function ImportDifference({ file, preview, ask }: { file: File; preview: ImportPreview; ask: AskAgain }) {
  const t = useTexts(texts)
  const { counts } = preview
  const place = (one: { classLabel: string | null; yearLabel: string | null }): string => one.classLabel ?? one.yearLabel ?? t.flow_nowhere
  const name = (one: { givenName: string; familyName: string }): string => `${one.familyName}, ${one.givenName}`
  const changes = (list: Rows['changed'][number]['changes']) =>
    list.map(({ field, from, to }) => ({ field: t[`field_${field}`], before: dated(field, from), after: dated(field, to) }))
  const move = (one: Rows['moved'][number]) => ({ field: t.field_class, before: place(one.from), after: place(one.to) })
  const line = (one: { line: number }): string => t.line({ n: one.line })
  const part = { file, preview, ask }
  return (
    <>
      <Part
        {...part}
        of="changed"
        kind="changed"
        title={t.section_changed}
        total={counts.changed}
        draw={(one) => ({ key: `${one.line}`, name: name(one), changes: changes(one.changes), note: line(one) })}
      />
      <Part
        {...part}
        of="moved"
        kind="moved"
        title={t.section_moved}
        above={<Flows preview={preview} />}
        total={preview.movedAlone}
        draw={(one) => ({ key: `${one.line}`, name: name(one), changes: [move(one)], note: line(one) })}
      />
      <Part
        {...part}
        of="returned"
        kind="changed"
        title={t.section_returned}
        total={counts.returned}
        draw={(one) => ({ key: `${one.line}`, name: name(one), changes: [...changes(one.changes), move(one)], note: line(one) })}
      />
      <Part
        {...part}
        of="leaving"
        kind="unclear"
        title={t.section_leaving}
        text={t.leaving_text}
        total={counts.leaving}
        draw={(one, index) => ({ key: `${index}`, name: name(one), note: one.isExitYear ? `${place(one)} · ${t.leaving_exit_year}` : place(one) })}
      />
      <Part
        {...part}
        of="new"
        kind="new"
        title={t.section_new}
        total={counts.new}
        draw={(one) => ({ key: `${one.line}`, name: name(one), note: `${place(one)} · ${line(one)}` })}
      />
      <Part
        {...part}
        of="left"
        kind="same"
        title={t.section_left}
        text={t.left_text}
        total={counts.left}
        draw={(one) => ({ key: `${one.line}`, name: name(one), note: `${place(one)} · ${line(one)}` })}
      />
      <Part
        {...part}
        of="kept"
        kind="same"
        title={t.section_kept}
        text={t.kept_text}
        total={counts.kept}
        draw={(one) => ({ key: `${one.line}${one.field}`, name: name(one), note: t.kept_in_file({ name: one.inFile }) })}
      />
    </>
  )
}

/** The larger streams between classes, before the people one by one. */
function Flows({ preview }: { preview: ImportPreview }) {
  const streams = preview.flows
    .filter((flow) => !flow.withRoom && flow.count >= STREAM_MIN)
    .sort((a, b) => byLabel.compare(a.from ?? '', b.from ?? '') || byLabel.compare(a.to ?? '', b.to ?? ''))
  return streams.length === 0 ? null : (
    <Card>
      <Moves moves={streams} />
    </Card>
  )
}

const byLabel = new Intl.Collator('de', { numeric: true })
const STREAM_MIN = 3
const SHOWN_FIRST = 6
const SHOWN_MORE = 50

type PartProps<K extends Kind> = {
  file: File
  preview: ImportPreview
  ask: AskAgain
  of: K
  kind: DifferenceKind
  title: string
  text?: string
  above?: ReactNode
  total: number
  draw: (row: Rows[K][number], index: number) => Drawn
}

/** Rows of one kind. What the first answer did not hold is asked for with the same file; nothing of it lies on the server meanwhile. */
function Part<K extends Kind>({ file, preview, ask, of, kind, title, text, above, total, draw }: PartProps<K>): ReactNode {
  const t = useTexts(texts)
  const [rows, setRows] = useState<readonly Rows[K][number][]>(preview.rows[of])
  const [shown, setShown] = useState(SHOWN_FIRST)
  const fetching = useMutation({
    mutationFn: () => people.previewImport({ ...ask, source: preview.source, from: rows.length }, { body: file }),
    onSuccess: (next) => next.kind === 'pupils' && setRows((before) => [...before, ...next.rows[of]]),
  })
  if (total === 0) return null
  const more = () => {
    setShown(shown + SHOWN_MORE)
    if (shown + SHOWN_MORE > rows.length && rows.length < total) fetching.mutate()
  }
  return (
    <Section title={`${title} (${formatNumber(total)})`}>
      {text !== undefined && <Remark>{text}</Remark>}
      {above}
      <Card isFlush>
        <List label={title}>
          {rows.slice(0, shown).map((row, index) => {
            const { key, ...drawn } = draw(row, index)
            return <DifferenceRow key={key} kind={kind} {...drawn} />
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

/** Dates are shown as German writes them. */
function dated(field: string, value: string | null): string | null {
  return value !== null && (field === 'majorityDate' || field === 'exitOn') ? formatDate(value) : value
}
