/**
 * What the turn of the year does to classes, years and courses (A15). With next year's file a class follows its members; without one it is counted up:
 * 05a becomes 06a, EF becomes Q1, the last year leaves. Pure.
 */
import { createHash } from 'node:crypto'
import { placeOf, yearKey, yearRank } from '../import/labels.ts'

export type YearGroup = { id: string; kind: 'class' | 'year' | 'course'; label: string; members: number; isOfThisYear: boolean }
export type YearMember = { personId: string; classId: string | null; yearId: string | null }
export type Ended = { groupId: string; kind: YearGroup['kind']; label: string; members: number; why: 'exit' | 'years_on' | 'empty' }

export type YearPlan = {
  schoolYear: string
  renamed: { groupId: string; kind: 'class' | 'year'; label: string; to: string; members: number }[]
  carried: { groupId: string; kind: 'class' | 'year'; label: string; members: number }[]
  ended: Ended[]
  courses: { groupId: string; kind: 'course'; label: string; members: number }[]
  /** Named by `ref` while they are still to be founded. */
  founded: { ref: string; kind: 'class' | 'year'; label: string; members: number }[]
  leaves: { personId: string; groupId: string }[]
  joins: { personId: string; group: string }[]
  exits: string[]
  missing: string[]
}

/** The plan without a file. `exitYears` are keys of years; groups that bear this year's label already are left alone. */
export function countUp(groups: readonly YearGroup[], members: readonly YearMember[], exitYears: ReadonlySet<string>, schoolYear: string): YearPlan {
  const plan = emptyPlan(schoolYear, groups)
  const years = groups.filter((one) => one.kind === 'year').map((one) => one.label)
  const exits = new Set<string>()
  for (const group of groups) {
    if (group.kind === 'course' || group.isOfThisYear) continue
    const next = nextLabel(group.kind, group.label, years, exitYears)
    const shown = { groupId: group.id, kind: group.kind, label: group.label, members: group.members }
    if (next === 'exit' || next === 'years_on') plan.ended.push({ ...shown, why: next })
    else if (next === group.label) plan.carried.push({ ...shown, kind: group.kind })
    else plan.renamed.push({ ...shown, kind: group.kind, to: next })
    if (next === 'exit') exits.add(group.id)
  }
  plan.exits = members.filter((one) => [one.classId, one.yearId].some((groupId) => groupId !== null && exits.has(groupId))).map((one) => one.personId)
  return plan
}

/** All open courses of earlier years end; everything else is still to be planned. */
export function emptyPlan(schoolYear: string, groups: readonly YearGroup[]): YearPlan {
  const courses = groups.filter((one) => one.kind === 'course' && !one.isOfThisYear).map(({ id, label, members }) => ({ groupId: id, kind: 'course' as const, label, members }))
  return { schoolYear, renamed: [], carried: [], ended: [], courses, founded: [], leaves: [], joins: [], exits: [], missing: [] }
}

/** Label of the next year, `exit` for who leaves, `years_on` for a class whose pupils go on in a year group; the same label where it names no year. */
export function nextLabel(kind: 'class' | 'year', label: string, years: readonly string[], exitYears: ReadonlySet<string>): string {
  const year = kind === 'year' ? label : placeOf(label, '').yearLabel
  const rank = year === null ? null : yearRank(year)
  if (year === null || rank === null) return label
  if (exitYears.has(yearKey(year))) return 'exit'
  const next = nextYear(year, rank, years)
  if (next === null || kind === 'year') return next ?? label
  if (!/^\d+$/.test(next)) return /^\d/.test(year) ? 'years_on' : label.replace(year, next)
  // Only the digits of the year change: R8c becomes R9c, 05a becomes 06a.
  return label.replace(/\d+/, (digits) => String(Number(yearKey(next))).padStart(digits.length, '0'))
}

/** The next label that the school itself uses, else the next number. */
function nextYear(year: string, rank: number, years: readonly string[]): string | null {
  const ahead = years.map((label) => ({ label, rank: yearRank(label) })).filter((one) => one.rank !== null && one.rank >= rank + 1 && one.rank < rank + 2)
  const known = ahead.sort((a, b) => a.rank! - b.rank!)[0]?.label
  if (known !== undefined) return known
  const upper = ({ ef: 'Q1', q1: 'Q2', j1: 'J2', q3: 'Q4' } as Readonly<Record<string, string>>)[yearKey(year)]
  if (upper !== undefined) return upper
  return /^\d+$/.test(yearKey(year)) ? String(rank + 1).padStart(year.replace(/\D/g, '').length, '0') : null
}

/** Equal hashes do the same. */
export function planHash(plan: YearPlan): string {
  const hash = createHash('sha256').update(plan.schoolYear)
  for (const part of ['renamed', 'carried', 'ended', 'courses', 'founded', 'leaves', 'joins', 'exits', 'missing'] as const)
    for (const line of plan[part].map((one) => JSON.stringify(one)).sort()) hash.update(`${part}${line}\n`)
  return hash.digest('hex')
}

