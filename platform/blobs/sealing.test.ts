import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { BlobDamaged, CHUNK_BYTES, SEALED_CHUNK_BYTES, chunksAround, chunksOf, contentHmac, createOpener, inSealedChunks, sealWhole, sealedBytes } from './sealing.ts'

const key = randomBytes(32)
const id = randomUUID()
const noise = randomBytes(4 * CHUNK_BYTES)

/** Sizes around the borders of chunks, and any other. */
const size = fc.oneof(
  fc.record({ chunks: fc.nat(3), off: fc.integer({ min: -20, max: 20 }) }).map(({ chunks, off }) => Math.max(0, chunks * CHUNK_BYTES + off)),
  fc.nat(3 * CHUNK_BYTES),
)

/** Opens what lies at the places of these chunks, as a reader of the whole content of this size would. */
function openAll(sealed: Buffer, size_bytes: number, opened: { key?: Buffer; id?: string } = {}): Buffer {
  const open = createOpener(opened.key ?? key, opened.id ?? id)
  const last = chunksOf(size_bytes) - 1
  return Buffer.concat(Array.from({ length: last + 1 }, (_, n) => open(sealed.subarray(n * SEALED_CHUNK_BYTES, n === last ? undefined : (n + 1) * SEALED_CHUNK_BYTES), n, n === last)))
}

describe('B7 sealing', () => {
  test('B7 content of any size opens again, and any span of it from the chunks around it alone', () => {
    fc.assert(fc.property(size, fc.nat(), fc.nat(), (bytes, one, other) => {
      const content = noise.subarray(0, bytes)
      const sealed = sealWhole(key, id, content)
      assert.equal(sealed.length, sealedBytes(bytes))
      assert.ok(openAll(sealed, bytes).equals(content))
      const [from, to] = [one % (bytes + 1), other % (bytes + 1)].sort((a, b) => a - b) as [number, number]
      const around = chunksAround({ from, to }, bytes)
      const part = sealed.subarray(around.sealed.from, around.sealed.to)
      const open = createOpener(key, id)
      const opened = Buffer.concat(Array.from({ length: around.last - around.first + 1 }, (_, n) => open(part.subarray(n * SEALED_CHUNK_BYTES, (n + 1) * SEALED_CHUNK_BYTES), around.first + n, around.first + n === chunksOf(bytes) - 1)))
      assert.ok(opened.subarray(from - around.first * CHUNK_BYTES, to - around.first * CHUNK_BYTES).equals(content.subarray(from, to)))
      assert.ok(part.length <= to - from + 2 * SEALED_CHUNK_BYTES, 'the rest is not needed')
    }), { numRuns: 300 })
  })

  test('B7 nothing of the content can be read in what is stored', () => {
    const content = Buffer.from('Kanarienvogel '.repeat(10_000))
    assert.ok(!sealWhole(key, id, content).includes('Kanarienvogel'))
    assert.ok(!sealWhole(key, id, content).equals(sealWhole(key, randomUUID(), content)))
  })

  test('B7 a bit that was turned anywhere is found', () => {
    fc.assert(fc.property(size, fc.nat(), fc.nat(7), (bytes, where, bit) => {
      const sealed = sealWhole(key, id, noise.subarray(0, bytes))
      sealed[where % sealed.length]! ^= 1 << bit
      assert.throws(() => openAll(sealed, bytes), BlobDamaged)
    }), { numRuns: 200 })
  })

  test('B7 chunks in another order, twice, left out, or of another blob or scope are refused', () => {
    const bytes = 3 * CHUNK_BYTES + 7
    const content = noise.subarray(0, bytes)
    const sealed = sealWhole(key, id, content)
    const chunk = (n: number, of = sealed) => of.subarray(n * SEALED_CHUNK_BYTES, (n + 1) * SEALED_CHUNK_BYTES)
    const other = sealWhole(key, randomUUID(), content)
    const planted: [string, Buffer][] = [
      ['two chunks swapped', Buffer.concat([chunk(1), chunk(0), chunk(2), chunk(3)])],
      ['one chunk twice', Buffer.concat([chunk(0), chunk(0), chunk(2), chunk(3)])],
      ['one chunk of another blob', Buffer.concat([chunk(0), chunk(1, other), chunk(2), chunk(3)])],
      ['the end of another blob', Buffer.concat([chunk(0), chunk(1), chunk(2), chunk(3, other)])],
      ['all of another blob', other],
      ['the same blob of another scope', sealWhole(randomBytes(32), id, content)],
    ]
    for (const [name, stored] of planted) assert.throws(() => openAll(stored, bytes), BlobDamaged, name)
    assert.throws(() => openAll(sealed, bytes, { id: randomUUID() }), BlobDamaged)
    assert.throws(() => openAll(sealed, bytes, { key: randomBytes(32) }), BlobDamaged)
    assert.ok(openAll(sealed, bytes).equals(content))
  })

  test('B7 content that was cut or lengthened is refused, also at the border of a chunk and whatever size is noted', () => {
    for (const bytes of [2 * CHUNK_BYTES, 2 * CHUNK_BYTES + 9, 5]) {
      const sealed = sealWhole(key, id, noise.subarray(0, bytes))
      for (const cut of [1, 16, 17, SEALED_CHUNK_BYTES]) {
        const stored = sealed.subarray(0, Math.max(0, sealed.length - cut))
        assert.throws(() => openAll(stored, bytes), BlobDamaged, `${bytes} cut by ${cut}`)
        if (bytes > cut) assert.throws(() => openAll(stored, bytes - cut), BlobDamaged, `${bytes} noted as ${bytes - cut}`)
      }
      // Cut between two chunks, and the size noted to fit.
      if (bytes > CHUNK_BYTES) assert.throws(() => openAll(sealed.subarray(0, SEALED_CHUNK_BYTES), CHUNK_BYTES), BlobDamaged)
      const longer = Buffer.concat([sealed, sealWhole(key, id, noise.subarray(0, 9))])
      assert.throws(() => openAll(longer, bytes + 9 + 16), BlobDamaged)
    }
  })

  test('B7 equal content is known by the keyed hash inside of a scope, and not across', () => {
    const hash = (scope: Buffer, content: Buffer) => contentHmac(scope).update(content).digest('hex')
    assert.equal(hash(key, noise), hash(key, Buffer.from(noise)))
    assert.notEqual(hash(key, noise), hash(randomBytes(32), noise))
    assert.notEqual(hash(key, noise), hash(key, noise.subarray(1)))
  })

  test('pieces of any sizes are cut into the same chunks', async () => {
    const sealed = sealWhole(key, id, noise.subarray(0, 2 * CHUNK_BYTES + 100))
    await fc.assert(fc.asyncProperty(fc.array(fc.integer({ min: 0, max: 90_000 }), { minLength: 1, maxLength: 8 }), async (cuts) => {
      async function* pieces() {
        let from = 0
        for (const cut of cuts) yield sealed.subarray(from, (from += cut))
        yield sealed.subarray(from)
      }
      const lengths: number[] = []
      const parts: Buffer[] = []
      for await (const chunk of inSealedChunks(pieces())) {
        lengths.push(chunk.length)
        parts.push(Buffer.from(chunk))
      }
      assert.deepEqual(lengths, [SEALED_CHUNK_BYTES, SEALED_CHUNK_BYTES, 116])
      assert.ok(Buffer.concat(parts).equals(sealed))
    }), { numRuns: 60 })
  })
})
