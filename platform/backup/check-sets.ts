/** Reads everything that sets consist of and names what is damaged, missing or changed. Needs no key: each part's hash stands on the label. */
import type { Keys } from '#platform/school/keys.ts'
import { archiveName, labelText, packName } from './set.ts'
import type { Part, SetLabel } from './set.ts'
import type { Target } from './targets/target.ts'
import { texts } from './texts.de.ts'
import { measure } from './unpack.ts'

/** `badPacks`: ids of packs that are not there as their label says. */
export type Checked = { sets: number; packs: number; bytes: number; faults: string[]; badPacks: string[] }

/** Checks these sets, each pack once. `keys` null: of another machine; then nobody can say who wrote the labels. */
export async function checkSets(target: Target, sets: readonly SetLabel[], damaged: readonly string[], keys: Keys | null): Promise<Checked> {
  const faults = damaged.map((name) => texts.label_damaged({ name }))
  const packs = new Map<string, Part>()
  let bytes = 0
  const check = async (name: string, part: Part): Promise<void> => {
    const found = await measure(target, name)
    bytes += found?.size_bytes ?? 0
    if (found === null) faults.push(texts.part_missing({ name }))
    else if (found.size_bytes !== part.size_bytes) faults.push(texts.part_size({ name }))
    else if (found.sha256 !== part.sha256) faults.push(texts.part_changed({ name }))
  }
  for (const set of sets) {
    if (keys !== null && keys.hmac('backup label', labelText(set)).toString('hex') !== set.mac) faults.push(texts.label_changed({ id: set.id }))
    await check(archiveName(set.id), set.archive)
    for (const pack of set.packs) packs.set(pack.id, pack)
  }
  const badPacks: string[] = []
  for (const [id, pack] of packs) {
    const before = faults.length
    await check(packName(id), pack)
    if (faults.length > before) badPacks.push(id)
  }
  return { sets: sets.length, packs: packs.size, bytes, faults, badPacks }
}
