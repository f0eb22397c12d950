/** `bin/schulhof backup create | list | verify | drill`: for whoever keeps the server running; shows sets, never content. `restore` and `fetch-ledger` begin without a house (server/restore.ts, server/fetch-ledger.ts). */
import type { Platform } from '#platform/module/platform.ts'
import { dateInBerlin, formatGermanDate } from '#platform/time/calendar.ts'
import { faults_shown_max } from './limits.ts'
import { BackupProblem } from './problem.ts'
import { texts } from './texts.de.ts'

/** Runs the command and answers its exit code. Throws BackupProblem. */
export async function runBackupCommand({ backup, clock }: Pick<Platform, 'backup' | 'clock'>, args: readonly string[], say: (line: string) => void): Promise<number> {
  const [verb, id, ...rest] = args
  if (rest.length > 0 || (id !== undefined && !/^[\w-]{1,60}$/.test(id))) return tell(say, texts.usage)
  if (verb === 'create' && id === undefined) return create(backup, clock.now(), say)
  if (verb === 'list' && id === undefined) return list(backup, say)
  if (verb === 'verify') return verify(backup, id ?? null, clock.now(), say)
  if (verb === 'drill') return drill(backup, id, clock.now(), say)
  return tell(say, texts.usage)
}

async function create(backup: Platform['backup'], at: Date, say: (line: string) => void): Promise<number> {
  const { label, cleared, seconds } = await backup.create(at)
  say(texts.created({ id: label.id, rows: label.rows, blobs: label.blobs, mb: megabytes(label.archive.size_bytes), seconds }))
  if (cleared.length > 0) say(texts.cleared({ n: cleared.length }))
  return label.missingBlobs === 0 ? 0 : tell(say, texts.created_missing({ n: label.missingBlobs }))
}

async function list(backup: Platform['backup'], say: (line: string) => void): Promise<number> {
  const { sets, damaged } = await backup.list()
  for (const { id, madeAt, rows, blobs, archive, safeSign } of sets) say(texts.line({ id, day: formatGermanDate(dateInBerlin(new Date(madeAt))), rows, blobs, mb: megabytes(archive.size_bytes), sign: safeSign }))
  for (const name of damaged) say(texts.label_damaged({ name }))
  return sets.length === 0 ? tell(say, texts.no_sets) : 0
}

async function verify(backup: Platform['backup'], id: string | null, at: Date, say: (line: string) => void): Promise<number> {
  const { sets: known } = await backup.list()
  if (id !== null && !known.some((set) => set.id === id)) throw new BackupProblem('no_set', texts.no_such_set({ id }))
  const { sets, packs, faults } = await backup.verify(id, at)
  for (const fault of faults.slice(0, faults_shown_max)) say(fault)
  if (faults.length > faults_shown_max) say(texts.faults_left_out({ n: faults.length - faults_shown_max }))
  if (faults.length > 0) return tell(say, texts.broken({ n: faults.length }))
  say(texts.whole({ n: sets, packs }))
  return 0
}

async function drill(backup: Platform['backup'], id: string | undefined, at: Date, say: (line: string) => void): Promise<number> {
  const drilled = await backup.drill(at, id)
  if (drilled === null) return tell(say, id === undefined ? texts.no_sets : texts.drill_no_key({ id }))
  const { setId, seconds, rows, blobs } = drilled
  say(drilled.isReadOnly ? texts.drilled_reading({ id: setId, seconds }) : texts.drilled({ id: setId, seconds, rows, blobs }))
  return 0
}

function tell(say: (line: string) => void, line: string): number {
  say(line)
  return 1
}

function megabytes(bytes: number): number {
  return Math.max(1, Math.round(bytes / 1_000_000))
}
