import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { hashPassword, isOutdated, isPasswordOf, parameters } from './hash.ts'

const keysOf = (root: string) => ({ hmac: (purpose: string, text: string) => createHmac('sha256', root).update(`${purpose}\0${text}`).digest() })
const keys = keysOf('one school')
const ANNA = '0195a000-0000-7000-8000-000000000001'
const BEN = '0195a000-0000-7000-8000-000000000002'

describe('password hashes', () => {
  it('R4.2 argon2id with at least 19 MiB and two passes, salted for each password', async () => {
    const [one, two] = [await hashPassword(keys, ANNA, 'gurke nebel zaun'), await hashPassword(keys, ANNA, 'gurke nebel zaun')]
    assert.ok(parameters.memory_kib >= 19_456 && parameters.passes >= 2)
    assert.deepEqual([one.memory_kib, one.passes], [parameters.memory_kib, parameters.passes])
    assert.notDeepEqual(one.salt, two.salt)
    assert.notDeepEqual(one.hash, two.hash)
    assert.equal(await isPasswordOf(keys, ANNA, 'gurke nebel zaun', one), true)
  })

  it('R4.2 the whole password counts', async () => {
    const long = 'x'.repeat(127)
    const stored = await hashPassword(keys, ANNA, `${long}a`)
    assert.equal(await isPasswordOf(keys, ANNA, `${long}a`, stored), true)
    for (const wrong of [`${long}b`, long, `${long}a `, `${long}a\0`, '']) assert.equal(await isPasswordOf(keys, ANNA, wrong, stored), false)
  })

  it('a hash is worth nothing on another account or without the key of the school', async () => {
    const stored = await hashPassword(keys, ANNA, 'gurke nebel zaun')
    assert.equal(await isPasswordOf(keys, BEN, 'gurke nebel zaun', stored), false)
    assert.equal(await isPasswordOf(keysOf('other school'), ANNA, 'gurke nebel zaun', stored), false)
  })

  it('X17 without a hash the answer is no, whatever the password', async () => {
    assert.equal(await isPasswordOf(keys, null, '', null), false)
    assert.equal(await isPasswordOf(keys, ANNA, 'gurke nebel zaun', null), false)
  })

  it('a hash made with less is checked with what it was made with, and outdated', async () => {
    const stored = await hashPassword(keys, ANNA, 'gurke nebel zaun')
    assert.equal(isOutdated(stored), false)
    assert.equal(isOutdated({ ...stored, memory_kib: stored.memory_kib - 1 }), true)
    assert.equal(isOutdated({ ...stored, passes: 1 }), true)
    assert.equal(await isPasswordOf(keys, ANNA, 'gurke nebel zaun', { ...stored, passes: 1 }), false)
  })
})
