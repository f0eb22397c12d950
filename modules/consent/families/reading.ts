/** The clerk's page of a child's family: custody, bans, acts with their references, codes, claims, and what is to be clarified. */
import { officesOf } from '#platform/access/actor.ts'
import { isOwnFamily } from '#platform/access/subject.ts'
import { guardianshipsOf } from '#platform/identity/guardianship.ts'
import { namesOf } from '#platform/identity/people.ts'
import { namesakes, openLinks } from '#platform/identity/same-human.ts'
import type { Database } from '#platform/database/connect.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { limits } from '../limits.ts'
import type { familyContract } from './contract.ts'
import { openClarification } from './store.ts'

export const readGuardians: Actions<typeof familyContract>['readGuardians'] = async (context, { pupilId }) => {
  const { database, at, today } = context
  const actor = actorOf(context)
  const [pupil, guardianships, acts, codes, claims, wishes, outcomes, clarification] = await Promise.all([
    database.selectFrom('person').select(['id', 'given_name', 'family_name', 'majority_on']).where('id', '=', pupilId).executeTakeFirstOrThrow(),
    guardianshipsOf(database, [pupilId]),
    database.selectFrom('guardianship_act').selectAll().where('ward_id', '=', pupilId).orderBy('entered_at', 'desc').orderBy('id', 'desc').execute(),
    database.selectFrom('family_code as c').leftJoin('family_code_end as e', 'e.code_id', 'c.id').select('c.id').where('c.pupil_id', '=', pupilId).where('e.code_id', 'is', null).where('c.valid_until', '>', at).execute(),
    database.selectFrom('family_claim as f').leftJoin('family_claim_end as e', 'e.claim_id', 'f.id').select('f.id').where('f.pupil_id', '=', pupilId).where('e.claim_id', 'is', null).execute(),
    database.selectFrom('clarification_wish').selectAll().where('pupil_id', '=', pupilId).orderBy('at').orderBy('id').execute(),
    database.selectFrom('clarification_outcome').selectAll().where('pupil_id', '=', pupilId).orderBy('at', 'desc').limit(1).execute(),
    openClarification(database, pupilId),
  ])
  const guardianIds = guardianships.map((one) => one.guardianId)
  const names = await namesOf(database, [...guardianIds, ...acts.flatMap((row) => [row.guardian_id, row.entered_by ?? []].flat()), ...wishes.map((row) => row.wished_by), ...outcomes.flatMap((row) => row.decided_by ?? [])])
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.displayName ?? null))
  const accounts = guardianIds.length === 0 ? [] : await database.selectFrom('credential').select('person_id').where('person_id', 'in', guardianIds).execute()
  const work = await atWork(database, officesOf(actor, at).has('task:consent_register') ? guardianIds : [], today)
  const newestWish = new Map(wishes.map((row) => [row.wished_by, row]))
  const outcome = outcomes[0]
  return {
    pupil: { id: pupilId, displayName: `${pupil.given_name} ${pupil.family_name}`, isAdult: pupil.majority_on !== null && pupil.majority_on <= today },
    mayKeep: officesOf(actor, at).has('task:consent_register') && !isOwnFamily(actor, pupilId), isOwnChild: isOwnFamily(actor, pupilId), today,
    guardianships: guardianships.map((one) => ({
      id: one.id, guardianId: one.guardianId, displayName: nameOf(one.guardianId) ?? '', kind: one.kind, hasCustody: one.hasCustody, contactBan: one.contactBan, from: one.from, until: one.until,
      source: one.source.startsWith('hand') ? 'hand' : one.source, isCurrent: one.from <= today && (one.until === null || today <= one.until), hasAccount: accounts.some((row) => row.person_id === one.guardianId),
      atWork: work.linked.get(one.guardianId) ?? null, hasNamesakeAtWork: work.namesakes.has(one.guardianId),
    })),
    acts: acts.map((row) => ({ id: row.id, act: row.act as 'recorded', guardian: nameOf(row.guardian_id) ?? '', reference: row.reference, on: row.on_date, enteredBy: nameOf(row.entered_by), enteredAt: row.entered_at })),
    openCodes: codes.length, openClaims: claims.length,
    clarification: {
      dueOn: clarification?.dueOn ?? null, isOpen: clarification !== null, wishes: [...newestWish.values()].map((row) => ({ by: nameOf(row.wished_by) ?? '', wish: row.wish as 'delete', at: row.at })),
      outcome: outcome === undefined ? null : { outcome: outcome.outcome as 'delete', by: nameOf(outcome.decided_by), at: outcome.at },
    },
  }
}

/** Which of these parents also work here, by the clerk's links, and which only share their name with somebody who does. */
async function atWork(database: Database, guardianIds: readonly string[], today: string): Promise<{ linked: Map<string, string>; namesakes: Set<string> }> {
  if (guardianIds.length === 0) return { linked: new Map(), namesakes: new Set() }
  const links = await openLinks(database, { parentIds: guardianIds })
  const names = await namesOf(database, links.map((one) => one.workId))
  return {
    linked: new Map(links.map((one) => [one.parentId, names.get(one.workId)?.displayName ?? ''])),
    namesakes: new Set((await namesakes(database, today, limits.suggestions_listed_max)).map((one) => one.parentId).filter((id) => guardianIds.includes(id))),
  }
}
