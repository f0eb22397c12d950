/** "Diese Woche" of the administration (A20): what waits, bundled, with a suggestion; and taking the suggestions. */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { mayOf } from '#platform/access/decide.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { namesOf } from '#platform/identity/people.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { acknowledgeRepresented } from '#platform/school/actions.ts'
import schoolManifest from '#platform/school/manifest.ts'
import { schoolCalendarAt } from '#platform/school/calendar.ts'
import { informHead } from '#platform/school/representation.ts'
import { openTasksOf } from '#platform/tasks/tasks.ts'
import type { Cursor, OpenTask } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import manifest from '../manifest.ts'
import { isTermCurrent } from '../rules.ts'
import { holidaysSince, weekOf } from '../rules/week.ts'
import { findAppointments } from '../store.ts'
import { YEARLY } from '../reminders.ts'
import { review } from './appointments.ts'

export const week: Pick<Actions<typeof contract>, 'readWeek' | 'acceptSuggestions'> = {
  async readWeek(context) {
    const { database, at, today } = context
    const tasks = await allTasksOf(database, actorOf(context), at)
    const since = holidays(context)
    const { items, left } = weekOf(tasks.map((task) => ({ ...task, createdOn: dateInBerlin(task.createdAt) })), today, since)
    const about = new Map(tasks.map((task) => [task.id, task.office === null ? null : task.aboutPersonId]))
    const names = await namesOf(database, [...about.values()].filter((id) => id !== null))
    return {
      items: items.map(({ ids, ...item }) => ({ ...item, suggestion: mayAccept(context, item.suggestion) ? item.suggestion : null, names: [...new Set(ids.flatMap((id) => names.get(about.get(id) ?? '')?.displayName ?? []))].slice(0, NAMES_SHOWN_MAX) })),
      left, minutes: items.reduce((sum, item) => sum + item.minutes, 0), isHoliday: since !== null,
    }
  },

  async acceptSuggestions(context, { kinds }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      let done = 0
      if (kinds.includes(YEARLY) && mayAccept(context, 'keep')) {
        const waiting = (await allTasksOf(w.trx, actor, w.at)).filter((task) => task.kind === YEARLY)
        const known = new Map((await findAppointments(w.trx)).map((one) => [one.id, one]))
        for (const task of waiting) {
          const one = known.get(String(task.params['id']))
          if (one === undefined || !isTermCurrent(one, w.today)) continue
          await review(w, actor.personId, one.id, await informHead(w, actor, 'reviewed', one.id, one.personId))
          done++
        }
      }
      if (kinds.includes('school.represented') && mayAccept(context, 'read')) done += await acknowledgeRepresented(w, null)
      return { done }
    })
  },
}

const NAMES_SHOWN_MAX = 4

/** A suggestion is offered only to whoever may do by hand what it does. */
function mayAccept(context: Context, suggestion: 'read' | 'keep' | 'confirm' | null): boolean {
  const actor = actorOf(context)
  if (suggestion === 'read') return mayOf(actor, schoolManifest, null, context.at).includes('school.read_represented')
  return suggestion === 'keep' && mayOf(actor, manifest, null, context.at).includes('administration.appoint')
}

function holidays({ platform, today }: Context): string | null {
  const { school } = platform.school
  return school === null ? null : holidaysSince(schoolCalendarAt(platform.school, school.state, today).closed, today)
}

async function allTasksOf(database: Database | Trx, actor: Actor, at: Date): Promise<OpenTask[]> {
  const tasks: OpenTask[] = []
  for (let after: Cursor | null = null; tasks.length < limits.week_tasks_max; ) {
    const page: OpenTask[] = await openTasksOf(database, actor.personId, [...officesOf(actor, at)], after)
    tasks.push(...page)
    const last = page.at(-1)
    if (page.length < 100 || last === undefined) break
    after = { dueOn: last.dueOn, id: last.id }
  }
  return tasks
}
