/** Names that wait for a second person, and what becomes of them when their case is over. */
import type { Write } from '#platform/module/write.ts'
import { closeTasks } from '#platform/tasks/tasks.ts'
import { findCase, listUnmaskings } from '../store/cases.ts'
import type { LogCase } from '../store/cases.ts'

export const UNMASK = 'logs.unmask'

/** What waits in cases that are over is decided by nobody any more: its tasks go. Called with the end of a case, and each morning for those that closed by themselves. */
export async function dropWaiting(w: Write): Promise<void> {
  for (const one of await listUnmaskings(w.trx, { waiting: true })) {
    if (!isOpen((await findCase(w.trx, one.caseId))!, w.at)) await closeTasks(w, tasksOf(one.id), 'dropped')
  }
}

/** The tasks of one: either office may decide. */
export function tasksOf(unmaskingId: string): { kind: string; key: string }[] {
  return ['officer', 'head'].map((office) => ({ kind: UNMASK, key: `${unmaskingId}:${office}` }))
}

export function isOpen({ endedAt, closesAt }: LogCase, at: Date): boolean {
  return endedAt === null && at < closesAt
}
