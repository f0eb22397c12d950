/**
 * The ledger file. One line per act: `NUMBER BASE64URL`, the rest sealed with AES-256-GCM under the ledger's own key. The number is authenticated with the
 * line, and each line holds the hash of the line before it, so a line that was changed, removed, moved or added by somebody without the key is found.
 */
import { createCipheriv, createDecipheriv, hash, randomBytes } from 'node:crypto'

/** An act that took something away. `ids` say what, by names of the act's kind; never a name of a person. */
export type LedgerEntry = { id: string; kind: string; ids: Readonly<Record<string, string>>; at: Date }

/** A place in the file: so many lines, so many bytes, and the seal (SHA-256) of the last line. */
export type Place = { lines: number; bytes: number; seal: Buffer }

export const START: Place = { lines: 0, bytes: 0, seal: Buffer.alloc(32) }

export type Line = LedgerEntry & { number: number; seal: Buffer }

/**
 * What was read: the lines that follow each other without a break, where they end, and what lies behind them. `broken` null: nothing. `rest`: bytes behind.
 * `stray`: acts behind the break that are authentic by themselves. `isTorn`: what lies behind is one line without its end, as a crash leaves it.
 */
export type Reading = { lines: Line[]; end: Place; broken: null | { number: number; rest: Buffer; stray: LedgerEntry[]; isTorn: boolean } }

/** The text of lines for these acts, to be written behind a place; and the place behind them. */
export function sealLines(key: Buffer, from: Place, entries: readonly LedgerEntry[]): { text: string; end: Place } {
  let { lines, bytes, seal } = from
  let text = ''
  for (const { id, kind, ids, at } of entries) {
    lines += 1
    const line = `${lines} ${sealOne(key, lines, JSON.stringify({ after: seal.toString('hex'), id, kind, ids, at: at.toISOString() }))}`
    seal = hash('sha256', line, 'buffer')
    bytes += line.length + 1
    text += `${line}\n`
  }
  return { text, end: { lines, bytes, seal } }
}

/** Reads lines that stand behind a place. Never throws: what does not fit is the break. */
export function readLines(key: Buffer, from: Place, content: Buffer): Reading {
  const lines: Line[] = []
  let end = from
  for (let start = 0; start < content.length; ) {
    const stop = content.indexOf(10, start)
    const line = stop < 0 ? null : openLine(key, content.toString('latin1', start, stop))
    if (line === null || line.number !== end.lines + 1 || line.after !== end.seal.toString('hex')) {
      const rest = content.subarray(start)
      return { lines, end, broken: { number: end.lines + 1, rest, stray: strayLines(key, rest), isTorn: stop < 0 } }
    }
    lines.push(line)
    end = { lines: line.number, bytes: end.bytes + stop + 1 - start, seal: line.seal }
    start = stop + 1
  }
  return { lines, end, broken: null }
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

function sealOne(key: Buffer, number: number, text: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context(number))
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function openLine(key: Buffer, line: string): (Line & { after: string }) | null {
  const parts = /^([1-9]\d{0,14}) ([\w-]{44,8000})$/.exec(line)
  if (!parts) return null
  const number = Number(parts[1])
  const sealed = Buffer.from(parts[2]!, 'base64url')
  // The last digit has bits that decode to nothing; a line has one spelling only.
  if (sealed.toString('base64url') !== parts[2]) return null
  try {
    const opened = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    opened.setAAD(context(number)).setAuthTag(sealed.subarray(-TAG_BYTES))
    const text = Buffer.concat([opened.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), opened.final()]).toString('utf8')
    const { after, id, kind, ids, at } = JSON.parse(text) as { after: string; id: string; kind: string; ids: Record<string, string>; at: string }
    return { after, id, kind, ids, at: new Date(at), number, seal: hash('sha256', line, 'buffer') }
  } catch {
    return null
  }
}

function strayLines(key: Buffer, rest: Buffer): LedgerEntry[] {
  const found = rest.toString('latin1').split('\n').map((line) => openLine(key, line))
  return found.filter((line) => line !== null).map(({ id, kind, ids, at }) => ({ id, kind, ids, at }))
}

function context(number: number): Buffer {
  return Buffer.from(`schulhof ledger 1\n${number}`)
}
