/**
 * The ledger over a restored backup (B5): everything that was taken away since is taken away again, before any door opens. Each kind of loss has exactly one room
 * that knows how; the platform only brings the entries, in their order.
 */
import type { Module } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { NOT_YET, LOSSES, LedgerProblem } from './ledger.ts'
import type { Loss } from './ledger.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { write } from '#platform/module/write.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { LedgerEntry } from './file.ts'
import { texts } from './texts.de.ts'

/**
 * Takes away again what the entry names, `at` when it was taken. Doing it twice does no more, and what is not there (it came after the backup) is left alone. The
 * write records no losses: they stand in the ledger already.
 */
export type Replay = (w: Write, ids: Readonly<Record<string, string>>, at: Date) => Promise<void>
export type Replays = Readonly<Partial<Record<Loss, Replay>>>

/** Which rooms answer for which loss. Throws LedgerProblem unless each kind has exactly one, but for those that nothing in this program can cause yet. */
export function replaysOf(modules: readonly Pick<Module, 'manifest' | 'replays'>[]): ReadonlyMap<Loss, Replay> {
  const found = new Map<Loss, Replay>()
  for (const kind of LOSSES) {
    const owners = modules.filter(({ replays }) => replays?.[kind] !== undefined)
    if (owners.length === 0 && NOT_YET.includes(kind)) continue
    if (owners.length !== 1) throw new LedgerProblem(texts.replay_owners({ kind, owners: owners.map(({ manifest }) => manifest.id).join(', ') }))
    found.set(kind, owners[0]!.replays![kind]!)
  }
  return found
}

/** Replays entries in this write. Throws LedgerProblem when one is of a kind that nobody answers for: then nothing may open. */
export async function replayLedger(w: Write, entries: readonly LedgerEntry[]): Promise<number> {
  const replays = replaysOf(w.platform.modules)
  for (const { kind, ids, at } of entries) {
    const replay = replays.get(kind as Loss)
    if (replay === undefined) throw new LedgerProblem(texts.replay_unknown({ kind }))
    await replay(w, ids, at)
  }
  return entries.length
}

/**
 * At the start of a house whose database is older than the ledger: what it does not know was taken away is taken away now, before a door opens or a job begins,
 * and the same transaction says that it knows. With the owner role, as after a restore.
 */
export async function replayUnknown(platform: Platform): Promise<number> {
  const { unknown } = platform.ledger
  const last = unknown.at(-1)
  if (last === undefined) return 0
  const replayed = await platform.asOwner((owner) => write(platform, null, platform.clock.now(), async (w) => {
    w.isReplay = true
    writeJournal(w, { event: 'ledger.replayed', actorId: null, fields: { count: unknown.length } })
    const values = { lines: last.number, seal: last.seal, at: last.at }
    await w.trx.insertInto('ledger_position').values(values).onConflict((conflict) => conflict.column('is_only').doUpdateSet(values)).execute()
    return replayLedger(w, unknown)
  }, owner))
  await platform.ledger.flush()
  return replayed
}
