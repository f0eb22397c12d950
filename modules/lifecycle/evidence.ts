/**
 * Sealed evidence of purged accounts (B8): the head sees how much there is and until when. It is opened with the key from the safe only, for a purpose from a closed
 * list, when a second person has agreed, and for one name at a time: nobody can leaf through it.
 */
import { sql } from 'kysely'
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { openOfName, sealedSums } from '#platform/erasure/evidence.ts'
import { newId } from '#platform/id/id.ts'
import { namesOf } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { safeKeys, isCodeOf, readSafeCode } from '#platform/safe/safe.ts'
import { actsInRepresentation, informHead } from '#platform/school/representation.ts'
import { closeTasks, openTask } from '#platform/tasks/tasks.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import { shownRecords } from './evidence-shown.ts'
import { limits } from './limits.ts'
import { openings } from './openings.ts'
import type { Opening } from './openings.ts'
import { EVIDENCE } from './tasks.ts'

type Names = 'listEvidence' | 'askEvidence' | 'decideEvidence' | 'readEvidence'

export const evidence: Pick<Actions<typeof contract>, Names> = {
  async listEvidence(context) {
    const { database, today } = context
    const actor = actorOf(context)
    const [sealed, found] = [await sealedSums(database), await openings(database, { max: limits.openings_max + 1 })]
    const asked = found.slice(0, limits.openings_max)
    const names = await namesOf(database, asked.flatMap((one) => [one.askedBy, one.decidedBy]).filter((id) => id !== null))
    const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.displayName ?? null))
    return {
      sealed, isMore: found.length > asked.length,
      openings: asked.map((one) => ({
        id: one.id, purpose: one.purpose, reason: one.reason, askedOn: dateInBerlin(one.askedAt), askedBy: nameOf(one.askedBy), state: stateOf(one, today), until: one.agrees === true ? lastDayOf(one) : null,
        decidedBy: nameOf(one.decidedBy), inRepresentation: one.inRepresentation, readings: one.readings, isOwn: one.askedBy === actor.personId,
      })),
    }
  },

  async askEvidence(context, { purpose, reason }) {
    return context.write(async (w) => {
      const id = newId(w.at)
      await w.trx.insertInto('evidence_opening').values({ id, purpose, reason, asked_by: w.actorId, asked_at: w.at }).execute()
      await informHead(w, actorOf(context), 'evidence_asked', id)
      for (const office of SECONDS) await openTask(w, { kind: EVIDENCE, key: `${id}:${office}`, for: { office }, params: {}, dueOn: addDays(w.today, limits.evidence_decide_days) })
      writeJournal(w, { event: 'lifecycle.evidence_asked', actorId: w.actorId, fields: { opening: id, purpose } })
      return { id }
    })
  },

  async decideEvidence(context, { id, agrees }) {
    const actor = actorOf(context)
    await context.write(async (w) => {
      const one = await held(w, id)
      // Two decide, and not one human in two offices.
      if (one.askedBy === actor.personId) refuse(409, 'evidence_own', { clause: '12' })
      if (one.agrees !== null) refuse(409, 'evidence_decided', { clause: '12' })
      const inRepresentation = !officesOf(actor, w.at).has('officer') && actsInRepresentation(actor, w.at)
      if (inRepresentation) await informHead(w, actor, 'evidence_decided', id)
      await w.trx.insertInto('evidence_opening_decision').values({ opening_id: id, agrees, decided_by: w.actorId, in_representation: inRepresentation, decided_at: w.at }).execute()
      await closeTasks(w, SECONDS.map((office) => ({ kind: EVIDENCE, key: `${id}:${office}` })), agrees ? 'agreed' : 'refused')
      writeJournal(w, { event: 'lifecycle.evidence_decided', actorId: w.actorId, fields: { opening: id, agrees, inRepresentation } })
    })
    return {}
  },

  async readEvidence(context, { id, code, givenName, familyName }) {
    const { platform, at } = context
    const actor = actorOf(context)
    return context.write(async (w) => {
      const one = await mayRead(w, actor, id)
      const keys = await safeKeys(w.trx)
      if (keys.length > 0 && (readSafeCode(code) === null || !keys.some(({ publicKey }) => isCodeOf(code, publicKey)))) refuse(422, 'evidence_code', { clause: '12', field: 'code' })
      if (one.readings >= limits.evidence_readings_max) refuse(409, 'evidence_readings', { clause: '12' })
      const { found, isOtherKey } = await openOfName(platform, w.trx, { code, givenName, familyName })
      await w.trx.insertInto('evidence_opening_reading').values({ id: newId(at), opening_id: id, read_by: w.actorId, records: found.length, read_at: w.at }).execute()
      writeJournal(w, { event: 'lifecycle.evidence_read', actorId: w.actorId, fields: { opening: id, records: found.length } })
      return { records: await shownRecords(platform, w.trx, found), isOtherKey }
    })
  },
}

/** Who can agree; whoever asked is left out by the action. */
const SECONDS = ['officer', 'head'] as const

function lastDayOf(one: Opening): string {
  return addDays(dateInBerlin(one.decidedAt!), limits.evidence_open_days)
}

function stateOf(one: Opening, today: string): 'waiting' | 'open' | 'refused' | 'over' {
  if (one.agrees === null) return 'waiting'
  if (!one.agrees) return 'refused'
  return today > lastDayOf(one) ? 'over' : 'open'
}

const OPENING_LOCK = 7_305_574

/** The opening while nobody else acts on it: decided once, and nobody reads while it is decided. On its table the application can only add, so no row is held. */
async function held(w: Write, id: string): Promise<Opening> {
  await sql`SELECT pg_advisory_xact_lock(${OPENING_LOCK}, hashtext(${id}))`.execute(w.trx)
  const [one] = await openings(w.trx, { id, max: 1 })
  return one ?? refuse(404, 'not_found')
}

/** Only who asked reads, and only in the days after a second person has agreed: one sentence for all else. */
async function mayRead(w: Write, actor: Actor, id: string): Promise<Opening> {
  const one = await held(w, id)
  if (one.askedBy !== actor.personId || stateOf(one, w.today) !== 'open') refuse(403, 'evidence_closed', { clause: '12' })
  return one
}
