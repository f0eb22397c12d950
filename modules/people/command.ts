/** `bin/schulhof import preview|apply FILE`: the same two steps as the page, as text. */
import { open } from 'node:fs/promises'
import type { Actor } from '#platform/access/actor.ts'
import { RefusalError } from '#platform/module/module.ts'
import type { Refusal } from '#platform/module/operation.ts'
import type { Platform } from '#platform/module/platform.ts'
import { fillRefusal } from '#platform/module/texts.ts'
import type { RefusalTexts } from '#platform/module/texts.ts'
import { write } from '#platform/module/write.ts'
import { applyFile, previewFile } from './actions/import/file.ts'
import type { ImportFile } from './actions/import/file.ts'
import type { ImportPreview } from './contract.ts'
import { cell_characters_max, file_bytes_max } from '#platform/csv/limits.ts'
import { FIELDS, FILE_KINDS } from './import/presets.ts'
import type { FileKind, Mapping } from './import/presets.ts'
import type { SameChoice } from './import/same.ts'
import type { RosterPreview } from './import/shape.ts'
import { command_rows_max } from './limits.ts'
import { commandTexts as words, problemText } from './texts/command.de.ts'
import { rosterTexts, tieWords } from './texts/roster.de.ts'
import { refusals } from './texts.de.ts'

/**
 * Runs `preview FILE` or `apply FILE [--source NAME] [--kind KIND] [--column FIELD=HEADER ...] [--same ID=ACCOUNT ...] [--confirm]` for the person who acts;
 * the caller has checked the appointment. Columns that were assigned once are remembered for the program, as on the page (I27). Prints a readable difference and what to do. Returns 0 when all is well, 1 when the file is refused or a safety stop waits for `--confirm`, 2 for a wrong call.
 */
export async function runImportCommand(
  { platform }: { platform: Platform },
  actor: Actor,
  args: readonly string[],
  say: (line: string) => void,
): Promise<number> {
  const call = readCall(args)
  if (call === null) {
    say(words.usage)
    return 2
  }
  try {
    const same = await choicesOf(platform, call.same)
    if (typeof same === 'string') {
      say(words.same_no_account({ account: same }))
      return 1
    }
    const file: ImportFile = { bytes: await readWhole(call.path), source: call.source, kind: call.kind, mapping: mappingOf(call), same, at: platform.clock.now(), tell: () => {} }
    const preview = await previewFile(platform, file)
    for (const line of preview.kind === 'pupils' ? linesOf(preview) : rosterLines(preview)) say(line)
    if (call.verb === 'preview') return 0
    if (preview.isEmpty) return 0
    if (preview.safety.stop && preview.safety.isConfirmable && !call.confirm) {
      say(words.confirm_needed)
      return 1
    }
    const { applied } = await applyFile(platform, file, { differenceHash: preview.differenceHash, confirmSafety: call.confirm }, (work) =>
      write(platform, actor, file.at, work),
    )
    say(words.applied({ groups: applied.groupsFounded, questions: applied.questions }))
    say(words.delete_file({ path: call.path }))
    return 0
  } catch (error) {
    if (error instanceof RefusalError) say(refusalWords(error.refusal))
    else if ((error as NodeJS.ErrnoException).code === 'ENOENT') say(words.no_file({ path: call.path }))
    else if (['EISDIR', 'EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) say(words.no_reading({ path: call.path }))
    else throw error
    return 1
  }
}

type Call = { verb: 'preview' | 'apply'; path: string; source: string | null; kind: FileKind | null; columns: Mapping['columns']; same: { id: string; account: string }[]; confirm: boolean }

function readCall(args: readonly string[]): Call | null {
  const [verb, ...rest] = args
  if (verb !== 'preview' && verb !== 'apply') return null
  const call: Call = { verb, path: '', source: null, kind: null, columns: {}, same: [], confirm: false }
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i]!
    if (word === '--confirm') call.confirm = true
    else if (word === '--source' && /^[a-z0-9][a-z0-9-]{0,39}$/.test(rest[i + 1] ?? '')) call.source = rest[++i]!
    else if (word === '--kind' && FILE_KINDS.some((one) => one === rest[i + 1])) call.kind = rest[++i] as FileKind
    else if (word === '--same' && /^[^=]{1,100}=[^=]{1,100}$/.test(rest[i + 1] ?? '')) {
      const [id, account] = rest[++i]!.split('=') as [string, string]
      call.same.push({ id, account })
    } else if (word === '--column' && readColumn(call.columns, rest[i + 1] ?? '')) i++
    else if (word.startsWith('--') || call.path !== '') return null
    else call.path = word
  }
  return call.path === '' ? null : call
}

/** `FIELD=HEADER`; false where there is no such field, the header is empty, or the field is named twice. */
function readColumn(columns: Mapping['columns'], word: string): boolean {
  const [, field = '', header = ''] = /^([A-Za-z]+)=(.*)$/s.exec(word) ?? []
  const known = Object.values(FIELDS).flat().find((one) => one === field)
  if (known === undefined || header.trim() === '' || header.length > cell_characters_max || columns[known] !== undefined) return false
  columns[known] = header
  return true
}

/** What was assigned, or null: remembered or recognised. Whether it fits the kind of the file is asked where the file is read. */
function mappingOf({ kind, columns }: Call): Mapping | null {
  return Object.keys(columns).length === 0 ? null : { kind: kind ?? 'pupils', preset: 'own', columns }
}

/** The accounts of "Dieselbe Person" by their names; a name that nobody has comes back alone. */
async function choicesOf({ database }: Platform, same: Call['same']): Promise<SameChoice[] | string> {
  if (same.length === 0) return []
  const rows = await database.selectFrom('person').select(['id', 'account_name']).where('account_name', 'in', same.map((one) => one.account)).execute()
  const ids = new Map(rows.map((row) => [row.account_name, row.id]))
  return same.find((one) => !ids.has(one.account))?.account ?? same.map(({ id, account }) => ({ id, personId: ids.get(account)! }))
}

/** Looks at the size before it reads, so that a file of gigabytes costs nothing. */
async function readWhole(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    if (size > file_bytes_max) throw new RefusalError({ status: 422, code: 'file_too_large', params: { bytes: size, bytes_max: file_bytes_max } })
    return await file.readFile()
  } finally {
    await file.close()
  }
}

function refusalWords(refusal: Refusal): string {
  const text = (refusals as RefusalTexts)[refusal.code]
  if (text === undefined) return words.refused({ code: refusal.code })
  const { what, why, next } = fillRefusal(text, refusal, 'sie')
  return `${what}\n${why}\n${next}`
}

function* linesOf(preview: ImportPreview): Generator<string> {
  const { counts, rows, groups, safety } = preview
  yield words.head(preview)
  if (preview.ignoredColumns.length > 0) yield words.ignored({ columns: preview.ignoredColumns.join(', ') })
  yield words.counts(counts)
  if (groups.founded.length > 0) yield words.founded({ labels: groups.founded.map((one) => one.label).join(', ') })
  for (const { from, to, members } of groups.renamed) yield words.renamed({ from, to, n: members })
  if (groups.ended.length > 0) yield words.ended({ labels: groups.ended.map((one) => one.label).join(', ') })
  const place = (one: { classLabel: string | null; yearLabel: string | null }): string => one.classLabel ?? one.yearLabel ?? '-'
  const name = (one: { givenName: string; familyName: string }): string => `${one.familyName}, ${one.givenName}`
  yield* some(rows.new, counts.new, (row) => `  + ${name(row)}  ${place(row)}`)
  yield* some(
    [...rows.changed, ...rows.returned],
    counts.changed + counts.returned,
    (row) => `  ~ ${name(row)}  ${row.changes.map(({ field, from, to }) => `${words.fields[field]}: ${from ?? '-'} -> ${to ?? '-'}`).join('; ')}`,
  )
  yield* some(rows.moved, preview.movedAlone, (row) => `  > ${name(row)}  ${place(row.from)} -> ${place(row.to)}`)
  yield* some(rows.leaving, counts.leaving, (row) => `  ? ${name(row)}  ${place(row)}`)
  yield* sameWords(preview)
  yield* some(preview.unclear, counts.unclear, (one) => `  ! ${problemText(one)}`)
  yield* some(preview.notes, preview.notes.length, (one) => `  i ${problemText(one)}`)
  if (safety.stop && safety.reason !== null) yield words.safety({ reason: safety.reason, count: safety.count, of: safety.of })
  if (preview.isEmpty) yield words.nothing
}

function* rosterLines(preview: RosterPreview): Generator<string> {
  const { kind, counts, links, rows, groups, safety, custody, staffRoom } = preview
  yield words.head(preview)
  if (preview.ignoredColumns.length > 0) yield words.ignored({ columns: preview.ignoredColumns.join(', ') })
  yield words.rosterCounts({ kind, new: counts.new, changed: counts.changed, returned: counts.returned, taken: counts.taken, unclear: counts.unclear, added: links.added, relinked: links.changed, ended: links.ended, missing: links.missing })
  if (kind === 'parents') yield rosterTexts.custody_words(custody)
  if (groups.founded.length > 0) yield words.founded({ labels: groups.founded.map((one) => one.label).join(', ') })
  if (staffRoom !== null && counts.new > 0) yield rosterTexts.staff_room_joined({ label: staffRoom })
  yield* some(rows.new, counts.new, (row) => `  + ${row.familyName}, ${row.givenName}`)
  yield* some([...rows.changed, ...rows.returned], counts.changed + counts.returned, (row) => `  ~ ${row.familyName}, ${row.givenName}  ${row.changes.map(({ from, to }) => `${from ?? '-'} -> ${to ?? '-'}`).join('; ')}`)
  yield* some(rows.leaving, rows.leaving.length, (row) => `  ? ${row.familyName}, ${row.givenName}`)
  const signs = { added: '+', changed: '~', ended: '-', missing: '?' } as const
  yield* some(rows.links, links.added + links.changed + links.ended + links.missing, (row) => `  ${signs[row.action]} ${row.who}: ${tieWords(row)}`)
  yield* sameWords(preview)
  yield* some(preview.unclear, counts.unclear, (one) => `  ! ${problemText(one)}`)
  yield* some(preview.notes, preview.notes.length, (one) => `  i ${problemText(one)}`)
  if (safety.stop && safety.reason !== null) yield words.safety({ reason: safety.reason, count: safety.count, of: safety.of })
  if (preview.isEmpty) yield words.nothing
}

/** Lines that may be somebody with an account, each with what to call to say so; as many as choices can be sent. */
function* sameWords({ same }: ImportPreview | RosterPreview): Generator<string> {
  for (const { line, id, givenName, familyName, accounts, chosen } of same.lines) {
    for (const { personId, accountName: account, cameBy: way, hasLeft, hinders } of accounts) {
      const about = { line, name: `${familyName}, ${givenName}`, account, way, hasLeft }
      if (chosen === personId) yield `  = ${rosterTexts.same_command_chosen(about)}`
      else if (hinders !== null) yield `  i ${rosterTexts.same_command_like(about)} ${rosterTexts[`same_hindered_${hinders}`]}`
      else if (chosen === null) yield `  i ${rosterTexts.same_command({ ...about, id })}`
    }
  }
  if (same.leftOff > 0) yield `  i ${rosterTexts.same_left_off({ n: same.leftOff })}`
}

function* some<T>(rows: readonly T[], total: number, line: (row: T) => string): Generator<string> {
  for (const row of rows.slice(0, command_rows_max)) yield line(row)
  const more = total - Math.min(rows.length, command_rows_max)
  if (more > 0) yield words.more({ n: more })
}
