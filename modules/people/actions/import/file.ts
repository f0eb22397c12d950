/** One file, previewed or applied: the way both doors take, the page and the command line. */
import type { Database, Trx } from '#platform/database/connect.ts'
import { refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { schoolYearOf } from '#platform/time/schoolyear.ts'
import type { ImportPreview, ImportProgress } from '../../contract.ts'
import { import_flows_max, import_problems_shown_max, import_rows_shown_max, leaving_at_once_max } from '../../limits.ts'
import { knownGroups, knownPupils, lockPeople, tryImportLock } from '../../store/imports.ts'
import { openQuestions, staysSince } from '../../store/questions.ts'
import { applyComparison } from './apply.ts'
import type { Applied } from './apply.ts'
import type { ComparisonSummary } from './compare.ts'
import { withImportThread } from './run.ts'
import type { ImportThread } from './run.ts'
import type { FileSummary, Part } from './thread.ts'

export type ImportFile = { bytes: Uint8Array; source: string | null; at: Date; tell: (progress: ImportProgress) => void }

/** What the file would change. Nothing is stored, not even that it was asked. Refuses with 422 and the problem's code. */
export async function previewFile(platform: Platform, file: ImportFile, from = 0): Promise<ImportPreview> {
  const today = dateInBerlin(file.at)
  return withImportThread({ bytes: file.bytes, today }, file.tell, async (thread) => {
    const read = await thread.ask('read', null)
    const summary = await compareWith(platform, platform.database, file, thread)
    const part = <P extends Part>(name: P) => thread.slice(name, from, import_rows_shown_max)
    return {
      ...fileWords(read),
      ...summary,
      schoolYear: schoolYearOf(today).label,
      flows: summary.flows.slice(0, import_flows_max),
      rows: {
        new: await part('new'),
        changed: await part('changed'),
        moved: await part('movedAlone'),
        returned: await part('returned'),
        leaving: await part('leaving'),
        left: await part('left'),
        kept: await part('kept'),
      },
      unclear: summary.unclear.slice(0, import_problems_shown_max),
      notes: summary.notes.slice(0, import_problems_shown_max),
      problemsLeftOff:
        read.problemsLeftOff + [summary.unclear, summary.notes].reduce((more, list) => more + Math.max(0, list.length - import_problems_shown_max), 0),
    }
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
): Promise<{ summary: ComparisonSummary; applied: Applied }> {
  const today = dateInBerlin(file.at)
  return withImportThread({ bytes: file.bytes, today }, file.tell, async (thread) => {
    const { fileHash } = await thread.ask('read', null)
    return write(async (w) => {
      if (!(await tryImportLock(w.trx))) refuse(409, 'import_changed')
      await lockPeople(w.trx, 'alone')
      const summary = await compareWith(platform, w.trx, file, thread)
      if (summary.differenceHash !== confirmation.differenceHash) refuse(409, 'import_changed')
      checkSafety(summary, confirmation)
      const schoolYear = schoolYearOf(today)
      const applied = await applyComparison(w, {
        thread,
        summary,
        schoolYear,
        tell: file.tell,
        fileHash: platform.keys.hmac('import file', fileHash).toString('hex'),
      })
      return { summary, applied }
    })
  })
}

function checkSafety({ safety, counts }: ComparisonSummary, { confirmSafety }: Confirmation): void {
  const params = { reason: safety.reason ?? '', count: safety.count, of: safety.of }
  if (safety.stop && !safety.isConfirmable) refuse(422, 'import_nothing_to_apply', { params })
  if (safety.stop && !confirmSafety) refuse(422, 'import_safety_stop', { params })
  if (counts.leaving > leaving_at_once_max) refuse(422, 'import_leaving_too_many', { params: { count: counts.leaving, count_max: leaving_at_once_max } })
}

async function compareWith(platform: Platform, database: Database | Trx, file: ImportFile, thread: ImportThread): Promise<ComparisonSummary> {
  const today = dateInBerlin(file.at)
  const { label: schoolYear, start } = schoolYearOf(today)
  const groups = await knownGroups(database, schoolYear)
  const questions = { openQuestions: [...(await openQuestions(database))], stays: [...(await staysSince(database, start))] }
  for await (const page of knownPupils(database, { at: file.at, today }, groups)) await thread.ask('know', page)
  return thread.ask('compare', {
    source: file.source,
    schoolYear,
    today,
    leaving_share_max: platform.school.option('import.safety_share'),
    groups,
    ...questions,
  })
}

function fileWords({
  encoding,
  delimiter,
  preset,
  ignoredColumns,
  rowsRead,
  doubled,
  emptyRows,
}: FileSummary): Pick<ImportPreview, 'encoding' | 'delimiter' | 'preset' | 'ignoredColumns' | 'rowsRead' | 'doubled' | 'emptyRows'> {
  return { encoding, delimiter, preset, ignoredColumns, rowsRead, doubled, emptyRows }
}
