/** What every change of a case has in common. */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { refuse } from '#platform/module/module.ts'
import type { Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { settleCase } from '../alarms.ts'
import { limits } from '../limits.ts'
import { lockCase } from '../store/cases.ts'
import type { Case } from '../store/cases.ts'
import { countRecords } from '../store/records.ts'

type Kind = Parameters<typeof countRecords>[1]

/** Adds to a case that is open, with the case held; then its alarms and tasks follow. `kind`: what is added, for its limit. Refuses `incident_closed` and `incident_full`. */
export async function addTo(context: Context, caseId: string, event: { event: string; fields?: Record<string, string | number | boolean> }, kind: Kind | null, work: (w: Write, held: Case) => Promise<void>): Promise<void> {
  await context.write(async (w) => {
    const held = await lockCase(w, caseId)
    if (held === null) refuse(404, 'not_found')
    if (held.isClosed) refuse(409, 'incident_closed')
    if (kind !== null && (await countRecords(w, kind, caseId)) >= limits.records_max) refuse(409, 'incident_full')
    await work(w, held)
    writeJournal(w, { event: event.event, actorId: w.actorId, fields: { case: caseId, ...event.fields } })
    await settleCase(w, caseId)
  })
}

/** A8: the deputy acts in the head's place. The data protection officer leads the case in their own right. */
export function isInRepresentation(actor: Actor, at: Date): boolean {
  const offices = officesOf(actor, at)
  return offices.has('deputy') && !offices.has('head') && !offices.has('officer')
}

/** Whether this person leads cases, for who raises one. */
export function leadsCases(actor: Actor, at: Date): boolean {
  const offices = officesOf(actor, at)
  return offices.has('head') || offices.has('deputy') || offices.has('officer')
}
