import assert from 'node:assert/strict'
import { test } from 'node:test'
import { texts } from '../texts.de.ts'
import { isComing, termWords } from './terms.ts'

const today = '2026-11-23'
const term = (from: string, until: string | null, more: { endedOn?: string; isCurrent?: boolean } = {}) => ({ from, until, endedOn: null, isCurrent: false, ...more })

test('what goes on, what comes, what was, and what was called off are told apart', () => {
  const words = (...args: Parameters<typeof term>) => termWords(term(...args), today, texts)
  assert.equal(words('2026-08-01', null, { isCurrent: true }), 'seit 01.08.2026, bis auf Widerruf')
  assert.equal(words('2027-02-01', '2027-07-31'), 'ab 01.02.2027, bis 31.07.2027')
  assert.equal(words('2025-08-01', '2026-07-31'), '01.08.2025 bis 31.07.2026')
  assert.equal(words('2025-08-01', null, { endedOn: '2026-03-01' }), '01.08.2025 bis 01.03.2026')
  assert.equal(words('2027-02-01', null, { endedOn: today }), 'ab 01.02.2027 vorgesehen, vorher beendet')
})

test('only what comes and was not called off can still be ended beside what goes on', () => {
  assert.deepEqual([term('2027-02-01', null), term('2027-02-01', null, { endedOn: today }), term('2025-02-01', '2026-01-01'), term('2026-02-01', null, { isCurrent: true })].map((one) => isComing(one, today)), [true, false, false, false])
})
