/** What a set is made of, and how its parts are called at the target. */

/** Beside the archive, readable by everybody who may read the target; it comes last, so what has one is whole. Nothing in it is about persons. */
export type SetLabel = {
  format: 1
  id: string
  madeAt: string
  program: string
  schema: number
  /** The sign of the paper that opens it; null: only the server that made it can. */
  safeSign: string | null
  archive: Part
  packs: (Part & { id: string })[]
  rows: number
  blobs: number
  missingBlobs: number
  /** Hash of all of the above under the school's key: whoever has the keys knows that nobody wrote it anew. */
  mac: string
}
export type Part = { size_bytes: number; sha256: string }

/** The first file of an archive. */
export type ArchiveHead = {
  format: 1
  setId: string
  program: string
  snapshotAt: string
  migrations: { number: number; name: string; checksum: string }[]
  tables: { name: string; columns: string[] }[]
  /** How far the ledger was when the snapshot was taken: what stands behind is replayed. */
  ledger: { lines: number; seal: string }
}

/** The last file of an archive. */
export type ArchiveManifest = {
  tables: { name: string; rows: number; bytes: number; hash: string }[]
  /** `missing`: were not at their place when the set was made. */
  blobs: { count: number; bytes: number; missing: string[] }
  packs: (Part & { id: string; key: string })[]
  /** Key files that are in the archive, and the settings it was made under. */
  keyFiles: { name: string; sha256: string }[]
  settings: string[]
}

export const HEAD = 'head.json'
export const MANIFEST = 'manifest.json'
export const SETTINGS = 'config/settings.json'
export const KEY_FILES = ['root.key', 'ledger.key', 'journal.key'] as const

export const archiveName = (setId: string): string => `sets/${setId}.age`
export const labelName = (setId: string): string => `sets/${setId}.json`
export const packName = (packId: string): string => `packs/${packId}.age`

/** The text under the label's hash. */
export function labelText({ mac: _mac, ...rest }: SetLabel): string {
  return JSON.stringify(rest)
}
