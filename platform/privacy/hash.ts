/** The fingerprint of what a manifest says about data: a release by the head holds for exactly this (RP.1). */
import { createHash } from 'node:crypto'
import type { Manifest } from '#platform/module/manifest.ts'

/** SHA-256 (hex) over purpose, categories, tables, stores and log events. Rights and texts of the page are not part of it. */
export function manifestHash(manifest: Manifest): string {
  const { id, purpose, categories, data, stores, logs, needs, secrecy } = manifest
  return createHash('sha256').update(canonical({ id, purpose, categories, data, stores, logs, needs, secrecy })).digest('hex')
}

/** What is said about one category and the tables that hold it: the head releases exactly this (RP.1). Worked out once per manifest. */
export function categoryFingerprint(manifest: Pick<Manifest, 'categories' | 'data'>, key: string): string {
  const known = fingerprints.get(manifest) ?? new Map<string, string>()
  fingerprints.set(manifest, known)
  const before = known.get(key)
  if (before !== undefined) return before
  const tables = manifest.data.filter(({ columns }) => Object.values(columns).some((column) => column.kind === 'personal' && column.category === key))
  const print = createHash('sha256').update(canonical({ category: manifest.categories[key], tables })).digest('hex').slice(0, 16)
  known.set(key, print)
  return print
}

const fingerprints = new WeakMap<object, Map<string, string>>()

/** Key of the fact that a category is released in this form. */
export const releasedKey = (category: string, fingerprint: string): string => `${category}@${fingerprint}`

/** Keys of all facts of a module that is released as it is now. */
export function releasedKeys(manifest: Pick<Manifest, 'id' | 'categories' | 'data'>): string[] {
  return [manifest.id, ...Object.keys(manifest.categories).map((category) => releasedKey(category, categoryFingerprint(manifest, category)))]
}

/** JSON with sorted keys, so that equal things have equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}
