/** One file, previewed or applied: the way both doors take, the page and the command line. */
import type { Database, Trx } from '#platform/database/connect.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { ImportPreview, ImportProgress } from '../../contract.ts'
import { FIELDS } from '../../import/presets.ts'
import type { FileKind, Mapping } from '../../import/presets.ts'
import type { SameChoice } from '../../import/same.ts'
import type { ImportColumns, RosterPreview } from '../../import/shape.ts'
import { import_flows_max, import_problems_shown_max, import_rows_shown_max, leaving_at_once_max } from '../../limits.ts'
import { knownGroups, knownPupils, lockPeople, tryImportLock } from '../../store/imports.ts'
import { openQuestions, staysSince } from '../../store/questions.ts'
import { knownRoster, programsOnRecord, rememberedMappings, rememberMapping } from '../../store/roster.ts'
import { applyComparison } from './apply.ts'
import type { Applied } from './apply.ts'
import { applyRoster } from './apply-roster.ts'
import type { ComparisonSummary } from './compare.ts'
import type { RosterSummary } from './compare-roster.ts'
import { withImportThread } from './run.ts'
import { checkChosen, sameLines, takeIdentities } from './same.ts'
import type { ImportThread } from './run.ts'
import type { FileSummary, Part, ThreadStart } from './thread.ts'

export type ImportFile = {
  bytes: Uint8Array
  source: string | null
  /** Null: by the signs of the header. */
  kind?: FileKind | null
  /** What somebody assigned; null: remembered or recognised. */
  mapping?: Mapping | null
  /** Lines of which somebody said that they are a person who has an account already. */
  same?: readonly SameChoice[]
  at: Date
  tell: (progress: ImportProgress) => void
}
export type Summary = ({ kind: 'pupils' } & ComparisonSummary) | RosterSummary

/** What the file would change. Nothing is stored, not even that it was asked. Refuses with 422 and the problem's code. */
export async function previewFile(platform: Platform, file: ImportFile, from = 0): Promise<ImportPreview | RosterPreview> {
  const today = dateInBerlin(file.at)
  return withImportThread(await startOf(platform, file), file.tell, async (thread) => {
    const read = await thread.ask('read', null)
    const { suggested, taken, ...summary } = await compareWith(platform, platform.database, file, read.kind, thread)
    const part = <P extends Part>(name: P) => thread.slice(name, from, import_rows_shown_max)
    const common = {
      ...fileWords(read),
      schoolYear: schoolYearAt(platform.school, today).label,
      same: await sameLines(platform.database, { suggested, taken, kind: read.kind, today }),
      unclear: summary.unclear.slice(0, import_problems_shown_max),
      notes: summary.notes.slice(0, import_problems_shown_max),
      problemsLeftOff: read.problemsLeftOff + [summary.unclear, summary.notes].reduce((more, list) => more + Math.max(0, list.length - import_problems_shown_max), 0),
    }
    if (summary.kind !== 'pupils') {
      const links = (await part('links')).map(({ who, whom, ...one }) => ({ ...one, who: who.name, whom: whom.name }))
      const rows = { new: await part('rosterNew'), changed: await part('rosterChanged'), returned: await part('rosterReturned'), leaving: await part('rosterLeaving'), links }
      return { ...summary, ...common, rows: { ...rows, new: rows.new.map((one) => ({ ...one, subjects: [...one.subjects] })) } }
    }
    const rows = {
      new: await part('new'), changed: await part('changed'), moved: await part('movedAlone'), returned: await part('returned'),
      leaving: await part('leaving'), left: await part('left'), kept: await part('kept'),
    }
    return { ...summary, ...common, flows: summary.flows.slice(0, import_flows_max), rows }
  })
}

/** The columns of a file and what each would be taken for, also where nobody knows the program. Refuses files that are no table. */
export async function readColumns(file: ImportFile): Promise<ImportColumns> {
  const start = { bytes: file.bytes, today: dateInBerlin(file.at), choice: { kind: file.kind ?? null, mapping: null, remembered: [] } }
  return withImportThread(start, file.tell, async (thread) => {
    const read = await thread.ask('columns', file.kind ?? null)
    return { ...read, fields: [...read.fields] }
  })
}

export type Confirmation = { differenceHash: string; confirmSafety: boolean }

/**
 * Applies the difference of that hash in one transaction of `write`. Refuses with 409 `import_changed` when the file or the record is no longer the same
 * or another import runs, and 422 `import_safety_stop` without the second word.
 */
export async function applyFile(
  platform: Platform,
  file: ImportFile,
  confirmation: Confirmation,
  write: <T>(work: (w: Write) => Promise<T>) => Promise<T>,
): Promise<{ summary: Summary; applied: Applied }> {
  const today = dateInBerlin(file.at)
  return withImportThread(await startOf(platform, file), file.tell, async (thread) => {
    const { fileHash, kind, mapping, mappedBy } = await thread.ask('read', null)
    return write(async (w) => {
      if (!(await tryImportLock(w.trx))) refuse(409, 'import_changed')
      await lockPeople(w.trx, 'alone')
      // Whose account is to take an id is held from before the comparison: what speaks for it can't change any more.
      await lockPersons(w, (file.same ?? []).map((one) => one.personId))
      const summary = await compareWith(platform, w.trx, file, kind, thread)
      if (summary.differenceHash !== confirmation.differenceHash) refuse(409, 'import_changed')
      checkSafety(summary, confirmation)
      const how = { thread, schoolYear: schoolYearAt(platform.school, today), tell: file.tell, fileHash: platform.keys.hmac('import file', fileHash).toString('hex') }
      await takeIdentities(w, summary)
      const applied = summary.kind === 'pupils' ? await applyComparison(w, { ...how, summary }) : await applyRoster(w, { ...how, summary })
      if (mappedBy === 'chosen') await rememberMapping(w, summary.source, mapping)
      return { summary, applied }
    })
  })
}

/** What the thread begins with: the file, and how its columns are read where somebody has assigned them, now or once before. */
export async function startOf(platform: Platform, file: ImportFile): Promise<ThreadStart> {
  const remembered = file.mapping ? [] : await rememberedMappings(platform.database, file.source)
  return { bytes: file.bytes, today: dateInBerlin(file.at), choice: { kind: file.kind ?? null, mapping: file.mapping ?? null, remembered } }
}

function checkSafety({ safety, counts }: Summary, { confirmSafety }: Confirmation): void {
  const params = { reason: safety.reason ?? '', count: safety.count, of: safety.of }
  if (safety.stop && !safety.isConfirmable) refuse(422, 'import_nothing_to_apply', { params })
  if (safety.stop && !confirmSafety) refuse(422, 'import_safety_stop', { params })
  if (counts.leaving > leaving_at_once_max) refuse(422, 'import_leaving_too_many', { params: { count: counts.leaving, count_max: leaving_at_once_max } })
}

/** Gives the thread what is on record and asks it for the difference. */
export async function compareWith(platform: Platform, database: Database | Trx, file: Pick<ImportFile, 'source' | 'at' | 'same'>, kind: FileKind, thread: ImportThread): Promise<Summary> {
  const moment = { at: file.at, today: dateInBerlin(file.at) }
  const same = file.same ?? []
  await checkChosen(database, same, kind)
  const { label: schoolYear, start } = schoolYearAt(platform.school, moment.today)
  const questions = { openQuestions: [...(await openQuestions(database))], stays: [...(await staysSince(database, start))] }
  const options = { source: file.source, schoolYear, leaving_share_max: platform.school.option('import.safety_share'), same, ...questions }
  if (kind !== 'pupils') {
    for await (const page of knownRoster(database, moment, schoolYear, kind)) await thread.ask('knowRoster', page)
    return thread.ask('compareRoster', { ...options, sources: await programsOnRecord(database) })
  }
  await thread.ask('knowGroups', await knownGroups(database, schoolYear))
  for await (const page of knownPupils(database, moment)) await thread.ask('know', page)
  return { kind, ...(await thread.ask('compare', options)) }
}

function fileWords(read: FileSummary): Pick<ImportPreview, 'encoding' | 'delimiter' | 'preset' | 'ignoredColumns' | 'rowsRead' | 'doubled' | 'emptyRows' | 'columns' | 'mappedBy' | 'fields'> {
  const { encoding, delimiter, preset, ignoredColumns, rowsRead, doubled, emptyRows, columns, mappedBy, kind } = read
  return { encoding, delimiter, preset, ignoredColumns, rowsRead, doubled, emptyRows, columns, mappedBy, fields: [...FIELDS[kind]] }
}
