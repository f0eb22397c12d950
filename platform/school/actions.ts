/** Options of the school: what is set, and deciding anew. */
import { sql } from 'kysely'
import { announce } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { publishModuleDocument } from '#platform/privacy/publish.ts'
import type { contract } from './contract.ts'
import { optionDecided } from './events.ts'
import { options } from './options.ts'
import type { OptionKey } from './options.ts'

export const actions: Actions<typeof contract> = {
  async listOptions({ platform }) {
    const keys = Object.keys(options) as OptionKey[]
    return { options: keys.map((option) => ({ option, value: platform.school.option(option), isDefault: JSON.stringify(platform.school.option(option)) === JSON.stringify(options[option].fallback) })) }
  },

  async decideOption(context, { option, value }) {
    if (!Object.hasOwn(options, option)) refuse(404, 'not_found')
    const parsed = options[option as OptionKey].schema.safeParse(value)
    if (!parsed.success) refuse(422, 'option_value', { field: 'value' })
    const { platform } = context
    await context.write(async (w) => {
      // One decision after the other: the document on data names the values of all of them.
      await sql`SELECT pg_advisory_xact_lock(${DECISION_LOCK})`.execute(w.trx)
      await w.trx.insertInto('option_decision').values({ id: newId(w.at), option, value: JSON.stringify(parsed.data), decided_by: actorOf(context).personId, decided_at: w.at }).execute()
      writeJournal(w, { event: 'school.option_decided', actorId: w.actorId, fields: { option } })
      w.schoolChanged = true
      await announce(w, optionDecided, { option })
      // Periods stand in the document on data; who may read it must see the new ones.
      if (platform.school.school !== null) await publishModuleDocument(w, platform.school.school.name)
    })
    await platform.school.reload()
    return {}
  },
}

const DECISION_LOCK = 7_305_527
