/** Pictures taken apart: only what draws them is left, and whatever is something else too is refused. */
import assert from 'node:assert/strict'
import { randomBytes, randomInt } from 'node:crypto'
import { describe, test } from 'node:test'
import { deflateSync } from 'node:zlib'
import { picture_side_max, picture_side_min } from '../limits.ts'
import { readPicture } from './format.ts'
import { jpegSegment, pngPart, samples, tattling, withInserted } from './samples.ts'

const read = (bytes: Buffer) => readPicture(bytes, { min: picture_side_min, max: picture_side_max })
const problemOf = (bytes: Buffer): string => {
  const found = read(bytes)
  return typeof found === 'string' ? found : `taken as ${found.mediaType}`
}
const kept = (bytes: Buffer) => {
  const found = read(bytes)
  assert.ok(typeof found !== 'string', String(found))
  return found
}
const changed = (file: Buffer, write: (made: Buffer) => unknown): Buffer => {
  const made = Buffer.from(file)
  write(made)
  return made
}
/** A PNG whose head and pixels say what they want. */
const png = (width: number, height: number, pixels: Buffer, more: Buffer = Buffer.alloc(0)): Buffer => {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0])
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  return Buffer.concat([samples.png.subarray(0, 8), pngPart('IHDR', head), more, pngPart('IDAT', deflateSync(pixels)), pngPart('IEND', Buffer.alloc(0))])
}

describe('pictures', () => {
  test('what browsers write is taken, with its kind and size by its bytes, and comes out the same a second time', () => {
    for (const [name, bytes] of Object.entries(samples)) {
      const picture = kept(bytes)
      assert.deepEqual([picture.mediaType, picture.width, picture.height], [`image/${name.replace(/[A-Z].*/, '')}`, 24, 16], name)
      assert.ok(kept(picture.bytes).bytes.equals(picture.bytes), name)
    }
    const interlaced = changed(samples.png.subarray(16, 29), (head) => head.writeUInt8(1, 12))
    assert.equal(problemOf(Buffer.concat([samples.png.subarray(0, 8), pngPart('IHDR', interlaced), samples.png.subarray(33)])), 'broken')
    assert.equal(problemOf(Buffer.concat([samples.png.subarray(0, 8), pngPart('IHDR', samples.png.subarray(16, 29)), samples.png.subarray(33)])), 'taken as image/png')
    assert.equal(problemOf(png(16, 16, Buffer.alloc(16 * 17))), 'taken as image/png')
  })

  test('place, time, device and words of a photo are gone, from every part that can hold them', () => {
    const mark = `CANARY${randomBytes(8).toString('hex')}`
    for (const [name, bytes] of Object.entries(tattling(mark))) {
      assert.ok(bytes.includes(mark) && bytes.includes('GPSLatitude'), `${name}: planted`)
      const picture = kept(bytes)
      for (const trace of [mark, 'GPS', 'Exif', 'EXIF', 'eXIf', 'xmp', 'XMP', 'ICC', 'iCCP', 'tEXt', mark.slice(0, 7)]) assert.ok(!picture.bytes.includes(trace), `${name} holds ${trace}`)
      assert.ok(picture.bytes.equals(kept(samples[name as 'png']).bytes), `${name}: all else is as it was`)
    }
  })

  test('what is no PNG, JPEG or WebP is refused, whatever it calls itself', () => {
    const others = ['', 'x', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', '<?xml version="1.0"?><svg/>', '<!doctype html><script>1</script>', 'GIF89a\x01\0\x01\0', 'BM', '%PDF-1.7', 'PK\x03\x04', 'RIFF\x10\0\0\0WAVEfmt ', '\0\0\0\x20ftypavif', '\x89PNG\r\n', '\xff\xd8', ' \x89PNG\r\n\x1a\n']
    for (const text of others) assert.equal(problemOf(Buffer.from(text, 'latin1')), 'kind', JSON.stringify(text))
  })

  test('what is a picture and something else too is refused, or the other thing is gone', () => {
    const page = Buffer.from('<html><script>alert(1)</script></html>')
    const [zip, gif] = [Buffer.from('PK\x03\x04'), Buffer.from('GIF89a')]
    for (const [name, bytes] of Object.entries(samples)) {
      for (const more of [page, zip, gif, Buffer.from([0]), bytes]) assert.equal(problemOf(Buffer.concat([bytes, more])), 'broken', name)
      assert.equal(problemOf(Buffer.concat([page, bytes])), 'kind', name)
    }
    for (const hidden of [withInserted(samples.png, 33, pngPart('teSt', page)), withInserted(samples.jpeg, 2, jpegSegment(0xfe, page)), withInserted(samples.jpeg, 2, jpegSegment(0xe0, page))]) assert.ok(!kept(hidden).bytes.includes('<script>'))
    // A part that readers must know, and we do not.
    assert.equal(problemOf(withInserted(samples.png, 33, pngPart('TEST', page))), 'broken')
    assert.equal(problemOf(withInserted(samples.jpeg, 2, jpegSegment(0xf7, page))), 'broken')
    assert.equal(problemOf(withInserted(samples.webp, samples.webp.length, page, true)), 'broken')
  })

  test('too large and too small ones are refused by their heads, before anything is unpacked', () => {
    const frame = samples.jpeg.indexOf(Buffer.from([0xff, 0xc0]))
    const lossy = samples.webp.indexOf(Buffer.from([0x9d, 0x01, 0x2a]))
    const hostile: [string, Buffer][] = [
      ['png 30,000 x 30,000', png(30_000, 30_000, Buffer.alloc(100))], ['png 513 x 16', png(513, 16, Buffer.alloc(514 * 16))], ['png 2^32 - 1', png(2 ** 32 - 1, 2 ** 32 - 1, Buffer.alloc(9))], ['png 0 x 0', png(0, 0, Buffer.alloc(0))], ['png 15 x 15', png(15, 15, Buffer.alloc(240))],
      ['jpeg 30,000 x 30,000', changed(samples.jpeg, (made) => (made.writeUInt16BE(30_000, frame + 5), made.writeUInt16BE(30_000, frame + 7)))],
      ['jpeg 0 high', changed(samples.jpeg, (made) => made.writeUInt16BE(0, frame + 5))],
      ['webp 16,383', changed(samples.webp, (made) => made.writeUInt16LE(16_383, lossy + 3))],
    ]
    for (const [name, bytes] of hostile) assert.equal(problemOf(bytes), 'side', name)
    const canvas = changed(samples.webp, (made) => made.writeUIntLE(29_999, 24, 3))
    assert.equal(problemOf(canvas), 'broken', 'an extended WebP of another size than its picture')
  })

  test('pixels that are more or fewer than the head says are refused, at once also where they would be a gigabyte', () => {
    assert.equal(problemOf(png(16, 16, Buffer.alloc(16 * 17 - 1))), 'broken')
    assert.equal(problemOf(png(16, 16, Buffer.alloc(16 * 17 + 1))), 'broken')
    const bomb = png(512, 512, Buffer.alloc(100_000_000))
    const began = performance.now()
    assert.equal(problemOf(bomb), 'broken')
    assert.ok(performance.now() - began < 500, 'it was unpacked')
    assert.equal(problemOf(withInserted(samples.png, 33, Buffer.from('\0\0\0\x04tEXtabcd\0\0\0\0', 'latin1'))), 'broken', 'a wrong checksum')
  })

  test('a picture that moves is refused as WebP; of a PNG the first picture is left', () => {
    assert.equal(problemOf(changed(samples.webp, (made) => made.writeUInt8(made[20]! | 2, 20))), 'broken')
    const moving = kept(withInserted(samples.png, 33, Buffer.concat([pngPart('acTL', Buffer.alloc(8)), pngPart('fcTL', Buffer.alloc(26)), pngPart('fdAT', Buffer.alloc(50))])))
    assert.ok(!/acTL|fcTL|fdAT/.test(moving.bytes.toString('latin1')))
  })

  test('cut at any byte nothing is taken, and no byte turned makes it throw', () => {
    for (const [name, bytes] of Object.entries({ ...samples, ...tattling('MARK') })) {
      for (let length = 0; length < bytes.length; length++) assert.doesNotMatch(problemOf(bytes.subarray(0, length)), /taken/, `${name} cut at ${length}`)
      for (let n = 0; n < 2_000; n++) {
        const spoilt = changed(bytes, (made) => made.writeUInt8(randomInt(256), randomInt(made.length)))
        const found = read(spoilt)
        assert.ok(typeof found === 'string' || found.bytes.length <= spoilt.length)
      }
    }
  })
})
