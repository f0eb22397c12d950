/**
 * The ledger file. One line per act: `NUMBER BASE64URL`, the rest sealed with AES-256-GCM under the ledger's own key. The number is authenticated with the
 * line, and each line holds the hash of the line before it, so a line that was changed, removed, moved or added by somebody without the key is found. A file that
 * was shortened begins with a checkpoint, `=LEDGER LINES BASE64URL`, sealed under the same key in a context of its own: what went before, and the seal of its last line.
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

/** What a shortened file begins with. `ledgerId`: see ledgerIdOf. `begunAt`: of its very first line. `place`: behind the checkpoint, as the first line that is left counts. */
export type Checkpoint = { ledgerId: string; begunAt: Date; place: Place }

/** What tells one ledger from another (a school that went on without its own has two): its first line, which no other has. Null: nothing stands in it. No key is needed, and nothing is checked. */
export function ledgerIdOf(content: Buffer): string | null {
  const stop = content.indexOf(10)
  if (stop < 0) return null
  return CHECKPOINT.exec(content.toString('latin1', 0, stop))?.[1] ?? hash('sha256', content.subarray(0, stop), 'hex').slice(0, 16)
}

/** The line that stands for all lines up to one, that one included. */
export function sealCheckpoint(key: Buffer, { ledgerId, begunAt, lines, seal }: Omit<Checkpoint, 'place'> & Pick<Place, 'lines' | 'seal'>): string {
  return `=${ledgerId} ${lines} ${sealOne(key, checkpointContext(ledgerId, lines), JSON.stringify({ seal: seal.toString('hex'), begunAt: begunAt.toISOString() }))}\n`
}

/** Null: the content does not begin with a checkpoint that is authentic and whole. */
export function openCheckpoint(key: Buffer, content: Buffer): Checkpoint | null {
  const stop = content.indexOf(10)
  const parts = stop < 0 ? null : CHECKPOINT.exec(content.toString('latin1', 0, stop))
  if (!parts) return null
  const [ledgerId, lines] = [parts[1]!, Number(parts[2])]
  const text = openOne(key, checkpointContext(ledgerId, lines), parts[3]!)
  if (text === null) return null
  const { seal, begunAt } = JSON.parse(text) as { seal: string; begunAt: string }
  return { ledgerId, begunAt: new Date(begunAt), place: { lines, bytes: stop + 1, seal: Buffer.from(seal, 'hex') } }
}

/** Reads a file from its beginning, shortened or not. */
export function readFromStart(key: Buffer, content: Buffer): Reading & { from: Place; checkpoint: Checkpoint | null } {
  if (content[0] !== '='.charCodeAt(0)) return { ...readLines(key, START, content), from: START, checkpoint: null }
  const checkpoint = openCheckpoint(key, content)
  if (checkpoint === null) return { lines: [], end: START, broken: { number: 1, rest: content, stray: strayLines(key, content), isTorn: false }, from: START, checkpoint: null }
  return { ...readLines(key, checkpoint.place, content.subarray(checkpoint.place.bytes)), from: checkpoint.place, checkpoint }
}

/** Where a place that was read before lies in a file that was shortened since; null when its line is not there. No line is opened: the seal of one is a hash. */
export function placeIn(content: Buffer, { lines, seal }: Place): Place | null {
  const start = content.indexOf(`\n${lines} `) + 1
  const stop = content.indexOf(10, start)
  return start > 0 && stop > 0 && hash('sha256', content.subarray(start, stop), 'buffer').equals(seal) ? { lines, bytes: stop + 1, seal } : null
}

/** The text of lines for these acts, to be written behind a place; and the place behind them. */
export function sealLines(key: Buffer, from: Place, entries: readonly LedgerEntry[]): { text: string; end: Place } {
  let { lines, bytes, seal } = from
  let text = ''
  for (const { id, kind, ids, at } of entries) {
    lines += 1
    const line = `${lines} ${sealOne(key, context(lines), JSON.stringify({ after: seal.toString('hex'), id, kind, ids, at: at.toISOString() }))}`
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

const CHECKPOINT = /^=([0-9a-f]{16}) ([1-9]\d{0,14}) ([\w-]{44,1000})$/

function sealOne(key: Buffer, about: Buffer, text: string): string {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(about)
  return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url')
}

function openOne(key: Buffer, about: Buffer, text: string): string | null {
  const sealed = Buffer.from(text, 'base64url')
  // The last digit has bits that decode to nothing; a line has one spelling only.
  if (sealed.toString('base64url') !== text) return null
  try {
    const opened = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    opened.setAAD(about).setAuthTag(sealed.subarray(-TAG_BYTES))
    return Buffer.concat([opened.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), opened.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** One line by itself, whatever stands before it; null: not authentic under this key and number. */
export function openLine(key: Buffer, line: string): (Line & { after: string }) | null {
  const parts = /^([1-9]\d{0,14}) ([\w-]{44,8000})$/.exec(line)
  const text = parts && openOne(key, context(Number(parts[1])), parts[2]!)
  if (text === null) return null
  const { after, id, kind, ids, at } = JSON.parse(text) as { after: string; id: string; kind: string; ids: Record<string, string>; at: string }
  return { after, id, kind, ids, at: new Date(at), number: Number(parts![1]), seal: hash('sha256', line, 'buffer') }
}

function strayLines(key: Buffer, rest: Buffer): LedgerEntry[] {
  const found = rest.toString('latin1').split('\n').map((line) => openLine(key, line))
  return found.filter((line) => line !== null).map(({ id, kind, ids, at }) => ({ id, kind, ids, at }))
}

function context(number: number): Buffer {
  return Buffer.from(`schulhof ledger 1\n${number}`)
}

function checkpointContext(ledgerId: string, lines: number): Buffer {
  return Buffer.from(`schulhof ledger checkpoint 1\n${ledgerId}\n${lines}`)
}
