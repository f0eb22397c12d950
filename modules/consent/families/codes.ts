/** Codes on a child's letter, for parents who are in no file (section 3.1). The code exists on the paper only; here is its keyed hash. */
import { sql } from 'kysely'
import { isBanned, isOwnFamily } from '#platform/access/subject.ts'
import type { Database } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { newCode, readCode } from '#platform/identity/sign-in/codes.ts'
import { slipDeadline } from '#platform/identity/sign-in/slips.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { chooseTexts } from '#platform/module/texts.ts'
import type { Write } from '#platform/module/write.ts'
import { writePaper } from '#platform/pdf/write-paper.ts'
import { schoolCalendarAt, schoolYearAt } from '#platform/school/calendar.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import { limits } from '../limits.ts'
import { custodyHolders } from '../rules/custody.ts'
import { loadCases, pupilsOfClasses } from '../store.ts'
import type { CodeLetters, familyContract } from './contract.ts'
import type { LettersContent } from './letters-paper.ts'
import { placesOf } from './store.ts'
import { familyTexts } from './texts.de.ts'

const LAYOUT = new URL('./letters-paper.ts', import.meta.url)

type FamilyActions = Actions<typeof familyContract>

export const makeFamilyCodes: FamilyActions['makeFamilyCodes'] = (context, input) => context.write((w) => lettersOfChild(w, context, input))

export const makeClassFamilyCodes: FamilyActions['makeClassFamilyCodes'] = (context) => context.write((w) => lettersOfClass(w, context))

export const printFamilyCodes: FamilyActions['printFamilyCodes'] = async (context, input) => paperOf(context, await context.write((w) => lettersOfChild(w, context, input)))

export const printClassFamilyCodes: FamilyActions['printClassFamilyCodes'] = async (context) => paperOf(context, await context.write((w) => lettersOfClass(w, context)))

/** New codes for these children, so many each; codes made before and not used end. By child, in the order given. */
async function addFamilyCodes(w: Write, { pupilIds, count, groupId }: Wanted, validUntil: Date): Promise<Map<string, string[]>> {
  await lockPersons(w, pupilIds)
  await sql`
    INSERT INTO family_code_end (code_id, reason, at)
    SELECT c.id, 'replaced', ${w.at} FROM family_code c WHERE c.pupil_id = ANY(${[...pupilIds]}::uuid[]) AND NOT EXISTS (SELECT FROM family_code_end e WHERE e.code_id = c.id)`.execute(w.trx)
  const made = pupilIds.map((pupilId) => [pupilId, Array.from({ length: count }, newCode)] as const)
  const rows = made.flatMap(([pupilId, codes]) => codes.map((code) => ({ id: newId(w.at), pupil_id: pupilId, code_hash: hashOf(w.platform.keys, code)!, made_by: w.actorId, made_at: w.at, valid_until: validUntil })))
  if (rows.length > 0) {
    await w.trx.insertInto('family_code').values(rows).execute()
    writeJournal(w, { event: 'consent.family_codes_made', actorId: w.actorId, ...(pupilIds.length === 1 && { subjectId: pupilIds[0]! }), fields: { count: rows.length, group: groupId } })
  }
  return new Map(made)
}

export type OpenCode = { codeId: string; pupilId: string; givenName: string }

/** The open code as typed, and the child it belongs to; null for everything else, all alike: unknown, used, replaced, expired, of age, gone. */
export async function findOpenCode(platform: Pick<Context['platform'], 'keys'> & { database: Database }, typed: string, moment: { at: Date; today: string }): Promise<OpenCode | null> {
  const hash = hashOf(platform.keys, typed)
  const { rows } = await sql<{ id: string; pupil_id: string; given_name: string }>`
    SELECT c.id, c.pupil_id, p.given_name FROM family_code c JOIN person p ON p.id = c.pupil_id
     WHERE c.code_hash = ${hash ?? Buffer.alloc(32)} AND c.valid_until > ${moment.at} AND NOT EXISTS (SELECT FROM family_code_end e WHERE e.code_id = c.id)
       AND (p.exit_on IS NULL OR p.exit_on >= ${moment.today}) AND (p.majority_on IS NULL OR p.majority_on > ${moment.today})`.execute(platform.database)
  const row = rows[0]
  return row === undefined ? null : { codeId: row.id, pupilId: row.pupil_id, givenName: row.given_name }
}

/** Uses a code up; false when somebody else was first. */
export async function endUsedCode(w: Write, codeId: string): Promise<boolean> {
  const row = await w.trx.insertInto('family_code_end').values({ code_id: codeId, reason: 'used', at: w.at }).onConflict((conflict) => conflict.column('code_id').doNothing()).returning('code_id').executeTakeFirst()
  return row !== undefined
}

function lettersOfChild(w: Write, context: Context, { pupilId, count }: { pupilId: string; count: number }): Promise<CodeLetters> {
  return letters(w, context, { pupilIds: [pupilId], count, groupId: null })
}

/** Two for each child about whose parents nobody is on record. The own child, and one that a contact ban hides, is left to somebody else (B12, T3). */
async function lettersOfClass(w: Write, context: Context): Promise<CodeLetters> {
  const { today } = context
  const actor = actorOf(context)
  const groupId = context.subject!.id
  const pupils = (await pupilsOfClasses(w.trx, [groupId], today)).filter(({ id }) => !isOwnFamily(actor, id) && !isBanned(actor, id, today))
  const cases = await loadCases(w.trx, pupils.map((pupil) => pupil.id))
  const without = pupils.filter(({ id }) => custodyHolders(cases.get(id)!.holders, today).length === 0 && !isOfAge(cases.get(id)!.majorityDate, today))
  if (without.length > limits.family_letters_at_once_max) refuse(422, 'codes_too_many', { params: { count_max: limits.family_letters_at_once_max } })
  return letters(w, context, { pupilIds: without.map((pupil) => pupil.id), count: 2, groupId })
}

type Wanted = { pupilIds: readonly string[]; count: number; groupId: string | null }

/** Letters in the order of classes and then of names, as they are handed out. */
async function letters(w: Write, context: Context, wanted: Wanted): Promise<CodeLetters> {
  const { platform, today } = context
  const { pupilIds } = wanted
  const validUntil = slipDeadline(today, limits.family_code_days, schoolCalendarAt(platform.school, platform.school.school?.state ?? 'NI', today))
  const made = await addFamilyCodes(w, wanted, validUntil)
  const rows = pupilIds.length === 0 ? [] : await w.trx.selectFrom('person').select(['id', 'given_name', 'family_name']).where('id', 'in', [...pupilIds])
    .orderBy(sql`family_name COLLATE "de-x-icu"`).orderBy(sql`given_name COLLATE "de-x-icu"`).orderBy('id').execute()
  const places = await placesOf(w.trx, pupilIds, { today, schoolYear: schoolYearAt(platform.school, today).label })
  return {
    schoolName: platform.school.school?.name ?? '', familyUrl: new URL('/familie/code', platform.publicUrl).href, validUntil: validUntil.toISOString(),
    letters: rows.map((row) => ({ pupilId: row.id, givenName: row.given_name, familyName: row.family_name, place: places.get(row.id) ?? null, codes: made.get(row.id)! }))
      .sort((a, b) => (a.place ?? '').localeCompare(b.place ?? '', 'de')),
  }
}

/** The letters as sheets to cut. Stored nowhere, like the codes on them. */
async function paperOf({ at }: Context, made: CodeLetters) {
  if (made.letters.length === 0) refuse(422, 'codes_nobody')
  const content: LettersContent = { made, lastDay: addDays(dateInBerlin(new Date(made.validUntil)), -1) }
  return { fileName: `elterncodes-${dateInBerlin(at)}.pdf`, bytes: await writePaper(LAYOUT, { title: chooseTexts(familyTexts, 'sie').codes, at }, content) }
}

function hashOf(keys: Context['platform']['keys'], typed: string): Buffer | null {
  const signs = readCode(typed)
  return signs === null ? null : keys.hmac('family code', signs)
}

function isOfAge(majorityDate: string | null, today: string): boolean {
  return majorityDate !== null && majorityDate <= today
}
