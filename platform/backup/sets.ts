/** Sets at a target: which there are, what belongs to them, and what may go. The target is asked, not the database: after a restore the database knows nothing of older sets. */
import { mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { syncFolder, unlessMissing } from '#platform/blobs/places/durable.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import { drafts_hours_max, keys_days, label_bytes_max, ledger_days_more } from './limits.ts'
import { archiveName, labelName } from './set.ts'
import type { SetLabel } from './set.ts'
import type { Target } from './targets/target.ts'

const DAY_MS = 86_400_000

/** The sets that are whole by their labels, the newest first, and labels that can't be read. */
export async function readSets(target: Target): Promise<{ sets: SetLabel[]; damaged: string[] }> {
  const sets: SetLabel[] = []
  const damaged: string[] = []
  for (const name of (await target.list('sets')).filter((one) => one.endsWith('.json'))) {
    const label = parse(await contentOf(target, `sets/${name}`))
    if (label === null || labelName(label.id) !== `sets/${name}`) damaged.push(`sets/${name}`)
    else sets.push(label)
  }
  return { sets: sets.sort((a, b) => (a.madeAt < b.madeAt ? 1 : a.madeAt > b.madeAt ? -1 : b.id < a.id ? -1 : 1)), damaged: damaged.sort() }
}

/**
 * Removes sets made before `before`, but never the newest, and the packs that no set names any more. The label goes first: what is half removed is no set.
 * `runningSince`: packs from then on may belong to a set that is being made. Returns the ids of the sets that went.
 */
export async function clearSets(target: Target, before: Date, runningSince: Date): Promise<{ sets: string[]; packs: string[] }> {
  const { sets, damaged } = await readSets(target)
  const old = sets.slice(1).filter((one) => new Date(one.madeAt) < before)
  const gone: string[] = []
  for (const { id } of old) if ((await target.remove(labelName(id))) && (await target.remove(archiveName(id)))) gone.push(id)
  // A label that can't be read may name packs: then nothing is taken away.
  if (damaged.length > 0) return { sets: gone, packs: [] }
  const isNamed = new Set(sets.filter(({ id }) => !gone.includes(id)).flatMap((one) => one.packs.map((pack) => pack.id)))
  const packs: string[] = []
  for (const name of await target.list('packs')) {
    const id = name.replace(/\.age$/, '')
    if (!isNamed.has(id) && madeAt(id) < runningSince && (await target.remove(`packs/${name}`))) packs.push(id)
  }
  return { sets: gone, packs }
}

/** From when on acts stay in the ledger: for so many days as sets and 90 more (B5), and for every set that there is. */
export function ledgerBefore(today: string, days: number, sets: readonly SetLabel[]): Date {
  const over = startOfDay(addDays(today, -(days + ledger_days_more)))
  // A day more than the set is old: an act counts from when it began, and reached the file a little later.
  return new Date(Math.min(over.getTime(), ...sets.map(({ madeAt }) => new Date(madeAt).getTime() - DAY_MS)))
}

/** Removes copies of the key backup that are a week old (B7). */
export async function clearKeys(target: Target, today: string, addDays: (day: string, days: number) => string): Promise<void> {
  for (const name of await target.list('keys')) if (name.slice(0, 10) <= addDays(today, -keys_days)) await target.remove(`keys/${name}`)
}

/** Removes what a killed run left. The caller knows that no run is under way. */
export async function clearDrafts(folder: string, at: Date): Promise<void> {
  for (const name of await readdir(folder)) {
    const { mtimeMs } = await stat(join(folder, name))
    if (mtimeMs < at.getTime() - drafts_hours_max * 3_600_000 || name.endsWith('.age') || name.endsWith('.json')) await unlink(join(folder, name)).catch(unlessMissing)
  }
}

/** A small file, whole and on the disk, in place of an earlier one. */
export async function writeDraft(path: string, content: Uint8Array): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const file = await open(`${path}.part`, 'w', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
  await syncFolder(dirname(path))
}

/** A small file of the target; null when it is not there or too large to be one. */
export async function contentOf(target: Target, name: string): Promise<Buffer | null> {
  const found = await target.open(name)
  if (found === null) return null
  const parts: Buffer[] = []
  let bytes = 0
  for await (const piece of found.pieces) {
    bytes += piece.length
    if (bytes > label_bytes_max) return null
    parts.push(Buffer.from(piece))
  }
  return Buffer.concat(parts)
}

function parse(content: Buffer | null): SetLabel | null {
  try {
    const label = JSON.parse(content?.toString('utf8') ?? '') as SetLabel
    return label.format === 1 && typeof label.id === 'string' && Array.isArray(label.packs) && typeof label.archive.sha256 === 'string' && !Number.isNaN(Date.parse(label.madeAt)) ? label : null
  } catch {
    return null
  }
}

/** The instant in an id of ours. */
function madeAt(id: string): Date {
  return new Date(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16))
}
