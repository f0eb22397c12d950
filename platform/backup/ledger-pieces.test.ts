/** B5: the ledger's copy in few pieces, and no line of it lost: also where the target refuses to delete, where a piece is damaged, or is of another time. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { appendFile, mkdir, mkdtemp, readFile, readdir, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { START, ledgerIdOf, readFromStart, sealCheckpoint, sealLines } from '#platform/ledger/file.ts'
import type { Place } from '#platform/ledger/file.ts'
import { travellingClock } from '#platform/time/clock.ts'
import { ledgerCopy, ledgerOfSet, readLedgers } from './ledger-copy.ts'
import type { LedgerCopy, LedgerFound } from './ledger-copy.ts'
import { beginningName, chainOf, markName, pieceName, piecesAmong, toMerge } from './ledger-pieces.ts'
import { ledger_pieces_max } from './limits.ts'
import { openTarget } from './targets/open-target.ts'
import type { Target } from './targets/target.ts'

const key = randomBytes(32)
const readOnly = async (target: Target): Promise<LedgerFound> => {
  const found = await readLedgers(target, key)
  assert.equal(found.length, 1)
  return found[0]!
}

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
      for (let n = 0; n < 360; n++) pieces.push({ name: '', ledgerId: null, from: to + 1, to: (to += 1 + (n % 3)) })
      const merged = toMerge(chainOf(pieces))!
      written += merged.to - merged.from + 1
      pieces = [...pieces.filter((piece) => piece.from < merged.from), { name: '', ledgerId: null, ...merged }]
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
    const found = await readOnly(target)
    assert.equal(found.damage, null)
    assert.deepEqual([found.lines.length, found.end], [end.lines, end], 'each line is there')
  })

  const file = () => join(place, 'school', 'ledger', 'ledger')
  const ledgerId = async () => ledgerIdOf(await readFile(file()))!
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
    assert.equal(await copy.tidy(null), 0)
    assert.equal((await names()).length, 6)
  })

  test('many become one, and the newest mark stays', async () => {
    await day(ledger_pieces_max)
    const before_ = (await names()).length
    const gone = await copy.tidy(null)
    const one = pieceName(await ledgerId(), 1, end.lines)
    assert.ok((await names()).includes(one))
    if (canRemove) assert.deepEqual([gone, (await names()).sort()], [ledger_pieces_max + 5, [one, markName(await ledgerId(), new Date(end.lines * 1000))].sort()])
    else assert.deepEqual([gone, (await names()).length, refused], [0, before_ + 1, 1], 'and it is asked once')
  })

  test('what came since is behind it', async () => {
    await day(3)
    assert.equal((await copy.bring()), 0)
  })

  test('a piece of another time says something that stands nowhere else, and stays', async () => {
    const foreign = sealLines(randomBytes(32), START, [{ id: randomUUID(), kind: 'purge', ids: {}, at: new Date() }])
    const name = pieceName(await ledgerId(), 2, 2)
    await writeFile(join(place, 'target', 'ledger', name), foreign.text)
    await day(ledger_pieces_max)
    await copy.tidy(null)
    assert.ok((await names()).includes(name))
    await rm(join(place, 'target', 'ledger', name))
  })

  if (!canRemove) test('a large piece that is damaged or cut is made good by the small ones', async () => {
    const one = join(place, 'target', 'ledger', chainOf(piecesAmong(await names()))[0]!.name)
    const text = await readFile(one)
    await writeFile(one, Buffer.from(text).fill(65, 500, 510))
    assert.equal((await readOnly(target)).end.lines, end.lines)
    await writeFile(one, text)
    await truncate(one, text.lastIndexOf(10, text.length - 2) + 1)
    assert.equal((await readOnly(target)).end.lines, end.lines)
    await writeFile(one, text)
  })
  else test('a large piece that is damaged is found when it is the only one', async () => {
    const one = join(place, 'target', 'ledger', (await names()).sort()[0]!)
    const text = await readFile(one)
    await writeFile(one, Buffer.from(text).fill(65, 500, 510))
    assert.equal((await readOnly(target)).damage?.code, 'ledger_damaged')
    await writeFile(one, text)
  })
})

describe('B5 two ledgers at one target', () => {
  let place = ''
  let target: Target
  const T0 = new Date('2026-11-23T07:00:00Z').getTime()
  const hour = (n: number) => new Date(T0 + n * 3_600_000)
  const names = async () => (await readdir(join(place, 'target', 'ledger'))).sort()
  /** A ledger of so many acts, one each hour from this one on. */
  const make = (acts: number, from: number) => sealLines(key, START, Array.from({ length: acts }, (_, n) => ({ id: randomUUID(), kind: 'purge', ids: { person: `${from}-${n}` }, at: hour(from + n) })))
  const copyOf = async (school: string, text: string) => {
    await mkdir(join(place, school, 'ledger'), { recursive: true })
    await writeFile(join(place, school, 'ledger', 'ledger'), text)
    return ledgerCopy(target, join(place, school), key)
  }
  const put = (name: string, text: string) => writeFile(join(place, 'target', 'ledger', name), text)
  const nameless = (from: number, to: number) => [from, to].map((n) => String(n).padStart(10, '0')).join('-')
  const linesOf = (text: string, from: number, to: number) => `${text.split('\n').slice(from - 1, to).join('\n')}\n`
  const set = ({ end }: { end: Place }, at: Date) => ({ ledger: { lines: end.lines, seal: end.seal.toString('hex') }, snapshotAt: at.toISOString() })
  const fresh = async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-two-'))
    target = await openTarget({ kind: 'folder', folder: join(place, 'target') }, place, travellingClock('2026-11-23 07:50'))
  }
  before(fresh)
  afterEach(async () => {
    await rm(place, { recursive: true, force: true })
    await fresh()
  })
  after(() => rm(place, { recursive: true, force: true }))

  test('pieces of the same lines lie beside each other, and each set finds its own ledger', async () => {
    const [old, anew] = [make(9, 0), make(3, 20)]
    await (await copyOf('old', old.text)).bring()
    const before_ = await names()
    const copy = await copyOf('new', anew.text)
    await copy.bring()
    await copy.mark(hour(30))
    assert.deepEqual((await names()).filter((name) => before_.includes(name)), before_)
    const found = await readLedgers(target, key)
    assert.deepEqual(found.map(({ lines, wholeAt, damage }) => [lines.length, wholeAt, damage]), [[9, hour(8), null], [3, hour(30), null]])
    assert.equal(ledgerOfSet(found, set(anew, hour(23))), found[1])
    assert.equal(ledgerOfSet(found, set(old, hour(23))), found[0], 'the old one lives on, and the set knows the time of the new one')
    assert.throws(() => ledgerOfSet(found, set(old, hour(10))), { code: 'ledger_begun_anew' })
    assert.throws(() => ledgerOfSet(found, { ...set(old, hour(-1)), ledger: { lines: 0, seal: '' } }), { code: 'ledger_begun_anew' }, 'nothing had been taken away yet')
    assert.throws(() => ledgerOfSet(found, set(make(9, 0), hour(23))), { code: 'ledger_missing' })
  })

  test('the other one is not tidied, and where it is damaged it holds nothing up but sets of its own', async () => {
    const [old, anew] = [make(9, 0), make(200, 20)]
    const first = pieceName(ledgerIdOf(Buffer.from(old.text))!, 1, 9)
    await put(first, old.text)
    await put(pieceName(ledgerIdOf(Buffer.from(old.text))!, 2, 3), linesOf(old.text, 2, 3))
    const id = ledgerIdOf(Buffer.from(anew.text))!
    for (let n = 1; n <= ledger_pieces_max; n++) await put(pieceName(id, n, n), linesOf(anew.text, n, n))
    const copy = await copyOf('new', anew.text)
    await copy.bring()
    assert.equal(await copy.tidy(null), ledger_pieces_max + 1)
    assert.equal((await names()).length, 3)
    await put(first, old.text.replace(/[A-Z]/g, 'x'))
    const found = await readLedgers(target, key)
    assert.equal(ledgerOfSet(found, set(anew, hour(300))).lines.length, 200)
    assert.throws(() => ledgerOfSet(found, set(old, hour(300))), { code: 'ledger_damaged' })
  })

  test('a ledger whose beginning is gone is still one that began since', async () => {
    const [old, anew] = [make(9, 0), make(5, 20)]
    await put(pieceName(ledgerIdOf(Buffer.from(old.text))!, 1, 9), old.text)
    await put(pieceName(ledgerIdOf(Buffer.from(anew.text))!, 3, 5), linesOf(anew.text, 3, 5))
    const found = await readLedgers(target, key)
    assert.throws(() => ledgerOfSet(found, set(old, hour(10))), { code: 'ledger_begun_anew' })
  })

  test('pieces of before they had names are read as before, and go when all of theirs lies there by name', async () => {
    const { text, end } = make(ledger_pieces_max + 5, 0)
    for (let n = 1; n <= ledger_pieces_max; n++) await put(nameless(n, n), linesOf(text, n, n))
    await put(`whole-${hour(100).toISOString().replaceAll(':', '')}`, '')
    const before_ = await readOnly(target)
    assert.deepEqual([before_.damage, before_.end.lines, before_.wholeAt], [null, ledger_pieces_max, hour(100)])
    const copy = await copyOf('school', text)
    assert.equal(await copy.bring(), ledger_pieces_max + 5)
    const name = pieceName(ledgerIdOf(Buffer.from(text))!, 1, end.lines)
    await put(name, text.replace(text.slice(500, 510), 'x'.repeat(10)))
    assert.equal((await readOnly(target)).end.lines, end.lines, 'and help where the named one is damaged')
    await put(name, text)
    assert.deepEqual([(await readOnly(target)).damage, (await readOnly(target)).end], [null, end])
    assert.equal(await copy.tidy(null), ledger_pieces_max)
    assert.deepEqual((await names()).filter((one) => !one.startsWith('whole-')), [name])
  })

  test('pieces of a ledger that was given up before pieces had names are not taken for the new one', async () => {
    const [old, anew] = [make(9, 0), make(3, 20)]
    await put(nameless(1, 9), old.text)
    await (await copyOf('new', anew.text)).bring()
    const found = await readLedgers(target, key)
    assert.deepEqual(ledgerOfSet(found, set(anew, hour(23))).lines.map(({ ids }) => ids['person']), ['20-0', '20-1', '20-2'])
  })

  test('pieces that were renamed, or are of another key, are no ledger that a set could be restored with', async () => {
    const old = make(9, 0)
    await put(pieceName('0123456789abcdef', 1, 9), old.text)
    const renamed = await readLedgers(target, key)
    assert.throws(() => ledgerOfSet(renamed, set(old, hour(10))), { code: 'ledger_damaged' })
    await put(pieceName(ledgerIdOf(Buffer.from(old.text))!, 1, 9), old.text)
    assert.equal(ledgerOfSet(await readLedgers(target, key), set(old, hour(10))).damage, null)
  })
})

for (const canRemove of [true, false]) describe(`B5 a shortened ledger at a target that ${canRemove ? 'removes' : 'refuses to remove'}`, () => {
  let place = ''
  let target: Target
  let copy: LedgerCopy
  const { text } = sealLines(key, START, Array.from({ length: 30 }, (_, n) => ({ id: randomUUID(), kind: 'purge', ids: { n: `${n}` }, at: new Date(Date.UTC(2026, 10, 1 + n)) })))
  const lines = text.split('\n').slice(0, -1)
  const id = ledgerIdOf(Buffer.from(text))!
  const whole = readFromStart(key, Buffer.from(text))
  const shortened = (to: number) => `${sealCheckpoint(key, { ledgerId: id, begunAt: whole.lines[0]!.at, lines: to, seal: whole.lines[to - 1]!.seal })}${lines.slice(to).map((line) => `${line}\n`).join('')}`
  const file = () => join(place, 'school', 'ledger', 'ledger')
  const names = async () => (await readdir(join(place, 'target', 'ledger'))).sort()
  const numbers = async () => (await Promise.all((await names()).map(async (name) => (await readFile(join(place, 'target', 'ledger', name), 'latin1')).split('\n')))).flat().map((line) => Number.parseInt(line, 10)).filter((n) => n > 0)
  const write = (content: string) => writeFile(file(), content)
  const set = (at: number) => ({ ledger: { lines: at, seal: whole.lines[at - 1]!.seal.toString('hex') }, snapshotAt: new Date(Date.UTC(2027, 0, 1)).toISOString() })
  before(async () => {
    place = await mkdtemp(join(tmpdir(), 'schulhof-short-'))
    await mkdir(join(place, 'school', 'ledger'), { recursive: true })
    const opened = await openTarget({ kind: 'folder', folder: join(place, 'target') }, place, travellingClock('2026-11-23 07:50'))
    target = canRemove ? opened : { ...opened, remove: async () => false }
    copy = ledgerCopy(target, join(place, 'school'), key)
    for (const to of [4, 10, 22]) {
      await write(`${lines.slice(0, to).join('\n')}\n`)
      await copy.bring()
    }
  })
  after(() => rm(place, { recursive: true, force: true }))

  test('before the checkpoint lies there nothing goes, and the copy is what it was', async () => {
    await write(shortened(6))
    const found = await readOnly(target)
    assert.deepEqual([found.from.lines, found.end.lines, found.damage], [0, 22, null])
  })

  test('the process that knew a place in the old file brings the checkpoint and what is new; an empty machine reads it', async () => {
    assert.equal(await copy.bring(), 8)
    assert.ok((await names()).includes(beginningName(id, 6)))
    const found = await readOnly(target)
    assert.deepEqual([found.from.lines, found.lines.map(({ number }) => number), found.damage], [6, whole.lines.slice(6).map(({ number }) => number), null])
    assert.deepEqual([found.text.toString('latin1'), found.begunAt], [await readFile(file(), 'latin1'), whole.lines[0]!.at])
  })

  test('pieces before it go, one across it is written anew without what went', async () => {
    await copy.tidy(null)
    const found = await readOnly(target)
    assert.deepEqual([found.damage, found.lines.length], [null, 24])
    if (canRemove) assert.deepEqual(await names(), [beginningName(id, 6), pieceName(id, 7, 10), pieceName(id, 11, 22), pieceName(id, 23, 30)].sort())
    else assert.deepEqual((await names()).length, 6, 'what can not go stays, and is not read')
  })

  test('and again the next time, and when many become one', async () => {
    await write(shortened(12))
    assert.equal(await copy.bring(), 0)
    await copy.tidy(null)
    if (canRemove) assert.deepEqual([await names(), Math.min(...(await numbers()))], [[beginningName(id, 12), pieceName(id, 13, 22), pieceName(id, 23, 30)].sort(), 13])
    for (let n = 0; n < ledger_pieces_max; n++) await writeFile(join(place, 'target', 'ledger', markName(id, new Date(n))), '')
    await write(shortened(15))
    await copy.bring()
    await copy.tidy(null)
    if (canRemove) assert.deepEqual([(await names()).filter((name) => !name.startsWith('whole-')), Math.min(...(await numbers()).filter((n) => n < 1970))], [[beginningName(id, 15), pieceName(id, 16, 30)].sort(), 16])
    assert.deepEqual((await readOnly(target)).lines.map(({ ids }) => ids['n']), Array.from({ length: 15 }, (_, n) => `${15 + n}`))
  })

  test('a set at the checkpoint or behind it finds its place; an older one is refused with a sentence', async () => {
    const found = await readLedgers(target, key)
    for (const at of [15, 16, 30]) assert.equal(ledgerOfSet(found, set(at)), found[0])
    for (const at of [1, 14]) assert.throws(() => ledgerOfSet(found, set(at)), { code: 'ledger_shortened' })
    assert.throws(() => ledgerOfSet(found, { ...set(1), ledger: { lines: 0, seal: '' } }), { code: 'ledger_shortened' })
    assert.throws(() => ledgerOfSet(found, { ...set(15), ledger: { lines: 15, seal: 'ab' } }), { code: 'ledger_missing' })
  })

  test('a checkpoint that is changed, renamed or of another ledger is none; one that is damaged, or that a rule of the bucket took, comes again at night', async () => {
    const path = join(place, 'target', 'ledger', beginningName(id, 15))
    const good = await readFile(path)
    const changed = Buffer.from(good)
    changed[60] = changed[60]! ^ 1
    const other = sealCheckpoint(key, { ledgerId: '0123456789abcdef', begunAt: whole.lines[0]!.at, lines: 15, seal: whole.lines[14]!.seal })
    for (const harm of [changed, good.subarray(0, 50), Buffer.from(other), Buffer.from(shortened(16).split('\n')[0]!)]) {
      await writeFile(path, harm)
      const [found] = await readLedgers(target, key)
      assert.ok(canRemove ? found!.damage?.code === 'ledger_damaged' : found!.damage === null && found!.end.lines === 30, 'with old checkpoints and pieces it is still whole')
    }
    for (const harm of [() => rm(path), () => writeFile(path, changed)]) {
      await harm()
      await copy.tidy(null)
      assert.deepEqual([(await readOnly(target)).from.lines, (await readOnly(target)).damage], [15, null])
    }
  })

  test('a ledger that was given up goes when nothing of it is younger, its marks too; and not before', async () => {
    const lost = sealLines(key, START, [{ id: randomUUID(), kind: 'purge', ids: {}, at: new Date(Date.UTC(2026, 9, 1)) }, { id: randomUUID(), kind: 'purge', ids: {}, at: new Date(Date.UTC(2026, 9, 5)) }])
    const lostId = ledgerIdOf(Buffer.from(lost.text))!
    await writeFile(join(place, 'target', 'ledger', pieceName(lostId, 1, 2)), lost.text)
    await writeFile(join(place, 'target', 'ledger', markName(lostId, new Date(Date.UTC(2026, 9, 9)))), '')
    const left = async () => (await names()).filter((name) => name.includes(lostId)).length
    await copy.tidy(new Date(Date.UTC(2026, 9, 8)))
    assert.equal(await left(), 2, 'its machine still made sets')
    await copy.tidy(new Date(Date.UTC(2026, 9, 10)))
    assert.equal(await left(), canRemove ? 0 : 2)
    assert.equal((await readLedgers(target, key)).at(-1)!.lines.length, 15)
  })
})
