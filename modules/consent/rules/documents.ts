/** The versions of a purpose's document, and which declarations belong to which of them. */
import type { DocumentVersion } from './records.ts'

/** A major version: its first day, and the first day of a later one (null while there is none). */
export type Major = { major: number; from: string; supersededOn: string | null }

/** The major versions that exist on a date, the one in force first. */
export function majorsOn(all: readonly DocumentVersion[], date: string): readonly Major[] {
  const documents = all.filter((version) => version.olderUntil === undefined)
  const numbers = [...new Set(documents.map((version) => version.major))].sort((a, b) => b - a)
  return numbers
    .map((major) => ({
      major,
      from: earliest(documents.filter((version) => version.major === major)) ?? '',
      supersededOn: earliest(documents.filter((version) => version.major > major)),
    }))
    .filter((one) => one.from <= date)
}

/**
 * The major version a form stands for that was signed on `signedOn`, or null if it stands for none: the version must have been
 * there, and no later major version may have been in force, else somebody would agree to a text the school has replaced. An older
 * text stands for the version that the head's decision names, for signatures of the time in which it was in use.
 */
export function majorSigned(documents: readonly DocumentVersion[], documentId: string, signedOn: string): number | null {
  const version = documents.find((one) => one.id === documentId)
  if (!version || signedOn < version.validFrom) return null
  if (version.olderUntil !== undefined && signedOn > version.olderUntil) return null
  const supersededOn = earliest(documents.filter((one) => one.olderUntil === undefined && one.major > version.major))
  return supersededOn === null || signedOn < supersededOn ? version.major : null
}

function earliest(versions: readonly DocumentVersion[]): string | null {
  return versions.reduce<string | null>((first, version) => (first === null || version.validFrom < first ? version.validFrom : first), null)
}
