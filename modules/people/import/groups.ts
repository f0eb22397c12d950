/** Which classes and year groups follow from the pupils of a file. Labels are shown as the file writes them most often. */
import { classKey, yearKey, yearRank } from './labels.ts'
import type { Place } from './labels.ts'

export type SchoolGroup = {
  kind: 'class' | 'year'
  /** The same for all spellings and for every import. */
  key: string
  label: string
  /** Key of the year group a class belongs to; null for mixed classes, for classes that name no year, and for year groups. */
  year: string | null
  /** Ids of the members in the order of the file. */
  members: string[]
}

/** Classes and year groups with their members: year groups by rank, then classes by year and label. Pupils without a class are in none. */
export function groupsOf(rows: Iterable<Place & { sourceId: string }>): SchoolGroup[] {
  const drafts = new Map<string, Draft>()
  for (const row of rows) {
    if (row.yearLabel !== null) add(drafts, 'year', yearKey(row.yearLabel), row.yearLabel, row.sourceId, null)
    if (row.classLabel !== null) add(drafts, 'class', classKey(row.classLabel), row.classLabel, row.sourceId, row.yearLabel)
  }
  return [...drafts.values()].map(finished).sort(byOrder)
}

type Draft = { kind: 'class' | 'year'; key: string; labels: Map<string, number>; years: Set<string | null>; members: string[] }

function add(drafts: Map<string, Draft>, kind: Draft['kind'], key: string, label: string, member: string, year: string | null): void {
  const at = `${kind}:${key}`
  const draft: Draft = drafts.get(at) ?? { kind, key, labels: new Map(), years: new Set(), members: [] }
  draft.labels.set(label, (draft.labels.get(label) ?? 0) + 1)
  draft.years.add(year === null ? null : yearKey(year))
  draft.members.push(member)
  drafts.set(at, draft)
}

function finished({ kind, key, labels, years, members }: Draft): SchoolGroup {
  // Equal counts are decided by the label itself, so that the order of rows never matters.
  const [label] = [...labels].reduce((best, next) => (next[1] > best[1] || (next[1] === best[1] && next[0] < best[0]) ? next : best))
  const year = kind === 'class' && years.size === 1 ? [...years][0]! : null
  return { kind, key, label, year, members }
}

function byOrder(a: SchoolGroup, b: SchoolGroup): number {
  if (a.kind !== b.kind) return a.kind === 'year' ? -1 : 1
  const rank = (g: SchoolGroup): number => yearRank(g.kind === 'year' ? g.key : (g.year ?? '')) ?? Infinity
  return compareNumbers(rank(a), rank(b)) || (a.key < b.key ? -1 : 1)
}

function compareNumbers(a: number, b: number): number {
  return a === b ? 0 : a < b ? -1 : 1
}
