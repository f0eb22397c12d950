/** B5: the ledger's copy in few pieces, and no line of it lost: also where the target refuses to delete, where a piece is damaged, or is of another time. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { START, sealLines } from '#platform/ledger/file.ts'
import type { Place } from '#platform/ledger/file.ts'
import { travellingClock } from '#platform/time/clock.ts'
import { ledgerCopy, readLedgerCopy } from './ledger-copy.ts'
import type { LedgerCopy } from './ledger-copy.ts'
import { chainOf, pieceName, piecesAmong, toMerge } from './ledger-pieces.ts'
import { ledger_pieces_max } from './limits.ts'
import { openTarget } from './targets/open-target.ts'
import type { Target } from './targets/target.ts'

const key = randomBytes(32)

describe('B5 pieces of the ledger', () => {
  const chain = (...names: string[]) => chainOf(piecesAmong(names.map((name) => name.split('-').map((number) => number.padStart(10, '0')).join('-')))).map(({ from, to }) => `${from}-${to}`)

  test('the fewest that hold all lines are read; a gap is read over, so that it is found', () => {
    assert.deepEqual(chain('1-3', '4-6', '1-6', '7-9', '5-8', '10-10'), ['1-6', '7-9', '10-10'])
    assert.deepEqual(chain('1-3', '2-9', '4-6', '10-12'), ['1-3', '2-9', '10-12'])
    assert.deepEqual(chain('1-3', '7-9', '11-12'), ['1-3', '7-9', '11-12'])
    assert.deepEqual([chain(), chain('whole-1', '5-6', '5-9')], [[], ['5-9']])
  })

  test('of a million lines there are never more than twenty pieces after a night, and a line is written anew a few times in its life', () => {
    let pieces = piecesAmong([])
    let written = 0
    for (let to = 0; to < 1_000_000; ) {
      for (let n = 0; n < 360; n++) pieces.push({ name: '', from: to + 1, to: (to += 1 + (n % 3)) })
      const merged = toMerge(chainOf(pieces))!
      written += merged.to - merged.from + 1
      pieces = [...pieces.filter((piece) => piece.from < merged.from), { name: '', ...merged }]
      assert.ok(pieces.length <= 20, `${pieces.length}`)
    }
    assert.ok(written < 20_000_000, `${written}`)
  })
})

for (const canRemove of [true, false]) describe(`B5 the copy at a target that ${canRemove ? 'removes' : 'refuses to remove'}`, () => {
  let place = ''
  let target: Target
  let copy: LedgerCopy
  let end: Place = START
  let refused = 0
  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-pieces-'))
    await mkdir(join(place, 'school', 'ledger'), { recursive: true })
    const opened = await openTarget({ kind: 'folder', folder: join(place, 'target') }, place, travellingClock('2026-11-23 07:50'))
    target = canRemove ? opened : { ...opened, remove: async () => (refused++, false) }
    copy = ledgerCopy(target, join(place, 'school'), key)
  })
  after(() => rm(place, { recursive: true, force: true }))
  afterEach(async () => {
    const found = await readLedgerCopy(target, key)
    assert.deepEqual([found.lines.length, found.end], [end.lines, end], 'each line is there')
  })

  const file = () => join(place, 'school', 'ledger', 'ledger')
  const names = () => readdir(join(place, 'target', 'ledger'))
  async function day(pieces: number): Promise<void> {
    for (let n = 0; n < pieces; n++) {
      const sealed = sealLines(key, end, Array.from({ length: 1 + (n % 3) }, () => ({ id: randomUUID(), kind: 'purge', ids: {}, at: new Date() })))
      await appendFile(file(), sealed.text)
      end = sealed.end
      await copy.bring()
    }
    await copy.mark(new Date(end.lines * 1000))
  }

  test('few pieces are left alone', async () => {
    await day(5)
    assert.equal(await copy.tidy(), 0)
    assert.equal((await names()).length, 6)
  })

  test('many become one, and the newest mark stays', async () => {
    await day(ledger_pieces_max)
    const before_ = (await names()).length
    const gone = await copy.tidy()
    const one = pieceName(1, end.lines)
    assert.ok((await names()).includes(one))
    if (canRemove) assert.deepEqual([gone, (await names()).sort()], [ledger_pieces_max + 5, [one, `whole-${new Date(end.lines * 1000).toISOString().replaceAll(':', '')}`].sort()])
    else assert.deepEqual([gone, (await names()).length, refused], [0, before_ + 1, 1], 'and it is asked once')
  })

  test('what came since is behind it', async () => {
    await day(3)
    assert.equal((await copy.bring()), 0)
  })

  test('a piece of another time says something that stands nowhere else, and stays', async () => {
    const foreign = sealLines(randomBytes(32), START, [{ id: randomUUID(), kind: 'purge', ids: {}, at: new Date() }])
    await writeFile(join(place, 'target', 'ledger', pieceName(2, 2)), foreign.text)
    await day(ledger_pieces_max)
    await copy.tidy()
    assert.ok((await names()).includes(pieceName(2, 2)))
    await rm(join(place, 'target', 'ledger', pieceName(2, 2)))
  })

  if (!canRemove) test('a large piece that is damaged or cut is made good by the small ones', async () => {
    const one = join(place, 'target', 'ledger', chainOf(piecesAmong(await names()))[0]!.name)
    const text = await readFile(one)
    await writeFile(one, Buffer.from(text).fill(65, 500, 510))
    assert.equal((await readLedgerCopy(target, key)).end.lines, end.lines)
    await writeFile(one, text)
    await truncate(one, text.lastIndexOf(10, text.length - 2) + 1)
    assert.equal((await readLedgerCopy(target, key)).end.lines, end.lines)
    await writeFile(one, text)
  })
  else test('a large piece that is damaged is found when it is the only one', async () => {
    const one = join(place, 'target', 'ledger', (await names()).sort()[0]!)
    const text = await readFile(one)
    await writeFile(one, Buffer.from(text).fill(65, 500, 510))
    await assert.rejects(readLedgerCopy(target, key), { code: 'ledger_damaged' })
    await writeFile(one, text)
  })
})
