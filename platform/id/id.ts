/** Ids: UUIDv7 (RFC 9562), ordered by time. Rights never rest on not knowing one (amendment B14). */
import { randomBytes } from 'node:crypto'

/** A new id for something made at the instant `at`; text form, lower case. */
export function newId(at: Date): string {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(at.getTime(), 0, 6)
  bytes[6] = 0x70 | (bytes[6]! & 0x0f)
  bytes[8] = 0x80 | (bytes[8]! & 0x3f)
  const hex = bytes.toString('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for the text form of any UUID in lower case. */
export function isId(text: string): boolean {
  return UUID.test(text)
}
