/** The fingerprint of what a manifest says about data: a release by the head holds for exactly this (RP.1). */
import { createHash } from 'node:crypto'
import type { Manifest } from '#platform/module/manifest.ts'

/** SHA-256 (hex) over purpose, categories, tables, stores and log events. Rights and texts of the page are not part of it. */
export function manifestHash(manifest: Manifest): string {
  const { id, purpose, categories, data, stores, logs, needs, secrecy } = manifest
  return createHash('sha256').update(canonical({ id, purpose, categories, data, stores, logs, needs, secrecy })).digest('hex')
}

/** JSON with sorted keys, so that equal things have equal text. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1))) : inner,
  )
}
