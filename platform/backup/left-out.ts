/** Which tables are in no archive. */
import type { Manifest } from '#platform/module/manifest.ts'

/** Marked as given up when an account comes back, but a restored school works from them at once: facts are compared with the records instead. */
const CARRIED = ['access_fact']

/** Contents lie in packs: else every night would carry all pictures again. */
const IN_PACKS = ['blob_content']

/** Sessions, queues, tries and everything else that manifests give up; scope keys, which have a backup of their own (B7). */
export function leftOut(manifests: Iterable<Manifest>): string[] {
  const dropped = [...manifests].flatMap(({ data }) => data.filter(({ onRestore }) => onRestore === 'drop').map(({ table }) => table as string))
  return [...dropped.filter((name) => !CARRIED.includes(name)), ...IN_PACKS]
}
