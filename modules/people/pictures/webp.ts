/** WebP (RFC 9649): chunks in a RIFF file, one of which is the picture. Pure. */
import { picture_parts_max } from '../limits.ts'
import { broken, checkSides } from './fault.ts'
import type { Picture, Sides } from './fault.ts'

type Chunk = { name: string; content: Buffer; whole: Buffer }

const ANIMATED = 0x02
const ALPHA = 0x10

/** Throws PictureFault. */
export function readWebp(bytes: Buffer, sides: Sides): Omit<Picture, 'mediaType'> {
  if (bytes.length < 20 || bytes.readUInt32LE(4) + 8 !== bytes.length) broken()
  const chunks = chunksOf(bytes)
  const [extended, alpha] = ['VP8X', 'ALPH'].map((name) => only(chunks, name))
  const [lossy, lossless] = ['VP8 ', 'VP8L'].map((name) => only(chunks, name))
  const picture = lossy ?? lossless ?? broken()
  if ((lossy && lossless) || (alpha && !lossy)) broken()
  const size = lossy ? sizeOfLossy(picture.content) : sizeOfLossless(picture.content)
  checkSides(size, sides)
  if (!extended) return { ...size, bytes: alpha ? broken() : riff([picture]) }
  if (chunks[0] !== extended || extended.content.length !== 10 || (extended.content[0]! & ANIMATED) !== 0) broken()
  // The head of an extended file names the size once more.
  if (extended.content.readUIntLE(4, 3) + 1 !== size.width || extended.content.readUIntLE(7, 3) + 1 !== size.height) broken()
  if (!alpha) return { ...size, bytes: riff([picture]) }
  const head = Buffer.from(extended.whole)
  head.writeUInt32LE(ALPHA, 8)
  return { ...size, bytes: riff([{ whole: head }, alpha, picture]) }
}

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = 12; at < bytes.length; ) {
    if (at + 8 > bytes.length || chunks.length >= picture_parts_max) broken()
    const length = bytes.readUInt32LE(at + 4)
    const end = at + 8 + length + (length % 2)
    if (end > bytes.length) broken()
    chunks.push({ name: bytes.toString('latin1', at, at + 4), content: bytes.subarray(at + 8, at + 8 + length), whole: bytes.subarray(at, end) })
    at = end
  }
  return chunks
}

function only(chunks: readonly Chunk[], name: string): Chunk | undefined {
  const found = chunks.filter((chunk) => chunk.name === name)
  return found.length > 1 ? broken() : found[0]
}

/** A key frame of VP8 (RFC 6386 section 9.1) whose first part is there. */
function sizeOfLossy(content: Buffer): { width: number; height: number } {
  if (content.length < 10 || content.readUIntBE(3, 3) !== 0x9d012a) broken()
  const tag = content.readUIntLE(0, 3)
  if ((tag & 1) !== 0 || 10 + (tag >> 5) > content.length) broken()
  return { width: content.readUInt16LE(6) & 0x3fff, height: content.readUInt16LE(8) & 0x3fff }
}

function sizeOfLossless(content: Buffer): { width: number; height: number } {
  if (content.length < 5 || content[0] !== 0x2f) broken()
  const bits = content.readUInt32LE(1)
  return bits >>> 29 === 0 ? { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 } : broken()
}

function riff(chunks: readonly Pick<Chunk, 'whole'>[]): Buffer {
  const content = Buffer.concat(chunks.map(({ whole }) => whole))
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(content.length + 4, 4)
  return Buffer.concat([head, content])
}
