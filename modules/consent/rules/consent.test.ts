import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { consentOf } from './consent.ts'
import type { Declaration } from './records.ts'
import { adult, custody, father, kinds, mother, no, noCustody, platformOn, pupil, records, stateOn, voice, yes } from './testing/pupil.ts'

describe('consent of a minor', () => {
  it('R2.1 the default of a new pupil is NONE and closed, and both parents are missing', () => {
    const consent = consentOf('platform', pupil(records()))
    assert.equal(consent.state, 'NONE')
    assert.equal(consent.open, false)
    assert.equal(consent.openUntil, null)
    assert.deepEqual(consent.missing, [
      { who: 'holder', guardianId: 'mother', why: 'not_declared' },
      { who: 'holder', guardianId: 'father', why: 'not_declared' },
    ])
  })

  it('R2.1 requested, one of two declared, both declared: REQUESTED, PARTIAL, GRANTED; only the last opens', () => {
    const c = pupil({ ...records(yes(mother, '2026-09-10'), yes(father, '2026-09-20')), requestedOn: '2026-09-01' })
    assert.equal(stateOn('2026-08-31', c), 'NONE closed')
    assert.equal(stateOn('2026-09-01', c), 'REQUESTED closed')
    assert.equal(stateOn('2026-09-10', c), 'PARTIAL closed')
    assert.deepEqual(platformOn('2026-09-10', c).missing, [{ who: 'holder', guardianId: 'father', why: 'not_declared' }])
    assert.equal(stateOn('2026-09-20', c), 'GRANTED open')
    assert.deepEqual(platformOn('2026-09-20', c).missing, [])
    assert.equal(platformOn('2026-09-20', c).restsOn.length, 2)
  })

  it('3.1 the same major version is asked for, a minor version makes no difference', () => {
    const c = pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-20', { form: 'v1b' })))
    assert.equal(stateOn('2026-11-23', c), 'GRANTED open')
    assert.equal(platformOn('2026-11-23', c).major, 1)
  })

  it('3.1 a parent without custody cannot grant, and is not missing either', () => {
    const c = pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-10')), { holders: [noCustody('mother'), custody('father')] })
    assert.equal(stateOn('2026-11-23', c), 'GRANTED open')
    assert.equal(platformOn('2026-11-23', c).restsOn.length, 1)
    const onlyMother = pupil(records(yes(mother, '2026-09-10')), { holders: [noCustody('mother'), custody('father')] })
    assert.equal(stateOn('2026-11-23', onlyMother), 'NONE closed')
    assert.deepEqual(kinds(platformOn('2026-11-23', onlyMother)), ['without_custody'])
  })

  it('3.1 custody that came after the signature does not heal it, custody that ended does not revive it', () => {
    const later = pupil(records(yes(mother, '2026-09-10')), { holders: [noCustody('mother', '2026-08-01', '2026-09-30'), custody('mother', '2026-10-01')] })
    assert.equal(stateOn('2026-11-23', later), 'NONE closed')
    const interrupted = pupil(records(yes(mother, '2026-09-10')), { holders: [custody('mother', '2026-08-01', '2026-09-30'), custody('mother', '2026-10-05')] })
    assert.equal(stateOn('2026-09-30', interrupted), 'GRANTED open')
    assert.equal(stateOn('2026-11-23', interrupted), 'NONE closed')
    const renewed = pupil(records(yes(mother, '2026-09-10')), { holders: [custody('mother', '2026-08-01', '2026-09-30'), custody('mother', '2026-10-01')] })
    assert.equal(stateOn('2026-11-23', renewed), 'GRANTED open', 'two records without a day between them are one custody')
  })

  it('A4 a form signed at enrolment, before the import knew the family, counts', () => {
    const c = pupil(records(yes(mother, '2026-02-10', { entered: '2026-08-05' })), { holders: [custody('mother')] })
    assert.equal(stateOn('2026-08-05', c), 'GRANTED open')
  })

  it('3.1 a new holder closes the gate until they declare, and a holder who is no more is not asked', () => {
    const holders = [custody('mother'), custody('father', '2026-10-01')]
    const c = pupil(records(yes(mother, '2026-09-10')), { holders })
    assert.equal(platformOn('2026-09-20', c).openUntil, '2026-10-01')
    assert.equal(stateOn('2026-10-01', c), 'PARTIAL closed')
    const dead = pupil(records(yes(mother, '2026-09-10')), { holders: [custody('mother'), custody('father', '2026-08-01', '2026-10-04')] })
    assert.equal(stateOn('2026-10-04', dead), 'PARTIAL closed')
    assert.equal(platformOn('2026-10-04', dead).changesOn, '2026-10-05')
    assert.equal(stateOn('2026-10-05', dead), 'GRANTED open')
  })

  it('R2.1 a declaration dated in the future, or before its document existed, or of an unknown document, never counts', () => {
    const c = (declaration: Declaration) => pupil(records(declaration), { holders: [custody('mother')] })
    assert.equal(stateOn('2027-03-01', c(yes(mother, '2026-12-01', { entered: '2026-11-01' }))), 'NONE closed')
    assert.equal(stateOn('2027-03-01', c(yes(mother, '2026-09-14', { form: 'v1b', entered: '2026-10-01' }))), 'NONE closed')
    assert.equal(stateOn('2027-03-01', c(yes(mother, '2026-09-15', { form: 'v1b' }))), 'GRANTED open')
    assert.equal(stateOn('2027-03-01', c(yes(mother, '2026-09-15', { form: 'v9' }))), 'NONE closed')
    assert.equal(
      platformOn('2027-03-01', c(yes(mother, '2026-12-01', { entered: '2026-11-01' }))).missing.map((one) => 'why' in one && one.why)[0],
      'not_counted',
    )
  })

  it('R2.1 what is entered later does not open the day before, at 00:00 in Berlin exactly', () => {
    const c = pupil(records(yes(mother, '2026-09-09', { entered: '2026-09-10', at: '00:00' })), { holders: [custody('mother')] })
    assert.equal(stateOn('2026-09-09', c), 'NONE closed')
    assert.equal(stateOn('2026-09-10', c), 'GRANTED open')
  })

  it('3.1 one parent says yes, the other no: not granted, and a case for the clerk', () => {
    for (const all of [
      [yes(mother, '2026-09-10'), no(father, '2026-09-12')],
      [no(father, '2026-09-08'), yes(mother, '2026-09-10')],
    ]) {
      const consent = platformOn('2026-11-23', pupil(records(...all)))
      assert.equal(consent.state, 'PARTIAL')
      assert.equal(consent.open, false)
      assert.deepEqual(consent.missing, [{ who: 'holder', guardianId: 'father', why: 'refused' }])
      assert.deepEqual(kinds(consent), ['holders_disagree'])
    }
    const changedMind = pupil(records(yes(mother, '2026-09-10'), no(father, '2026-09-12'), yes(father, '2026-09-20')))
    assert.equal(stateOn('2026-11-23', changedMind), 'GRANTED open', 'a refusal ended nothing of the mother')
  })

  it('3.1 a pupil of 17 who declares is heard, never sufficient', () => {
    const c = pupil(records(yes(voice, '2026-09-10'), yes(adult, '2026-09-11')), { majorityDate: '2027-03-01' })
    assert.equal(stateOn('2026-11-23', c), 'NONE closed')
    assert.equal(stateOn('2027-03-01', c), 'NONE closed', 'it does not become consent by waiting')
  })

  it('3.1 without a birth date the pupil counts as a minor, and the clerk is told', () => {
    const c = pupil(records(yes(adult, '2026-09-10')), { majorityDate: null })
    assert.equal(stateOn('2026-11-23', c), 'NONE closed')
    const granted = platformOn('2026-11-23', pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-10')), { majorityDate: null }))
    assert.equal(granted.open, true)
    assert.deepEqual(kinds(granted), ['majority_unknown'])
  })
})

describe('odd records', () => {
  it('what cannot be read does not open, and nothing throws', () => {
    const garbage = ['', 'soon', '9999-12-31', '2026-02-30', '\u0000']
    for (const text of garbage) {
      const c = pupil(records({ ...yes(mother, '2026-09-10'), declaredOn: text }, { ...no(father, '2026-09-11'), receivedOn: text }), {
        holders: [custody('mother')],
      })
      const { open } = consentOf('platform', c)
      assert.equal(open, false, JSON.stringify(text))
    }
    const farEnd = pupil(records(yes(mother, '2026-09-10')), {
      holders: [custody('mother', '2026-08-01', '9999-12-31')],
      stays: [{ from: '2026-08-01', until: '9999-12-31' }],
    })
    assert.equal(consentOf('platform', farEnd).open, true)
    assert.equal(consentOf('platform', farEnd).openUntil, '2029-06-29', 'majority and its grace')
  })

  it('a school without any released document has no consent', () => {
    assert.equal(stateOn('2026-11-23', pupil({ ...records(yes(mother, '2026-09-10'), yes(father, '2026-09-10')), documents: [] })), 'NONE closed')
  })
})
