/** Options of the school: what is set, deciding anew, and what was decided in representation. */
import { sql } from 'kysely'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { namesOf } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { publishModuleDocument } from '#platform/privacy/publish.ts'
import { closeTask } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import { optionDecided } from './events.ts'
import { committedSchool } from './memory.ts'
import { options } from './options.ts'
import type { OptionKey } from './options.ts'
import { REPRESENTED, informHead } from './representation.ts'

export const actions: Actions<typeof contract> = {
  async listOptions({ platform }) {
    const keys = Object.keys(options) as OptionKey[]
    // Name and Land that were never decided anew are those of the founding.
    const { school } = platform.school
    const founded: Partial<Record<OptionKey, unknown>> = { 'school.name': school?.name, 'school.state': school?.state }
    const rooms = [...platform.manifests.values()].filter(({ data }) => data.length > 0).map((manifest) => ({ id: manifest.id, name: manifest.name }))
    return { rooms, options: keys.map((option) => ({ option, value: founded[option] ?? platform.school.option(option), isDefault: JSON.stringify(platform.school.option(option)) === JSON.stringify(options[option].fallback) })) }
  },

  async decideOption(context, { option, value }) {
    if (!Object.hasOwn(options, option)) refuse(404, 'not_found')
    const parsed = options[option as OptionKey].schema.safeParse(value)
    if (!parsed.success) refuse(422, 'option_value', { field: 'value' })
    const { platform } = context
    const actor = actorOf(context)
    await context.write(async (w) => {
      // One decision after the other: the document on data names the values of all of them.
      await lockDecisions(w)
      const inRepresentation = await informHead(w, actor, 'option', newId(w.at))
      await recordDecision(w, option as OptionKey, parsed.data, { decidedBy: actor.personId, inRepresentation })
      // Periods and the school's name stand in the document on data; who may read it must see the new ones.
      const school = await committedSchool(w.trx)
      if (school !== null) await publishModuleDocument(w, school.name)
    })
    await platform.school.reload()
    return {}
  },

  async listDecisions({ database }) {
    const rows = await database.selectFrom('option_decision').selectAll().orderBy('decided_at', 'desc').orderBy('id', 'desc').limit(DECISIONS_LISTED_MAX).execute()
    const names = await namesOf(database, rows.flatMap((row) => row.decided_by ?? []))
    return {
      decisions: rows.map((row) => ({
        id: row.id, option: row.option, value: row.value, decidedOn: dateInBerlin(row.decided_at), inRepresentation: row.in_representation,
        decidedBy: row.decided_by === null ? null : { id: row.decided_by, displayName: names.get(row.decided_by)?.displayName ?? '' },
      })),
    }
  },

  async listRepresented({ database }) {
    const rows = await openRepresented(database)
    const names = await namesOf(database, rows.flatMap((row) => [...(row.about_person_id === null ? [] : [row.about_person_id]), String((row.params as { by?: string }).by ?? '')].filter((id) => id !== '')))
    const nameOf = (id: string | null | undefined) => (id === null || id === undefined ? null : (names.get(id)?.displayName ?? null))
    return {
      acts: rows.map((row) => {
        const { act, by, on } = row.params as { act: string; by: string; on: string }
        return { id: row.id, act, on, by: nameOf(by), about: nameOf(row.about_person_id) }
      }),
    }
  },

  async acknowledgeRepresented(context, { ids }) {
    return context.write(async (w) => ({ acknowledged: await acknowledgeRepresented(w, ids) }))
  },
}

const DECISION_LOCK = 7_305_527
const DECISIONS_LISTED_MAX = 300
const REPRESENTED_MAX = 200

/** Held while somebody decides from the values in force: the next one sees what was decided. */
export async function lockDecisions(w: Write): Promise<void> {
  await sql`SELECT pg_advisory_xact_lock(${DECISION_LOCK})`.execute(w.trx)
}

/**
 * When what is decided behind a lock stands in the records: at `at`, but after the newest one there. Whoever waited for the lock began earlier and decides
 * later; with the time it began at, the decision would be an old one at once, and lost.
 */
export function justAfter(newest: Date | undefined, at: Date): Date {
  return newest === undefined || newest < at ? at : new Date(newest.getTime() + 1)
}

/** Records a decision about an option in this transaction and tells the house. The value must have passed the option's schema. */
export async function recordDecision(w: Write, option: OptionKey, value: unknown, by: { decidedBy: string; inRepresentation: boolean }): Promise<void> {
  const newest = await w.trx.selectFrom('option_decision').select('decided_at').where('option', '=', option).orderBy('decided_at', 'desc').limit(1).executeTakeFirst()
  const at = justAfter(newest?.decided_at, w.at)
  await w.trx.insertInto('option_decision').values({ id: newId(at), option, value: JSON.stringify(value), decided_by: by.decidedBy, in_representation: by.inRepresentation, decided_at: at }).execute()
  writeJournal(w, { event: 'school.option_decided', actorId: by.decidedBy, fields: { option } })
  w.schoolChanged = true
  await announce(w, optionDecided, { option })
}

/** The head has read what was done in representation: all of it, or these. Returns how many tasks were open. */
export async function acknowledgeRepresented(w: Write, ids: readonly string[] | null): Promise<number> {
  const open = (await openRepresented(w.trx)).filter((row) => ids === null || ids.includes(row.id))
  let closed = 0
  for (const row of open) if (await closeTask(w, REPRESENTED, row.key, 'read')) closed++
  return closed
}

async function openRepresented(database: Write['trx'] | Parameters<typeof namesOf>[0]) {
  return database.selectFrom('task').leftJoin('task_completion', 'task_completion.task_id', 'task.id').select(['task.id', 'task.key', 'task.params', 'task.about_person_id'])
    .where('kind', '=', REPRESENTED).where('task_completion.task_id', 'is', null).orderBy('task.id').limit(REPRESENTED_MAX).execute()
}
