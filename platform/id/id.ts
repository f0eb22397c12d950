/** Ids: UUIDv7 (RFC 9562), ordered by time. Rights never rest on not knowing one (amendment B14). */
import { randomUUID } from 'node:crypto'

/** A new id for something made at the instant `at`; text form, lower case. */
export function newId(at: Date): string {
  const time = at.getTime().toString(16).padStart(12, '0')
  // Behind the version the random UUIDv4 looks the same; the runtime keeps a store of them, so that many ids make no buffer each.
  return `${time.slice(0, 8)}-${time.slice(8)}-7${randomUUID().slice(15)}`
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** True for the text form of any UUID in lower case. */
export function isId(text: string): boolean {
  return UUID.test(text)
}
