/** Access slips to print: for a class, a year, any persons (A4). The codes stand in the answer and nowhere else (R4.2). */
import { mayOf } from '#platform/access/decide.ts'
import { isBanned } from '#platform/access/subject.ts'
import { makeSlips, slipDeadline } from '#platform/identity/sign-in/slips.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { schoolCalendarAt, schoolYearAt } from '#platform/school/calendar.ts'
import { writePaper } from '#platform/pdf/write-paper.ts'
import { addDays, dateInBerlin, formatGermanDate } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import type { Slips } from '../contract/slips.ts'
import { parent_slip_days, people_at_once_max, slips_at_once_max } from '../limits.ts'
import manifest from '../manifest.ts'
import type { SlipsContent } from '../paper/slips-paper.ts'
import { pupilIdsOf } from '../store/groups.ts'
import { guardiansOf, idsOfType, slipRows, unusedSlipIds, withPlaces, withoutOffice, withoutOwnFamily } from '../store/slips.ts'
import { loadPerson } from '../subjects.ts'
import { texts } from '../texts.de.ts'
import { texts as slipTexts } from '../texts/slips.de.ts'

type Names = 'printSlips' | 'printGuardianSlips' | 'printGuardianSlipPapers' | 'printFamilySlips' | 'printFamilySlipPapers' | 'printPersonSlip' | 'printSlipPapers' | 'printChosenSlipPapers' | 'printChosenSlips' | 'countUnusedSlips'

export const slips: Pick<Actions<typeof contract>, Names> = {
  async printSlips(context, { id, all }) {
    return context.write((w) => printGroup(w, context, { id, all }))
  },

  async printSlipPapers(context, { id, all }) {
    return paperOf(context, await context.write((w) => printGroup(w, context, { id, all })))
  },

  async printGuardianSlips(context, { id, all }) {
    return context.write((w) => printGuardiansOfGroup(w, context, { id, all }))
  },

  async printGuardianSlipPapers(context, { id, all }) {
    return guardianPaperOf(context, await context.write((w) => printGuardiansOfGroup(w, context, { id, all })))
  },

  async printFamilySlips(context, { id, all }) {
    return context.write((w) => printGuardians(w, context, { pupilIds: [id], all, groupId: null, aboutId: id }))
  },

  async printFamilySlipPapers(context, { id, all }) {
    return guardianPaperOf(context, await context.write((w) => printGuardians(w, context, { pupilIds: [id], all, groupId: null, aboutId: id })))
  },

  async printPersonSlip(context, { id }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      // Asked again with the row held: who was appointed meanwhile is not to be taken over by a slip.
      await lockPersons(w, [id])
      const subject = await loadPerson(w.trx, id, context)
      if (!mayOf(actor, manifest, subject, context.at).includes('people.print_slip') || !subject?.states?.includes('here')) refuse(409, 'conflict')
      return print(w, context, { personIds: [id], all: true, groupId: null })
    })
  },

  async printChosenSlips(context, { whom }) {
    return printChosen(context, whom)
  },

  async printChosenSlipPapers(context, { whom }) {
    return paperOf(context, await printChosen(context, whom))
  },

  async countUnusedSlips({ database, at, today }) {
    return { unused: (await unusedSlipIds(database, { at, today })).length }
  },
}

type Whom = Parameters<(typeof slips)['printChosenSlips']>[1]['whom']

/** Whoever keeps the accounts takes over nobody with an office by a slip (R4.1): those are left out, asked with their rows held. */
async function printChosen(context: Context, whom: Whom): Promise<Slips & { withOffice: number }> {
  return context.write(async (w) => {
    const wanted = await idsOf(w, context, whom)
    if (wanted.length > slips_at_once_max) refuse(422, 'slips_too_many', { params: { count: wanted.length, count_max: slips_at_once_max } })
    await lockPersons(w, wanted)
    const allowed = await withoutOffice(w.trx, wanted, context.at)
    const all = whom.kind === 'people' || whom.kind === 'unused' || whom.all
    return { ...(await print(w, context, { personIds: allowed, all, groupId: null })), withOffice: wanted.length - allowed.length }
  })
}

async function idsOf(w: Write, { at, today }: Context, whom: Whom): Promise<string[]> {
  switch (whom.kind) {
    case 'groups': {
      const ids = new Set<string>()
      for (const groupId of whom.groupIds) for (const id of await pupilIdsOf(w.trx, groupId, { at, today })) ids.add(id)
      return [...ids]
    }
    case 'people':
      return [...new Set(whom.personIds)]
    case 'type':
      return idsOfType(w.trx, whom.type === 'staff' ? ['teacher', 'staff'] : [whom.type], { at, today })
    case 'unused':
      return unusedSlipIds(w.trx, { at, today })
  }
}

async function printGroup(w: Write, context: Context, { id, all }: { id: string; all: boolean }): Promise<Slips> {
  const pupils = await pupilIdsOf(w.trx, id, context)
  if (pupils.length > people_at_once_max) refuse(422, 'slips_too_many', { params: { count: pupils.length, count_max: people_at_once_max } })
  return print(w, context, { personIds: pupils, all, groupId: id })
}

async function printGuardiansOfGroup(w: Write, context: Context, { id, all }: { id: string; all: boolean }): Promise<Slips> {
  return printGuardians(w, context, { pupilIds: await pupilIdsOf(w.trx, id, context), all, groupId: id })
}

/** A slip for each parent with custody of these pupils, handed out through the class of the child. */
async function printGuardians(w: Write, context: Context, { pupilIds, ...wanted }: { pupilIds: readonly string[]; all: boolean; groupId: string | null; aboutId?: string }): Promise<Slips> {
  // T3: whom a contact ban hides is not there, and nobody comes near by the slip of the other parent.
  const seen = pupilIds.filter((id) => !isBanned(actorOf(context), id, context.today))
  const places = await guardiansOf(w.trx, seen, context, schoolYearAt(context.platform.school, context.today).label)
  if (places.size > people_at_once_max) refuse(422, 'slips_too_many', { params: { count: places.size, count_max: people_at_once_max } })
  return print(w, context, { ...wanted, personIds: [...places.keys()], places })
}

/** The slips as sheets to cut. Without any there is no paper: everybody has a password. */
async function paperOf(context: Context, made: Slips) {
  if (made.slips.length === 0) refuse(422, 'slips_nobody')
  return writeSlips(context, made, { name: 'zettel', title: texts.slips_paper })
}

async function guardianPaperOf(context: Context, made: Slips) {
  if (made.slips.length === 0) refuse(422, 'parent_slips_nobody')
  return writeSlips(context, made, { name: 'elternzettel', title: slipTexts.parent_slips })
}

async function writeSlips({ at }: Context, made: Slips, { name, title }: { name: string; title: string }) {
  const lastDayOf = (validUntil: string): string => formatGermanDate(addDays(dateInBerlin(new Date(validUntil)), -1), 'long')
  const content: SlipsContent = { slips: made, lastDays: made.slips.map(({ validUntil }) => lastDayOf(validUntil)) }
  return { fileName: `${name}-${dateInBerlin(at)}.pdf`, bytes: await writePaper(new URL('../paper/slips-paper.ts', import.meta.url), { title, at }, content) }
}

/** `places`: where each is handed out, for who has no class; `aboutId`: whom the journal names where it is no group. */
type Wanted = { personIds: readonly string[]; all: boolean; groupId: string | null; places?: ReadonlyMap<string, string | null>; aboutId?: string }

async function print(w: Write, context: Context, wanted: Wanted): Promise<Slips> {
  const { platform, today, at } = context
  // Nobody takes over the own child's account, nor that of its other parent, by a slip (B12): those are printed by somebody else.
  const personIds = await withoutOwnFamily(w.trx, wanted.personIds, actorOf(context))
  const known = await slipRows(w.trx, personIds, { at, today }, schoolYearAt(platform.school, today).label)
  const rows = wanted.places === undefined ? known : withPlaces(known, wanted.places)
  const chosen = wanted.all ? rows : rows.filter((row) => !row.has_password)
  const calendar = schoolCalendarAt(platform.school, platform.school.school?.state ?? 'NI', today)
  const usual = slipDeadline(today, platform.school.option('slip.days'), calendar)
  // A4: parents have longer.
  const forParents = slipDeadline(today, parent_slip_days, calendar)
  const codes = new Map<string, string>()
  for (const validUntil of [usual, forParents]) {
    const people = chosen.filter((row) => (row.type === 'parent') === (validUntil === forParents)).map((row) => row.id)
    for (const slip of await makeSlips(w, people, { validUntil, madeBy: w.actorId })) codes.set(slip.personId, slip.code)
  }
  if (codes.size > 0) {
    const subjectId = wanted.aboutId ?? (wanted.groupId === null && chosen.length === 1 ? chosen[0]!.id : undefined)
    writeJournal(w, {
      event: 'people.slips_printed',
      actorId: w.actorId,
      ...(subjectId !== undefined && { subjectId }),
      fields: { group: wanted.groupId, count: codes.size },
    })
  }
  const hasOthers = chosen.some((row) => row.type !== 'parent') || chosen.length === 0
  return {
    schoolName: platform.school.school?.name ?? '',
    signInUrl: new URL('/anmelden', platform.publicUrl).href,
    validUntil: (hasOthers ? usual : forParents).toISOString(),
    slips: chosen.map((row) => ({
      personId: row.id,
      type: row.type,
      givenName: row.given_name,
      familyName: row.family_name,
      place: row.place,
      accountName: row.account_name,
      code: codes.get(row.id)!,
      validUntil: (row.type === 'parent' ? forParents : usual).toISOString(),
    })),
    withPassword: rows.length - chosen.length,
  }
}
