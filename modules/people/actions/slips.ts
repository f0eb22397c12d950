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
import { schoolYearAfter, schoolYearOf } from '#platform/time/schoolyear.ts'
import type { SchoolCalendar } from '#platform/time/schoolyear.ts'
import type { contract, Slips } from '../contract.ts'
import { parent_slip_days, people_at_once_max } from '../limits.ts'
import manifest from '../manifest.ts'
import { pupilIdsOf } from '../store/groups.ts'
import { guardianIdsOf, slipRows } from '../store/people.ts'
import { loadPerson } from '../subjects.ts'

type Names = 'printSlips' | 'printGuardianSlips' | 'printPersonSlip'

export const slips: Pick<Actions<typeof contract>, Names> = {
  async printSlips(context, { id, all }) {
    const { at, today } = context
    return context.write(async (w) => {
      const pupils = await pupilIdsOf(w.trx, id, { at, today })
      if (pupils.length > people_at_once_max) refuse(422, 'slips_too_many', { params: { count: pupils.length, count_max: people_at_once_max } })
      return print(w, context, { personIds: pupils, all, groupId: id })
    })
  },

  async printGuardianSlips(context, { id, all }) {
    const { at, today } = context
    return context.write(async (w) => {
      const guardians = await guardianIdsOf(w.trx, await pupilIdsOf(w.trx, id, { at, today }), today)
      if (guardians.length > people_at_once_max) refuse(422, 'slips_too_many', { params: { count: guardians.length, count_max: people_at_once_max } })
      return print(w, context, { personIds: guardians, all, groupId: id, days: parent_slip_days })
    })
  },

  async printPersonSlip(context, { id }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      // Asked again with the row held: who was appointed meanwhile is not to be taken over by a slip.
      await lockPersons(w, [id])
      const subject = await loadPerson(w.trx, id, context)
      if (!mayOf(actor, manifest, subject, context.at).includes('people.print_slip') || !subject?.states?.includes('here')) refuse(409, 'conflict')
      const { type } = await w.trx.selectFrom('person').select('type').where('id', '=', id).executeTakeFirstOrThrow()
      return print(w, context, { personIds: [id], all: true, groupId: null, ...(type === 'parent' && { days: parent_slip_days }) })
    })
  },
}

async function print(w: Write, context: Context, wanted: { personIds: readonly string[]; all: boolean; groupId: string | null; days?: number }): Promise<Slips> {
  const { platform, today, at } = context
  const rows = await slipRows(w.trx, wanted.personIds, { at, today }, schoolYearOf(today).label)
  const chosen = wanted.all ? rows : rows.filter((row) => !row.has_password)
  const validUntil = slipDeadline(today, wanted.days ?? platform.school.option('slip.days'), calendarOf(platform.school.school?.state ?? null, today))
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
      ...(wanted.groupId === null && { subjectId: wanted.personIds[0]! }),
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
