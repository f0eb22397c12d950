/** What is true of the school as a whole, in memory: name, options, releases, current documents. Re-read when news say that it changed. */
import type { SchoolAccess } from '#platform/access/decide.ts'
import type { Database } from '#platform/database/connect.ts'
import type { Listening } from '#platform/events/listen.ts'
import { optionOf } from './options.ts'
import type { OptionKey, OptionValue } from './options.ts'

export type School = { id: string; name: string; state: string }

export type SchoolMemory = {
  readonly school: School | null
  readonly access: SchoolAccess
  option<K extends OptionKey>(key: K): OptionValue<K>
  /** Reads everything again; the news do it by themselves, whoever changed something waits for it. */
  reload(): Promise<void>
}

export async function openSchoolMemory(database: Database, listening: Listening): Promise<SchoolMemory> {
  let state = await load(database)
  const reload = async () => void (state = await load(database))
  listening.on('school', () => void reload().catch(() => {}))
  listening.onState((connected) => (connected ? reload() : undefined))
  return {
    get school() {
      return state.school
    },
    get access() {
      return state.access
    },
    option: (key) => optionOf(state.options, key),
    reload,
  }
}

async function load(database: Database): Promise<{ school: School | null; access: SchoolAccess; options: Map<string, unknown> }> {
  const [school, facts, documents, decisions] = await Promise.all([
    database.selectFrom('school').select(['id', 'name', 'state']).executeTakeFirst(),
    database.selectFrom('access_fact').selectAll().where('module_id', 'is not', null).execute(),
    database.selectFrom('document_version').select((eb) => ['document', eb.fn.max('major').as('major')]).groupBy('document').execute(),
    database.selectFrom('option_decision').select(['option', 'value']).distinctOn('option').orderBy('option').orderBy('decided_at', 'desc').execute(),
  ])
  return {
    school: school ?? null,
    access: {
      facts: facts.map((row) => ({ moduleId: row.module_id!, kind: 'module', key: row.key, validFrom: row.valid_from, validUntil: row.valid_until })),
      documents: new Map(documents.map((row) => [row.document, row.major])),
    },
    options: new Map(decisions.map((row) => [row.option, row.value])),
  }
}
