/** PNG (ISO/IEC 15948): parts of a length, a name, content and a checksum. Pure. */
import { crc32, inflateSync } from 'node:zlib'
import { picture_parts_max } from '../limits.ts'
import { broken, checkSides } from './fault.ts'
import type { Picture, Sides } from './fault.ts'

/** What is needed to draw it, and how bright it is meant. No profile, no texts, no time, no EXIF, no further pictures of an animation. */
const KEPT = new Set(['IHDR', 'PLTE', 'tRNS', 'gAMA', 'sRGB', 'IDAT', 'IEND'])
const SIGNATURE_BYTES = 8

type Part = { name: string; content: Buffer; whole: Buffer }

/** Throws PictureFault. */
export function readPng(bytes: Buffer, sides: Sides): Omit<Picture, 'mediaType'> {
  const parts = partsOf(bytes)
  const [head] = parts
  if (head?.name !== 'IHDR' || head.content.length !== 13 || parts.at(-1)?.name !== 'IEND') broken()
  const [width, height] = [head.content.readUInt32BE(0), head.content.readUInt32BE(4)]
  checkSides({ width, height }, sides)
  const pixels = Buffer.concat(parts.filter(({ name }) => name === 'IDAT').map(({ content }) => content))
  if (!isWhole(pixels, head.content, { width, height })) broken()
  return { width, height, bytes: Buffer.concat([bytes.subarray(0, SIGNATURE_BYTES), ...parts.filter(({ name }) => KEPT.has(name)).map(({ whole }) => whole)]) }
}

function partsOf(bytes: Buffer): Part[] {
  const parts: Part[] = []
  for (let at = SIGNATURE_BYTES; at < bytes.length; ) {
    if (at + 12 > bytes.length || parts.length >= picture_parts_max) broken()
    const end = at + 12 + bytes.readUInt32BE(at)
    if (end > bytes.length) broken()
    const name = bytes.toString('latin1', at + 4, at + 8)
    if (!/^[A-Za-z]{4}$/.test(name) || crc32(bytes.subarray(at + 4, end - 4)) !== bytes.readUInt32BE(end - 4)) broken()
    // Parts that a reader must know are written with a capital: one that we do not know makes it another picture.
    if (/^[A-Z]/.test(name) && !KEPT.has(name)) broken()
    parts.push({ name, content: bytes.subarray(at + 8, end - 4), whole: bytes.subarray(at, end) })
    if (name === 'IEND' && end !== bytes.length) broken()
    at = end
  }
  return parts
}

/** Samples of a pixel by colour type. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** True when exactly the pixels are there that the head speaks of. Interlaced ones our page does not make, and nobody needs for a small picture. */
function isWhole(pixels: Buffer, head: Buffer, { width, height }: { width: number; height: number }): boolean {
  const [depth, colour, compression, filter, interlace] = [...head.subarray(8)]
  const samples = SAMPLES[colour!]
  if (samples === undefined || ![1, 2, 4, 8, 16].includes(depth!) || compression !== 0 || filter !== 0 || interlace !== 0) return false
  const unpacked_bytes = height * (1 + Math.ceil((width * samples * depth!) / 8))
  try {
    return inflateSync(pixels, { maxOutputLength: unpacked_bytes }).length === unpacked_bytes
  } catch {
    return false
  }
}
