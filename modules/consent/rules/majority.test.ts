import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { majorityDate, startOfDay } from '#platform/time/calendar.ts'
import type { ConsentCase, Declaration, Withdrawal } from './records.ts'
import { adult, custody, father, mother, no, platformOn, pupil, records, stateOn, v1, v1b, v2, voice, yes } from './testing/pupil.ts'

describe('majority', () => {
  const parents = [yes(mother, '2026-09-10'), yes(father, '2026-09-10')]

  it('3.0 born 2008-11-23: the parents decide until the eve, from 2026-11-23 00:00 on the pupil', () => {
    const c = pupil(records(...parents), { majorityDate: majorityDate('2008-11-23') })
    assert.equal(stateOn('2026-11-22', c), 'GRANTED open')
    assert.equal(stateOn('2026-11-23', c), 'MAJORITY_DUE open')
    assert.deepEqual(platformOn('2026-11-23', c).missing, [{ who: 'adult_pupil', why: 'not_declared' }])
    assert.equal(platformOn('2026-11-22', c).changesOn, '2026-11-23')
    assert.equal(startOfDay(platformOn('2026-11-22', c).changesOn!).toISOString(), '2026-11-22T23:00:00.000Z')
  })

  it('3.0 born 2008-02-29: of age from 2026-03-01, not a day before', () => {
    const c = pupil(records(yes(mother, '2026-01-10')), {
      majorityDate: majorityDate('2008-02-29'),
      holders: [custody('mother', '2026-01-01')],
      stays: [{ from: '2020-08-01', until: null }],
    })
    assert.equal(stateOn('2026-02-28', c), 'GRANTED open')
    assert.equal(stateOn('2026-03-01', c), 'MAJORITY_DUE open')
  })

  it("3.1 after 28 days without an answer the gate closes (block) or the parents' consent is kept (keep)", () => {
    const c = pupil(records(...parents), { majorityDate: '2026-11-23' })
    assert.equal(platformOn('2026-11-23', c).openUntil, '2026-12-21')
    assert.equal(stateOn('2026-12-20', c), 'MAJORITY_DUE open')
    assert.equal(stateOn('2026-12-21', c), 'LAPSED closed')
    const kept = { ...c, options: { ...c.options, 'majority.after_grace': 'keep' as const } }
    assert.equal(stateOn('2026-12-21', kept), 'GRANTED open')
    assert.equal(platformOn('2026-11-23', kept).openUntil, null)
    const noGrace = { ...c, options: { ...c.options, 'majority.grace_days': 0 } }
    assert.equal(platformOn('2026-11-22', noGrace).openUntil, '2026-11-23')
    assert.equal(stateOn('2026-11-23', noGrace), 'LAPSED closed')
  })

  it("3.1 the parents' rights end in the same second: they can neither withdraw nor grant any more", () => {
    const c = (record: Declaration | Withdrawal) => pupil(records(...parents, record), { majorityDate: '2026-11-23' })
    assert.equal(stateOn('2026-11-23', c(no(father, '2026-11-23', { at: '00:00' }))), 'MAJORITY_DUE open')
    assert.equal(stateOn('2026-11-22', c(no(father, '2026-11-22', { at: '23:59' }))), 'REVOKED closed')
    assert.equal(stateOn('2026-11-23', c(no(father, '2026-11-22', { entered: '2026-11-24' }))), 'MAJORITY_DUE open', 'not known yet')
    assert.equal(stateOn('2026-11-24', c(no(father, '2026-11-22', { entered: '2026-11-24' }))), 'REVOKED closed', 'it had reached the school before')
    const lateEntry = pupil(records(yes(mother, '2026-11-20'), yes(father, '2026-11-20', { entered: '2026-11-23' })), { majorityDate: '2026-11-23' })
    assert.equal(stateOn('2026-11-23', lateEntry), 'NONE closed')
  })

  it('3.1 the pupil confirms, changes, revokes', () => {
    const c = (...more: (Declaration | Withdrawal)[]) => pupil(records(...parents, ...more), { majorityDate: '2026-11-23' })
    assert.equal(stateOn('2026-11-25', c(yes(adult, '2026-11-25'))), 'GRANTED open')
    assert.equal(stateOn('2027-06-01', c(yes(adult, '2026-11-25'))), 'GRANTED open')
    assert.equal(stateOn('2026-11-25', c(no(adult, '2026-11-25'))), 'REVOKED closed')
    assert.equal(stateOn('2026-11-23', c(no(adult, '2026-11-23', { at: '00:00' }))), 'REVOKED closed', 'from the first second on')
    const neverTooYoung = pupil(records(...parents, no(adult, '2026-11-23')), { majorityDate: '2026-11-23', options: { 'consent.pupil_voice_age': 'off' } })
    assert.equal(stateOn('2026-11-23', neverTooYoung), 'REVOKED closed', 'also where the school hears no objections of minors')
    assert.equal(stateOn('2026-11-25', c(yes(adult, '2026-11-24'), no(adult, '2026-11-25'))), 'REVOKED closed', "not back to the parents' consent")
    assert.equal(stateOn('2026-11-26', c(no(adult, '2026-11-25'), yes(adult, '2026-11-26'))), 'GRANTED open')
    assert.equal(stateOn('2026-11-25', c(yes(adult, '2026-11-22', { entered: '2026-11-25' }))), 'MAJORITY_DUE open', 'signed at 17 it is a voice')
  })

  it('3.1 what was not open on the eve does not open on the birthday', () => {
    assert.equal(stateOn('2026-11-23', pupil(records(yes(mother, '2026-09-10')), { majorityDate: '2026-11-23' })), 'NONE closed')
    assert.equal(stateOn('2026-11-23', pupil(records(...parents, no(mother, '2026-11-20')), { majorityDate: '2026-11-23' })), 'REVOKED closed')
    assert.equal(
      stateOn('2026-11-23', pupil(records(...parents, no(voice, '2026-11-20')), { majorityDate: '2026-11-23' })),
      'REVOKED closed',
      'the own objection at 17 stays',
    )
    const outdated = pupil({ ...records(...parents), documents: [v1, v2] }, { majorityDate: '2026-11-23', options: { 'consent.reconsent_days': 5 } })
    assert.equal(stateOn('2026-11-22', outdated), 'OUTDATED closed')
    assert.equal(stateOn('2026-11-23', outdated), 'NONE closed')
    const away = pupil(records(yes(mother, '2026-11-15'), yes(father, '2026-11-15')), {
      majorityDate: '2026-11-23',
      stays: [
        { from: '2026-08-01', until: '2026-11-10' },
        { from: '2026-11-25', until: null },
      ],
    })
    assert.equal(stateOn('2026-11-25', away), 'NONE closed', 'not at this school on the eve')
    assert.equal(stateOn('2026-11-23', pupil({ ...records(), requestedOn: '2026-09-01' }, { majorityDate: '2026-11-23' })), 'REQUESTED closed')
  })

  it('3.1 the end of custody at 18 ends nothing, and nothing is a contradiction any more', () => {
    const c = pupil(records(...parents), {
      majorityDate: '2026-11-23',
      holders: [custody('mother', '2026-08-01', '2026-11-22'), custody('father', '2026-08-01', '2026-11-22')],
    })
    assert.equal(stateOn('2026-11-23', c), 'MAJORITY_DUE open')
    assert.deepEqual(platformOn('2026-11-23', c).contradictions, [])
  })

  it('3.1 a new major version in the grace: the earlier of both ends closes', () => {
    const documents = [v1, { ...v2, validFrom: '2026-11-25' }]
    const c = pupil(
      { ...records(...parents), documents },
      { majorityDate: '2026-11-23', options: { 'consent.reconsent_days': 7, 'majority.after_grace': 'keep' } },
    )
    assert.equal(platformOn('2026-11-23', c).openUntil, '2026-12-02')
    assert.equal(stateOn('2026-12-21', c), 'OUTDATED closed')
  })
})

describe('a new version of the document', () => {
  const with2 = (...all: (Declaration | Withdrawal)[]): ConsentCase => pupil({ ...records(...all), documents: [v1, v1b, v2] })
  const granted = [yes(mother, '2026-09-10'), yes(father, '2026-09-10')]

  it('3.1 a new major version makes GRANTED OUTDATED; the gate stays open for 60 days, then closes at 00:00 by itself', () => {
    const c = with2(...granted)
    assert.equal(stateOn('2026-10-31', c), 'GRANTED open')
    assert.equal(platformOn('2026-10-31', c).openUntil, '2026-12-31')
    assert.equal(stateOn('2026-11-01', c), 'OUTDATED open')
    assert.equal(stateOn('2026-12-30', c), 'OUTDATED open', 'the 60th day')
    assert.equal(stateOn('2026-12-31', c), 'OUTDATED closed')
    assert.deepEqual(platformOn('2026-11-01', c).missing, [
      { who: 'holder', guardianId: 'mother', why: 'older_version' },
      { who: 'holder', guardianId: 'father', why: 'older_version' },
    ])
    const none = { ...c, options: { ...c.options, 'consent.reconsent_days': 0 } }
    assert.equal(platformOn('2026-10-31', none).openUntil, '2026-11-01')
  })

  it('3.1 it is granted again when all have declared to the new version, and outdated until then', () => {
    assert.equal(stateOn('2026-11-10', with2(...granted, yes(mother, '2026-11-10', { form: 'v2' }))), 'OUTDATED open')
    assert.equal(stateOn('2026-11-12', with2(...granted, yes(mother, '2026-11-10', { form: 'v2' }), yes(father, '2026-11-12', { form: 'v2' }))), 'GRANTED open')
    assert.equal(
      stateOn('2026-11-12', with2(...granted, yes(mother, '2026-11-10', { form: 'v2' }), no(father, '2026-11-12'))),
      'REVOKED closed',
      'who had agreed and says no withdraws',
    )
  })

  it('3.1 an old form signed after the new version is in force stands for nothing', () => {
    assert.equal(stateOn('2026-11-10', with2(yes(mother, '2026-11-05'), yes(father, '2026-11-05'))), 'NONE closed')
    assert.equal(
      stateOn('2026-11-10', with2(yes(mother, '2026-10-31', { entered: '2026-11-05' }), yes(father, '2026-10-30', { entered: '2026-11-05' }))),
      'OUTDATED open',
    )
    assert.equal(
      stateOn('2026-11-10', with2(yes(mother, '2026-10-31'), yes(father, '2026-11-05', { form: 'v2' }))),
      'PARTIAL closed',
      'not the same major version',
    )
  })
})

describe('leaving and coming back', () => {
  it('3.1 exit ends the consent at 00:00 after the last day: D 2026-07-31 -> closed from 2026-08-01', () => {
    const c = pupil(records(yes(mother, '2026-02-10'), yes(father, '2026-02-10')), {
      stays: [{ from: '2020-08-01', until: '2026-07-31' }],
      holders: [custody('mother', '2020-08-01'), custody('father', '2020-08-01')],
    })
    assert.equal(stateOn('2026-07-31', c), 'GRANTED open')
    assert.equal(platformOn('2026-03-01', c).openUntil, '2026-08-01')
    assert.equal(stateOn('2026-08-01', c), 'ENDED closed')
    assert.deepEqual(platformOn('2026-08-01', c).missing, [])
  })

  it('R2.1 a pupil who leaves and returns: the old consent does not revive', () => {
    const stays = [
      { from: '2026-08-01', until: '2026-09-30' },
      { from: '2026-11-01', until: null },
    ]
    const old = [yes(mother, '2026-09-10'), yes(father, '2026-09-10')]
    assert.equal(stateOn('2026-10-15', pupil(records(...old), { stays })), 'ENDED closed')
    assert.equal(stateOn('2026-11-01', pupil(records(...old), { stays })), 'NONE closed')
    const foundLate = [yes(mother, '2026-09-30', { entered: '2026-11-02' }), yes(father, '2026-09-30', { entered: '2026-11-02' })]
    assert.equal(stateOn('2026-11-02', pupil(records(...foundLate), { stays })), 'NONE closed')
    const newStay = [...old, yes(mother, '2026-11-02'), no(father, '2026-11-03'), yes(father, '2026-11-04')]
    assert.equal(stateOn('2026-11-04', pupil(records(...newStay), { stays })), 'GRANTED open', 'his no was a refusal: in this stay he had withdrawn nothing')
    const anew = [...old, yes(mother, '2026-10-20'), yes(father, '2026-10-21')]
    assert.equal(stateOn('2026-10-31', pupil(records(...anew), { stays })), 'ENDED closed')
    assert.equal(stateOn('2026-11-01', pupil(records(...anew), { stays })), 'GRANTED open', 'signed for the return')
  })

  it('R2.1 who was never at this school has no consent', () => {
    assert.equal(stateOn('2026-11-23', pupil(records(yes(mother, '2026-09-10'), yes(father, '2026-09-10')), { stays: [] })), 'ENDED closed')
  })
})
