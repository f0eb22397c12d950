/** What a task may tell its reader, and where a page of the list ends. Pure. */
import type { Actor } from '#platform/access/actor.ts'
import { isBanned, isGuardian } from '#platform/access/subject.ts'
import type { Cursor, OpenTask } from './tasks.ts'

/** Groups in which the actor answers for the members today: their names belong to that duty. */
export function groupsInCharge(actor: Actor, today: string): string[] {
  const current = actor.memberships.filter((one) => one.from <= today && (one.until === null || today <= one.until))
  return current.filter((one) => one.role !== 'member').map((one) => one.groupId)
}

/** Whether the name of the person a task is about may stand in it: the office needs it, it is oneself, one's own child, or a member of one's own group. */
export function mayName(actor: Actor, task: Pick<OpenTask, 'office' | 'aboutPersonId'>, membersInCharge: ReadonlySet<string>, today: string): boolean {
  if (task.aboutPersonId === null) return false
  return task.office !== null || task.aboutPersonId === actor.personId || membersInCharge.has(task.aboutPersonId) || isGuardian(actor, task.aboutPersonId, today)
}

/**
 * Whether a task still concerns its reader: not about somebody whom a contact ban hides from them, whatever they hold; and to a parent only about a child
 * of whom they have custody today, so that all ends with the custody and at 00:00 of majority (3.1, T3).
 */
export function isTheirs(actor: Actor, task: Pick<OpenTask, 'office' | 'aboutPersonId'>, today: string): boolean {
  if (task.aboutPersonId === null || task.aboutPersonId === actor.personId) return true
  if (isBanned(actor, task.aboutPersonId, today)) return false
  return task.office !== null || actor.type !== 'parent' || isGuardian(actor, task.aboutPersonId, today)
}

/** The place behind a task as text, and back. */
export function cursorOf({ dueOn, id }: Cursor): string {
  return `${dueOn ?? '-'}_${id}`
}

export function readCursor(text: string): Cursor {
  const cut = text.indexOf('_')
  const dueOn = text.slice(0, cut)
  return { dueOn: dueOn === '-' ? null : dueOn, id: text.slice(cut + 1) }
}
