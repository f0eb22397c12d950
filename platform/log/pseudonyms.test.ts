/** R6.1: pseudonyms of the logs, their keys, and the end of both. */
import assert from 'node:assert/strict'
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { startOfDay } from '#platform/time/calendar.ts'
import { networkOf } from './network.ts'
import { openPseudonyms } from './pseudonyms.ts'

const folders: string[] = []
const folder = () => {
  folders.push(mkdtempSync(join(tmpdir(), 'schulhof-log-')))
  return folders.at(-1)!
}
describe('pseudonyms', () => {
  after(() => folders.forEach((one) => rmSync(one, { recursive: true, force: true })))
  const PERSON = '01939d3e-0000-7000-8000-000000000001'
  const OTHER = '01939d3e-0000-7000-8000-000000000002'

  describe('R6.1 pseudonyms', () => {
    test('the same person has one in a period and another in the next; two persons never share one; the id is not in it', () => {
      const pseudonyms = openPseudonyms(folder())
      const [first, again, later] = ['2026-11-20', '2026-11-21', '2027-01-20'].map((day) => pseudonyms.of(PERSON, startOfDay(day)))
      assert.deepEqual(first, again)
      assert.notDeepEqual(first, later)
      assert.notDeepEqual(first, pseudonyms.of(OTHER, startOfDay('2026-11-20')))
      assert.equal(first!.length, 16)
      assert.deepEqual(pseudonyms.allOf(PERSON), [first, later])
    })

    test('two processes that begin a period together have one key; another school has another; nobody else reads the file', () => {
      const here = folder()
      const at = startOfDay('2026-11-20')
      assert.deepEqual(openPseudonyms(here).of(PERSON, at), openPseudonyms(here).of(PERSON, at))
      assert.notDeepEqual(openPseudonyms(here).of(PERSON, at), openPseudonyms(folder()).of(PERSON, at))
      const files = readdirSync(here)
      assert.deepEqual([files.length, statSync(join(here, files[0]!)).mode & 0o777], [1, 0o600])
    })

    test('a key is destroyed when no row of its days is kept any more, not a day before; what was written with it leads to nobody then', () => {
      const here = folder()
      const pseudonyms = openPseudonyms(here)
      const old = pseudonyms.of(PERSON, startOfDay('2026-11-20'))
      const begun = readdirSync(here)[0]!.slice(0, 10)
      const lastDay = (days: number) => new Date(startOfDay(begun).getTime() + (30 + days) * 86_400_000 + 7_200_000)
      assert.equal(pseudonyms.forget(lastDay(14), 14), 0)
      assert.equal(pseudonyms.forget(lastDay(15), 14), 1)
      assert.deepEqual(readdirSync(here), [])
      assert.ok(!pseudonyms.allOf(PERSON).some((one) => one.equals(old)))
      assert.notDeepEqual(pseudonyms.of(PERSON, startOfDay('2026-11-20')), old, 'the same days get a new key')
    })

    test('an address loses what would lead to one machine', () => {
      assert.deepEqual(
        ['192.0.2.77', '::ffff:192.0.2.77', '2001:db8:12:3456::9', '2001:DB8::1', '::1', 'fe80::1%eth0', 'not an address'].map(networkOf),
        ['192.0.2.0/24', '192.0.2.0/24', '2001:db8:12::/48', '2001:db8:0::/48', '0:0:0::/48', 'fe80:0:0::/48', null],
      )
    })
  })
})
