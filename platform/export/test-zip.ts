/** Reads a ZIP from its directory, as programs do, for tests: independent of the writer, strict, whole in memory. */
import assert from 'node:assert/strict'
import { inflateRawSync } from 'node:zlib'

/** Name and content of all entries, each checked against its size and its CRC. */
export function unzip(bytes: Buffer): Map<string, Buffer> {
  const end = bytes.length - 22
  assert.equal(bytes.readUInt32LE(end), 0x06054b50, 'the end of the directory')
  const files = new Map<string, Buffer>()
  let at = bytes.readUInt32LE(end + 16)
  for (let left = bytes.readUInt16LE(end + 10); left > 0; left--) {
    assert.equal(bytes.readUInt32LE(at), 0x02014b50, 'a header of the directory')
    const [method, crc, packed, size] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 16), bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
    const name = bytes.subarray(at + 46, at + 46 + bytes.readUInt16LE(at + 28)).toString()
    const local = bytes.readUInt32LE(at + 42)
    assert.equal(bytes.readUInt32LE(local), 0x04034b50, `the header of ${name}`)
    const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
    const raw = bytes.subarray(begin, begin + packed)
    const content = method === 8 ? inflateRawSync(raw) : raw
    assert.equal(content.length, size, `the size of ${name}`)
    assert.equal(crcOf(content), crc, `the CRC of ${name}`)
    assert.ok(!files.has(name), `${name} only once`)
    assert.doesNotMatch(name, /^\/|\.\.|\\/)
    files.set(name, content)
    at += 46 + bytes.readUInt16LE(at + 28) + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32)
  }
  assert.equal(at, end)
  return files
}

/** The CRC once more, bit by bit. */
function crcOf(bytes: Buffer): number {
  let crc = 0xffffffff
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  return (crc ^ 0xffffffff) >>> 0
}
