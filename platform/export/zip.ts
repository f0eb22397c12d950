/**
 * ZIP, written while it is read: nothing is held but one piece. Sizes follow each content (data descriptor), names are UTF-8. Only what every program of the last
 * twenty years opens: no zip64, so what would need it is refused before a byte too many is given out.
 */
import { crc32, createDeflateRaw } from 'node:zlib'
import { Readable } from 'node:stream'
import { zip_bytes_max, zip_entries_max } from './limits.ts'

/** `isPacked`: text is worth packing, pictures and films are not. */
export type ZipEntry = { name: string; isPacked: boolean; content: AsyncIterable<Uint8Array> | Iterable<Uint8Array> }

/** Thrown when it would become larger than allowed. Nothing of it may be offered then. */
export class ZipTooLarge extends Error {}

type Written = { name: Buffer; method: number; crc: number; packed_bytes: number; size_bytes: number; offset: number }

/** The bytes of the archive. Throws ZipTooLarge above `bytes_max` or `entries_max`, and what the contents throw. `modified`: the date of all entries. */
export async function* zipped(entries: AsyncIterable<ZipEntry> | Iterable<ZipEntry>, { bytes_max, entries_max = zip_entries_max, modified }: { bytes_max: number; entries_max?: number; modified: string }): AsyncGenerator<Buffer> {
  const most = Math.min(bytes_max, zip_bytes_max)
  const stamp = dosDate(modified)
  const written: Written[] = []
  let offset = 0
  const count = (piece: Buffer): Buffer => {
    offset += piece.length
    if (offset > most) throw new ZipTooLarge()
    return piece
  }
  for await (const entry of entries) {
    if (written.length >= Math.min(entries_max, zip_entries_max)) throw new ZipTooLarge()
    const one: Written = { name: Buffer.from(entry.name), method: entry.isPacked ? DEFLATE : STORE, crc: 0, packed_bytes: 0, size_bytes: 0, offset }
    yield count(localHeader(one, stamp))
    const measured = measure(entry.content, one)
    for await (const piece of entry.isPacked ? Readable.from(measured, { objectMode: false }).compose(createDeflateRaw()) : measured) {
      one.packed_bytes += (piece as Buffer).length
      yield count(piece as Buffer)
    }
    yield count(descriptor(one))
    written.push(one)
  }
  const begin = offset
  for (const one of written) yield count(centralHeader(one, stamp))
  yield count(end(written.length, begin, offset - begin))
}

const STORE = 0
const DEFLATE = 8
/** Bit 3: sizes come after the content. Bit 11: the name is UTF-8. */
const FLAGS = 0x0808
const VERSION = 20

async function* measure(content: ZipEntry['content'], one: Written): AsyncGenerator<Buffer> {
  for await (const piece of content) {
    one.size_bytes += piece.length
    if (one.size_bytes > zip_bytes_max) throw new ZipTooLarge()
    one.crc = crc32(piece, one.crc)
    yield Buffer.from(piece.buffer, piece.byteOffset, piece.length)
  }
}

/** Date as MS-DOS wrote it, at noon: nobody needs the minute. */
function dosDate(day: string): number {
  const [year, month, date] = day.split('-').map(Number) as [number, number, number]
  return ((((Math.max(1980, year) - 1980) << 9) | (month << 5) | date) * 65_536 + (12 << 11)) >>> 0
}

function localHeader({ name, method }: Written, stamp: number): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(0x04034b50, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(FLAGS, 6)
  header.writeUInt16LE(method, 8)
  header.writeUInt32LE(stamp, 10)
  header.writeUInt16LE(name.length, 26)
  return Buffer.concat([header, name])
}

function descriptor({ crc, packed_bytes, size_bytes }: Written): Buffer {
  const bytes = Buffer.alloc(16)
  bytes.writeUInt32LE(0x08074b50, 0)
  bytes.writeUInt32LE(crc, 4)
  bytes.writeUInt32LE(packed_bytes, 8)
  bytes.writeUInt32LE(size_bytes, 12)
  return bytes
}

function centralHeader({ name, method, crc, packed_bytes, size_bytes, offset }: Written, stamp: number): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(0x02014b50, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(VERSION, 6)
  header.writeUInt16LE(FLAGS, 8)
  header.writeUInt16LE(method, 10)
  header.writeUInt32LE(stamp, 12)
  header.writeUInt32LE(crc, 16)
  header.writeUInt32LE(packed_bytes, 20)
  header.writeUInt32LE(size_bytes, 24)
  header.writeUInt16LE(name.length, 28)
  header.writeUInt32LE(offset, 42)
  return Buffer.concat([header, name])
}

function end(entries: number, begin: number, bytes: number): Buffer {
  const record = Buffer.alloc(22)
  record.writeUInt32LE(0x06054b50, 0)
  record.writeUInt16LE(entries, 8)
  record.writeUInt16LE(entries, 10)
  record.writeUInt32LE(bytes, 12)
  record.writeUInt32LE(begin, 16)
  return record
}
