/**
 * After a loss the old password is no key any more, but it is still known to two people at most: the owner and whoever found the device (R8.2). So it leads
 * to the page for a new one, and a second proof decides: the school's own network, or a parent who confirms it. A slip of the school needs no old password
 * and goes its own way (passwords.ts). For who holds an office only the slip counts.
 */
import { sql } from 'kysely'
import { heldOffices } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { isId, newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { closeTask } from '#platform/tasks/tasks.ts'
import { limits } from '../limits.ts'
import { hashChosen, lengthMinFor, storeHash } from '../sign-in/credentials.ts'
import { isInNetworks } from '../sign-in/networks.ts'
import type { Account } from '../sign-in/prove-password.ts'
import { endSessions } from '../sign-in/sessions.ts'
import { endOpenSlips } from '../sign-in/slips.ts'
import { writeAs } from '../sign-in/write-as.ts'
import type { recoveryContract } from './contract.ts'
import { RENEWAL_MISSING } from './reminders.ts'
import { settleWardNotices } from './ward-notices.ts'

export type RenewalOutcome = { outcome: 'renewal'; ticket: string; hasSecondProof: boolean; length_min: number }

const PURPOSE = 'renewal'

/** What whoever typed the old password is told: that a new one is needed, and whether the second proof is there already. */
export async function renewalOf(context: Pick<Context, 'platform' | 'request' | 'at'>, account: Account & { voidedId: string }): Promise<RenewalOutcome> {
  const { platform, at } = context
  const actor = await platform.actors.find(account.personId)
  return {
    outcome: 'renewal',
    ticket: platform.keys.sign(PURPOSE, `${account.personId}.${account.voidedId}.${at.getTime()}`),
    hasSecondProof: actor !== null && (await hasSecondProof(context, platform.database, actor, account.voidedId)),
    length_min: await lengthMinFor(platform, account.personId, at),
  }
}

/** Refuses with 403 `renewal_over` when the ticket holds no more, `second_proof_missing` without one, 422 for what may be no password (the old one: pw_previous). */
export const renewPassword: Actions<typeof recoveryContract>['renewPassword'] = async (context, { ticket, password }) => {
  const { platform, at } = context
  const { personId, voidedId } = readRenewalTicket(platform, ticket, at) ?? refuse(403, 'renewal_over')
  const known = await platform.actors.find(personId)
  if (known === null || !(await isLatestVoid(platform.database, personId, voidedId))) return refuse(403, 'renewal_over')
  if (!(await hasSecondProof(context, platform.database, known, voidedId))) return refuse(403, 'second_proof_missing')
  const hash = await hashChosen(platform, personId, password, at)
  return writeAs(platform, personId, at, 'alone', async (w, actor) => {
    if (!(await isLatestVoid(w.trx, personId, voidedId))) return refuse(403, 'renewal_over')
    if (!(await hasSecondProof(context, w.trx, actor, voidedId))) return refuse(403, 'second_proof_missing')
    await storeHash(w, personId, hash)
    await endOpenSlips(w, [personId], 'replaced')
    await endSessions(w, personId, 'password_changed')
    await closeTask(w, RENEWAL_MISSING, personId, 'renewed')
    await settleWardNotices(w, personId)
    writeJournal(w, { event: 'identity.password_renewed', actorId: personId, subjectId: personId, fields: {} })
    const row = await w.trx.selectFrom('person').select('account_name').where('id', '=', personId).executeTakeFirstOrThrow()
    return { accountName: row.account_name }
  })
}

/** The parent sits beside the child. It opens nothing by itself: the child needs the old password too, so no parent gets in for the child. */
export const confirmRenewal: Actions<typeof recoveryContract>['confirmRenewal'] = async (context, { personId }) => {
  return context.write(async (w) => {
    const voided = (await openVoid(w.trx, personId)) ?? refuse(409, 'nothing_to_renew')
    await w.trx.insertInto('renewal_confirmation').values({ id: newId(w.at), voided_id: voided.id, confirmed_by: actorOf(context).personId, at: w.at }).execute()
    writeJournal(w, { event: 'identity.renewal_confirmed', actorId: w.actorId, subjectId: personId, fields: {} })
    return { until: untilOf(w.at).toISOString() }
  })
}

export const readRenewal: Actions<typeof recoveryContract>['readRenewal'] = async ({ database, at }, { personId }) => {
  const voided = await openVoid(database, personId)
  if (voided === null) return { voidSince: null, confirmedUntil: null }
  const confirmedAt = await confirmationOf(database, voided.id, at)
  return { voidSince: voided.at.toISOString(), confirmedUntil: confirmedAt === null ? null : untilOf(confirmedAt).toISOString() }
}

async function hasSecondProof({ platform, request, at }: Pick<Context, 'platform' | 'request' | 'at'>, database: Database | Trx, actor: Pick<Actor, 'facts'>, voidedId: string): Promise<boolean> {
  // Who could do harm with an account needs the paper: a finder may stand in the school's network.
  if (heldOffices(actor, at).size > 0) return false
  return isInNetworks(request.address, platform.school.option('school.networks')) || (await confirmationOf(database, voidedId, at)) !== null
}

async function confirmationOf(database: Database | Trx, voidedId: string, at: Date): Promise<Date | null> {
  const since = new Date(at.getTime() - limits.renewal_confirmed_minutes * 60_000)
  const row = await database.selectFrom('renewal_confirmation').select('at').where('voided_id', '=', voidedId).where('at', '>', since).where('at', '<=', at).orderBy('at', 'desc').limit(1).executeTakeFirst()
  return row?.at ?? null
}

function untilOf(confirmedAt: Date): Date {
  return new Date(confirmedAt.getTime() + limits.renewal_confirmed_minutes * 60_000)
}

async function isLatestVoid(database: Database | Trx, personId: string, voidedId: string): Promise<boolean> {
  return (await openVoid(database, personId))?.id === voidedId
}

/** The latest loss after which no new password was chosen; null when there is none. */
async function openVoid(database: Database | Trx, personId: string): Promise<{ id: string; at: Date } | null> {
  const { rows } = await sql<{ id: string; at: Date; reason: string }>`
    SELECT v.id, v.at, v.reason FROM credential_voided v
     WHERE v.person_id = ${personId} AND NOT EXISTS (SELECT FROM credential c WHERE c.person_id = v.person_id) ORDER BY v.id DESC LIMIT 1`.execute(database)
  const row = rows[0]
  return row === undefined || row.reason === 'slip_denied' ? null : { id: row.id, at: row.at }
}

function readRenewalTicket({ keys }: Pick<Platform, 'keys'>, ticket: string, at: Date): { personId: string; voidedId: string } | null {
  const [personId = '', voidedId = '', issued = ''] = keys.unsign(PURPOSE, ticket)?.split('.') ?? []
  const age_ms = at.getTime() - Number(issued)
  return isId(personId) && isId(voidedId) && /^\d+$/.test(issued) && age_ms < limits.ticket_minutes_max * 60_000 && age_ms > -5_000 ? { personId, voidedId } : null
}
