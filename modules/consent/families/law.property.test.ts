/**
 * Families online as a whole: random walks over attempts to declare and withdraw, custody that begins and ends, contact bans, birthdays and new texts. What
 * an attempt may do is asked of the same relation as at the doors; the naive law of rules/testing/walk.ts, fed with what got through, must agree on every
 * walk, and nobody without custody, under a ban or past majority ever gets a word in.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { ActorWard } from '#platform/access/actor.ts'
import { addDays, instantInBerlin } from '#platform/time/calendar.ts'
import { consentOf } from '../rules/consent.ts'
import { consentOptionDefaults } from '../rules/records.ts'
import type { ConsentCase, Declaration, Holder, Withdrawal } from '../rules/records.ts'
import { DAYS, FIRST, knownOn, lawfulDays } from '../rules/testing/walk.ts'
import { childrenOf, seenBy } from './rules.ts'

type Step =
  | { do: 'declare' | 'withdraw'; who: string; day: number; minute: number; assures: boolean }
  | { do: 'custody' | 'ban'; who: string; day: number; begins: boolean; minute?: undefined }

const day = (n: number): string => addDays(FIRST, n)
const who = fc.constantFrom('mother', 'father', 'partner')
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('declare' as const), who, day: fc.nat(DAYS), minute: fc.nat(1_000), assures: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), who, day: fc.nat(DAYS), minute: fc.nat(1_000), assures: fc.constant(false) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('custody' as const), who, day: fc.nat(DAYS), begins: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('ban' as const), who, day: fc.nat(DAYS), begins: fc.boolean() }) },
  ),
  { minLength: 6, maxLength: 24, size: 'max' },
)
const walks = fc.record({
  steps: steps.map((all): Step[] => [...all].sort((a, b) => a.day - b.day || timeOf(a) - timeOf(b))),
  holders: fc.constantFrom('all' as const, 'one_with_assurance' as const),
  majority: fc.oneof({ weight: 3, arbitrary: fc.constant('2030-05-05') }, { weight: 2, arbitrary: fc.nat(DAYS).map(day) }),
  newText: fc.option(fc.integer({ min: 1, max: DAYS }), { freq: 3 }),
})
type Walk = typeof walks extends fc.Arbitrary<infer W> ? W : never

/** Of one day what the clerk enters comes first: the walk counts custody by days. */
function timeOf(step: Step): number {
  return step.minute === undefined ? 0 : step.minute + 1
}

/** Spans of custody or of bans, as the records keep them: an end is the day before. */
type Spans = Map<string, { from: string; until: string | null }[]>

function change(spans: Spans, { who: guardian, day: n, begins }: { who: string; day: number; begins: boolean }): void {
  const rows = spans.get(guardian) ?? []
  const open = rows.find((row) => row.until === null)
  if (begins && open === undefined) rows.push({ from: day(n), until: null })
  if (!begins && open !== undefined) open.until = addDays(day(n), -1)
  spans.set(guardian, rows)
}

function play(walk: Walk): { family: ConsentCase; refused: number; entered: number; outlaws: number } {
  const custody: Spans = new Map([['mother', [{ from: '2025-08-01', until: null }]], ['father', [{ from: '2025-08-01', until: null }]]])
  const bans: Spans = new Map()
  const documents = [{ id: '1.0', major: 1, minor: 0, validFrom: FIRST }, ...(walk.newText === null ? [] : [{ id: '2.0', major: 2, minor: 0, validFrom: day(walk.newText) }])]
  const declarations: Declaration[] = []
  const withdrawals: Withdrawal[] = []
  const holdersNow = (): Holder[] => [...custody].flatMap(([guardianId, rows]) => rows.filter((row) => row.until === null || row.until >= row.from).map((row) => ({ guardianId, custody: true, ...row })))
  const caseOn = (today: string): ConsentCase => ({
    majorityDate: walk.majority, stays: [{ from: '2025-08-01', until: null }], holders: holdersNow(), today, options: { ...consentOptionDefaults, 'consent.holders': walk.holders },
    records: { platform: { documents, requestedOn: null, declarations: [...declarations], withdrawals: [...withdrawals] } },
  })
  let [refused, entered, outlaws] = [0, 0, 0]
  for (const [n, step] of walk.steps.entries()) {
    if (step.do === 'custody') change(custody, step)
    else if (step.do === 'ban') change(bans, step)
    else {
      const today = day(step.day)
      const isOf = (spans: Spans) => (spans.get(step.who) ?? []).some((row) => row.from <= today && (row.until === null || row.until >= today))
      // As platform/access/actors.ts loads them: custody ends with the eve of majority, a ban does not.
      const eve = addDays(walk.majority, -1)
      const wards: ActorWard[] = [
        ...(custody.get(step.who) ?? []).map((row) => ({ personId: 'child', custody: true, contactBan: false, from: row.from, until: row.until === null || eve < row.until ? eve : row.until })),
        ...(bans.get(step.who) ?? []).map((row) => ({ personId: 'child', custody: false, contactBan: true, ...row })),
      ]
      if (!childrenOf({ wards }, today).includes('child')) {
        refused++
        continue
      }
      if (!isOf(custody) || isOf(bans) || today >= walk.majority) outlaws++
      const family = caseOn(today)
      const seen = seenBy(step.who, family, family.records.platform, consentOf('platform', family), family.options, today)
      const minute = step.minute ?? 0
      const enteredAt = instantInBerlin(today, `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`)
      const by = { as: 'holder' as const, guardianId: step.who }
      const id = `s${String(n).padStart(3, '0')}`
      if (step.do === 'declare' && seen.own !== 'given') declarations.push({ id, by, documentId: documents.findLast((one) => one.validFrom <= today)!.id, declaredOn: today, enteredAt, assurance: step.assures && seen.mayAssure ? 'other_agrees' : null })
      else if (step.do === 'withdraw' && seen.own !== 'withdrawn') withdrawals.push({ id, by, receivedOn: today, enteredAt })
      else continue
      entered++
    }
  }
  return { family: caseOn(day(DAYS)), refused, entered, outlaws }
}

describe('families online and the law, on random walks', () => {
  it('R2.1 R12.2 T3 the gate is open exactly when the naive walk says so, and no outlaw gets a word in', () => {
    const seen = { open: 0, closed: 0, refused: 0 }
    fc.assert(
      fc.property(walks, (walk) => {
        const { family, refused, outlaws } = play(walk)
        assert.equal(outlaws, 0)
        seen.refused += refused
        for (const n of [Math.floor(DAYS / 2), DAYS]) {
          const today = day(n)
          const known = knownOn(family, today)
          const { open } = consentOf('platform', known)
          assert.equal(open, lawfulDays(known, 'platform').get(today), today)
          seen[open ? 'open' : 'closed']++
        }
      }),
      { numRuns: Number(process.env['WALKS'] ?? 1_500) },
    )
    assert.ok(seen.open > 50 && seen.closed > 50 && seen.refused > 50, JSON.stringify(seen))
  })
})
