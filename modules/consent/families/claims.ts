/** A parent in no file comes in with the code from the letter: they say who they are, the school compares it with the paper, and only then it counts. */
import { sql } from 'kysely'
import { isBanned } from '#platform/access/subject.ts'
import { newId } from '#platform/id/id.ts'
import { addGuardianships, guardianshipsOf, recordGuardianshipAct } from '#platform/identity/guardianship.ts'
import type { GuardianKind } from '#platform/identity/guardianship.ts'
import { addPeople, changePeople, namesOf } from '#platform/identity/people.ts'
import { passwordLengthMin } from '#platform/identity/sign-in/credentials.ts'
import { findOpenSlip, makeSlips } from '#platform/identity/sign-in/slips.ts'
import { issueTicket } from '#platform/identity/sign-in/tickets.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import { limits } from '../limits.ts'
import { endUsedCode, findOpenCode } from './codes.ts'
import type { OpenCode } from './codes.ts'
import type { familyContract } from './contract.ts'
import { CLAIM } from './notices.ts'
import { placesOf } from './store.ts'
import { countCodeTry, takeBackCodeTry } from './tries.ts'

type FamilyActions = Actions<typeof familyContract>

export const readFamilyCode: FamilyActions['readFamilyCode'] = async (context, { code }) => ({ givenName: (await openCode(context, code)).givenName })

export const claimAsNew: FamilyActions['claimAsNew'] = async (context, input) => {
  const { platform, at } = context
  const found = await openCode(context, input.code)
  const made = await context.write(async (w) => {
    await useUp(w, found)
    const claimId = newId(at)
    const [personId] = await addPeople(w, [{ type: 'parent', givenName: input.givenName, familyName: input.familyName, source: 'family', sourceId: claimId }])
    await addClaim(w, { claimId, pupilId: found.pupilId, guardianId: personId!, kind: input.kind })
    const [slip] = await makeSlips(w, [personId!], { validUntil: new Date(at.getTime() + limits.claim_slip_hours * 3_600_000), madeBy: null })
    return slip!
  })
  const slip = (await findOpenSlip(platform, made.code, at)) ?? refuse(409, 'conflict')
  return { ticket: issueTicket(platform, { personId: slip.personId, slipId: slip.slipId, at }), givenName: slip.givenName, accountName: slip.accountName, length_min: passwordLengthMin(platform.school, { type: 'parent', facts: [] }, at), isFirst: true }
}

export const claimAsParent: FamilyActions['claimAsParent'] = async (context, { code, kind }) => {
  const { personId } = actorOf(context)
  const found = await openCode(context, code)
  return context.write(async (w) => {
    await useUp(w, found)
    const claimId = newId(w.at)
    await addClaim(w, { claimId, pupilId: found.pupilId, guardianId: personId, kind })
    return { claimId }
  })
}

export const listClaims: FamilyActions['listClaims'] = async (context) => {
  const { database, platform, today } = context
  const all = await database.selectFrom('family_claim as f').leftJoin('family_claim_end as e', 'e.claim_id', 'f.id').select(['f.id', 'f.pupil_id', 'f.guardian_id', 'f.kind', 'f.claimed_at'])
    .where('e.claim_id', 'is', null).orderBy('f.claimed_at').orderBy('f.id').limit(limits.claims_listed_max).execute()
  const rows = all.filter((row) => !isBanned(actorOf(context), row.pupil_id, today))
  const known = (await guardianshipsOf(database, [...new Set(rows.map((row) => row.pupil_id))])).filter((one) => one.until === null || one.until >= today)
  const names = await namesOf(database, [...rows.flatMap((row) => [row.pupil_id, row.guardian_id]), ...known.map((one) => one.guardianId)])
  const places = await placesOf(database, rows.map((row) => row.pupil_id), { today, schoolYear: schoolYearAt(platform.school, today).label })
  const nameOf = (id: string) => names.get(id)?.displayName ?? ''
  const sameName = (a: string, b: string) => nameOf(a).localeCompare(nameOf(b), 'de', { sensitivity: 'base' }) === 0
  return {
    claims: rows.map((row) => {
      const others = known.filter((one) => one.wardId === row.pupil_id)
      return {
        claimId: row.id, claimedAt: row.claimed_at, kind: row.kind as GuardianKind, child: { id: row.pupil_id, displayName: nameOf(row.pupil_id), place: places.get(row.pupil_id) ?? null },
        guardian: { id: row.guardian_id, displayName: nameOf(row.guardian_id) }, onRecord: [...new Set(others.filter((one) => one.hasCustody).map((one) => nameOf(one.guardianId)))],
        isLikeBanned: others.some((one) => one.contactBan && (one.guardianId === row.guardian_id || sameName(one.guardianId, row.guardian_id))), isOnRecord: others.some((one) => !one.contactBan && sameName(one.guardianId, row.guardian_id)),
      }
    }),
  }
}

export const decideClaim: FamilyActions['decideClaim'] = async (context, { claimId, outcome, hasCustody, reference }) =>
  context.write(async (w) => {
    const claim = await w.trx.selectFrom('family_claim').selectAll().where('id', '=', claimId).executeTakeFirstOrThrow()
    await lockPersons(w, [claim.pupil_id, claim.guardian_id])
    const ended = await w.trx.insertInto('family_claim_end').values({ claim_id: claimId, outcome, decided_by: w.actorId, at: w.at }).onConflict((conflict) => conflict.column('claim_id').doNothing()).returning('claim_id').executeTakeFirst()
    if (ended === undefined) refuse(409, 'claim_decided')
    if (outcome === 'confirmed') {
      const [guardianshipId] = await addGuardianships(w, [{ guardianId: claim.guardian_id, wardId: claim.pupil_id, kind: claim.kind as GuardianKind, hasCustody, source: 'family' }])
      await recordGuardianshipAct(w, { act: 'recorded', wardId: claim.pupil_id, guardianId: claim.guardian_id, guardianshipId: guardianshipId!, reference: reference ?? null, on: w.today })
    } else await closeUnrelated(w, claim.guardian_id)
    await closeTask(w, CLAIM, claimId, outcome)
    writeJournal(w, { event: 'consent.claim_decided', actorId: w.actorId, subjectId: claim.guardian_id, fields: { outcome } })
    return { outcome }
  })

/** The open code, after counting the try. Wrong, used and expired ones are refused alike. */
async function openCode(context: Context, code: string): Promise<OpenCode> {
  if (!countCodeTry(context.platform, context.request.address, context.at)) refuse(429, 'code_tries_many')
  const found = (await findOpenCode(context.platform, code, context)) ?? refuse(403, 'family_code_void', { field: 'code' })
  takeBackCodeTry(context.platform, context.request.address)
  return found
}

async function useUp(w: Write, { codeId }: OpenCode): Promise<void> {
  if (!(await endUsedCode(w, codeId))) refuse(403, 'family_code_void', { field: 'code' })
}

async function addClaim(w: Write, one: { claimId: string; pupilId: string; guardianId: string; kind: GuardianKind }): Promise<void> {
  await w.trx.insertInto('family_claim').values({ id: one.claimId, pupil_id: one.pupilId, guardian_id: one.guardianId, kind: one.kind, says_custody: true, claimed_at: w.at }).execute()
  await openTask(w, { kind: CLAIM, key: one.claimId, for: { office: 'task:consent_register' }, aboutPersonId: one.pupilId, params: {} })
  writeJournal(w, { event: 'consent.family_claimed', actorId: one.guardianId, subjectId: one.pupilId, fields: {} })
}

/** An account that came by a code and has neither a child nor an open claim ends at once: nobody stays who could not be placed. */
async function closeUnrelated(w: Write, guardianId: string): Promise<void> {
  const { rows } = await sql`
    SELECT FROM person p WHERE p.id = ${guardianId} AND p.source = 'family' AND NOT EXISTS (SELECT FROM guardianship g WHERE g.guardian_id = p.id)
       AND NOT EXISTS (SELECT FROM family_claim f WHERE f.guardian_id = p.id AND NOT EXISTS (SELECT FROM family_claim_end e WHERE e.claim_id = f.id))`.execute(w.trx)
  if (rows.length > 0) await changePeople(w, [{ id: guardianId, exitOn: addDays(w.today, -1) }])
}
