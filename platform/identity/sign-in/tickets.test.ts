import { describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { openKeys } from '#platform/school/keys.ts'
import { issueTicket, parseTicket } from './tickets.ts'

const ANNA = '0195a000-0000-7000-8000-000000000001'
const SLIP = '0195a000-0000-7000-8000-0000000000f1'
const at = new Date('2026-11-23T06:50:00.123Z')
const after = (ms: number) => new Date(at.getTime() + ms)
const MINUTE = 60_000

describe('declaration tickets', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-tickets-'))
  const school = { keys: await openKeys(join(folder, 'one')) }
  const neighbour = { keys: await openKeys(join(folder, 'two')) }
  await rm(folder, { recursive: true })

  it('B13 a ticket names the person for fifteen minutes, to the millisecond', () => {
    const ticket = issueTicket(school, { personId: ANNA, at })
    assert.deepEqual(parseTicket(school, ticket, at), { personId: ANNA, slipId: null, issuedAt: at })
    assert.ok(parseTicket(school, ticket, after(15 * MINUTE - 1)))
    assert.equal(parseTicket(school, ticket, after(15 * MINUTE)), null)
    assert.equal(parseTicket(school, ticket, after(-MINUTE)), null)
  })

  it('a ticket given for a slip names the slip', () => {
    assert.deepEqual(parseTicket(school, issueTicket(school, { personId: ANNA, slipId: SLIP, at }), at), { personId: ANNA, slipId: SLIP, issuedAt: at })
  })

  it('B14 a ticket of another school, a changed one and any other text is none', () => {
    const ticket = issueTicket(school, { personId: ANNA, slipId: SLIP, at })
    assert.equal(parseTicket(neighbour, ticket, at), null)
    assert.equal(parseTicket(school, ticket.replace(ANNA, ANNA.replace('1', '2')), at), null)
    assert.equal(parseTicket(school, ticket.replace(SLIP, ''), at), null)
    assert.equal(parseTicket(school, school.keys.sign('device', `${ANNA}..${at.getTime()}`), at), null)
    assert.equal(parseTicket(school, school.keys.sign('ticket', `${ANNA}..`), at), null)
    assert.equal(parseTicket(school, 'x'.repeat(10_000), at), null)
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => parseTicket(school, text, at) === null))
  })
})
