/**
 * From bytes to text. Encodings are told apart by evidence, never by the file's name: a byte order mark, then valid UTF-8, then what the
 * bytes of the old code pages would have to mean. What no evidence supports is refused instead of being stored as garbage.
 */
import { isUtf8 } from 'node:buffer'
import { file_bytes_max } from './limits.ts'
import { TableRefused } from './refused.ts'
import { signatureOf } from './signatures.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252' | 'iso-8859-15'
export type Decoded = { text: string; encoding: Encoding; /** Letters rest on an old code page: somebody should look at them. */ isGuessed: boolean }

/**
 * The text of an uploaded table without its byte order mark, and the encoding it was found in. Throws TableRefused for what is too large, empty, no text, cut off within a character or of no known encoding.
 */
export function decodeTable(bytes: Uint8Array): Decoded {
  if (bytes.byteLength === 0) throw new TableRefused('file_empty')
  if (bytes.byteLength > file_bytes_max) throw new TableRefused('file_too_large', { bytes: bytes.byteLength, bytes_max: file_bytes_max })
  const signature = signatureOf(bytes)
  if (signature) throw new TableRefused(signature)
  const decoded = decodeByMark(bytes) ?? decodeByContent(bytes, false)
  // DOS programs end a file with Ctrl-Z; some tools leave a second mark behind when they join files.
  const unmarked = decoded.text.replace(/^\ufeff/, '')
  const trimmed = unmarked.trimEnd()
  const text = trimmed.endsWith('\u001a') ? trimmed.slice(0, -1) : unmarked
  if (text.includes('\0')) throw new TableRefused('file_is_binary')
  if (text.trim() === '') throw new TableRefused('file_empty')
  return { ...decoded, text }
}

function decodeByMark(bytes: Uint8Array): Decoded | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodeUtf16(bytes, 'utf-16le')
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodeUtf16(bytes, 'utf-16be')
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return decodeByContent(bytes.subarray(3), true)
  return null
}

function decodeUtf16(bytes: Uint8Array, encoding: 'utf-16le' | 'utf-16be'): Decoded {
  if (bytes.byteLength % 2 === 1) throw new TableRefused('file_cut_off')
  const units = Buffer.from(bytes.subarray(2))
  const text = (encoding === 'utf-16be' ? units.swap16() : units).toString('utf16le')
  if (/[\ud800-\udbff]$/.test(text)) throw new TableRefused('file_cut_off')
  if (!text.isWellFormed()) throw new TableRefused('encoding_unknown')
  return { text, encoding, isGuessed: false }
}

function decodeByContent(bytes: Uint8Array, isMarked: boolean): Decoded {
  if (bytes.includes(0)) throw new TableRefused('file_is_binary')
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (isUtf8(bytes)) return { text: view.toString('utf8'), encoding: 'utf-8', isGuessed: false }
  refuseBrokenUtf8(bytes, isMarked)
  const encoding = codePageOf(bytes)
  return { text: decodeCodePage(view, encoding), encoding, isGuessed: true }
}

/**
 * Half a file often ends within a letter, and joined files mix encodings; both would otherwise be read as Windows-1252 and turn every umlaut
 * into two wrong letters. Old code pages hardly ever form a valid sequence by accident, so one sequence per stray byte tells UTF-8.
 */
function refuseBrokenUtf8(bytes: Uint8Array, isMarked: boolean): void {
  let sequences = 0
  let strays = 0
  let strayAt = -1
  for (let i = 0; i < bytes.length;) {
    if (bytes[i]! < 0x80) {
      i += 1
      continue
    }
    const length = sequenceLength(bytes[i]!)
    const whole = length > 0 && hasTail(bytes, i, length)
    if (whole) sequences += 1
    else if (length > 0 && i + length > bytes.length && (sequences > 0 || isMarked) && strays === 0) throw new TableRefused('file_cut_off')
    else {
      strays += 1
      if (strayAt < 0) strayAt = i
    }
    i += whole ? length : 1
  }
  if (isMarked || (sequences > 0 && sequences >= strays)) throw new TableRefused('encoding_mixed', {}, lineAt(bytes, Math.max(strayAt, 0)))
}

/** Bytes of a UTF-8 sequence that begins so (RFC 3629), 0 where none can. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2
  if (lead >= 0xe0 && lead <= 0xef) return 3
  return lead >= 0xf0 && lead <= 0xf4 ? 4 : 0
}

function hasTail(bytes: Uint8Array, at: number, length: number): boolean {
  for (let i = at + 1; i < at + length; i += 1) if ((bytes[i] ?? 0) >> 6 !== 0b10) return false
  return true
}

function lineAt(bytes: Uint8Array, position: number): number {
  let line = 1
  for (let i = 0; i < position; i += 1) if (bytes[i] === 0x0a || (bytes[i] === 0x0d && bytes[i + 1] !== 0x0a)) line += 1
  return line
}

/**
 * Windows-1252 or ISO-8859-15: 0x80-0x9F hold letters and dashes in the first and nothing in the second; eight further places differ, and of
 * these Š š Ž ž Œ œ Ÿ € stand in names and texts while ¦ ¨ ¸ ¼ ½ ¾ ¤ do not. The acute accent is the exception (D´Angelo).
 * Throws encoding_unknown when the bytes make no words in either: DOS (cp850) and old Macintosh files.
 */
function codePageOf(bytes: Uint8Array): 'windows-1252' | 'iso-8859-15' {
  let high = 0
  let c1 = 0
  let nonsense = 0
  let latin9 = 0
  for (let i = 0; i < bytes.length; i += 1) {
    const byte = bytes[i]!
    if (byte < 0x80) continue
    high += 1
    const before = bytes[i - 1] ?? 0x20
    const after = bytes[i + 1] ?? 0x20
    if (byte < 0xa0) {
      c1 += 1
      if (undefinedIn1252.has(byte)) throw new TableRefused('encoding_unknown')
      if (isNonsenseIn1252(byte, before, after)) nonsense += 1
    } else if (byte === 0xb4) {
      if (!isLetter(before) && isLower(after)) latin9 += 1
    } else if (latin9Letters.has(byte)) latin9 += 1
  }
  if (nonsense * 2 > high) throw new TableRefused('encoding_unknown')
  return c1 === 0 && latin9 > 0 ? 'iso-8859-15' : 'windows-1252'
}

/** A quotation mark or a currency sign within a word, or a capital letter after a small one: that is ä, ö, ü of another code page. */
function isNonsenseIn1252(byte: number, before: number, after: number): boolean {
  if (byte === 0x91 || byte === 0x92 || byte === 0x96 || byte === 0x97) return false
  if (byte === 0x9a || byte === 0x9c || byte === 0x9e) return false
  if (byte === 0x8a || byte === 0x8c || byte === 0x8e || byte === 0x9f) return isLetter(before) && (byte === 0x9f || isLower(after))
  return isLetter(before) && isLetter(after)
}

const isLower = (byte: number): boolean => (byte >= 0x61 && byte <= 0x7a) || byte >= 0xdf
const isLetter = (byte: number): boolean => isLower(byte) || (byte >= 0x41 && byte <= 0x5a) || byte >= 0xc0

const undefinedIn1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])
const latin9Letters = new Set([0xa4, 0xa6, 0xa8, 0xb8, 0xbc, 0xbd, 0xbe])

/** Slice by slice through a table of 256 letters: 50 MB of special letters take no longer than 50 MB of plain ones. */
function decodeCodePage(bytes: Buffer, encoding: 'windows-1252' | 'iso-8859-15'): string {
  const letters = encoding === 'windows-1252' ? windows1252 : iso885915
  const table = Uint16Array.from({ length: 256 }, (_, byte) => (letters.get(byte) ?? String.fromCharCode(byte)).charCodeAt(0))
  const parts: string[] = []
  for (let from = 0; from < bytes.length; from += slice_bytes) {
    const slice = bytes.subarray(from, from + slice_bytes)
    const units = new Uint16Array(slice.length)
    let isPlain = true
    for (let i = 0; i < slice.length; i += 1) {
      units[i] = table[slice[i]!]!
      if (units[i] !== slice[i]) isPlain = false
    }
    parts.push(isPlain ? slice.toString('latin1') : Buffer.from(units.buffer).toString('utf16le'))
  }
  return parts.join('')
}

const slice_bytes = 65_536

// Both tables name only what differs from ISO-8859-1. Our own, because a text decoder of the runtime may be built without them.
const lettersOfC1 = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ'
const windows1252 = new Map([...lettersOfC1].map((letter, i) => [0x80 + i, letter]))
const iso885915 = new Map([
  [0xa4, '€'],
  [0xa6, 'Š'],
  [0xa8, 'š'],
  [0xb4, 'Ž'],
  [0xb8, 'ž'],
  [0xbc, 'Œ'],
  [0xbd, 'œ'],
  [0xbe, 'Ÿ'],
])
