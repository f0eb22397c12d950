import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Declaration } from './records.ts'
import { custody, father, kinds, mother, named, no, noCustody, platformOn, pupil, records, stateOn, yes } from './testing/pupil.ts'

describe('custody as families are (A3)', () => {
  it('A3 one holder on record: one declaration is enough, whatever is ticked; the odd tick is a task, not a lock', () => {
    const holders = [custody('mother')]
    assert.equal(stateOn('2026-11-23', pupil(records(yes(mother, '2026-09-10')), { holders })), 'GRANTED open')
    const ticked = platformOn('2026-11-23', pupil(records(yes(mother, '2026-09-10', { tick: 'other_agrees' })), { holders }))
    assert.equal(ticked.open, true)
    assert.deepEqual(kinds(ticked), ['form_against_record'])
  })

  it('A3 two holders on record and "Ich bin allein sorgeberechtigt": the flags decide, the form becomes a task', () => {
    for (const option of ['all', 'one_with_assurance'] as const) {
      const c = pupil(records(yes(mother, '2026-09-10', { tick: 'sole_custody' })), { options: { 'consent.holders': option } })
      assert.equal(stateOn('2026-11-23', c), 'PARTIAL closed', option)
      assert.deepEqual(kinds(platformOn('2026-11-23', c)), ['form_against_record'])
    }
  })

  it('A3 "Der andere Elternteil ist einverstanden" is enough only where the school chose one with assurance', () => {
    const signed = records(yes(mother, '2026-09-10', { tick: 'other_agrees' }))
    assert.equal(stateOn('2026-11-23', pupil(signed)), 'PARTIAL closed')
    assert.equal(stateOn('2026-11-23', pupil(signed, { options: { 'consent.holders': 'one_with_assurance' } })), 'GRANTED open')
    const bare = records(yes(mother, '2026-09-10'))
    assert.equal(stateOn('2026-11-23', pupil(bare, { options: { 'consent.holders': 'one_with_assurance' } })), 'PARTIAL closed')
  })

  it("A3 an assurance never outweighs the other holder's own no", () => {
    const options = { 'consent.holders': 'one_with_assurance' } as const
    const refused = pupil(records(no(father, '2026-09-01'), yes(mother, '2026-09-10', { tick: 'other_agrees' })), { options })
    assert.equal(stateOn('2026-11-23', refused), 'PARTIAL closed')
    const withdrawn = pupil(
      records(yes(mother, '2026-09-10'), yes(father, '2026-09-10'), no(father, '2026-10-01'), yes(mother, '2026-10-05', { tick: 'other_agrees' })),
      { options },
    )
    assert.equal(stateOn('2026-11-23', withdrawn), 'PARTIAL closed')
  })

  it('A3 nobody on record: two signatures by different names, or one with sole custody; always a task for the clerk', () => {
    const holders = [noCustody('mother')]
    const state = (...all: Declaration[]): string => stateOn('2026-11-23', pupil(records(...all), { holders }))
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10')), 'PARTIAL closed')
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10'), yes(named(' ágnes  ĐORĐEVIĆ '), '2026-09-11')), 'PARTIAL closed', 'the same name twice')
    assert.equal(
      state(yes(named('A\u0301gnes Đorđević'), '2026-09-10'), yes(named('Ágnes Đorđević'), '2026-09-11')),
      'PARTIAL closed',
      'the same name in two Unicode forms',
    )
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10'), yes(named('Petar Đorđević'), '2026-09-11')), 'GRANTED open')
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10', { tick: 'sole_custody' })), 'GRANTED open')
    assert.equal(state(yes(named('Ágnes Đorđević'), '2026-09-10', { tick: 'other_agrees' })), 'PARTIAL closed')
    assert.equal(state(yes(named('  '), '2026-09-10', { tick: 'sole_custody' })), 'NONE closed', 'a name has to be there')
    const consent = platformOn('2026-11-23', pupil(records(yes(named('Ágnes Đorđević'), '2026-09-10')), { holders }))
    assert.deepEqual(consent.missing, [{ who: 'named_on_paper', name: null, why: 'not_declared' }])
    assert.deepEqual(kinds(consent), ['no_holder'])
  })

  it('A3 nobody on record: a third name that says no blocks, and one who signed may withdraw', () => {
    const holders = [] as const
    const two = [yes(named('Anna'), '2026-09-10'), yes(named('Bert'), '2026-09-10')]
    assert.equal(stateOn('2026-11-23', pupil(records(...two, no(named('Carl'), '2026-09-12')), { holders })), 'PARTIAL closed')
    assert.equal(stateOn('2026-11-23', pupil(records(...two, no(named('anna'), '2026-09-12')), { holders })), 'REVOKED closed')
  })

  it('A3 a name beside those on record changes nothing and is a task; names end when somebody comes on record', () => {
    const beside = pupil(
      records(yes(mother, '2026-09-10'), yes(father, '2026-09-10'), yes(named('Onkel Otto'), '2026-09-11'), no(named('Onkel Otto'), '2026-09-12')),
    )
    assert.equal(stateOn('2026-11-23', beside), 'GRANTED open')
    assert.deepEqual(kinds(platformOn('2026-11-23', beside)), ['form_against_record'])
    const holders = [custody('mother', '2026-10-01', '2026-10-31')]
    const c = pupil(records(yes(named('Anna'), '2026-09-10', { tick: 'sole_custody' })), { holders })
    assert.equal(platformOn('2026-09-20', c).openUntil, '2026-10-01')
    assert.equal(stateOn('2026-11-23', c), 'NONE closed', 'and do not revive')
  })

  it('A3 where two records of the same person contradict each other, the person must declare and cannot', () => {
    const holders = [custody('mother'), noCustody('mother', '2026-09-01'), custody('father')]
    const c = pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-10')), { holders })
    assert.equal(stateOn('2026-11-23', c), 'PARTIAL closed')
    assert.deepEqual(kinds(platformOn('2026-11-23', c)), ['without_custody'])
    const withdrawn = pupil(records(yes(father, '2026-08-10'), no(mother, '2026-09-10')), {
      holders: [noCustody('mother'), custody('mother', '2026-09-01', '2026-09-30'), custody('father')],
    })
    assert.equal(stateOn('2026-11-23', withdrawn), 'GRANTED open', 'nor withdraw')
  })

  it('A3 a name signed while somebody was on record counts neither then nor when nobody is on record any more', () => {
    const c = pupil(records(yes(named('Anna'), '2026-09-10', { tick: 'sole_custody' })), { holders: [custody('mother', '2026-08-01', '2026-09-10')] })
    assert.equal(stateOn('2026-09-10', c), 'NONE closed')
    assert.equal(stateOn('2026-11-23', c), 'NONE closed')
  })
})
