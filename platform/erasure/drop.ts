/** What is not given back to an account that is restored: rows of tables declared with `onRestore: 'drop'` (sessions, devices, passwords, drafts). */
import { sql } from 'kysely'
import { walkSubjects } from '#platform/privacy/walk.ts'
import type { Write } from '#platform/module/write.ts'
import { childrenFirst, readShape } from './shape.ts'

/**
 * Deletes these persons' rows in them. Facts are left to the rooms that provide them, and so are tables that the application can only add to: what stands there
 * has an end of its own. Their erasure takes them too.
 */
export async function dropRows(w: Write, personIds: readonly string[]): Promise<void> {
  const ways = walkSubjects(w.platform.manifests.values(), personIds).filter(({ declaration, subject }) =>
    declaration.onRestore === 'drop' && subject.onErasure === 'delete' && declaration.appendOnly === undefined && declaration.table !== 'access_fact')
  const byTable = Map.groupBy(ways, (way) => way.declaration.table as string)
  for (const table of childrenFirst(await readShape(w.trx), [...byTable.keys()])) {
    await sql`DELETE FROM ${sql.table(table)} WHERE ${sql.join(byTable.get(table)!.map((way) => way.isTheirs), sql` OR `)}`.execute(w.trx)
  }
}
