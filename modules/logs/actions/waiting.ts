/** What waits for a second person, names and sealed exports, and what becomes of it when its case is over. */
import type { Write } from '#platform/module/write.ts'
import { closeTasks } from '#platform/tasks/tasks.ts'
import { findCase, listUnmaskings } from '../store/cases.ts'
import type { LogCase } from '../store/cases.ts'
import { listExports } from '../store/exports.ts'

export const UNMASK = 'logs.unmask'
export const EXPORT = 'logs.export'

/** What waits in cases that are over is decided by nobody any more: its tasks go. Called with the end of a case, and each morning for those that closed by themselves. Returns how many. */
export async function dropWaiting(w: Write): Promise<number> {
  let dropped = 0
  for (const one of await listUnmaskings(w.trx, { waiting: true })) {
    if (!isOpen((await findCase(w.trx, one.caseId))!, w.at) && (await closeTasks(w, tasksOf(one.id), 'dropped')) > 0) dropped += 1
  }
  for (const one of await listExports(w.trx, { waiting: true })) {
    if (!isOpen((await findCase(w.trx, one.caseId))!, w.at) && (await closeTasks(w, [exportTaskOf(one.id)], 'dropped')) > 0) dropped += 1
  }
  return dropped
}

/** The tasks of one: either office may decide. */
export function tasksOf(unmaskingId: string): { kind: string; key: string }[] {
  return ['officer', 'head'].map((office) => ({ kind: UNMASK, key: `${unmaskingId}:${office}` }))
}

/** The task of a sealed export: the data protection officer alone decides. */
export function exportTaskOf(exportId: string): { kind: string; key: string } {
  return { kind: EXPORT, key: exportId }
}

export function isOpen({ endedAt, closesAt }: LogCase, at: Date): boolean {
  return endedAt === null && at < closesAt
}
