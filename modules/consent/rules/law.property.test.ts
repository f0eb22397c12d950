/** The rules and a naive walk through all days (testing/walk.ts) must agree on every day of thousands of random families. */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { addDays, instantInBerlin } from '#platform/time/calendar.ts'
import { consentOf } from './consent.ts'
import type { Withdrawal } from './records.ts'
import { day, families, purposes, someDay } from './testing/families.ts'
import { DAYS, knownOn, LAST, lawfulDays } from './testing/walk.ts'

/** Each of these is met at least five times. */
const MET = ['NONE false', 'REQUESTED false', 'PARTIAL false', 'GRANTED true', 'REVOKED false', 'OUTDATED true', 'OUTDATED false', 'MAJORITY_DUE true', 'LAPSED false', 'ENDED false', 'closes by itself']
const ROUNDS_MAX = 8
const openStates = ['GRANTED', 'OUTDATED', 'MAJORITY_DUE']

describe('the gate and the law, on random families', () => {
  it('R2.1 R3.1 R12.2 the gate is open exactly when the naive walk says so, and closes by itself exactly on openUntil', () => {
    const seen = new Map<string, number>()
    const count = (what: string): void => void seen.set(what, (seen.get(what) ?? 0) + 1)
    const walk = () =>
      fc.assert(
        fc.property(families, purposes, (family, purpose) => {
          const consent = consentOf(purpose, family)
          const lawful = lawfulDays(knownOn(family, family.today), purpose)
          assert.equal(consent.open, lawful.get(family.today), `open on ${family.today}`)
          let closesOn: string | null = null
          if (consent.open) for (let date = family.today; date <= LAST && closesOn === null; date = addDays(date, 1)) if (!lawful.get(date)) closesOn = date
          assert.equal(consent.openUntil !== null && consent.openUntil > LAST ? null : consent.openUntil, closesOn)
          count(`${consent.state} ${consent.open}`)
          if (consent.openUntil) count('closes by itself')
        }),
        { numRuns: Number(process.env['WALKS'] ?? 1_500) },
      )
    // A walk that never meets a state proves nothing about it; a rare one needs a few more families at times.
    const missing = () => MET.filter((state) => (seen.get(state) ?? 0) < 5)
    for (let round = 0; round === 0 || (missing().length > 0 && round < ROUNDS_MAX); round++) walk()
    assert.deepEqual(missing(), [], 'seen too rarely')
  })

  it('R12.2 history: on every day of a whole life of records, what was known that day decides', () => {
    fc.assert(
      fc.property(families, purposes, (family, purpose) => {
        for (let n = 0; n <= DAYS; n += 4) {
          const today = day(n)
          const known = knownOn(family, today)
          assert.equal(consentOf(purpose, known).open, lawfulDays(known, purpose).get(today), today)
        }
      }),
      { numRuns: 60 },
    )
  })

  it('no record of the future changes the past', () => {
    fc.assert(
      fc.property(families, purposes, (family, purpose) => assert.deepEqual(consentOf(purpose, family), consentOf(purpose, knownOn(family, family.today)))),
      { numRuns: 300 },
    )
  })

  it('the order in which records are handed over does not matter', () => {
    const shuffled = fc.tuple(families, fc.integer()).map(([family, seed]) => {
      const turn = <T>(list: readonly T[]): T[] =>
        list.length === 0 ? [] : [...list.slice(Math.abs(seed) % list.length), ...list.slice(0, Math.abs(seed) % list.length)].reverse()
      const records = {
        ...family.records.platform,
        declarations: turn(family.records.platform.declarations),
        withdrawals: turn(family.records.platform.withdrawals),
        documents: turn(family.records.platform.documents),
      }
      return [family, { ...family, stays: turn(family.stays), records: { ...family.records, platform: records } }] as const
    })
    fc.assert(
      fc.property(shuffled, ([family, turned]) => {
        const [one, other] = [consentOf('platform', family), consentOf('platform', turned)]
        assert.deepEqual([one.state, one.open, one.openUntil, one.changesOn], [other.state, other.open, other.openUntil, other.changesOn])
      }),
      { numRuns: 200 },
    )
  })

  it('state, gate and answer fit together, and nothing changes before changesOn', () => {
    fc.assert(
      fc.property(families, purposes, (family, purpose) => {
        const consent = consentOf(purpose, family)
        const { state, open, missing, restsOn, major, openUntil, changesOn } = consent
        if (open) assert.ok(openStates.includes(state))
        if (state === 'GRANTED') assert.ok(open && missing.length === 0)
        if (open) assert.ok(restsOn.length > 0 && major !== null)
        else assert.ok(restsOn.length === 0 && major === null && openUntil === null)
        if (!open && state !== 'ENDED') assert.ok(missing.length > 0, 'a closed gate says who is missing')
        if (openUntil !== null) assert.ok(changesOn !== null && changesOn <= openUntil && openUntil > family.today)
        const known = knownOn(family, family.today)
        for (let date = family.today; date <= LAST; date = addDays(date, 1)) {
          const later = consentOf(purpose, { ...known, today: date })
          const isSame = later.state === state && later.open === open
          if (changesOn === null || date < changesOn) assert.ok(isSame, `unchanged on ${date}`)
          if (date === changesOn) return assert.ok(!isSame, `changed on ${date}`)
        }
        return undefined
      }),
      { numRuns: 60 },
    )
  })

  it('R12.2 whatever came before: a withdrawal by somebody with a say closes at once, until somebody declares', () => {
    fc.assert(
      fc.property(families, someDay, fc.constantFrom('mother', 'father'), (family, on, guardianId) => {
        const holders = [...family.holders.filter((h) => h.guardianId !== guardianId), { guardianId, custody: true, from: '2025-08-01', until: null }]
        const before = knownOn({ ...family, holders, majorityDate: '2030-05-05' }, on)
        const { platform } = before.records
        const withdrawal: Withdrawal = { id: 'z', by: { as: 'holder', guardianId }, receivedOn: on, enteredAt: instantInBerlin(on, '23:59') }
        const after = { ...before, records: { platform: { ...platform, withdrawals: [...platform.withdrawals, withdrawal] }, video: before.records.video } }
        for (const purpose of ['platform', 'video'] as const) assert.equal(consentOf(purpose, after).open, false)
      }),
      { numRuns: 200 },
    )
  })
})
