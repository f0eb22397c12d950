/**
 * The first run: a school, its head, and the first decisions. The code is shown once in the terminal of whoever installs; it is void as soon as a school
 * exists. Of two who send it at once one founds the school, the other is told so.
 * The platform's documents are published in the same breath, so that nobody meets a module without its document (R9a.5).
 */
import { randomInt, timingSafeEqual } from 'node:crypto'
import { setFacts } from '#platform/access/facts.ts'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { addPeople } from '#platform/identity/people.ts'
import { makeSlips } from '#platform/identity/sign-in/slips.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { publishModuleDocument } from '#platform/privacy/publish.ts'
import type { Write } from '#platform/module/write.ts'
import { recordDecision } from '#platform/school/actions.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { committedOptions } from '#platform/school/memory.ts'
import { options } from '#platform/school/options.ts'
import type { OptionKey } from '#platform/school/options.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import { termFacts } from './rules.ts'
import { presetsOf, presetsOfState } from './rules/presets.ts'
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
  if (platform.school.school !== null) refuse(409, 'school_founded')
  if (!isSame(input.code, codes.get(platform) ?? '')) refuse(403, 'installer_code', { field: 'code' })
  const result = await context.write((w) => found(w, input))
  codes.delete(platform)
  await platform.school.reload()
  return result
}

export type Founding = Omit<Parameters<typeof foundSchool>[1], 'code' | 'state'> & { state: string }

/** Founds the school in a transaction; also used by the example world. Refuses with 409 when there is a school already. */
export async function found(w: Write, input: Founding): Promise<{ accountName: string; slipCode: string; headId: string }> {
  const founded = await w.trx.insertInto('school').values({ id: newId(w.at), name: input.name, state: input.state, founded_at: w.at }).onConflict((oc) => oc.column('is_only').doNothing()).returning('id').executeTakeFirst()
  // Somebody else was first with the same code.
  if (founded === undefined) refuse(409, 'school_founded')
  const [headId] = await addPeople(w, [{ type: 'teacher', ...input.head, source: 'hand', sourceId: newId(w.at) }])
  await nameFirst(w, { office: 'head', personId: headId!, namedBy: null, reference: null })
  const { deputyId, officerId } = await nameOthers(w, headId!, input)
  await announce(w, schoolFounded, {})
  for (const [option, value] of firstDecisions(input)) await recordDecision(w, option, value, { decidedBy: headId!, inRepresentation: false })
  // After the decisions: its label is that of the school's own year.
  await openStaffRoom(w, { responsible: [headId!, ...deputyId], members: input.officer?.type === 'other' ? [] : officerId })
  await publishModuleDocument(w, input.name)
  const [slip] = await makeSlips(w, [headId!], { validUntil: startOfDay(addDays(w.today, 15)), madeBy: null })
  const { account_name } = await w.trx.selectFrom('person').select('account_name').where('id', '=', headId!).executeTakeFirstOrThrow()
  w.schoolChanged = true
  writeJournal(w, { event: 'administration.school_founded', actorId: headId!, fields: { state: input.state } })
  return { accountName: account_name, slipCode: slip!.code, headId: headId! }
}

/** What the first run decides, as options: only those that were answered, and the presets of type and Land (A6). */
function firstDecisions(input: Founding): [OptionKey, unknown][] {
  const { type, state, isSmall, schoolYear, adminSystemHint, authorityContact, holders } = input
  const answered: Record<string, unknown> = {
    // As the page of the first run asks for the type, an answer means that the presets were wanted; the example world decides for itself.
    ...(type !== undefined && { 'school.type': type, ...presetsOf(type), ...presetsOfState(state) }),
    ...(isSmall !== undefined && { 'school.is_small': isSmall }),
    ...(schoolYear !== undefined && { 'schoolyear.own': { [schoolYear.label]: { start: schoolYear.start, end: schoolYear.end } }, 'schoolyear.closed': { [schoolYear.label]: schoolYear.closed } }),
    ...(adminSystemHint !== undefined && adminSystemHint !== '' && { 'admin_system.hint': adminSystemHint }),
    ...(authorityContact !== undefined && authorityContact !== '' && { authority_contact: authorityContact }),
    ...(holders !== undefined && { 'consent.holders': holders }),
  }
  return Object.entries(answered).flatMap(([option, value]): [OptionKey, unknown][] => {
    // A preset may name an option of a room that is not there yet.
    if (!Object.hasOwn(options, option)) return []
    const parsed = options[option as OptionKey].schema.safeParse(value)
    if (!parsed.success) refuse(422, 'first_decision', { field: option })
    return [[option as OptionKey, parsed.data]]
  })
}

/** Ids of those who were named, none or one each. */
async function nameOthers(w: Write, headId: string, { deputy, officer }: Founding): Promise<{ deputyId: string[]; officerId: string[] }> {
  const named: { deputyId: string[]; officerId: string[] } = { deputyId: [], officerId: [] }
  if (deputy !== undefined) {
    named.deputyId = await addPeople(w, [{ type: 'teacher', ...deputy, source: 'hand', sourceId: newId(w.at) }])
    await nameFirst(w, { office: 'deputy', personId: named.deputyId[0]!, namedBy: headId, reference: null })
  }
  if (officer !== undefined) {
    const { reference, ...person } = officer
    if (person.type === 'other' && reference === null) refuse(422, 'reference_missing', { field: 'officer.reference', clause: '4' })
    named.officerId = await addPeople(w, [{ ...person, source: 'hand', sourceId: newId(w.at) }])
    await nameFirst(w, { office: 'officer', personId: named.officerId[0]!, namedBy: headId, reference })
  }
  return named
}

/** The school's staff room with whoever is there already; from now on people come in by themselves (modules/people). The leadership answers for it, or nobody could write (R9a.2). */
async function openStaffRoom(w: Write, { responsible, members }: { responsible: readonly string[]; members: readonly string[] }): Promise<void> {
  const [groupId] = await foundGroups(w, [{ kind: 'staff', label: 'Kollegium', purpose: 'Austausch im Kollegium', schoolYear: schoolYearAt(await committedOptions(w.trx), w.today).label }])
  await addMembers(w, [
    ...responsible.map((personId) => ({ groupId: groupId!, personId, role: 'responsible' as const })),
    ...members.map((personId) => ({ groupId: groupId!, personId, role: 'member' as const })),
  ])
}

async function nameFirst(w: Write, { office, personId, namedBy, reference }: { office: 'head' | 'deputy' | 'officer'; personId: string; namedBy: string | null; reference: string | null }): Promise<void> {
  const id = newId(w.at)
  await w.trx.insertInto('office_term').values({ id, person_id: personId, office, from_on: w.today, until_on: null, named_by: namedBy, named_at: w.at, reference }).execute()
  await setFacts(w, { module: 'administration', id }, termFacts({ personId, from: w.today, until: null, endedAt: null }, 'office', office))
}

function isSame(given: string, right: string): boolean {
  const a = Buffer.from(given.toUpperCase().replace(/[^A-Z0-9]/g, ''))
  const b = Buffer.from(right.replaceAll('-', ''))
  return b.length > 0 && a.length === b.length && timingSafeEqual(a, b)
}
