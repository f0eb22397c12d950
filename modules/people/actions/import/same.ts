/** "Dieselbe Person" between file and database: what is told of the accounts, what is asked of them again, and that they take the id of the line. */
import { sql } from 'kysely'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { takeIdentitiesOf } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { refuse } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { same_lines_max } from '../../import/limits.ts'
import type { FileKind } from '../../import/presets.ts'
import { sourceOf } from '../../import/roster-known.ts'
import { FREE_SOURCES } from '../../import/same.ts'
import type { SameChoice, SameSuggestion, Taken } from '../../import/same.ts'
import type { SameLine } from '../../import/shape.ts'
import { cameBy } from '../../rules.ts'

/** Who stands in a file of each kind; an account never changes its type (B12). */
const TYPES: Readonly<Record<FileKind, PersonType | null>> = { pupils: 'pupil', parents: 'parent', staff: 'teacher', courses: null }

/**
 * Whether these accounts may take an id of a file of that kind, as they stand now. Refuses with 422 `same_type` for another type, `same_identity` for an
 * account that has the id of a program already, and `same_unfit` where there is none. Whether the line is theirs, the comparison asks.
 */
export async function checkChosen(database: Database | Trx, same: readonly SameChoice[], kind: FileKind): Promise<void> {
  if (same.length === 0) return
  const accounts = new Map((await accountsOf(database, same.map((one) => one.personId))).map((row) => [row.id, row]))
  for (const { personId } of same) {
    const account = accounts.get(personId) ?? refuse(422, 'same_unfit')
    const hinders = hinderedBy(account, kind)
    if (hinders === 'type') refuse(422, 'same_type', { params: { type: account.type, kind, account: account.account_name } })
    if (hinders === 'identity') refuse(422, 'same_identity', { params: { account: account.account_name } })
  }
}

/** Lines of the file that may be somebody with an account, with what an office needs to tell. */
export async function sameLines(database: Database, of: { suggested: readonly SameSuggestion[]; taken: readonly Taken[]; kind: FileKind; today: string }): Promise<{ lines: SameLine[]; leftOff: number }> {
  const told = of.suggested.slice(0, same_lines_max)
  if (told.length === 0) return { lines: [], leftOff: 0 }
  const accounts = new Map((await accountsOf(database, told.flatMap((one) => one.personIds))).map((row) => [row.id, row]))
  const chosen = new Map(of.taken.map((one) => [one.sourceId, one.personId]))
  const lines = told.map(({ line, sourceId, givenName, familyName, personIds }) => ({
    line, id: sourceId, givenName, familyName, chosen: chosen.get(sourceId) ?? null,
    accounts: personIds.flatMap((personId) => {
      const row = accounts.get(personId)
      if (row === undefined) return []
      const hasLeft = row.exit_on !== null && row.exit_on < of.today
      return [{ personId, accountName: row.account_name, givenName: row.given_name, familyName: row.family_name, cameBy: cameBy(row.source), hasLeft, hinders: hinderedBy(row, of.kind) }]
    }),
  }))
  return { lines, leftOff: of.suggested.length - told.length }
}

/**
 * The accounts take the ids of their lines, and each is written down. Before anything else of the file is applied, which then finds them like everybody
 * known. Refuses with 409 `import_changed` when one of them is not free any more.
 */
export async function takeIdentities(w: Write, { kind, source, taken }: { kind: FileKind; source: string; taken: readonly Taken[] }): Promise<void> {
  if (taken.length === 0 || kind === 'courses') return
  const before = new Map((await accountsOf(w.trx, taken.map((one) => one.personId))).map((row) => [row.id, row.source]))
  const given = await takeIdentitiesOf(w, taken.map((one) => ({ id: one.personId, source: kind === 'pupils' ? source : sourceOf(source, kind), sourceId: one.sourceId })), FREE_SOURCES)
  if (given.length !== taken.length) refuse(409, 'import_changed')
  for (const { personId } of taken) writeJournal(w, { event: 'people.identity_taken', actorId: w.actorId, subjectId: personId, fields: { kind, source, cameBy: cameBy(before.get(personId)!) } })
}

type Account = { id: string; type: PersonType; source: string; account_name: string; given_name: string; family_name: string; exit_on: string | null }

async function accountsOf(database: Database | Trx, personIds: readonly string[]): Promise<Account[]> {
  const rows = await database.selectFrom('person').select(['id', 'type', 'source', 'account_name', 'given_name', 'family_name', 'exit_on']).where('id', '=', sql<string>`ANY(${[...personIds]}::uuid[])`).execute()
  return rows.map((row) => ({ ...row, type: row.type as PersonType }))
}

function hinderedBy({ type, source }: Account, kind: FileKind): 'type' | 'identity' | null {
  if (type !== TYPES[kind]) return 'type'
  return FREE_SOURCES.includes(source) ? null : 'identity'
}
