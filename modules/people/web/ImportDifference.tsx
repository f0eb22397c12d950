import type { ReactNode } from 'react'
import { Card } from '#web/design/Card.tsx'
import type { DifferenceKind } from '#web/design/DifferenceRow.tsx'
import { formatDate } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { ImportPreview } from '../contract.ts'
import { texts } from '../texts.de.ts'
import { people } from './client.ts'
import { sent } from './import-call.ts'
import type { AskAgain } from './import-call.ts'
import { Moves } from './ImportGroups.tsx'
import { ImportRows } from './ImportRows.tsx'
import type { DrawnRow, ImportRowsProps } from './ImportRows.tsx'

type Rows = ImportPreview['rows']
type Kind = keyof Rows

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

type PartProps<K extends Kind> = Pick<ImportRowsProps<Rows[K][number]>, 'title' | 'text' | 'above' | 'total'> & {
  file: File
  preview: ImportPreview
  ask: AskAgain
  of: K
  kind: DifferenceKind
  draw: (row: Rows[K][number], index: number) => Omit<DrawnRow, 'kind'>
}

/** Rows of one kind of pupils. */
function Part<K extends Kind>({ file, preview, ask, of, kind, draw, ...rest }: PartProps<K>): ReactNode {
  const fetchMore = async (from: number): Promise<readonly Rows[K][number][]> => {
    const { fields, body } = sent(file, ask)
    const next = await people.previewImport({ ...fields, source: preview.source, from }, { body })
    return next.kind === 'pupils' ? next.rows[of] : []
  }
  return <ImportRows<Rows[K][number]> {...rest} first={preview.rows[of]} fetchMore={fetchMore} draw={(row, index) => ({ kind, ...draw(row, index) })} />
}

/** Dates are shown as German writes them. */
function dated(field: string, value: string | null): string | null {
  return value !== null && (field === 'majorityDate' || field === 'exitOn') ? formatDate(value) : value
}
