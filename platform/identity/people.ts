/** People: added, changed, looked up. Facts about accounts (entry, exit) are written here and nowhere else. */
import { sql } from 'kysely'
import type { PersonType } from '#platform/access/vocabulary.ts'
import { addFacts, setFactsOf } from '#platform/access/facts.ts'
import type { FactOfPerson } from '#platform/access/facts.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { pieces } from '#platform/database/pieces.ts'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import { wishedAccountName } from './account-name.ts'
import { restoreAccounts } from './deletion.ts'
import { peopleAdded, peopleChanged } from './events.ts'
import { guardianshipsOf } from './guardianship.ts'
import { endSessionsOfNotAdmitted } from './sign-in/sessions.ts'
import { lockPersons } from './sign-in/write-as.ts'
import { stemOf, TakenNames } from './taken-names.ts'

export type NewPerson = {
  type: PersonType
  givenName: string
  familyName: string
  /** The day of majority; only for pupils. The birth date is never stored. */
  majorityOn?: string | null
  enteredOn?: string
  exitOn?: string | null
  /** Where the row comes from, and its id there: together the import identity (B12). */
  source: string
  sourceId: string
}

export type PersonChange = { id: string; givenName?: string; familyName?: string; majorityOn?: string | null; enteredOn?: string; exitOn?: string | null }

/** Adds people with account names and their account facts. Returns their ids in the order given. Announces `identity.people_added`. */
export async function addPeople(w: Write, people: readonly NewPerson[]): Promise<string[]> {
  if (people.length === 0) return []
  // Two who add people of one name at the same time: the second waits and sees which account names are taken.
  await sql`SELECT pg_advisory_xact_lock(${NAMES_LOCK})`.execute(w.trx)
  const taken = await takenAccountNames(w.trx, people.map((person) => wishedAccountName(person.givenName, person.familyName)))
  const personIds: string[] = []
  for (const piece of pieces(people)) personIds.push(...(await insertPeople(w, piece, taken)))
  await announce(w, peopleAdded, { personIds })
  return personIds
}

/**
 * Changes people; entry and exit move their account facts. Whoever had left and comes back begins a new stay today: the old one is kept as a record, so
 * that nothing of it revives (R2.1). Announces `identity.people_changed`.
 */
export async function changePeople(w: Write, changes: readonly PersonChange[]): Promise<void> {
  if (changes.length === 0) return
  const personIds = [...new Set(changes.map((change) => change.id))]
  await lockPersons(w, personIds)
  await restoreReturning(w, changes)
  const particulars = await particularsOf(w, personIds)
  const pastStays: { personId: string; from: string; until: string }[] = []
  const isBack: string[] = []
  for (const change of changes) {
    const known = particulars.get(change.id)!
    // Of who is deleted nothing changes any more: the name stays sealed, and the days count on.
    if (known.deletedOn !== null) continue
    const returns = hasReturned(change, known, w.today)
    if (returns) isBack.push(change.id)
    if (returns && known.enteredOn <= known.exitOn!) pastStays.push({ personId: change.id, from: known.enteredOn, until: known.exitOn! })
    particulars.set(change.id, {
      givenName: change.givenName ?? known.givenName, familyName: change.familyName ?? known.familyName,
      majorityOn: change.majorityOn === undefined ? known.majorityOn : change.majorityOn, exitOn: change.exitOn === undefined ? known.exitOn : change.exitOn,
      enteredOn: change.enteredOn ?? (returns ? w.today : known.enteredOn), deletedOn: null,
    })
  }
  await insertPastStays(w, pastStays)
  // What was still open when their last day passed ends for good: asked before they are here again, for then nobody could tell it from what is new.
  await endSessionsOfNotAdmitted(w, isBack)
  await saveParticulars(w, particulars)
  await endSessionsOfNotAdmitted(w, changes.filter(({ exitOn }) => exitOn && exitOn < w.today).map((change) => change.id))
  // What guardians may ends with the majority of the child (3.1), so their access hangs on that day too.
  const aged = changes.filter((change) => change.majorityOn !== undefined).map((change) => change.id)
  for (const { guardianId } of await guardianshipsOf(w.trx, aged)) w.changedPersons.add(guardianId)
  await announce(w, peopleChanged, { personIds })
}

/**
 * Takes departures back that were recorded by mistake: the stay goes on as if it had never ended, so what was consented to in it holds again. Only for the
 * undoing of what was just done (A15); who really left and comes back begins a new stay (changePeople).
 */
export async function restoreStays(w: Write, stays: readonly { id: string; exitOn: string | null }[]): Promise<void> {
  if (stays.length === 0) return
  const personIds = stays.map((one) => one.id)
  await lockPersons(w, personIds)
  await restoreAccounts(w, stays.map(({ id }) => ({ id, isNewStay: false })))
  const particulars = await particularsOf(w, personIds)
  for (const { id, exitOn } of stays) particulars.set(id, { ...particulars.get(id)!, exitOn })
  await saveParticulars(w, particulars)
  await announce(w, peopleChanged, { personIds })
}

export type NewIdentity = { id: string; source: string; sourceId: string }

/**
 * Accounts that no program knows take an id of one (B12): everything else of them stays as it is. `free` are the sources that may be left. The ids of those
 * that did; another one has an id of a program by now, and keeps it. With an id that somebody else has, the database refuses.
 */
export async function takeIdentitiesOf(w: Write, identities: readonly NewIdentity[], free: readonly string[]): Promise<string[]> {
  if (identities.length === 0) return []
  await lockPersons(w, identities.map((one) => one.id))
  const { rows } = await sql<{ id: string }>`
    UPDATE person SET source = s.source, source_id = s.source_id
      FROM unnest(${identities.map((one) => one.id)}::uuid[], ${identities.map((one) => one.source)}::text[], ${identities.map((one) => one.sourceId)}::text[]) AS s (id, source, source_id)
     WHERE person.id = s.id AND person.source = ANY(${[...free]}::text[]) RETURNING person.id`.execute(w.trx)
  return rows.map((row) => row.id)
}

/** The account belongs to no program any more, with an id of its own among those of `source`, and goes on as it is. The caller holds the row. */
export async function releaseIdentity(w: Write, id: string, source: string): Promise<void> {
  await w.trx.updateTable('person').set({ source, source_id: newId(w.at) }).where('id', '=', id).execute()
}

const NAMES_LOCK = 7_305_526

async function insertPeople(w: Write, people: readonly NewPerson[], taken: TakenNames): Promise<string[]> {
  const ids = people.map(() => newId(w.at))
  const accountNames = people.map((person) => taken.take(wishedAccountName(person.givenName, person.familyName)))
  await sql`
    INSERT INTO person (id, type, given_name, family_name, account_name, majority_on, entered_on, exit_on, source, source_id, created_at)
    SELECT id, type, given_name, family_name, account_name, majority_on, entered_on, exit_on, source, source_id, ${w.at}
      FROM unnest(${ids}::uuid[], ${people.map((person) => person.type)}::text[], ${people.map((person) => person.givenName)}::text[],
        ${people.map((person) => person.familyName)}::text[], ${accountNames}::text[], ${people.map((person) => person.majorityOn ?? null)}::date[],
        ${people.map((person) => person.enteredOn ?? w.today)}::date[], ${people.map((person) => person.exitOn ?? null)}::date[],
        ${people.map((person) => person.source)}::text[], ${people.map((person) => person.sourceId)}::text[])
        AS p (id, type, given_name, family_name, account_name, majority_on, entered_on, exit_on, source, source_id)`.execute(w.trx)
  const rows = people.map((person, index) => ({ id: ids[index]!, entered_on: person.enteredOn ?? w.today, exit_on: person.exitOn ?? null, deleted_on: null }))
  await addFacts(w, 'identity', rows.flatMap((row) => accountFacts(row).map((fact) => ({ ...fact, sourceId: row.id }))))
  return ids
}

/** What can be changed of a person. */
export type Particulars = Required<Pick<NewPerson, 'givenName' | 'familyName' | 'majorityOn' | 'enteredOn' | 'exitOn'>> & { deletedOn: string | null }

/** As they stand; with the rows held nobody else changes them. Throws when one of these is no person. */
export async function particularsOf(w: Write, personIds: readonly string[]): Promise<Map<string, Particulars>> {
  const rows = await w.trx.selectFrom('person').select(['id', 'given_name', 'family_name', 'majority_on', 'entered_on', 'exit_on', 'deleted_on']).where('id', '=', sql<string>`ANY(${[...personIds]}::uuid[])`).execute()
  const found = new Map(rows.map((row) => [row.id, { givenName: row.given_name, familyName: row.family_name, majorityOn: row.majority_on, enteredOn: row.entered_on, exitOn: row.exit_on, deletedOn: row.deleted_on }]))
  for (const id of personIds) if (!found.has(id)) throw new Error('somebody who is no person was to be changed')
  return found
}

/** Writes them back, with the account facts that follow from entry and exit. */
export async function saveParticulars(w: Write, particulars: ReadonlyMap<string, Particulars>): Promise<void> {
  for (const piece of pieces([...particulars])) {
    await sql`
      UPDATE person SET given_name = s.given_name, family_name = s.family_name, majority_on = s.majority_on, entered_on = s.entered_on, exit_on = s.exit_on, deleted_on = s.deleted_on
        FROM unnest(${piece.map(([id]) => id)}::uuid[], ${piece.map(([, one]) => one.givenName)}::text[], ${piece.map(([, one]) => one.familyName)}::text[],
          ${piece.map(([, one]) => one.majorityOn)}::date[], ${piece.map(([, one]) => one.enteredOn)}::date[], ${piece.map(([, one]) => one.exitOn)}::date[], ${piece.map(([, one]) => one.deletedOn)}::date[])
          AS s (id, given_name, family_name, majority_on, entered_on, exit_on, deleted_on)
       WHERE person.id = s.id`.execute(w.trx)
  }
  await setFactsOf(w, 'identity', new Map([...particulars].map(([id, one]) => [id, accountFacts({ id, entered_on: one.enteredOn, exit_on: one.exitOn, deleted_on: one.deletedOn })])))
}

/** Whoever is deleted and stands in a file again comes back with everything that was kept, and with consents to be asked anew. */
async function restoreReturning(w: Write, changes: readonly PersonChange[]): Promise<void> {
  const back = changes.filter(({ exitOn }) => exitOn !== undefined && (exitOn === null || exitOn >= w.today)).map(({ id }) => ({ id, isNewStay: true }))
  // Whoever was deleted by a decision while at school (R12.2) is brought back by a decision only, and by no file.
  const left = await w.trx.selectFrom('deleted_account as d').innerJoin('person as p', 'p.id', 'd.person_id').select('p.id').where('p.id', '=', sql<string>`ANY(${back.map((one) => one.id)}::uuid[])`).whereRef('d.exit_before', '<', 'p.deleted_on').execute()
  const isLeft = new Set(left.map((row) => row.id))
  await restoreAccounts(w, back.filter((one) => isLeft.has(one.id)))
}

/** Had left, and with this change is here again. */
function hasReturned({ exitOn }: PersonChange, known: Particulars, today: string): boolean {
  return exitOn !== undefined && (exitOn === null || exitOn >= today) && known.exitOn !== null && known.exitOn < today
}

export async function insertPastStays(w: Write, stays: readonly { personId: string; from: string; until: string }[]): Promise<void> {
  for (const piece of pieces(stays)) {
    await sql`
      INSERT INTO past_stay (id, person_id, from_on, until_on)
      SELECT * FROM unnest(${piece.map(() => newId(w.at))}::uuid[], ${piece.map((one) => one.personId)}::uuid[], ${piece.map((one) => one.from)}::date[], ${piece.map((one) => one.until)}::date[])`.execute(w.trx)
  }
}

/** The facts that follow from a person's row: active from the day of entry until the end of the day of exit; none while it is deleted. Also used to rebuild all facts. */
export function accountFacts(row: { id: string; entered_on: string; exit_on: string | null; deleted_on: string | null }): FactOfPerson[] {
  if (row.deleted_on !== null) return []
  const validFrom = startOfDay(row.entered_on)
  const validUntil = row.exit_on === null ? null : startOfDay(addDays(row.exit_on, 1))
  if (validUntil !== null && validUntil <= validFrom) return []
  return [{ personId: row.id, kind: 'account', key: 'active', validFrom, validUntil }]
}

export type PersonName = { id: string; type: PersonType; givenName: string; familyName: string; displayName: string }

/** Names by id, for people the caller has already decided to show. */
export async function namesOf(database: Database | Trx, personIds: readonly string[]): Promise<Map<string, PersonName>> {
  if (personIds.length === 0) return new Map()
  const rows = await database.selectFrom('person').select(['id', 'type', 'given_name', 'family_name']).where('id', '=', sql<string>`ANY(${[...new Set(personIds)]}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.id, personName(row)]))
}

export function personName(row: { id: string; type: string; given_name: string; family_name: string }): PersonName {
  return { id: row.id, type: row.type as PersonType, givenName: row.given_name, familyName: row.family_name, displayName: `${row.given_name} ${row.family_name}` }
}

/**
 * Account names that differ from a wished one in their last digits only, as one text: a large school has thousands, and a row each would be heavy. Under the
 * lock they change by this transaction only, so an import that adds people slice by slice asks once for each name and not again for all that it has made.
 */
async function takenAccountNames(trx: Trx, wishes: readonly string[]): Promise<TakenNames> {
  const known = namesInUse.get(trx) ?? new TakenNames()
  namesInUse.set(trx, known)
  const stems = [...new Set(wishes.map(stemOf))].filter((stem) => !known.knows(stem))
  if (stems.length === 0) return known
  const { rows } = await sql<{ names: string | null }>`
    SELECT string_agg(p.account_name, E'\\n') AS names FROM person p WHERE rtrim(p.account_name, '0123456789') = ANY(${stems}::text[])`.execute(trx)
  known.learn(stems, rows[0]?.names?.split('\n') ?? [])
  return known
}

const namesInUse = new WeakMap<Trx, TakenNames>()
