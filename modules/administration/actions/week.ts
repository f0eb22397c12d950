/** Taking the suggestions of "Diese Woche" (A20) for what this room and the school's options ask; the week itself is in the room home. */
import { officesOf } from '#platform/access/actor.ts'
import { mayOf } from '#platform/access/decide.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { acknowledgeRepresented } from '#platform/school/actions.ts'
import schoolManifest from '#platform/school/manifest.ts'
import { informHead } from '#platform/school/representation.ts'
import { allOpenTasksOf } from '#platform/tasks/tasks.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import manifest from '../manifest.ts'
import { YEARLY } from '../reminders.ts'
import { isTermCurrent } from '../rules.ts'
import { findAppointments } from '../store.ts'
import { review } from './appointments.ts'

export const week: Pick<Actions<typeof contract>, 'acceptSuggestions'> = {
  async acceptSuggestions(context, { taskIds }) {
    const actor = actorOf(context)
    // Taken is only what the person may do by hand, too.
    const mayReview = mayOf(actor, manifest, null, context.at).includes('administration.appoint')
    const mayRead = mayOf(actor, schoolManifest, null, context.at).includes('school.read_represented')
    return context.write(async (w) => {
      let done = 0
      const asked = new Set(taskIds)
      const waiting = mayReview ? (await allOpenTasksOf(w.trx, actor.personId, [...officesOf(actor, w.at)], limits.week_tasks_max)).filter((task) => task.kind === YEARLY && asked.has(task.id)) : []
      const known = new Map(waiting.length === 0 ? [] : (await findAppointments(w.trx)).map((one) => [one.id, one]))
      for (const task of waiting) {
        const one = known.get(String(task.params['id']))
        if (one === undefined || !isTermCurrent(one, w.today)) continue
        await review(w, actor.personId, one.id, await informHead(w, actor, 'reviewed', one.id, one.personId))
        done++
      }
      if (mayRead) done += await acknowledgeRepresented(w, taskIds)
      return { done }
    })
  },
}
