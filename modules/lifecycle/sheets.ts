/** The proof of a purge: numbers by module, no name (A14). */
import type { Database } from '#platform/database/connect.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import type { Output } from '#platform/module/operation.ts'
import type { contract } from './contract.ts'
import { limits } from './limits.ts'
import type { SheetCounts } from './purge.ts'
import { sheets } from './store.ts'

/** The newest first, in pages. */
export async function sheetsShown(database: Database, manifests: Iterable<Manifest>, after: string | undefined): Promise<Output<(typeof contract)['listPurgeSheets']>> {
  const rows = await sheets(database, after, limits.sheets_max + 1)
  const roomOf = new Map([...manifests].flatMap(({ name, data }) => data.map(({ table }) => [table as string, name])))
  return {
    sheets: rows.slice(0, limits.sheets_max).map((row) => {
      const { deleted, forgotten, blobs, bytes, remains } = row.counts as SheetCounts
      const byRoom = new Map<string, number>()
      for (const [table, count] of [...Object.entries(deleted), ...Object.entries(forgotten)]) byRoom.set(roomOf.get(table) ?? table, (byRoom.get(roomOf.get(table) ?? table) ?? 0) + count)
      return {
        id: row.id, type: row.person_type as 'pupil', cause: row.cause as 'exit', isWhole: row.is_whole, deletedOn: row.deleted_on, purgedOn: row.purged_on, backupsUntil: row.backups_until, evidence: row.evidence,
        rows: sum(deleted), forgotten: sum(forgotten), blobs, bytes, remains: remains.length, modules: [...byRoom].filter(([, count]) => count > 0).map(([name, count]) => ({ name, rows: count })),
      }
    }),
    next: rows.length > limits.sheets_max ? rows[limits.sheets_max - 1]!.id : null,
  }
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0)
}
