/**
 * Picture files, taken apart and put together again. What a picture is follows from its bytes, never from what the sender says. Only parts that are needed to draw it
 * are kept, by a list of those: place, time, device and name of a photo (EXIF, XMP, IPTC, texts) are gone, and so is whatever else somebody hid between the parts.
 * What is cut, goes on behind its end, moves, or is larger than it may be is refused. Pure.
 */
import { PictureFault } from './fault.ts'
import type { Picture, PictureProblem, PictureType, Sides } from './fault.ts'
import { readJpeg } from './jpeg.ts'
import { readPng } from './png.ts'
import { readWebp } from './webp.ts'

/** The picture without anything that does not belong to drawing it, or what is wrong with it. */
export function readPicture(bytes: Buffer, sides: Sides): Picture | PictureProblem {
  const format = FORMATS.find((one) => one.begins(bytes))
  if (format === undefined) return 'kind'
  try {
    return { mediaType: format.mediaType, ...format.read(bytes, sides) }
  } catch (error) {
    if (error instanceof PictureFault) return error.problem
    throw error
  }
}

type Format = { mediaType: PictureType; begins: (bytes: Buffer) => boolean; read: (bytes: Buffer, sides: Sides) => Omit<Picture, 'mediaType'> }

const FORMATS: readonly Format[] = [
  { mediaType: 'image/png', begins: (bytes) => bytes.subarray(0, 8).equals(Buffer.from('\x89PNG\r\n\x1a\n', 'latin1')), read: readPng },
  { mediaType: 'image/jpeg', begins: (bytes) => bytes.subarray(0, 3).equals(Buffer.from('\xff\xd8\xff', 'latin1')), read: readJpeg },
  { mediaType: 'image/webp', begins: (bytes) => bytes.toString('latin1', 0, 4) === 'RIFF' && bytes.toString('latin1', 8, 12) === 'WEBP', read: readWebp },
]
