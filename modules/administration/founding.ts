/**
 * The first run: a school, its head, nothing else. The code is shown once in the terminal of whoever installs; it is void as soon as a school exists.
 * The platform's documents are published in the same breath, so that nobody meets a module without its document (R9a.5).
 */
import { randomInt, timingSafeEqual } from 'node:crypto'
import { setFacts } from '#platform/access/facts.ts'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { addPeople } from '#platform/identity/people.ts'
import { makeSlips } from '#platform/identity/sign-in/slips.ts'
import { foundGroups } from '#platform/identity/groups.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { publishModuleDocument } from '#platform/privacy/publish.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import { schoolYearOf } from '#platform/time/schoolyear.ts'
import type { contract } from './contract.ts'
import { termFacts } from './rules.ts'
import { schoolFounded } from './events.ts'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const codes = new WeakMap<Platform, string>()

/** The installer's one-time code of this process, for the terminal. */
export function installerCode(platform: Platform): string {
  const known = codes.get(platform)
  if (known !== undefined) return known
  const code = Array.from({ length: 3 }, () => Array.from({ length: 4 }, () => LETTERS[randomInt(LETTERS.length)]).join('')).join('-')
  codes.set(platform, code)
  return code
}

export const foundSchool: Actions<typeof contract>['foundSchool'] = async (context, input) => {
  const { platform } = context
  if (platform.school.school !== null) refuse(404, 'not_found')
  if (!isSame(input.code, codes.get(platform) ?? '')) refuse(403, 'installer_code', { field: 'code' })
  const result = await context.write((w) => found(w, input))
  codes.delete(platform)
  await platform.school.reload()
  return result
}

/** Founds the school in a transaction; also used by the example world. Refuses with 404 when there is a school already. */
export async function found(w: Write, input: { name: string; state: string; head: { givenName: string; familyName: string } }): Promise<{ accountName: string; slipCode: string; headId: string }> {
  const founded = await w.trx.insertInto('school').values({ id: newId(w.at), name: input.name, state: input.state, founded_at: w.at }).onConflict((oc) => oc.column('is_only').doNothing()).returning('id').executeTakeFirst()
  // Somebody else was first with the same code.
  if (founded === undefined) refuse(404, 'not_found')
  const [headId] = await addPeople(w, [{ type: 'teacher', ...input.head, source: 'hand', sourceId: newId(w.at) }])
  const term = { personId: headId!, from: w.today, until: null, endedAt: null }
  const termId = newId(w.at)
  await w.trx.insertInto('office_term').values({ id: termId, person_id: headId!, office: 'head', from_on: w.today, until_on: null, named_by: null, named_at: w.at }).execute()
  await setFacts(w, { module: 'administration', id: termId }, termFacts(term, 'office', 'head'))
  await foundGroups(w, [{ kind: 'staff', label: 'Kollegium', purpose: 'Austausch im Kollegium', schoolYear: schoolYearOf(w.today).label }])
  await announce(w, schoolFounded, {})
  await publishModuleDocument(w, input.name)
  const [slip] = await makeSlips(w, [headId!], { validUntil: startOfDay(addDays(w.today, 15)), madeBy: null })
  const { account_name } = await w.trx.selectFrom('person').select('account_name').where('id', '=', headId!).executeTakeFirstOrThrow()
  w.schoolChanged = true
  writeJournal(w, { event: 'administration.school_founded', actorId: headId!, fields: { state: input.state } })
  return { accountName: account_name, slipCode: slip!.code, headId: headId! }
}

function isSame(given: string, right: string): boolean {
  const a = Buffer.from(given.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  const b = Buffer.from(right.replaceAll('-', ''))
  return b.length > 0 && a.length === b.length && timingSafeEqual(a, b)
}
