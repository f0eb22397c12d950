/** The person an act is about: chosen or new, with the row held. */
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { addPeople, changePeople, namesOf } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import type { Write } from '#platform/module/write.ts'
import { conflictsOf } from '../rules/conflicts.ts'
import type { Conflict } from '../rules/conflicts.ts'
import { findHoldings, findOfficeTerms } from '../store.ts'
import { currentOthers } from '../store/others.ts'
import { isTermCurrent } from '../rules.ts'

export type Choice = { id: string } | { type: 'teacher' | 'staff' | 'other'; givenName: string; familyName: string }
export type Held = { id: string; type: PersonType; exitOn: string | null }

/** Adds who is new; holds the row from here on, so that nobody records their departure or prints a slip for them meanwhile. Null: there is no such person. */
export async function holdPerson(w: Write, choice: Choice, exitOn: string | null = null): Promise<Held | null> {
  const id = 'id' in choice ? choice.id : (await addPeople(w, [{ ...choice, source: 'hand', sourceId: newId(w.at), exitOn }]))[0]!
  await lockPersons(w, [id])
  const row = await w.trx.selectFrom('person').select(['id', 'type', 'exit_on']).where('id', '=', id).executeTakeFirst()
  return row === undefined ? null : { id: row.id, type: row.type as PersonType, exitOn: row.exit_on }
}

export type Named = { id: string; displayName: string }

/** Gives a person with the name, for ids the reader may see. */
export async function peopleByName(database: Database | Trx, ids: readonly (string | null)[]): Promise<(id: string) => Named> {
  const names = await namesOf(database, ids.filter((id) => id !== null))
  return (id) => ({ id, displayName: names.get(id)?.displayName ?? '' })
}

/** What does not go together now: of everybody, or with this person only. */
export async function conflictsNow(database: Database | Trx, today: string, personId?: string): Promise<{ kind: Conflict['kind']; person: Named | null }[]> {
  const found = conflictsOf(await findHoldings(database, today)).filter((one) => personId === undefined || one.personId === personId)
  const person = await peopleByName(database, found.map((one) => one.personId))
  return found.map(({ kind, personId: of }) => ({ kind, person: of === null ? null : person(of) }))
}

/** An account from outside that nothing carries any more ends today: it was there for the office only. */
export async function closeOutsider(w: Write, personId: string): Promise<void> {
  const row = await w.trx.selectFrom('person').select(['type', 'exit_on']).where('id', '=', personId).executeTakeFirst()
  if (row?.type !== 'other' || (row.exit_on !== null && row.exit_on <= w.today)) return
  const holds = (await findOfficeTerms(w.trx)).some((one) => one.personId === personId && (isTermCurrent(one, w.today) || (one.endedAt === null && one.from > w.today)))
  const isGranted = (await currentOthers(w.trx, w.today)).some((one) => one.id === personId)
  if (!holds && !isGranted) await changePeople(w, [{ id: personId, exitOn: w.today }])
}
