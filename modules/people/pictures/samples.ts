/** Small pictures as browsers write them (24 x 16 pixels), and what hostile ones are made of. For tests. */
import { crc32 } from 'node:zlib'

const written = {
  jpeg: '/9j/4AAQSkZJRgABAQAAAQABAAD/4gHYSUNDX1BST0ZJTEUAAQEAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADb/2wBDABsSFBcUERsXFhceHBsgKEIrKCUlKFE6PTBCYFVlZF9VXVtqeJmBanGQc1tdhbWGkJ6jq62rZ4C8ybqmx5moq6T/2wBDARweHigjKE4rK06kbl1upKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKSkpKT/wAARCAAQABgDASIAAhEBAxEB/8QAFgABAQEAAAAAAAAAAAAAAAAAAAQF/8QAIBAAAgEBCQAAAAAAAAAAAAAAABEEEhMUFSNCZKLR4f/EABUBAQEAAAAAAAAAAAAAAAAAAAED/8QAGBEBAAMBAAAAAAAAAAAAAAAAAAIRIRL/2gAMAwEAAhEDEQA/ANufOudnl11vUkl2R43t+fhZPg3yzzKKHpba6I8E3HD0NSl3eNcACq//2Q==',
  webp: 'UklGRiwCAABXRUJQVlA4WAoAAAAgAAAAFwAADwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDggPgAAAFADAJ0BKhgAEAA+0WKmTSgmI6IwCAEAGglkAL84Id/AvtK4AP72Av/s4MqJrRSX6daZQqA+mUNKS+FMMWAA',
  webpAlpha: 'UklGRlgCAABXRUJQVlA4WAoAAAAwAAAAFwAADwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZBTFBIGAAAAAEPMIAREYJM2qb+1dbBvjIJEf2fALJ7dVZQOCBKAAAAEAMAnQEqGAAQAD7RWKRLqCUjobAIAQAaCWQAHtHBRFEAAP7q1H3xIM2LNmd/0lj9P2fs23tN9aU3O+QG4/ZWeWjT9h10f+u4gAA=',
  webpLossless: 'UklGRhICAABXRUJQVlA4WAoAAAAgAAAAFwAADwAASUNDUMgBAAAAAAHIAAAAAAQwAABtbnRyUkdCIFhZWiAH4AABAAEAAAAAAABhY3NwAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAQAA9tYAAQAAAADTLQAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAlkZXNjAAAA8AAAACRyWFlaAAABFAAAABRnWFlaAAABKAAAABRiWFlaAAABPAAAABR3dHB0AAABUAAAABRyVFJDAAABZAAAAChnVFJDAAABZAAAAChiVFJDAAABZAAAAChjcHJ0AAABjAAAADxtbHVjAAAAAAAAAAEAAAAMZW5VUwAAAAgAAAAcAHMAUgBHAEJYWVogAAAAAAAAb6IAADj1AAADkFhZWiAAAAAAAABimQAAt4UAABjaWFlaIAAAAAAAACSgAAAPhAAAts9YWVogAAAAAAAA9tYAAQAAAADTLXBhcmEAAAAAAAQAAAACZmYAAPKnAAANWQAAE9AAAApbAAAAAAAAAABtbHVjAAAAAAAAAAEAAAAMZW5VUwAAACAAAAAcAEcAbwBvAGcAbABlACAASQBuAGMALgAgADIAMAAxADZWUDhMJAAAAC8XwAMAD3C6xbtE/wp1/iMNZNI2czD/avONSYjo/zgAQPOaNw==',
  png: 'iVBORw0KGgoAAAANSUhEUgAAABgAAAAQCAYAAAAMJL+VAAAASUlEQVR4AeyQQQ0AIAwDmxnCDkKQgRDsoAgkNH10j2VN+upju4tnTsCcggfGnlDKDBdUxJDVvRVRY/mK7jpQyhDyCdhH6m4n+AAAAP//f8M6qwAAAAZJREFUAwAyhoPB9TUF2AAAAABJRU5ErkJggg==',
} as const

export const samples = Object.fromEntries(Object.entries(written).map(([name, base64]) => [name, Buffer.from(base64, 'base64')])) as Record<keyof typeof written, Buffer>

/** A part of a PNG. */
export function pngPart(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, 'latin1'), content])
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)]
  length.writeUInt32BE(content.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

export function jpegSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(content.length + 2, 2)
  return Buffer.concat([head, content])
}

export function riffChunk(name: string, content: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.write(name, 'latin1')
  head.writeUInt32LE(content.length, 4)
  return Buffer.concat([head, content, Buffer.alloc(content.length % 2)])
}

/** The file with something behind its first so many bytes; `isRiff`: its length is told anew. */
export function withInserted(file: Buffer, at: number, inserted: Buffer, isRiff = false): Buffer {
  const made = Buffer.concat([file.subarray(0, at), inserted, file.subarray(at)])
  if (isRiff) made.writeUInt32LE(made.length - 8, 4)
  return made
}

/** Each format with the place of the photo (EXIF), texts and comments in every part that can hold them. */
export function tattling(mark: string): Record<'png' | 'jpeg' | 'webp' | 'webpAlpha', Buffer> {
  const exif = Buffer.from(`MM\0*\0\0\0\x08GPSLatitude ${mark}`, 'latin1')
  const xmp = Buffer.from(`http://ns.adobe.com/xap/1.0/\0<x:xmpmeta>${mark}</x:xmpmeta>`, 'latin1')
  const text = Buffer.from(`Comment\0${mark}`, 'latin1')
  const chunks = Buffer.concat([riffChunk('EXIF', exif), riffChunk('XMP ', xmp), riffChunk('NOTE', text)])
  const riff = (file: Buffer) => withInserted(file, file.length, chunks, true)
  return {
    png: withInserted(samples.png, 33, Buffer.concat([pngPart('eXIf', exif), pngPart('tEXt', text), pngPart('iTXt', xmp), pngPart('tIME', Buffer.from(mark.slice(0, 7))), pngPart('ruSt', text)])),
    jpeg: withInserted(samples.jpeg, 2, Buffer.concat([jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), exif])), jpegSegment(0xe1, xmp), jpegSegment(0xed, text), jpegSegment(0xee, text), jpegSegment(0xfe, text)])),
    webp: riff(samples.webp), webpAlpha: riff(samples.webpAlpha),
  }
}
