/**
 * What is true of the school as a whole, in memory: name, options, releases, current documents. Re-read when news say that it changed; when that does not
 * work in time nobody may trust it (B2).
 */
import type { SchoolAccess } from '#platform/access/decide.ts'
import type { StaffDuty } from '#platform/access/duty.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { STAFF_DOCUMENT } from '#platform/documents/contract.ts'
import { inTime } from '#platform/events/in-time.ts'
import type { Listening } from '#platform/events/listen.ts'
import { optionOf } from './options.ts'
import type { OptionKey, OptionValue } from './options.ts'

export type School = { id: string; name: string; state: string }

export type SchoolMemory = {
  readonly school: School | null
  readonly access: SchoolAccess
  /** Accounts that are deleted and not purged: they are no subject of any operation, but of the module that restores them (R12.4). */
  readonly deleted: ReadonlySet<string>
  option<K extends OptionKey>(key: K): OptionValue<K>
  /** Reads everything again; the news do it by themselves, whoever changed something waits for it. */
  reload(): Promise<void>
}

export async function openSchoolMemory(database: Database, listening: Listening): Promise<SchoolMemory> {
  let state: State | null = null
  let reading: Promise<void> | null = null
  let next: Promise<void> | null = null

  const read = (): Promise<void> => {
    reading = load(database).then((now) => void (state = now)).finally(() => (reading = null))
    return reading
  }
  /** What is read began after the call. One at a time: else an older answer could come in after a newer one, and stay. */
  const reload = (): Promise<void> => {
    if (reading === null) return read()
    next ??= reading.catch(() => {}).then(() => {
      next = null
      return read()
    })
    return next
  }
  // Listened to before the first reading: what changes meanwhile is read again.
  listening.on('school', () => void inTime(reload()).catch(() => listening.distrust()))
  listening.onState((connected) => (connected ? reload() : undefined))
  await reload()
  return {
    get school() {
      return state!.school
    },
    get access() {
      return state!.access
    },
    get deleted() {
      return state!.deleted
    },
    option: (key) => optionOf(state!.options, key),
    reload,
  }
}

/** The options as this transaction sees them: for what is written down because of them. The memory of a process may be a moment behind. */
export async function committedOptions(database: Database | Trx): Promise<Pick<SchoolMemory, 'option'>> {
  const decisions = await newestDecisions(database)
  return { option: (key) => optionOf(decisions, key) }
}

/** The school as this transaction sees it, under the name and Land decided last; null before the first run. */
export async function committedSchool(database: Database | Trx): Promise<School | null> {
  const row = await database.selectFrom('school').select(['id', 'name', 'state']).executeTakeFirst()
  return row === undefined ? null : schoolOf(row, await newestDecisions(database))
}

/** The founding is a record; a new name or Land is a decision about it. */
function schoolOf(row: School, decisions: ReadonlyMap<string, unknown>): School {
  return { id: row.id, name: optionOf(decisions, 'school.name') ?? row.name, state: optionOf(decisions, 'school.state') ?? row.state }
}

type State = { school: School | null; access: SchoolAccess; deleted: ReadonlySet<string>; options: Map<string, unknown> }

async function newestDecisions(database: Database | Trx): Promise<Map<string, unknown>> {
  const rows = await database.selectFrom('option_decision').select(['option', 'value']).distinctOn('option').orderBy('option').orderBy('decided_at', 'desc').orderBy('id', 'desc').execute()
  return new Map(rows.map((row) => [row.option, row.value]))
}

async function load(database: Database): Promise<State> {
  const [school, facts, documents, decisions, deleted] = await Promise.all([
    database.selectFrom('school').select(['id', 'name', 'state']).executeTakeFirst(),
    database.selectFrom('access_fact').selectAll().where('module_id', 'is not', null).execute(),
    database.selectFrom('document_version').select((eb) => ['document', 'major', eb.fn.min('published_at').as('since')]).groupBy(['document', 'major']).orderBy('major').execute(),
    newestDecisions(database),
    database.selectFrom('person').select('id').where('deleted_on', 'is not', null).execute(),
  ])
  return {
    school: school === undefined ? null : schoolOf(school, decisions),
    access: {
      facts: facts.map((row) => ({ moduleId: row.module_id!, kind: 'module', key: row.key, validFrom: row.valid_from, validUntil: row.valid_until })),
      // In the order of their numbers, so the newest of each stays.
      documents: new Map(documents.map((row) => [row.document, row.major])),
      staffNeedsFactor: optionOf(decisions, 'mfa.staff') === 'required',
      duty: dutyOf(documents.filter((row) => row.document === STAFF_DOCUMENT), optionOf(decisions, 'instruction.grace_days')),
    },
    deleted: new Set(deleted.map((row) => row.id)),
    options: decisions,
  }
}

function dutyOf(versions: readonly { major: number; since: Date }[], grace_days: number): StaffDuty | null {
  return versions.length === 0 ? null : { document: STAFF_DOCUMENT, versions: versions.map(({ major, since }) => ({ major, since })), grace_days }
}
