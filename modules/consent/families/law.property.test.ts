/**
 * Families online as a whole: random walks over attempts to declare and withdraw, custody that begins and ends, contact bans, birthdays, new texts, and
 * restores of an older day: what was given since is lost, what was taken away since is kept (B5, as the ledger replays it; that it does so, says
 * tests/clauses/B5-replay.test.ts). What an attempt may do is asked of the same relation as at the doors; the naive law of rules/testing/walk.ts, fed with what got through, must agree on every
 * walk, nobody without custody, under a ban or past majority ever gets a word in, and no restore opens a gate that a withdrawal had closed.
 */
import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { ActorWard } from '#platform/access/actor.ts'
import { addDays, dateInBerlin, instantInBerlin } from '#platform/time/calendar.ts'
import { consentOf } from '../rules/consent.ts'
import { consentOptionDefaults } from '../rules/records.ts'
import type { ConsentCase, Declaration, Holder, Withdrawal } from '../rules/records.ts'
import { DAYS, FIRST, knownOn, lawfulDays } from '../rules/testing/walk.ts'
import { childrenOf, seenBy } from './rules.ts'

type Step =
  | { do: 'declare' | 'withdraw'; who: string; day: number; minute: number; assures: boolean }
  | { do: 'custody' | 'ban'; who: string; day: number; begins: boolean; minute?: undefined }
  | { do: 'restore'; day: number; daysBack: number; minute?: undefined }

const day = (n: number): string => addDays(FIRST, n)
const who = fc.constantFrom('mother', 'father', 'partner')
const steps = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ do: fc.constant('declare' as const), who, day: fc.nat(DAYS), minute: fc.nat(1_000), assures: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('withdraw' as const), who, day: fc.nat(DAYS), minute: fc.nat(1_000), assures: fc.constant(false) }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('custody' as const), who, day: fc.nat(DAYS), begins: fc.boolean() }) },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('ban' as const), who, day: fc.nat(DAYS), begins: fc.boolean() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('restore' as const), day: fc.nat(DAYS), daysBack: fc.integer({ min: 1, max: 12 }) }) },
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

/**
 * Custody or bans as they stand after a restore of what was known on the evening of `until`: spans that began since are gone, ends that were entered since are
 * replayed. A ban is replayed without an end, and one that was lifted since holds again: a door is rather shut than open.
 */
function restoreSpans(spans: Spans, until: string, isBan: boolean): void {
  for (const [guardian, rows] of spans) {
    const kept = rows.filter((row) => isBan || row.from <= until)
    spans.set(guardian, isBan ? kept.map((row) => (row.until !== null && row.until >= until ? { ...row, until: null } : row)) : kept)
  }
}

function play(walk: Walk): { family: ConsentCase; refused: number; entered: number; outlaws: number; restored: number; revived: number } {
  const custody: Spans = new Map([['mother', [{ from: '2025-08-01', until: null }]], ['father', [{ from: '2025-08-01', until: null }]]])
  const bans: Spans = new Map()
  const documents = [{ id: '1.0', major: 1, minor: 0, validFrom: FIRST }, ...(walk.newText === null ? [] : [{ id: '2.0', major: 2, minor: 0, validFrom: day(walk.newText) }])]
  let declarations: Declaration[] = []
  const withdrawals: Withdrawal[] = []
  const holdersNow = (): Holder[] => [...custody].flatMap(([guardianId, rows]) => rows.filter((row) => row.until === null || row.until >= row.from).map((row) => ({ guardianId, custody: true, ...row })))
  const caseOn = (today: string): ConsentCase => ({
    majorityDate: walk.majority, stays: [{ from: '2025-08-01', until: null }], holders: holdersNow(), today, options: { ...consentOptionDefaults, 'consent.holders': walk.holders },
    records: { platform: { documents, requestedOn: null, declarations: [...declarations], withdrawals: [...withdrawals] } },
  })
  /** Of a holder who said something; of one moment the no counts. */
  const lastWord = (guardianId: string): 'yes' | 'no' | null => {
    const [yes, no] = [declarations, withdrawals].map((all) => Math.max(0, ...all.filter(({ by }) => by.as === 'holder' && by.guardianId === guardianId).map((one) => one.enteredAt.getTime())))
    return yes === 0 && no === 0 ? null : no! >= yes! ? 'no' : 'yes'
  }
  let [refused, entered, outlaws, restored, revived] = [0, 0, 0, 0, 0]
  for (const [n, step] of walk.steps.entries()) {
    if (step.do === 'custody') change(custody, step)
    else if (step.do === 'ban') change(bans, step)
    else if (step.do === 'restore') {
      const [today, until] = [day(step.day), day(Math.max(0, step.day - step.daysBack))]
      const closedBy = holdersNow().map((one) => one.guardianId).filter((one) => lastWord(one) === 'no')
      declarations = declarations.filter((one) => dateInBerlin(one.enteredAt) <= until)
      restoreSpans(custody, until, false)
      restoreSpans(bans, until, true)
      restored++
      const { holders } = caseOn(today)
      const isHeld = closedBy.some((guardian) => holders.some((one) => one.guardianId === guardian && one.from <= today && (one.until === null || one.until >= today)))
      if (isHeld && today < walk.majority && consentOf('platform', caseOn(today)).open) revived++
    } else {
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
  return { family: caseOn(day(DAYS)), refused, entered, outlaws, restored, revived }
}

describe('families online and the law, on random walks', () => {
  it('R2.1 R12.2 T3 the gate is open exactly when the naive walk says so, and no outlaw gets a word in', () => {
    const seen = { open: 0, closed: 0, refused: 0, restored: 0 }
    fc.assert(
      fc.property(walks, (walk) => {
        const { family, refused, outlaws, restored, revived } = play(walk)
        assert.deepEqual([outlaws, revived], [0, 0])
        seen.refused += refused
        seen.restored += restored
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
    assert.ok(seen.open > 50 && seen.closed > 50 && seen.refused > 50 && seen.restored > 50, JSON.stringify(seen))
  })
})
