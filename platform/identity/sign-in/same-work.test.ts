/** X17, check 20, without a clock: a wrong password costs the same work, whether the name has a password, a void one, none, or nobody has it. bench/sign-in.ts measures. */
import assert from 'node:assert/strict'
import pg from 'pg'
import { after, before, describe, test } from 'node:test'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { hashGate } from './hash-gate.ts'
import { closeAfterLoss } from './lost-device.ts'
import { makeTestSchool, testBrowser } from './test-school.ts'

const TRIES = 3

describe('the work of a wrong password', () => {
  let house: TestHouse
  before(async () => {
    house = await openTestHouse()
    await house.write(async (w) => {
      const school = await makeTestSchool(w)
      await closeAfterLoss(w, school.friend, 'self')
    })
    await house.platform.school.reload()
  })
  after(() => house.close())

  test('one lookup, one counted try, one hash, and the same answer for everybody', async (t) => {
    const seen = []
    for (const account of ['anna.mueller', 'ben.oezdemir', 'dilan.kaya', 'nie.dagewesen', 'eva.ehemals', 'x'.repeat(150)]) {
      const tries = []
      for (let n = 0; n < TRIES; n++) {
        const query = t.mock.method(pg.Pool.prototype, 'connect')
        const hash = t.mock.method(hashGate, 'run')
        const before = await house.platform.database.selectFrom('sign_in_bucket').select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()
        query.mock.resetCalls()
        const answer = await testBrowser(house.app).ask('POST', '/session', { account, password: 'ganz falsches Wort', device: 'own' })
        const connections = query.mock.callCount()
        const after = await house.platform.database.selectFrom('sign_in_bucket').select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()
        tries.push({ connections, hashes: hash.mock.callCount(), counted: Number(after.n) - Number(before.n), status: answer.status, text: answer.text, cookies: answer.cookies })
        query.mock.restore()
        hash.mock.restore()
      }
      // What the house does by itself once a second may fall into one of them, and never makes it less.
      seen.push({ ...tries[0]!, connections: Math.min(...tries.map(({ connections }) => connections)) })
    }
    assert.ok(seen[0]!.connections > 0)
    for (const one of seen) assert.deepEqual(one, seen[0])
    assert.deepEqual([seen[0]!.hashes, seen[0]!.counted, seen[0]!.status], [1, 1, 403])
  })
})
