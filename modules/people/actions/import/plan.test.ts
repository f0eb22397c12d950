/** What happens to classes over the years, played through in memory: the plan is applied to a small record and compared again. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { readPupilFile } from '../../import/file.ts'
import { comparePupils } from './compare.ts'
import type { Comparison } from './compare.ts'
import type { KnownGroup, KnownMember } from './plan.ts'

const TODAY = '2026-11-23'
const example = (name: string): Buffer => readFileSync(new URL(`../../../../example/import/${name}`, import.meta.url))
const csv = (rows: readonly (readonly [id: string, name: string, klass: string])[]): Buffer =>
  Buffer.from(['ID;Nachname;Vorname;Klasse', ...rows.map(([id, name, klass]) => `${id};${name};Kim;${klass}`), ''].join('\n'))
const klass = (label: string, ids: readonly number[]): [string, string, string][] =>
  ids.map((n) => [`s${n}`, `Name${String.fromCharCode(97 + (n % 26))}`, label])
const range = (from: number, count: number): number[] => Array.from({ length: count }, (_, i) => from + i)

/** People and groups as the database would hold them. */
class Record {
  known: KnownMember[] = []
  groups: (KnownGroup & { labels: Map<string, string> })[] = []
  schoolYear = '2026/27'

  compare(bytes: Buffer, source: string | null = null): Comparison {
    const groups = this.groups.map(({ id, kind, label, hasEnded, labels }) => ({ id, kind, label, hasEnded, isOfThisYear: labels.has(this.schoolYear) }))
    return comparePupils(readPupilFile(bytes, TODAY), this.known, {
      source,
      schoolYear: this.schoolYear,
      today: TODAY,
      leaving_share_max: 0.1,
      groups,
      openQuestions: [],
      stays: [],
    })
  }

  apply(bytes: Buffer, source: string | null = null): Comparison {
    const comparison = this.compare(bytes, source)
    const { difference, plan } = comparison
    const ids = new Map<string, string>()
    for (const row of difference.new) {
      this.known.push({
        personId: `p${this.known.length}`,
        source: difference.source,
        ...row,
        departedOn: null,
        classId: null,
        yearId: null,
        classLabel: null,
        yearLabel: null,
      })
    }
    for (const { personId, changes } of [...difference.changed, ...difference.returned]) {
      for (const { field, to } of changes)
        Object.assign(
          this.known.find((one) => one.personId === personId)!,
          { [field]: to },
        )
    }
    for (const { ref, kind, label } of plan.founded) {
      ids.set(ref, `g${this.groups.length}`)
      this.groups.push({ id: ids.get(ref)!, kind, label, hasEnded: false, isOfThisYear: true, labels: new Map([[this.schoolYear, label]]) })
    }
    for (const { groupId, label } of [...plan.renamed.map(({ groupId, to }) => ({ groupId, label: to })), ...plan.carried]) {
      const group = this.group(groupId)
      group.label = label
      group.labels.set(this.schoolYear, label)
    }
    for (const { groupId } of plan.ended) this.group(groupId).hasEnded = true
    for (const { personId, groupId } of plan.leaves) {
      const one = this.known.find((person) => person.personId === personId)!
      assert.equal(this.group(groupId).kind === 'class' ? one.classId : one.yearId, groupId)
      if (this.group(groupId).kind === 'class') one.classId = null
      else one.yearId = null
    }
    for (const { sourceId, group } of plan.joins) {
      const one = this.known.find((person) => person.source === difference.source && person.sourceId === sourceId)!
      const id = ids.get(group) ?? group
      if (this.group(id).kind === 'class') one.classId = id
      else one.yearId = id
    }
    for (const one of this.known) {
      one.classLabel = one.classId === null ? null : this.group(one.classId).label
      one.yearLabel = one.yearId === null ? null : this.group(one.yearId).label
    }
    return comparison
  }

  group(id: string) {
    return this.groups.find((group) => group.id === id)!
  }

  classOf(sourceId: string): string | null {
    return this.known.find((one) => one.sourceId === sourceId)?.classId ?? null
  }
}

describe('groups over the years', () => {
  test("B11 a class keeps its room under next year's label, and the new 5a is another group", () => {
    const record = new Record()
    record.apply(csv([...klass('5a', range(1, 20)), ...klass('6a', range(21, 20)), ...klass('10a', range(41, 20))]))
    const [five, six, ten] = [record.classOf('s1'), record.classOf('s21'), record.classOf('s41')]
    record.schoolYear = '2027/28'
    const { plan } = record.apply(csv([...klass('5a', range(61, 20)), ...klass('6a', range(1, 20)), ...klass('7a', range(21, 20))]))
    assert.equal(record.classOf('s1'), five)
    assert.equal(record.group(five!).label, '6a')
    assert.equal(record.classOf('s21'), six)
    assert.notEqual(record.classOf('s61'), five)
    assert.equal(record.group(record.classOf('s61')!).label, '5a')
    assert.deepEqual(plan.leaves, [])
    assert.equal(record.group(ten!).hasEnded, false, 'nobody has said yet that they are gone')
    assert.ok(plan.isRollOver && !plan.isNextYearsFile)
  })

  test('B11 who repeats a year goes to another group and leaves the room of the old class', () => {
    const record = new Record()
    record.apply(csv([...klass('5a', range(1, 20)), ...klass('6a', range(21, 20))]))
    const five = record.classOf('s1')
    record.schoolYear = '2027/28'
    record.apply(csv([...klass('5a', [1, 2, ...range(61, 18)]), ...klass('6a', range(3, 18)), ...klass('7a', range(21, 20))]))
    assert.equal(record.classOf('s3'), five)
    assert.notEqual(record.classOf('s1'), five)
    assert.equal(record.classOf('s1'), record.classOf('s61'))
  })

  test('B11 a class that is made anew from several gets a room of its own, and the old ones end', () => {
    const record = new Record()
    record.apply(csv([...klass('7a', range(1, 20)), ...klass('7b', range(21, 20)), ...klass('7c', range(41, 20))]))
    const old = ['s1', 's21', 's41'].map((id) => record.classOf(id))
    record.schoolYear = '2027/28'
    const mixed = range(1, 60).map((n): [string, string, string] => [`s${n}`, 'Name', ['8a', '8b', '8c'][n % 3]!])
    record.apply(csv(mixed))
    assert.ok(!old.includes(record.classOf('s1')))
    assert.deepEqual(
      old.map((id) => record.group(id!).hasEnded),
      [true, true, true],
    )
  })

  test('within a year a class keeps its label and its room while anybody stays in it', () => {
    const record = new Record()
    record.apply(csv([...klass('5a', range(1, 20)), ...klass('5b', range(21, 20))]))
    const five = record.classOf('s1')
    const { plan } = record.apply(csv([...klass('5a', range(1, 8)), ...klass('5b', range(21, 20)), ...klass('5d', range(9, 12))]))
    assert.equal(record.classOf('s1'), five)
    assert.equal(record.group(five!).label, '5a')
    assert.notEqual(record.classOf('s9'), five)
    assert.deepEqual(plan.renamed, [])
  })

  test("next year's file in this school year stops, because the classes already have this year's labels", () => {
    const record = new Record()
    record.apply(example('schueler-schild.csv'), 'schild')
    const { summary, plan } = record.compare(example('schueler-naechstes-jahr.csv'))
    assert.equal(summary.safety.reason, 'next_year')
    assert.ok(summary.safety.isConfirmable && plan.isNextYearsFile)
  })

  test("next year's file in next year moves the classes of the example school, and then changes nothing more", () => {
    const record = new Record()
    record.apply(example('schueler-schild.csv'), 'schild')
    const before = new Map(record.known.map((one) => [one.sourceId, one.classId]))
    record.schoolYear = '2027/28'
    const { summary, plan, difference } = record.apply(example('schueler-naechstes-jahr.csv'))
    assert.equal(summary.source, 'schild')
    assert.ok(!summary.safety.stop)
    assert.ok(plan.renamed.length > 20)
    const betweenClasses = difference.moved.filter((one) => one.from.classLabel !== null && one.to.classLabel !== null)
    assert.ok(betweenClasses.length > 400)
    assert.deepEqual(
      betweenClasses.filter((one) => record.classOf(one.sourceId) !== before.get(one.sourceId)),
      [],
      'all go on in the room of their class',
    )
    const again = record.compare(example('schueler-naechstes-jahr.csv'))
    assert.equal(again.summary.counts.moved + again.summary.counts.new + again.summary.counts.changed, 0)
    assert.deepEqual([again.plan.joins, again.plan.leaves, again.plan.founded, again.plan.renamed, again.plan.ended], [[], [], [], [], []])
  })

  test("the old program's file against the new one's record changes nothing and keeps the better names", () => {
    const record = new Record()
    record.apply(example('schueler-schild.csv'), 'schild')
    const left = new Set(record.compare(example('schueler-schild.csv')).difference.left.map((row) => row.sourceId))
    const { summary, plan, difference } = record.compare(example('schueler-altprogramm.txt'))
    assert.equal(summary.source, 'schild')
    assert.deepEqual([summary.counts.changed, summary.counts.moved, summary.counts.leaving], [0, 0, 0])
    assert.ok(summary.counts.kept > 100)
    assert.deepEqual([plan.leaves, plan.founded, plan.renamed], [[], [], []])
    // The old program knows no exit dates, so those who left before the first import are the only ones it brings.
    assert.deepEqual(
      difference.new.filter((row) => !left.has(row.sourceId)),
      [],
    )
  })

  test("the same people under another program's name stop, because they would stand there twice", () => {
    const record = new Record()
    record.apply(example('schueler-schild.csv'), 'schild')
    const { summary } = record.compare(example('schueler-schild.csv'), 'other')
    assert.equal(summary.safety.reason, 'namesakes')
  })

  test('any file applied twice changes nothing the second time, and everybody is in exactly the group of their label', () => {
    const pupil = fc.record({ n: fc.integer({ min: 1, max: 60 }), label: fc.constantFrom('5a', '5b', '6a', '6b', '7a', 'EF', 'Q1', '') })
    const file = fc.uniqueArray(pupil, { selector: ({ n }) => n, minLength: 1, maxLength: 50 })
    fc.assert(
      fc.property(fc.array(fc.tuple(file, fc.boolean()), { minLength: 1, maxLength: 5 }), (files) => {
        const record = new Record()
        let year = 2026
        for (const [pupils, isNextYear] of files) {
          if (isNextYear) year += 1
          record.schoolYear = `${year}/${String(year + 1).slice(2)}`
          const bytes = csv(pupils.map(({ n, label }) => [`s${n}`, 'Name', label]))
          record.apply(bytes, 'schild')
          const { plan, difference } = record.compare(bytes, 'schild')
          assert.deepEqual([difference.new, difference.moved, plan.joins, plan.leaves, plan.founded, plan.renamed, plan.ended], [[], [], [], [], [], [], []])
          for (const { n, label } of pupils) {
            const one = record.known.find((person) => person.sourceId === `s${n}`)!
            const group = one.classId ?? one.yearId
            if (label === '') assert.equal(one.classId, null)
            else assert.equal(record.group(group!).label, label)
            if (group !== null) assert.equal(record.group(group).hasEnded, false)
          }
          const current = record.groups.filter((group) => !group.hasEnded).map((group) => `${group.kind}:${group.label}`)
          assert.equal(new Set(current).size, current.length, 'no label is there twice')
        }
      }),
      { numRuns: 300 },
    )
  })
})
