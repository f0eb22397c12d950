import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { describe, test } from 'node:test'
import { unzip } from './test-zip.ts'
import { ZipTooLarge, zipped } from './zip.ts'
import type { ZipEntry } from './zip.ts'

const modified = '2026-11-29'

async function whole(entries: readonly ZipEntry[], bytes_max = 50_000_000, entries_max = 65_535): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of zipped(entries, { bytes_max, entries_max, modified })) pieces.push(piece)
  return Buffer.concat(pieces)
}

describe('a ZIP that is written while it is read', () => {
  test('holds what went in, packed and not, empty and large, under its name', async () => {
    const large = randomBytes(3_000_000)
    const entries: ZipEntry[] = [
      { name: 'leer.txt', isPacked: true, content: [] },
      { name: 'Räume/Ärger.html', isPacked: true, content: [Buffer.from('Grüße '.repeat(50_000)), Buffer.from('Ende')] },
      { name: 'Dateien/1.bin', isPacked: false, content: [large.subarray(0, 1_000_001), large.subarray(1_000_001)] },
      { name: 'leer.bin', isPacked: false, content: [] },
    ]
    const files = unzip(await whole(entries))
    assert.deepEqual([...files.keys()], entries.map(({ name }) => name))
    assert.equal(files.get('Räume/Ärger.html')!.toString(), `${'Grüße '.repeat(50_000)}Ende`)
    assert.ok(files.get('Dateien/1.bin')!.equals(large))
    assert.deepEqual([files.get('leer.txt')!.length, files.get('leer.bin')!.length], [0, 0])
    assert.equal(unzip(await whole([])).size, 0)
  })

  test('refuses to become too large, and passes on what a content throws', async () => {
    const content = [randomBytes(1_000), randomBytes(1_000)]
    const { length } = await whole([{ name: 'a', isPacked: false, content }])
    await whole([{ name: 'a', isPacked: false, content }], length)
    await assert.rejects(whole([{ name: 'a', isPacked: false, content }], length - 1), ZipTooLarge)
    const many = Array.from({ length: 4 }, (_, n) => ({ name: `${n}`, isPacked: false, content: [] }))
    assert.equal(unzip(await whole(many, 1_000, 4)).size, 4)
    await assert.rejects(whole(many, 1_000, 3), ZipTooLarge)
    async function* broken() {
      yield Buffer.from('a')
      throw new RangeError('broken')
    }
    for (const isPacked of [true, false]) await assert.rejects(whole([{ name: 'a', isPacked, content: broken() }]), RangeError)
  })

  test('a damaged one is found by the reader of these tests', async () => {
    const bytes = await whole([{ name: 'a', isPacked: false, content: [Buffer.from('Inhalt')] }])
    bytes[31 + 2]! ^= 1
    assert.throws(() => unzip(bytes), /CRC/)
  })
})
