/** The parents' page: reading how the own children stand, consenting, withdrawing. Nothing of the other parent is in any answer but whether a signature is missing. */
import { sql } from 'kysely'
import { isBanned } from '#platform/access/subject.ts'
import { namesOf } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { closeTasksAbout } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { judge, optionsOf, refreshFacts } from '../facts.ts'
import type { Judged } from '../facts.ts'
import { declarationKey } from '../forms.ts'
import { isInUse } from '../in-use.ts'
import { insertDeclaration, stateNow, withdraw } from '../record.ts'
import { hasCustody } from '../rules/custody.ts'
import type { Purpose } from '../rules/records.ts'
import { PURPOSES, loadDocuments } from '../store.ts'
import type { familyContract } from './contract.ts'
import { CLARIFY, CLOSED, CONFIRMED } from './notices.ts'
import { cameOfAge, childrenOf, seenBy } from './rules.ts'
import type { Seen } from './rules.ts'

type FamilyActions = Actions<typeof familyContract>

export const readFamily: FamilyActions['readFamily'] = async (context) => {
  const { database, platform, today } = context
  const actor = actorOf(context)
  const childIds = childrenOf(actor, today)
  const judged = await judge(database, platform.school, childIds, today)
  const [documents, names, tasks, wishes, claims] = await Promise.all([
    loadDocuments(database), namesOf(database, childIds), openTasksAbout(context, childIds), ownWishes(context, childIds), openClaims(context),
  ])
  const children = childIds.flatMap((pupilId) => {
    const one = judged.get(pupilId)
    const name = names.get(pupilId)
    if (one === undefined || name === undefined || one.consents.platform.state === 'ENDED') return []
    const told = tasks.filter((task) => task.about_person_id === pupilId)
    const clarify = told.find((task) => task.kind === CLARIFY)
    return [{
      pupilId, givenName: name.givenName, familyName: name.familyName,
      purposes: PURPOSES.map((purpose) => ({ purpose, document: documents.findLast((version) => version.purpose === purpose) ?? null, isInUse: isInUse(context, purpose), ...seen(context, one, purpose) })),
      notices: told.filter((task) => task.person_id === actor.personId && (task.kind === CLOSED || task.kind === CONFIRMED)).map((task) => ({
        purpose: (task.params as { purpose: Purpose }).purpose, kind: task.kind === CLOSED ? ('closed' as const) : ('confirmed' as const), on: dateInBerlin(task.created_at),
      })),
      clarification: clarify === undefined ? null : { dueOn: clarify.due_on, ownWish: (wishes.get(pupilId) ?? null) as 'delete' | null },
    }]
  })
  return {
    children: children.sort((a, b) => a.givenName.localeCompare(b.givenName, 'de')),
    claims: claims.map((row) => ({ claimId: row.id, givenName: row.given_name, claimedOn: dateInBerlin(row.claimed_at) })),
    cameOfAge: cameOfAge(await allWards(context), today),
  }
}

export const declareForChild: FamilyActions['declareForChild'] = async (context, input) => {
  const { personId } = actorOf(context)
  const { pupilId, purpose } = input
  return context.write(async (w) => {
    await lockPersons(w, [pupilId])
    const one = await ownChild(context, w.trx, pupilId)
    const newest = (await loadDocuments(w.trx)).findLast((version) => version.purpose === purpose)
    if (newest?.id !== input.documentVersionId) refuse(409, 'version_changed')
    const now = seen(context, one, purpose)
    if (input.otherAgrees && !now.mayAssure) refuse(422, 'assurance_not_taken', { field: 'otherAgrees' })
    // Said already, by another tab or a second press: nothing is doubled.
    if (now.own !== 'given') {
      const entered = await insertDeclaration(w, {
        entry: { pupilId, declaredOn: w.today, documentVersionId: newest.id }, purpose, channel: 'online', clientId: declarationKey(input.clientId, `${pupilId} ${personId}`, 0),
        declaration: { declarer: 'holder', guardianId: personId, declarerName: null, formLine: null, assurance: input.otherAgrees ? 'other_agrees' : null },
      })
      await refreshFacts(w, [pupilId])
      if (entered) writeJournal(w, { event: 'consent.declared', actorId: personId, fields: { purpose, channel: 'online', pupils: 1 } })
    }
    return stateNow(w, pupilId, purpose)
  })
}

export const withdrawForChild: FamilyActions['withdrawForChild'] = async (context, { pupilId, purpose, clientId }) => {
  const { personId } = actorOf(context)
  return context.write(async (w) => {
    await lockPersons(w, [pupilId])
    const one = await ownChild(context, w.trx, pupilId)
    if (seen(context, one, purpose).own === 'withdrawn') return stateNow(w, pupilId, purpose)
    return withdraw(w, { pupilId, purpose, declarer: 'holder', guardianId: personId, declarerName: null, channel: 'online', receivedOn: w.today, clientId: declarationKey(clientId, `${pupilId} ${personId}`, 1) })
  })
}

export const acknowledgeNotices: FamilyActions['acknowledgeNotices'] = async (context, { pupilId }) => {
  const { personId } = actorOf(context)
  return { acknowledged: await context.write((w) => closeTasksAbout(w, [pupilId], { kinds: [CLOSED, CONFIRMED], forPersonId: personId }, 'read')) }
}

/** The child's case as it stands in this transaction. A relation without custody on record there, or a pupil who has left, is no child to declare for. */
async function ownChild(context: Context, trx: Parameters<typeof judge>[0], pupilId: string): Promise<Judged> {
  const { personId } = actorOf(context)
  const one = (await judge(trx, context.platform.school, [pupilId], context.today)).get(pupilId)
  if (one === undefined || one.consents.platform.state === 'ENDED' || !hasCustody(one.case.holders, personId, context.today)) refuse(404, 'not_found')
  return one
}

function seen(context: Context, { case: one, consents }: Judged, purpose: Purpose): Seen {
  return seenBy(actorOf(context).personId, one, one.records[purpose], consents[purpose], optionsOf(context.platform.school), context.today)
}

async function openTasksAbout({ database, actor }: Context, childIds: readonly string[]) {
  return database.selectFrom('task').leftJoin('task_completion as c', 'c.task_id', 'task.id').select(['task.kind', 'task.person_id', 'task.about_person_id', 'task.params', 'task.due_on', 'task.created_at'])
    .where('c.task_id', 'is', null).where('task.kind', 'in', [CLOSED, CONFIRMED, CLARIFY]).where('task.about_person_id', '=', sql<string>`ANY(${[...childIds]}::uuid[])`)
    .where((eb) => eb.or([eb('task.person_id', 'is', null), eb('task.person_id', '=', actor!.personId)])).orderBy('task.created_at').execute()
}

async function ownWishes({ database, actor }: Context, childIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await database.selectFrom('clarification_wish').select(['pupil_id', 'wish']).where('wished_by', '=', actor!.personId).where('pupil_id', '=', sql<string>`ANY(${[...childIds]}::uuid[])`).orderBy('at').orderBy('id').execute()
  return new Map(rows.map((row) => [row.pupil_id, row.wish]))
}

/** A claim says the first name that stood on the letter; not after a contact ban, not of somebody of age. */
async function openClaims({ database, actor, today }: Context) {
  const rows = await database.selectFrom('family_claim as f').innerJoin('person as p', 'p.id', 'f.pupil_id').leftJoin('family_claim_end as e', 'e.claim_id', 'f.id').select(['f.id', 'f.pupil_id', 'p.given_name', 'f.claimed_at'])
    .where('f.guardian_id', '=', actor!.personId).where('e.claim_id', 'is', null).where((eb) => eb.or([eb('p.majority_on', 'is', null), eb('p.majority_on', '>', today)])).orderBy('f.claimed_at').execute()
  return rows.filter((row) => !isBanned(actor!, row.pupil_id, today))
}

async function allWards({ database, actor }: Context) {
  const rows = await database.selectFrom('guardianship as g').innerJoin('person as p', 'p.id', 'g.ward_id').select(['g.ward_id', 'g.has_custody', 'g.contact_ban', 'g.from_on', 'g.until_on', 'p.majority_on'])
    .where('g.guardian_id', '=', actor!.personId).execute()
  return rows.map((row) => ({ wardId: row.ward_id, hasCustody: row.has_custody, contactBan: row.contact_ban, from: row.from_on, until: row.until_on, majorityOn: row.majority_on }))
}
