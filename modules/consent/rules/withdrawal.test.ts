import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { majorityDate } from '#platform/time/calendar.ts'
import type { Declaration } from './records.ts'
import { custody, father, kinds, mother, no, noCustody, platformOn, pupil, records, stateOn, voice, yes } from './testing/pupil.ts'

describe('withdrawal', () => {
  const granted = (): Declaration[] => [yes(mother, '2026-09-10'), yes(father, '2026-09-10')]

  it('R12.2 only the father revokes: closed; the mother alone declares again: still blocked; the father declares again too: open', () => {
    const revoked = [...granted(), no(father, '2026-10-01')]
    assert.equal(stateOn('2026-10-01', pupil(records(...revoked))), 'REVOKED closed')
    const motherAgain = [...revoked, yes(mother, '2026-10-05')]
    assert.equal(stateOn('2026-10-05', pupil(records(...motherAgain))), 'PARTIAL closed')
    const bothAgain = [...motherAgain, yes(father, '2026-10-08')]
    assert.equal(stateOn('2026-10-08', pupil(records(...bothAgain))), 'GRANTED open')
  })

  it('R12.2 a withdrawal ends the consent as a whole: the father alone declaring again is not enough', () => {
    const c = pupil(records(...granted(), no(father, '2026-10-01'), yes(father, '2026-10-08')))
    assert.equal(stateOn('2026-11-23', c), 'PARTIAL closed')
    assert.deepEqual(platformOn('2026-11-23', c).missing, [{ who: 'holder', guardianId: 'mother', why: 'ended' }])
  })

  it('R12.2 it works at once and needs nothing: the same minute, and also with a strange date on the paper', () => {
    const noOfTheMinute = no(mother, '2026-09-10')
    const sameMinute = pupil(records(noOfTheMinute, yes(mother, '2026-09-10')), { holders: [custody('mother')] })
    assert.equal(stateOn('2026-09-10', sameMinute), 'REVOKED closed', 'of one instant the no comes last')
    const sameDay = pupil(records(...granted(), no(father, '2026-10-01', { at: '08:00' }), yes(mother, '2026-10-01'), yes(father, '2026-10-01')))
    assert.equal(stateOn('2026-10-01', sameDay), 'GRANTED open', 'declared anew later that day')
    const dated2027 = pupil(records(...granted(), no(father, '2027-10-01', { entered: '2026-10-01' }), yes(mother, '2026-10-05'), yes(father, '2026-10-05')))
    assert.equal(stateOn('2026-10-01', dated2027), 'REVOKED closed')
    assert.equal(stateOn('2026-10-05', dated2027), 'GRANTED open', 'nor does a wrong date block for ever')
  })

  it('R12.2 there is no undo without a new declaration: papers signed before the withdrawal count no more, even if they are found later', () => {
    const c = pupil(
      records(
        ...granted(),
        no(father, '2026-10-01'),
        yes(father, '2026-09-30', { entered: '2026-10-02' }),
        yes(mother, '2026-09-30', { entered: '2026-10-02' }),
      ),
    )
    assert.equal(stateOn('2026-11-23', c), 'REVOKED closed')
  })

  it('R12.2 each holder can always withdraw; a parent without custody makes a case for the clerk, not a lock', () => {
    const c = pupil(records(yes(mother, '2026-09-10'), no(father, '2026-10-01')), { holders: [custody('mother'), noCustody('father')] })
    assert.equal(stateOn('2026-11-23', c), 'GRANTED open')
    assert.deepEqual(kinds(platformOn('2026-11-23', c)), ['without_custody'])
    const lostSince = pupil(records(...granted(), no(father, '2026-10-01')), { holders: [custody('mother'), custody('father', '2026-08-01', '2026-10-10')] })
    assert.equal(stateOn('2026-11-23', lostSince), 'REVOKED closed', 'what he withdrew while he had custody stays withdrawn')
  })

  it("3.1 the pupil's own objection blocks from 14 on, and only the pupil can lift it", () => {
    const majority = majorityDate('2012-10-01')
    const all = [...granted(), no(voice, '2026-10-01')]
    assert.equal(stateOn('2026-10-01', pupil(records(...all), { majorityDate: majority })), 'REVOKED closed')
    assert.deepEqual(platformOn('2026-10-01', pupil(records(...all), { majorityDate: majority })).missing, [{ who: 'pupil_voice', why: 'refused' }])
    const parentsAgain = [...all, yes(mother, '2026-10-05'), yes(father, '2026-10-05')]
    assert.equal(stateOn('2026-11-23', pupil(records(...parentsAgain), { majorityDate: majority })), 'REVOKED closed')
    assert.equal(
      stateOn('2026-11-23', pupil(records(...all, yes(voice, '2026-10-08')), { majorityDate: majority })),
      'GRANTED open',
      "the parents' declarations stand",
    )
  })

  it("3.1 an objection below the age of the school's choice is without effect", () => {
    const dayTooYoung = pupil(records(...granted(), no(voice, '2026-09-30')), { majorityDate: majorityDate('2012-10-01') })
    assert.equal(stateOn('2026-11-23', dayTooYoung), 'GRANTED open')
    const at16 = (birth: string) =>
      pupil(records(...granted(), no(voice, '2026-10-01')), { majorityDate: majorityDate(birth), options: { 'consent.pupil_voice_age': 16 } })
    assert.equal(stateOn('2026-11-23', at16('2012-10-01')), 'GRANTED open')
    assert.equal(stateOn('2026-11-23', at16('2010-10-01')), 'REVOKED closed')
    const off = pupil(records(...granted(), no(voice, '2026-10-01')), {
      majorityDate: majorityDate('2009-10-01'),
      options: { 'consent.pupil_voice_age': 'off' },
    })
    assert.equal(stateOn('2026-11-23', off), 'GRANTED open')
    assert.equal(
      stateOn('2026-11-23', pupil(records(...granted(), no(voice, '2026-10-01')), { majorityDate: null })),
      'REVOKED closed',
      'of unknown age: taken seriously',
    )
  })

  it('3.1 where the pupil co-declares (preset of Bavaria), parents and pupil are needed from 14 on, and a birthday undoes nothing', () => {
    const options = { 'consent.pupil_co_declaration': true }
    const of15 = pupil(records(...granted()), { majorityDate: majorityDate('2011-05-05'), options })
    assert.equal(stateOn('2026-11-23', of15), 'PARTIAL closed')
    assert.deepEqual(platformOn('2026-11-23', of15).missing, [{ who: 'pupil_voice', why: 'not_declared' }])
    assert.equal(
      stateOn('2026-11-23', pupil(records(...granted(), yes(voice, '2026-10-01')), { majorityDate: majorityDate('2011-05-05'), options })),
      'GRANTED open',
    )
    assert.equal(
      stateOn('2026-11-23', pupil(records(...granted()), { majorityDate: majorityDate('2012-10-01'), options })),
      'GRANTED open',
      'complete at 13, now 14',
    )
  })
})
