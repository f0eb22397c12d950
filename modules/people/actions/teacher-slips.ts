/** A teacher helps with a forgotten password: a code for minutes, shown once; the pupil sees who and when (A5, R4.2). */
import { mayOf } from '#platform/access/decide.ts'
import { isOwnFamily } from '#platform/access/subject.ts'
import { limits as identity } from '#platform/identity/limits.ts'
import { makeSlips } from '#platform/identity/sign-in/slips.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { contract } from '../contract.ts'
import { people_at_once_max } from '../limits.ts'
import manifest from '../manifest.ts'
import { pupilIdsOf } from '../store/groups.ts'
import { slipRows } from '../store/slips.ts'
import { loadPeople, loadPerson } from '../subjects.ts'

type Names = 'makeTeacherSlip' | 'printTeacherSlips'

export const teacherSlips: Pick<Actions<typeof contract>, Names> = {
  /** Whoever may not come in gets none, and the words are the same for every reason; a class lead sees "Zugang noch zu" elsewhere. */
  async makeTeacherSlip(context, { id }) {
    const { platform, at, today } = context
    const actor = actorOf(context)
    const validUntil = new Date(at.getTime() + identity.teacher_slip_minutes * 60_000)
    return context.write(async (w) => {
      await lockPersons(w, [id])
      const subject = await loadPerson(w.trx, id, { at, today }, platform.school.option)
      if (!mayOf(actor, manifest, subject, at).includes('people.make_teacher_slip') || !subject?.states?.includes('admitted')) refuse(409, 'teacher_slip_refused')
      const [row] = await slipRows(w.trx, [id], { at, today }, schoolYearAt(platform.school, today).label)
      const [slip] = await makeSlips(w, [id], { validUntil, madeBy: w.actorId, kind: 'teacher' })
      writeJournal(w, { event: 'people.teacher_slip_made', actorId: w.actorId, subjectId: id, fields: {} })
      return { givenName: row!.given_name, accountName: row!.account_name, code: slip!.code, signInUrl: new URL('/anmelden', platform.publicUrl).href, validUntil: validUntil.toISOString() }
    })
  },

  /** For all pupils of the group who can come in, or the chosen ones of them; others are left out without a word. */
  async printTeacherSlips(context, { id, personIds }) {
    const { platform, at, today } = context
    const actor = actorOf(context)
    const validUntil = new Date(at.getTime() + identity.teacher_class_slip_minutes * 60_000)
    return context.write(async (w) => {
      const pupils = (await pupilIdsOf(w.trx, id, { at, today })).filter((pupil) => (personIds === undefined || personIds.includes(pupil)) && !isOwnFamily(actor, pupil))
      if (pupils.length > people_at_once_max) refuse(422, 'slips_too_many', { params: { count: pupils.length, count_max: people_at_once_max } })
      await lockPersons(w, pupils)
      const subjects = await loadPeople(w.trx, pupils, { at, today }, platform.school.option)
      const allowed = pupils.filter((pupil) => {
        const subject = subjects.get(pupil)
        return subject?.states?.includes('admitted') && mayOf(actor, manifest, subject, at).includes('people.make_teacher_slip')
      })
      const made = new Map((await makeSlips(w, allowed, { validUntil, madeBy: w.actorId, kind: 'teacher' })).map((slip) => [slip.personId, slip.code]))
      if (made.size > 0) writeJournal(w, { event: 'people.teacher_slips_printed', actorId: w.actorId, fields: { group: id, count: made.size } })
      const rows = await slipRows(w.trx, allowed, { at, today }, schoolYearAt(platform.school, today).label)
      return {
        schoolName: platform.school.school?.name ?? '',
        signInUrl: new URL('/anmelden', platform.publicUrl).href,
        validUntil: validUntil.toISOString(),
        slips: rows.map((row) => ({
          personId: row.id, type: row.type, givenName: row.given_name, familyName: row.family_name, place: row.place, accountName: row.account_name,
          code: made.get(row.id)!, validUntil: validUntil.toISOString(),
        })),
        withPassword: 0,
      }
    })
  },
}
