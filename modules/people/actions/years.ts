/** The change of the school year: preview, the one confirmation, the list, and the way back (A15). */
import { personName } from '#platform/identity/people.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { IMPORT_PROGRESS } from '../contract.ts'
import { leaving_at_once_max } from '../limits.ts'
import { lockPeople, tryImportLock } from '../store/imports.ts'
import { lastRollOvers } from '../store/years.ts'
import type { yearOperations, YearPreview } from '../year/shape.ts'
import { startOf } from './import/file.ts'
import { withImportThread } from './import/run.ts'
import type { ImportThread } from './import/run.ts'
import { applyYear } from './year/apply.ts'
import type { YearDone } from './year/apply.ts'
import { prepareYear } from './year/prepare.ts'
import type { YearAsk } from './year/prepare.ts'
import { undoYear } from './year/undo.ts'

export const years: Actions<typeof yearOperations> = {
  previewYear: (context, { source }) => previewYear(context.platform, askOf(context, source)),

  changeYear: (context, { source, ...confirmation }) => changeYear(context.platform, askOf(context, source), confirmation, context.write),

  async listYears({ database, today }) {
    const rows = await lastRollOvers(database)
    const last = rows.find((row) => row.undone_at === null)
    return {
      years: rows.map((row) => ({
        id: row.id, schoolYear: row.school_year, doneAt: row.done_at.toISOString(), undoUntil: row.undo_until, undoneAt: row.undone_at?.toISOString() ?? null,
        doneBy: row.given_name === null || row.family_name === null ? null : personName({ id: row.id, type: 'staff', given_name: row.given_name, family_name: row.family_name }).displayName,
        mayUndo: row.id === last?.id && today <= row.undo_until, counts: row.counts as Record<string, number>,
      })),
    }
  },

  undoYear: (context, { id }) => context.write((w) => restoreYear(w, id)),
}

/** What the change would do; stores nothing. */
export async function previewYear(platform: Platform, ask: YearAsk): Promise<YearPreview> {
  return withFile(platform, ask, async (thread) => (await prepareYear(platform, platform.database, ask, thread)).preview)
}

/** Does what was shown. Refuses with 409 `import_changed`, `year_not_due`, and 422 `import_safety_stop`; years that leave do not count for it. */
export async function changeYear(
  platform: Platform, ask: YearAsk, confirmation: { differenceHash: string; confirmSafety: boolean; fresh: string }, write: <T>(work: (w: Write) => Promise<T>) => Promise<T>,
): Promise<YearDone> {
  return withFile(platform, ask, (thread) =>
    write(async (w) => {
      if (!(await tryImportLock(w.trx))) refuse(409, 'import_changed')
      await lockPeople(w.trx, 'alone')
      const prepared = await prepareYear(platform, w.trx, ask, thread)
      const { preview, plan } = prepared
      if (preview.state !== 'due') refuse(409, 'year_not_due', { params: { date: preview.startsOn, schoolYear: preview.schoolYear } })
      if (preview.differenceHash !== confirmation.differenceHash) refuse(409, 'import_changed')
      const { stop, count, of } = preview.safety
      if (stop && !confirmation.confirmSafety) refuse(422, 'import_safety_stop', { params: { count, of } })
      if (plan.missing.length > leaving_at_once_max) refuse(422, 'import_leaving_too_many', { params: { count: plan.missing.length, count_max: leaving_at_once_max } })
      return applyYear(w, prepared, new Set(confirmation.fresh.split(',').filter((one) => one !== '')))
    }),
  )
}

/** The way back, alone like an import. */
export async function restoreYear(w: Write, id: string): ReturnType<typeof undoYear> {
  if (!(await tryImportLock(w.trx))) refuse(409, 'import_changed')
  await lockPeople(w.trx, 'alone')
  return undoYear(w, id)
}

/** Columns that somebody once assigned by hand hold here too: a school whose program nobody knows has no other way (I27). */
async function withFile<T>(platform: Platform, ask: YearAsk, work: (thread: ImportThread | null) => Promise<T>): Promise<T> {
  if (ask.bytes.length === 0) return work(null)
  return withImportThread(await startOf(platform, { ...ask, kind: 'pupils' }), ask.tell, async (thread) => {
    await thread.ask('read', null)
    return work(thread)
  })
}

function askOf(context: Context, source: string | undefined): YearAsk {
  const { platform, body, at } = context
  const { personId } = actorOf(context)
  return { bytes: body ?? Buffer.alloc(0), source: source ?? null, at, tell: (progress) => platform.live.publishTo([personId], IMPORT_PROGRESS, progress) }
}
