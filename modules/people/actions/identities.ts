/** B12: taking back that a line of a file is somebody. What only the file said of them falls away; everything else of the account stays. */
import type { Actions } from '#platform/module/module.ts'
import { refuse } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { endGuardianships } from '#platform/identity/guardianship.ts'
import { changePeople, releaseIdentity as release } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { openTasks } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { cameBy } from '../rules.ts'
import { lockPeople } from '../store/imports.ts'
import { NO_HOLDER } from '../store/questions.ts'
import { saveStaffDetails } from '../store/roster.ts'
import { MANUAL_SOURCE } from './import/compare.ts'
import { majorityOf } from './people.ts'

export const identities: Pick<Actions<typeof contract>, 'releaseIdentity'> = {
  async releaseIdentity(context, { id, birthDate }) {
    return context.write(async (w) => {
      await lockPeople(w.trx, 'shared')
      await lockPersons(w, [id])
      const person = (await w.trx.selectFrom('person').select(['type', 'source', 'deleted_on']).where('id', '=', id).executeTakeFirst()) ?? refuse(404, 'not_found')
      if (person.deleted_on !== null) refuse(409, 'conflict')
      // Two who press at once: the second finds what was asked for.
      if (cameBy(person.source) !== 'program') return { custodyEnded: 0 }
      await release(w, id, MANUAL_SOURCE)
      if (person.type === 'teacher') await saveStaffDetails(w, [{ personId: id, shortCode: null, subjects: [] }])
      if (person.type === 'pupil') await changePeople(w, [{ id, majorityOn: birthDate === undefined ? null : majorityOf(birthDate, w.today) }])
      const [program] = person.source.split('/')
      const custodyEnded = person.type === 'parent' ? await endCustodyOf(w, id, program!) : 0
      writeJournal(w, { event: 'people.identity_released', actorId: w.actorId, subjectId: id, fields: { source: person.source, custodyEnded } })
      return { custodyEnded }
    })
  },
}

/**
 * Custody that came by this program ends before today, and a child whom nobody has custody of then is a task of the clerk. Records of the office stand above
 * the file and were never changed by it. A contact ban stays whatever its row says: nothing here opens what a court has shut. How many ended.
 */
async function endCustodyOf(w: Write, guardianId: string, program: string): Promise<number> {
  const ended = await w.trx.selectFrom('guardianship').select(['id', 'ward_id']).where('guardian_id', '=', guardianId).where('contact_ban', '=', false).where('source', '=', program)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', w.today)])).execute()
  if (ended.length === 0) return 0
  await lockPersons(w, ended.map((one) => one.ward_id))
  await endGuardianships(w, ended.map((one) => one.id), addDays(w.today, -1))
  const wardIds = [...new Set(ended.map((one) => one.ward_id))]
  const held = await w.trx.selectFrom('guardianship').select('ward_id').where('ward_id', 'in', wardIds).where('has_custody', '=', true).where('from_on', '<=', w.today)
    .where((eb) => eb.or([eb('until_on', 'is', null), eb('until_on', '>=', w.today)])).execute()
  const without = wardIds.filter((wardId) => !held.some((one) => one.ward_id === wardId))
  await openTasks(w, without.map((wardId) => ({ kind: NO_HOLDER, key: wardId, for: { office: 'task:consent_register' }, aboutPersonId: wardId, params: {}, dueOn: null })))
  return ended.length
}
