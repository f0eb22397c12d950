/** JPEG (ITU-T T.81): segments behind markers, pixels behind the last of them. Pure. */
import { picture_parts_max } from '../limits.ts'
import { broken, checkSides } from './fault.ts'
import type { Picture, Sides } from './fault.ts'

const [SOI, EOI, SOS, DQT, DHT, DRI, ADOBE, COMMENT] = [0xd8, 0xd9, 0xda, 0xdb, 0xc4, 0xdd, 0xee, 0xfe]
/** Baseline, extended, progressive: what browsers draw. */
const FRAMES = new Set([0xc0, 0xc1, 0xc2])
const isApplication = (marker: number): boolean => marker >= 0xe0 && marker <= 0xef

/** Throws PictureFault. */
export function readJpeg(bytes: Buffer, sides: Sides): Omit<Picture, 'mediaType'> {
  const kept: Buffer[] = [bytes.subarray(0, 2)]
  let frame: { width: number; height: number } | null = null
  let [at, hasPixels, parts] = [2, false, 0]
  for (;;) {
    if (++parts > picture_parts_max || at + 2 > bytes.length || bytes[at] !== 0xff) broken()
    const marker = bytes[at + 1]!
    if (marker === EOI) break
    if (at + 4 > bytes.length) broken()
    const end = at + 2 + bytes.readUInt16BE(at + 2)
    if (end > bytes.length || end < at + 4 || marker === SOI) broken()
    const segment = bytes.subarray(at, end)
    if (FRAMES.has(marker)) {
      if (frame !== null) broken()
      frame = frameOf(segment)
      checkSides(frame, sides)
    }
    if (FRAMES.has(marker) || marker === DQT || marker === DHT || marker === DRI || isColourNote(marker, segment)) kept.push(segment)
    else if (marker === SOS) {
      if (frame === null) broken()
      at = endOfPixels(bytes, end)
      kept.push(segment, bytes.subarray(end, at))
      hasPixels = true
      continue
    } else if (!isApplication(marker) && marker !== COMMENT) broken()
    at = end
  }
  // Behind the end nothing may stand: there other files hide, and second pictures of phones with a place of their own.
  if (frame === null || !hasPixels || at + 2 !== bytes.length) broken()
  return { ...frame, bytes: Buffer.concat([...kept, bytes.subarray(at)]) }
}

function frameOf(segment: Buffer): { width: number; height: number } {
  // Grey or three colours of 8 bits; four are for print, and each program draws them differently.
  const parts = segment[9]!
  if (segment.length < 10 || segment[4] !== 8 || (parts !== 1 && parts !== 3) || segment.length !== 10 + 3 * parts) broken()
  return { height: segment.readUInt16BE(5), width: segment.readUInt16BE(7) }
}

/** How the three colours are meant: 14 bytes that can hold nothing else. */
function isColourNote(marker: number, segment: Buffer): boolean {
  return marker === ADOBE && segment.length === 16 && segment.toString('latin1', 4, 9) === 'Adobe'
}

/** Where the pixels of a scan end: at the next marker that is neither a filled byte nor a restart. */
function endOfPixels(bytes: Buffer, from: number): number {
  for (let at = bytes.indexOf(0xff, from); at !== -1 && at + 1 < bytes.length; at = bytes.indexOf(0xff, at + 2)) {
    const next = bytes[at + 1]!
    if (next !== 0 && !(next >= 0xd0 && next <= 0xd7)) return at
  }
  return broken()
}
