/** Many losses of one kind at once: an entry of the ledger holds a few ids, so a class's slips are some entries and not thirty. */
import { ids_max } from '#platform/ledger/limits.ts'
import { recordLosses as recordAll } from '#platform/ledger/ledger.ts'
import type { Loss, LossRecord } from '#platform/ledger/ledger.ts'
import type { Write } from '#platform/module/write.ts'

/** Records that all of `ids` were taken away; they stand in the entries as `name_1`, `name_2` ... */
export async function recordLosses(w: Write, kind: Loss, name: string, ids: readonly string[]): Promise<void> {
  const losses: LossRecord[] = []
  for (let start = 0; start < ids.length; start += ids_max) {
    const piece = ids.slice(start, start + ids_max)
    losses.push({ kind, ids: Object.fromEntries(piece.map((id, index) => [`${name}_${index + 1}`, id])) })
  }
  await recordAll(w, losses)
}
