/** Which documents are for whom. Pure. */
import { heldOffices } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { STAFF_DOCUMENT } from './contract.ts'
import type { DocumentId } from './contract.ts'

/** The instruction is read by staff and by whoever holds an office (an outside data protection officer); all other documents by everybody. */
export function isForReader(actor: Pick<Actor, 'type' | 'facts'> | null, document: DocumentId, at: Date): boolean {
  if (document !== STAFF_DOCUMENT) return true
  return actor !== null && (isStaff(actor.type) || heldOffices(actor, at).size > 0)
}

/** Those whom the instruction binds (RP.2). */
export function isStaff(type: string): boolean {
  return type === 'teacher' || type === 'staff'
}
