import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { openTestWorld } from '#tests/world.ts'
import type { TestHouse } from '#tests/house.ts'
import { arrive } from '#tests/interleave.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { AgeDamaged, headerEnd } from './age.ts'
import { fromBech32, toBech32 } from './bech32.ts'
import { currentSafeKey, groupsOf, isCodeOf, newSafeKey, openFromSafe, readSafeCode, recipientOf, sealForOne, sealToSafe } from './safe.ts'

/** Made by another implementation of the format, with a key of its own. */
const FOREIGN = {
  code: 'AGE-SECRET-KEY-1XAFQM8U5HRQE7DZW9HHKHJW06AZ2YSUYUQ242CW24SEEDV6JKYLS0DG45G',
  recipient: 'age1f0ls66q7hru2fz9jt5ld7zfj8gf8mp9pq2mq5fwgmgl3azshk4hsqnewm8',
  sealed: 'YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBiOXRXRENyb3M5Mk11eEcySjhHMWlsdHF0Y3hWR0VzMHQ0RmhLRk5sL1drCmZqWENaN1I1NlRQK2ZWU2lyWTc3NkFyNUJWVFl1UjUwdDVLVFZocVF4S0EKLS0tIE9rRVk2aEg1amxlbFU3d0Jta3h4V3RxTGlwN1g4OHRzVVV5YTM3L0dORmMKZi+fdnZisyyYqrCKSOYWUkSuurtkeoeNXaX5adfkoy1/UIIpN4Z6Qgnb0E+4y2HH4bNHSe+0VT+KSg==',
}

describe('the key of the safe', () => {
  let house: TestHouse
  let world: World
  before(async () => void ({ house, world } = await openTestWorld()))
  after(() => house.close())

  test('what another program sealed in the same format is opened, and its keys are spelt the same', () => {
    assert.equal(openFromSafe(Buffer.from(FOREIGN.sealed, 'base64'), FOREIGN.code).toString(), 'Aus einem fremden Programm')
    assert.ok(isCodeOf(FOREIGN.code, fromBech32('age', FOREIGN.recipient)!))
    assert.equal(recipientOf(fromBech32('age', FOREIGN.recipient)!), FOREIGN.recipient)
  })

  test('the newest key is in force; an older paper opens what was sealed before, and only that', async () => {
    assert.equal(await currentSafeKey(house.platform.database), null, 'a fresh school has none')
    const first = await house.write((w) => newSafeKey(w, false))
    const before = sealToSafe(Buffer.from('vorher'), (await currentSafeKey(house.platform.database))!.publicKey)
    await house.clock.advance({ minutes: 1 })
    const second = await house.write((w) => newSafeKey(w, false))
    const current = (await currentSafeKey(house.db.owner))!
    assert.deepEqual([current.id, current.publicKey], [second.key.id, second.key.publicKey])
    assert.equal(openFromSafe(before, first.code).toString(), 'vorher')
    assert.throws(() => openFromSafe(before, second.code), AgeDamaged)
    const kept = JSON.stringify(await house.db.owner.selectFrom('safe_key').selectAll().execute())
    for (const { code } of [first, second]) assert.ok(!kept.includes(code) && !kept.includes(readSafeCode(code)!.toString('base64')))
  })

  test('all lengths come back, and every changed or missing byte is found', () => {
    const { code, publicKey } = pairOf(FOREIGN)
    for (const bytes of [0, 1, 65_535, 65_536, 65_537, 131_072, 200_000]) {
      const content = randomBytes(bytes)
      const sealed = sealToSafe(content, publicKey)
      assert.ok(openFromSafe(sealed, code).equals(content), `${bytes} bytes`)
      for (const cut of [1, 16, 17, 16 + bytes]) assert.throws(() => openFromSafe(sealed.subarray(0, sealed.length - cut), code), AgeDamaged, `${bytes} bytes without ${cut}`)
    }
    // Whole chunks cut off the end: each is authentic, but the last one is not marked as the last.
    const sealed = sealToSafe(randomBytes(3 * 65_536), publicKey)
    assert.throws(() => openFromSafe(sealed.subarray(0, sealed.length - 65_552), code), AgeDamaged)
    // Each sign of the header by itself, also where a reader could look away: the blank before the sum, the bits that its last sign leaves open, the end of the line.
    const whole = sealToSafe(Buffer.alloc(1), publicKey)
    const end = headerEnd(whole)!
    for (let at = 0; at < end; at++) {
      for (const by of [1, 2, 3]) {
        const changed = Buffer.from(whole)
        changed[at] = changed[at]! ^ by
        assert.throws(() => openFromSafe(changed, code), AgeDamaged, `sign ${at} of the header`)
      }
    }
    fc.assert(fc.property(fc.nat(sealToSafe(Buffer.alloc(300), publicKey).length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
      const changed = sealToSafe(Buffer.alloc(300), publicKey)
      changed[at] = changed[at]! ^ by
      assert.throws(() => openFromSafe(changed, code), AgeDamaged)
    }))
  })

  test('for somebody outside each file has a key of its own: it opens this file and no other, and the key of the school does not', () => {
    const [one, other] = [sealForOne(Buffer.from('eins')), sealForOne(Buffer.from('eins'))]
    assert.notEqual(one.code, other.code)
    assert.equal(openFromSafe(one.sealed, groupsOf(one.code).join(' ')).toString(), 'eins')
    for (const code of [other.code, FOREIGN.code]) assert.throws(() => openFromSafe(one.sealed, code), AgeDamaged)
  })

  test('a code is read as it is typed, and a wrong sign is found', () => {
    const { code } = pairOf(FOREIGN)
    const spoken = groupsOf(code).join(' ').toLowerCase()
    assert.ok(readSafeCode(spoken)!.equals(readSafeCode(code)!))
    assert.equal(groupsOf(code).join(''), code)
    fc.assert(fc.property(fc.integer({ min: 16, max: code.length - 1 }), fc.constantFrom(...'QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L'), (at, sign) => {
      const typed = code.slice(0, at) + sign + code.slice(at + 1)
      assert.equal(readSafeCode(typed) === null, typed !== code)
    }))
    for (const wrong of ['', 'AGE-SECRET-KEY-1', code.slice(0, -1), `${code}Q`, recipientOf(Buffer.alloc(32, 1)), toBech32('age-secret-key-', Buffer.alloc(31)).toUpperCase()]) assert.equal(readSafeCode(wrong), null, wrong)
  })

  test('the head prints it by the page: once in the answer, then only its sign; the deputy does so in representation, nobody else may', async () => {
    const as = (key: PersonKey) => arrive(house, world.ids[key]).then((one) => Object.assign(one, { keepsProving: true }))
    const head = await as('head')
    const list = async () => (await head.call('safe.listSafeKeys')).body['keys'] as { sign: string; isCurrent: boolean; inRepresentation: boolean }[]
    const before = (await list()).length
    const made = await head.call('safe.makeSafeKey')
    assert.equal(made.status, 200)
    const { code, groups, sign } = made.body as { code: string; groups: string[]; sign: string }
    assert.equal(groups.join(''), code)
    const after = await head.call('safe.listSafeKeys')
    assert.ok(!after.text.includes(code))
    assert.equal((await list()).length, before + 1)
    assert.deepEqual((await list()).filter((one) => one.isCurrent).map((one) => one.sign), [sign])
    const outcome = async (typed: string) => (await head.call('safe.checkSafeCode', { code: typed })).body['outcome']
    assert.deepEqual([await outcome(groups.join(' ')), await outcome(FOREIGN.code), await outcome(`${FOREIGN.code.slice(0, -1)}Q`)], ['current', 'unknown', 'misspelt'])
    assert.equal((await (await as('teacher')).call('safe.makeSafeKey')).status, 403)
    assert.equal((await (await as('admin')).call('safe.makeSafeKey')).status, 403)
    const deputy = await as('deputy')
    assert.equal((await deputy.call('safe.makeSafeKey')).status, 200)
    assert.equal((await list())[0]!.inRepresentation, true)
    assert.equal(await outcome(code), 'older')
  })
})

function pairOf({ code, recipient }: typeof FOREIGN): { code: string; publicKey: Buffer } {
  return { code, publicKey: fromBech32('age', recipient)! }
}
