/** Which tables are in no archive. */
import type { Manifest } from '#platform/module/manifest.ts'

/** Marked as given up when an account comes back, but a restored school works from them at once: facts are compared with the records instead. */
const CARRIED = ['access_fact']

/** Contents lie in packs: else every night would carry all pictures again. */
const IN_PACKS = ['blob_content']

/**
 * Sessions, queues, tries: what manifests give up when an account comes back, and say of its categories that they are in no backup; scope keys too, which have one
 * of their own (B7). A password is given up by an account that was deleted, and yet nobody could sign in to a restored school without it.
 */
export function leftOut(manifests: Iterable<Manifest>): string[] {
  const dropped = [...manifests].flatMap(({ data, categories }) => data
    .filter(({ onRestore, columns }) => onRestore === 'drop' && !Object.values(columns).some((column) => column.kind === 'personal' && categories[column.category]?.inBackup))
    .map(({ table }) => table as string))
  return [...dropped.filter((name) => !CARRIED.includes(name)), ...IN_PACKS]
}
