/** R12.2: after a withdrawal it is clarified whether the account is deleted or only the platform stays closed. Deleting itself is the business of `deletion`. */
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { closeTask } from '#platform/tasks/tasks.ts'
import { clarified } from '../events.ts'
import type { familyContract } from './contract.ts'
import { CLARIFY } from './notices.ts'
import { isClarifying } from './store.ts'

type FamilyActions = Actions<typeof familyContract>

export const saveWish: FamilyActions['saveWish'] = async (context, { pupilId, wish }) => {
  const { personId } = actorOf(context)
  await context.write(async (w) => {
    if (!(await isClarifying(w.trx, pupilId))) refuse(409, 'nothing_to_clarify')
    await w.trx.insertInto('clarification_wish').values({ id: newId(w.at), pupil_id: pupilId, wished_by: personId, wish, at: w.at }).execute()
  })
  return {}
}

export const decideClarification: FamilyActions['decideClarification'] = async (context, { pupilId, outcome }) => {
  await context.write(async (w) => {
    if (!(await closeTask(w, CLARIFY, pupilId, outcome))) refuse(409, 'nothing_to_clarify')
    await w.trx.insertInto('clarification_outcome').values({ id: newId(w.at), pupil_id: pupilId, outcome, decided_by: w.actorId, at: w.at }).execute()
    await announce(w, clarified, { pupilId, outcome })
    writeJournal(w, { event: 'consent.clarified', actorId: w.actorId, subjectId: pupilId, fields: { outcome } })
  })
  return {}
}
