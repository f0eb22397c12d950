/** The list of those affected. Whom a contact ban hides from somebody is not found, not named and not taken off by them. */
import { bannedIds, isOwnFamily } from '#platform/access/subject.ts'
import { nameWords } from '#platform/identity/name-key.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { addToList, existing, findGroups, findPeople, membersOf, takeOff } from '../store/affected.ts'
import { readAffected } from '../store/records.ts'
import { addTo } from './leading.ts'

type Names = 'findIncidentPeople' | 'addAffected' | 'removeAffected'

export const affected: Pick<Actions<typeof contract>, Names> = {
  async findIncidentPeople(context, { q }) {
    const { database, platform, today } = context
    const schoolYear = schoolYearAt(platform.school, today).label
    const people = await findPeople(database, nameWords(q, limits.search_words_max), { hidden: [...bannedIds(actorOf(context), today)], schoolYear, max: limits.found_max + 1 })
    const groups = await findGroups(database, q.split(/\s+/), { schoolYear, today, max: limits.found_max + 1 })
    return { people: people.slice(0, limits.found_max), groups: groups.slice(0, limits.found_max), isMore: Math.max(people.length, groups.length) > limits.found_max }
  },

  async addAffected(context, { caseId, personIds, groupId }) {
    const hidden = bannedIds(actorOf(context), context.today)
    let added = 0
    await addTo(context, caseId, { event: 'incident.affected_changed' }, null, async (w, held) => {
      const chosen = groupId === null ? await existing(w, personIds.filter((one) => !hidden.has(one))) : await membersOf(w.trx, groupId, w.today)
      if (chosen === null || chosen.length === 0) refuse(422, 'incident_nobody_found')
      if (held.affectedCount + chosen.length > limits.affected_max) refuse(409, 'incident_full')
      added = await addToList(w, caseId, chosen)
    })
    return { added }
  },

  async removeAffected(context, { caseId, affectedId }) {
    const hidden = bannedIds(actorOf(context), context.today)
    await addTo(context, caseId, { event: 'incident.affected_changed' }, null, async (w) => {
      const entry = (await readAffected(w.trx, caseId)).find(({ id }) => id === affectedId)
      if (entry === undefined || hidden.has(entry.personId)) refuse(404, 'not_found')
      // B12: that the own child is affected is taken back by somebody else. Adding it takes nothing away.
      if (isOwnFamily(actorOf(context), entry.personId)) refuse(403, 'own_family')
      await takeOff(w, caseId, affectedId)
    })
    return {}
  },
}
