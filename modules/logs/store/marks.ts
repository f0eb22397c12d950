/** Numbers of persons in a case, and the way back to a person, which only the keys of the house know. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { limits } from '../limits.ts'

/** Whose pseudonyms these are (hex), as far as the persons are still there. All persons are gone through: the database knows no way from a pseudonym to one. */
export async function personsOf({ log }: Pick<Platform, 'log'>, database: Database | Trx, pseudonyms: ReadonlySet<string>): Promise<Map<string, string>> {
  const found = new Map<string, string>()
  if (pseudonyms.size === 0) return found
  await eachPerson(database, (personId) => {
    for (const one of log.pseudonyms.allOf(personId)) {
      const hex = one.toString('hex')
      if (pseudonyms.has(hex)) found.set(hex, personId)
    }
  })
  return found
}

/** The numbers of these persons (or of pseudonyms that lead to nobody any more) in the case; whoever has none yet gets the next. Under the case's lock. */
export async function numbersOf(w: Write, caseId: string, whom: readonly string[]): Promise<Map<string, number>> {
  const marks = new Map(whom.map((one) => [markIn(w.platform, caseId, one).toString('hex'), one]))
  if (marks.size === 0) return new Map()
  const known = await w.trx.selectFrom('log_case_mark').select(['number', 'mark']).where('case_id', '=', caseId).execute()
  const numbers = new Map(known.map((row) => [row.mark.toString('hex'), row.number]))
  let last = Math.max(0, ...numbers.values())
  const fresh = [...marks.keys()].filter((mark) => !numbers.has(mark))
  for (const mark of fresh) numbers.set(mark, ++last)
  if (fresh.length > 0) {
    await sql`INSERT INTO log_case_mark (case_id, number, mark, at)
      SELECT ${caseId}::uuid, number, decode(mark, 'hex'), ${w.at} FROM unnest(${fresh.map((mark) => numbers.get(mark)!)}::int[], ${fresh}::text[]) AS m (number, mark)`.execute(w.trx)
  }
  return new Map([...marks].map(([mark, one]) => [one, numbers.get(mark)!]))
}

/** The person behind a number of a case, or null when there is no such number or the person is gone. */
export async function personBehind(platform: Platform, database: Database | Trx, caseId: string, number: number): Promise<string | null> {
  const row = await database.selectFrom('log_case_mark').select('mark').where('case_id', '=', caseId).where('number', '=', number).executeTakeFirst()
  if (row === undefined) return null
  let found: string | null = null
  await eachPerson(database, (personId) => {
    if (markIn(platform, caseId, personId).equals(row.mark)) found = personId
  })
  return found
}

function markIn({ keys }: Pick<Platform, 'keys'>, caseId: string, whom: string): Buffer {
  return keys.hmac(`log case ${caseId}`, whom)
}

/** In pieces, with the others having their turn between: a large school has thousands, and a request of a pupil must not wait for a look into a log. */
async function eachPerson(database: Database | Trx, work: (personId: string) => void): Promise<void> {
  const rows = await database.selectFrom('person').select('id').execute()
  for (let start = 0; start < rows.length; start += limits.persons_at_once) {
    for (const { id } of rows.slice(start, start + limits.persons_at_once)) work(id)
    await new Promise((resolve) => setImmediate(resolve))
  }
}
