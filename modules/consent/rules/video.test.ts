import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { addDays } from '#platform/time/calendar.ts'
import { consentOf } from './consent.ts'
import type { Declaration, PurposeRecords } from './records.ts'
import { adult, type Change, father, mother, no, pupil, records, yes } from './testing/pupil.ts'

describe('video', () => {
  const both = (date: string): Declaration[] => [yes(mother, date), yes(father, date)]
  const video = (today: string, platform: PurposeRecords, own: PurposeRecords, change: Change = {}): string => {
    const consent = consentOf('video', { ...pupil(platform, change), records: { platform, video: own }, today })
    return `${consent.state} ${consent.open ? 'open' : 'closed'}`
  }

  it("R3.1 is a consent of its own: the platform's does not open it", () => {
    assert.equal(video('2026-11-23', records(...both('2026-09-10')), records()), 'NONE closed')
    assert.equal(video('2026-11-23', records(...both('2026-09-10')), records(...both('2026-09-10'))), 'GRANTED open')
    const c = pupil(records(...both('2026-09-10')))
    assert.equal(consentOf('video', c).state, 'NONE', 'also where the school keeps no records of it')
  })

  it('R3.1 is effective only while the platform is', () => {
    assert.equal(video('2026-11-23', records(), records(...both('2026-09-10'))), 'NONE closed')
    const consent = consentOf('video', {
      ...pupil(records()),
      records: { platform: records(yes(mother, '2026-09-10')), video: records(...both('2026-09-10')) },
    })
    assert.equal(consent.state, 'PARTIAL')
    assert.deepEqual(consent.missing, [{ who: 'platform' }])
  })

  it('3.1 falls with the platform and has to be declared anew', () => {
    const platform = records(...both('2026-09-10'), no(father, '2026-10-01'), ...both('2026-10-10'))
    assert.equal(video('2026-10-01', platform, records(...both('2026-09-10'))), 'REVOKED closed')
    assert.equal(video('2026-11-23', platform, records(...both('2026-09-10'))), 'REVOKED closed')
    assert.equal(video('2026-11-23', platform, records(...both('2026-09-10'), ...both('2026-10-10'))), 'GRANTED open')
  })

  it('3.1 falls with the platform also where the adult pupil withdraws it, and what the parents gave does not come back', () => {
    const change = { majorityDate: '2026-10-01', options: { 'majority.after_grace': 'keep' } } as const
    const platform = records(...both('2026-09-10'), no(adult, '2026-10-10'), yes(adult, '2026-10-12'))
    assert.equal(video('2026-10-05', platform, records(...both('2026-09-10')), change), 'MAJORITY_DUE open')
    assert.equal(video('2026-10-12', platform, records(...both('2026-09-10')), change), 'REVOKED closed')
    assert.equal(video('2026-10-12', platform, records(yes(adult, '2026-10-05')), change), 'REVOKED closed')
    assert.equal(video('2026-10-12', platform, records(yes(adult, '2026-10-05'), yes(adult, '2026-10-12')), change), 'GRANTED open')
  })

  it('R12.2 withdrawing video alone leaves the platform open', () => {
    const platform = records(...both('2026-09-10'))
    const own = records(...both('2026-09-10'), no(mother, '2026-10-01'))
    assert.equal(video('2026-11-23', platform, own), 'REVOKED closed')
    assert.equal(consentOf('platform', { ...pupil(platform), records: { platform, video: own } }).open, true)
  })

  it('R3.1 closes by itself when the platform does', () => {
    const stays = [{ from: '2026-08-01', until: '2027-07-31' }]
    const c = {
      ...pupil(records(...both('2026-09-10')), { stays, majorityDate: '2027-01-10' }),
      records: { platform: records(...both('2026-09-10')), video: records(...both('2026-09-10')) },
    }
    assert.equal(consentOf('video', c).openUntil, addDays('2027-01-10', 28))
    const confirmed = records(...both('2026-09-10'), yes(adult, '2027-01-11'))
    assert.equal(
      consentOf('video', { ...c, today: '2027-01-12', records: { platform: records(...both('2026-09-10')), video: confirmed } }).openUntil,
      '2027-02-07',
      'confirmed for video only',
    )
  })
})
