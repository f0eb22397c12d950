import { useState } from 'react'
import { Badge } from '#web/design/Badge.tsx'
import { Button } from '#web/design/Button.tsx'
import { Card } from '#web/design/Card.tsx'
import { Disclosure } from '#web/design/Disclosure.tsx'
import { Remark, Row, Section, Stack } from '#web/design/layout.tsx'
import { Notice } from '#web/design/Notice.tsx'
import { TextField } from '#web/design/TextField.tsx'
import { formatNumber } from '#web/texts/format.ts'
import { useTexts } from '#web/texts/useTexts.ts'
import type { ImportPreview } from '../contract.ts'
import type { SameChoice } from '../import/same.ts'
import type { RosterPreview } from '../import/shape.ts'
import { texts } from '../texts.de.ts'
import { encodingName, presetName, safetyText } from '../texts/command.de.ts'
import { rosterTexts } from '../texts/roster.de.ts'
import { ImportColumns } from './ImportColumns.tsx'
import { ImportRoster } from './ImportRoster.tsx'
import { ImportDifference } from './ImportDifference.tsx'
import { ImportGroups } from './ImportGroups.tsx'
import { ImportProblems } from './ImportProblems.tsx'
import { ImportSame } from './ImportSame.tsx'
import { ImportSource } from './ImportSource.tsx'
import type { AskAgain } from './import-call.ts'
import './import.css'

/** One object, so that components do not begin anew. */
const allTexts = { ...texts, ...rosterTexts }

type Preview = ImportPreview | RosterPreview

export type ImportPreviewViewProps = {
  file: File
  preview: Preview
  ask: AskAgain
  onAsk: (ask: AskAgain) => void
  onSource: (source: string) => void
  onApply: (confirmSafety: boolean) => void
  onAgain: () => void
}

/** Everything a file would do, before it does anything: numbers, what is left out, classes, people, what is unclear, and the second word where it is needed. */
export function ImportPreviewView({ file, preview, ask, onAsk, onSource, onApply, onAgain }: ImportPreviewViewProps) {
  const t = useTexts(texts)
  const words = useTexts(rosterTexts)
  const shown = ask.same ?? []
  const [same, setSame] = useState<readonly SameChoice[]>(shown)
  const isChanged = keyOf(same) !== keyOf(shown)
  return (
    <Stack gap="large">
      <Section
        title={file.name}
        action={
          <Button icon="refresh" onPress={onAgain}>
            {t.another_file}
          </Button>
        }
      >
        <Remark>
          {t.read_as({ preset: presetName(preview.preset), encoding: encodingName(preview.encoding), rows: formatNumber(preview.rowsRead) })}
          {preview.doubled > 0 && ` ${t.doubled({ n: preview.doubled })}`}
        </Remark>
        <ImportSource preview={preview} onSource={onSource} />
        <Disclosure title={`${words.columns}: ${words[`kind_${preview.kind}`]}`}>
          <ImportColumns
            kind={preview.kind}
            columns={preview.columns}
            fields={preview.fields}
            note={words.columns_from({ how: preview.mappedBy })}
            onKind={(kind) => onAsk({ kind })}
            onMapping={(kind, columns) => onAsk({ kind, mapping: JSON.stringify(columns) })}
          />
        </Disclosure>
        <Tally preview={preview} />
      </Section>
      <SafetyStop preview={preview} />
      {preview.isEmpty && !preview.safety.stop && (
        <Notice kind="good" title={t.nothing_to_do} isLive>
          {t.nothing_to_do_text}
        </Notice>
      )}
      {preview.ignoredColumns.length > 0 && (
        <Section title={t.section_ignored}>
          <Card note={t.section_ignored_text}>
            <ul className="import-ignored">
              {preview.ignoredColumns.map((column) => (
                <li key={column}>
                  <Badge>{column}</Badge>
                </li>
              ))}
            </ul>
          </Card>
        </Section>
      )}
      <ImportProblems title={t.section_unclear} text={t.unclear_text} problems={preview.unclear} leftOff={preview.counts.unclear - preview.unclear.length} />
      <ImportSame {...preview.same} choices={same} isChanged={isChanged} onChoices={setSame} onCompare={() => onAsk({ ...ask, same })} />
      {preview.kind === 'pupils' ? (
        <>
          <ImportGroups preview={preview} />
          <ImportDifference file={file} preview={preview} ask={ask} />
        </>
      ) : (
        <ImportRoster file={file} preview={preview} ask={ask} />
      )}
      <ImportProblems title={t.section_notes} problems={preview.notes} leftOff={preview.problemsLeftOff} />
      {isChanged ? (
        <Notice kind="explain" title={words.same_undecided} isLive />
      ) : (
        (!preview.isEmpty || preview.safety.stop) && <Decision preview={preview} onApply={onApply} />
      )}
    </Stack>
  )
}

function keyOf(choices: readonly SameChoice[]): string {
  return choices.map((one) => `${one.id} ${one.personId}`).sort().join('\n')
}

/** How many of each kind, as numbers one can read from across the desk. */
function Tally({ preview }: { preview: Preview }) {
  const t = useTexts(allTexts)
  const { counts } = preview
  const isPupils = preview.kind === 'pupils'
  const all = [
    preview.kind === 'courses' ? { key: 'new', n: preview.groups.founded.length, label: t.count_new_courses } : { key: 'new', n: counts.new, label: isPupils ? t.count_new : t.count_new_parents },
    { key: 'taken', n: counts.taken, label: t.count_taken },
    { key: 'changed', n: counts.changed, label: t.count_changed },
    { key: 'moved', n: counts.moved, label: isPupils ? t.count_moved : t.count_links },
    { key: 'returned', n: counts.returned, label: t.count_returned },
    { key: 'leaving', n: counts.leaving, label: t.count_leaving },
    { key: 'left', n: counts.left, label: t.count_left },
    { key: 'unclear', n: counts.unclear, label: t.count_unclear },
    { key: 'unchanged', n: counts.unchanged, label: t.count_unchanged },
  ]
  const shown = all.filter(({ key, n }) => n > 0 || key === 'new')
  return (
    <ul className="tally">
      {shown.map(({ key, n, label }) => (
        <li key={key} className={`tally-one tally-${key}`}>
          <span className="tally-number">{formatNumber(n)}</span> <span className="tally-label">{label}</span>
        </li>
      ))}
    </ul>
  )
}

/** R12.1, said before anything else is shown. */
function SafetyStop({ preview: { safety } }: { preview: Preview }) {
  const t = useTexts(texts)
  if (!safety.stop || safety.reason === null) return null
  const text = safetyText(safety.reason, safety.count, safety.of)
  if (!safety.isConfirmable)
    return (
      <Card kind="refusal" icon="explain" title={t.nothing_to_take}>
        {text}
      </Card>
    )
  return (
    <Card kind="danger" icon="danger" title={t.safety_title} note={t.safety_below}>
      {text}
    </Card>
  )
}

/** One button; behind a safety stop the word is typed first. */
function Decision({ preview, onApply }: { preview: Preview; onApply: (confirmSafety: boolean) => void }) {
  const t = useTexts(texts)
  const [typed, setTyped] = useState('')
  const { safety, counts } = preview
  if (safety.stop && !safety.isConfirmable) return null
  const changes = counts.new + counts.taken + counts.changed + counts.moved + counts.returned + preview.questions.asked
  const isTyped = typed.trim().toLocaleUpperCase('de') === t.safety_word
  const button = (
    <Button kind={safety.stop ? 'danger' : 'primary'} isDisabled={safety.stop && !isTyped} onPress={() => onApply(safety.stop)}>
      {changes > 0 ? t.apply_words({ n: changes }) : t.apply}
    </Button>
  )
  if (!safety.stop)
    return (
      <div className="import-decision">
        <Row place="end">{button}</Row>
      </div>
    )
  return (
    <Card kind="danger" icon="danger" title={t.safety_confirm_title}>
      <Stack>
        <TextField label={t.safety_check({ word: t.safety_word })} value={typed} onChange={setTyped} autoComplete="off" autoCapitalize="characters" />
        <Row place="end">{button}</Row>
      </Stack>
    </Card>
  )
}
