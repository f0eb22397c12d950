/** Access slips to print: for a class, or for one person. The codes stand in the answer and nowhere else (R4.2). */
import { mayOf } from '#platform/access/decide.ts'
import { makeSlips, slipDeadline } from '#platform/identity/sign-in/slips.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import type { FederalState } from '#platform/time/holidays.ts'
import { schoolHolidayPreset } from '#platform/time/schoolholidays.ts'
import { writePaper } from '#platform/pdf/write-paper.ts'
import { addDays, dateInBerlin, formatGermanDate } from '#platform/time/calendar.ts'
import { schoolYearAfter, schoolYearOf } from '#platform/time/schoolyear.ts'
import type { SchoolCalendar } from '#platform/time/schoolyear.ts'
import type { contract, Slips } from '../contract.ts'
import { people_at_once_max } from '../limits.ts'
import manifest from '../manifest.ts'
import type { SlipsContent } from '../paper/slips-paper.ts'
import { pupilIdsOf } from '../store/groups.ts'
import { slipRows } from '../store/people.ts'
import { loadPerson } from '../subjects.ts'
import { texts } from '../texts.de.ts'

type Names = 'printSlips' | 'printPersonSlip' | 'printSlipPapers' | 'printListedSlips'

export const slips: Pick<Actions<typeof contract>, Names> = {
  async printSlips(context, { id, all }) {
    return context.write((w) => printGroup(w, context, { id, all }))
  },

  async printSlipPapers(context, { id, all }) {
    return paperOf(context, await context.write((w) => printGroup(w, context, { id, all })))
  },

  async printListedSlips(context, { personIds }) {
    const actor = actorOf(context)
    const made = await context.write(async (w) => {
      const ids = [...new Set(personIds)]
      await lockPersons(w, ids)
      // Asked for each of them, as for one person: a list opens nothing that a single slip would not.
      for (const id of ids) {
        const subject = await loadPerson(w.trx, id, context)
        if (subject === null || !mayOf(actor, manifest, subject, context.at).includes('people.print_slip') || !subject.states?.includes('here')) refuse(422, 'slips_not_for_all', { field: 'personIds' })
      }
      return print(w, context, { personIds: ids, all: true, groupId: null })
    })
    return paperOf(context, made)
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
}

async function printGroup(w: Write, context: Context, { id, all }: { id: string; all: boolean }): Promise<Slips> {
  const pupils = await pupilIdsOf(w.trx, id, context)
  if (pupils.length > people_at_once_max) refuse(422, 'slips_too_many', { params: { count: pupils.length, count_max: people_at_once_max } })
  return print(w, context, { personIds: pupils, all, groupId: id })
}

/** The slips as sheets to cut. Without any there is no paper: everybody has a password. */
async function paperOf({ at }: Context, made: Slips) {
  if (made.slips.length === 0) refuse(422, 'slips_nobody')
  const content: SlipsContent = { slips: made, lastDay: formatGermanDate(addDays(dateInBerlin(new Date(made.validUntil)), -1), 'long') }
  return { fileName: `zettel-${dateInBerlin(at)}.pdf`, bytes: await writePaper(new URL('../paper/slips-paper.ts', import.meta.url), { title: texts.slips_paper, at }, content) }
}

async function print(w: Write, context: Context, wanted: { personIds: readonly string[]; all: boolean; groupId: string | null }): Promise<Slips> {
  const { platform, today, at } = context
  const rows = await slipRows(w.trx, wanted.personIds, { at, today }, schoolYearOf(today).label)
  const chosen = wanted.all ? rows : rows.filter((row) => !row.has_password)
  const validUntil = slipDeadline(today, platform.school.option('slip.days'), calendarOf(platform.school.school?.state ?? null, today))
  const made =
    chosen.length === 0
      ? []
      : await makeSlips(
          w,
          chosen.map((row) => row.id),
          { validUntil, madeBy: w.actorId },
        )
  const codes = new Map(made.map((slip) => [slip.personId, slip.code]))
  if (made.length > 0) {
    writeJournal(w, {
      event: 'people.slips_printed',
      actorId: w.actorId,
      ...(wanted.groupId === null && wanted.personIds.length === 1 && { subjectId: wanted.personIds[0]! }),
      fields: { group: wanted.groupId, count: made.length },
    })
  }
  return {
    schoolName: platform.school.school?.name ?? '',
    signInUrl: new URL('/anmelden', platform.publicUrl).href,
    validUntil: validUntil.toISOString(),
    slips: chosen.map((row) => ({
      personId: row.id,
      type: row.type,
      givenName: row.given_name,
      familyName: row.family_name,
      place: row.place,
      accountName: row.account_name,
      code: codes.get(row.id)!,
    })),
    withPassword: rows.length - chosen.length,
  }
}

/** The school's holidays by its Land, this school year's and the next one's: a slip printed in July counts from the first day in August or September. */
function calendarOf(state: string | null, today: string): SchoolCalendar {
  const land = (state ?? 'NI') as FederalState
  const year = schoolYearOf(today)
  return { state: land, closed: [year, schoolYearAfter(year)].flatMap(({ label }) => schoolHolidayPreset(land, label) ?? []) }
}
