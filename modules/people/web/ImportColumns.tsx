import { useState } from 'react'
import { Button } from '#web/design/Button.tsx'
import { Remark, Row, Stack } from '#web/design/layout.tsx'
import { Select } from '#web/design/Select.tsx'
import { useTexts } from '#web/texts/useTexts.ts'
import type { FileKind } from '../import/presets.ts'
import type { ImportColumns as Columns } from '../import/shape.ts'
import { rosterTexts } from '../texts/roster.de.ts'
import './import.css'

const NONE = '-'
const KINDS: readonly FileKind[] = ['pupils', 'parents', 'staff', 'courses']

export type ImportColumnsProps = {
  kind: FileKind
  columns: Columns['columns']
  fields: Columns['fields']
  note: string
  /** The next step of the page, not one of several. */
  isMain?: boolean
  onKind: (kind: FileKind) => void
  onMapping: (kind: FileKind, columns: Record<string, string>) => void
}

/** Which column is what: every column of the file, with the fields of the allow-list and nothing else to choose from. */
export function ImportColumns({ kind, columns, fields, note, isMain = false, onKind, onMapping }: ImportColumnsProps) {
  const t = useTexts(rosterTexts)
  const [chosen, setChosen] = useState<Readonly<Record<string, string>>>(() => Object.fromEntries(columns.map(({ header, field }) => [header, field ?? NONE])))
  const label = (field: string): string => t[`field_${field}` as 'field_id']
  // A field stands in one column only: who takes it elsewhere, takes it away here.
  const choose = (header: string, field: string) =>
    setChosen((before) => ({ ...Object.fromEntries(Object.entries(before).map(([other, value]) => [other, value === field && field !== NONE ? NONE : value])), [header]: field }))
  const compare = () => onMapping(kind, Object.fromEntries(Object.entries(chosen).flatMap(([header, field]) => (field === NONE ? [] : [[field, header]]))))
  return (
    <Stack>
      <Remark>{note}</Remark>
      <Select label={t.kind} value={kind} onChange={onKind} options={KINDS.map((one) => ({ value: one, label: t[`kind_${one}`] }))} />
      <div className="import-columns">
        {columns.map(({ header }) => (
          <Select
            key={header}
            label={t.column({ header })}
            value={chosen[header] ?? NONE}
            onChange={(field) => choose(header, field)}
            options={[{ value: NONE, label: t.not_taken }, ...fields.map((field) => ({ value: field, label: label(field) }))]}
          />
        ))}
      </div>
      <Remark>{t.columns_hint}</Remark>
      <Row>
        <Button kind={isMain ? 'primary' : 'plain'} icon="refresh" onPress={compare}>
          {t.compare_so}
        </Button>
      </Row>
    </Stack>
  )
}
