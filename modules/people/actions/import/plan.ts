/**
 * Which groups follow from a difference (amendment B11): a class that goes on under a new label keeps its room, single pupils change groups, new
 * groups are founded, groups nobody is left in end. Pure. Labels decide nothing about people, and the room of a class is never given to another one.
 */
import type { Difference, KnownPupil } from '../../import/difference.ts'
import { groupsOf } from '../../import/groups.ts'
import type { SchoolGroup } from '../../import/groups.ts'
import { classKey, yearKey, yearRank } from '../../import/labels.ts'
import type { Place } from '../../import/labels.ts'
import type { PupilRow } from '../../import/pupil-cells.ts'
import { rise_share_min } from '../../limits.ts'

export type SchoolGroupKind = 'class' | 'year'

/** A pupil on record with the groups that make up class and year. */
export type KnownMember = KnownPupil & { classId: string | null; yearId: string | null }

/** A class or year group on record. `isOfThisYear`: its label was given in the school year of the import. */
export type KnownGroup = { id: string; kind: SchoolGroupKind; label: string; isOfThisYear: boolean; hasEnded: boolean }

/** Groups are named by id, or by `kind:key` while they are still to be founded; people by their source id. */
export type GroupPlan = {
  founded: { ref: string; kind: SchoolGroupKind; label: string; members: number }[]
  renamed: { groupId: string; kind: SchoolGroupKind; from: string; to: string; members: number }[]
  /** Goes on under the same label; this year's is still to be written down. */
  carried: { groupId: string; label: string }[]
  ended: { groupId: string; kind: SchoolGroupKind; label: string }[]
  joins: { sourceId: string; group: string }[]
  leaves: { personId: string; groupId: string }[]
  /** The classes rise by one year: by the calendar, or by what the file says. */
  isRollOver: boolean
  /** The file says so, but the groups already have labels of this school year. */
  isNextYearsFile: boolean
}

/** `person` is null who is new. */
type Standing = { sourceId: string; person: KnownMember | null; place: Place }

/** The plan for a difference. `known` and `groups` are all people and groups on record, of all sources. */
export function planGroups(difference: Difference, rows: readonly PupilRow[], known: readonly KnownMember[], groups: readonly KnownGroup[]): GroupPlan {
  const standings = standingsOf(difference, rows, known)
  const wanted = groupsOf(placesOf(standings))
  const rises = doesRise(difference, known)
  const current = groups.filter((group) => !group.hasEnded)
  const isOfThisYear = current.filter((group) => group.isOfThisYear).length * 2 > current.length
  const isRollOver = rises || (current.length > 0 && !isOfThisYear)
  const plan: GroupPlan = { founded: [], renamed: [], carried: [], ended: [], joins: [], leaves: [], isRollOver, isNextYearsFile: rises && isOfThisYear }
  const leaving = new Set(difference.leaving.map((one) => one.personId))
  for (const kind of ['year', 'class'] as const)
    planKind(kind, { standings, wanted: wanted.filter((group) => group.kind === kind), known, leaving, groups: groups.filter((group) => group.kind === kind && !group.hasEnded) }, plan)
  return plan
}

/** Where everybody of the file will be. Who left and who is unclear is in no plan and stays where the record has them. */
function standingsOf(difference: Difference, rows: readonly PupilRow[], known: readonly KnownMember[]): ReadonlyMap<string, Standing> {
  const [newOf, movedOf, returnedOf] = [inStep(difference.new), inStep(difference.moved), inStep(difference.returned)]
  const byId = new Map<string, KnownMember>()
  for (const one of known) if (one.source === difference.source) byId.set(one.sourceId, one)
  const standings = new Map<string, Standing>()
  for (const { sourceId, classLabel, yearLabel } of rows) {
    const person = byId.get(sourceId) ?? null
    const [fresh, moved, returned] = [newOf(sourceId), movedOf(sourceId), returnedOf(sourceId)]
    if (person === null) {
      if (fresh !== null) standings.set(sourceId, { sourceId, person, place: { classLabel, yearLabel } })
    } else if (person.departedOn === null || returned !== null) standings.set(sourceId, { sourceId, person, place: (returned ?? moved)?.to ?? person })
  }
  return standings
}

/** Finds the one of an id where ids are asked for in the order of the list, as rows of a file are: without a table of a whole school. Null for who is not in it. */
function inStep<T extends { sourceId: string }>(list: readonly T[]): (sourceId: string) => T | null {
  let at = 0
  return (sourceId) => (list[at]?.sourceId === sourceId ? list[at++]! : null)
}

function* placesOf(standings: ReadonlyMap<string, Standing>): Generator<Place & { sourceId: string }> {
  for (const { sourceId, place } of standings.values()) yield { sourceId, classLabel: place.classLabel, yearLabel: place.yearLabel }
}

/** More than half of those who stay rise by one year. */
function doesRise(difference: Difference, known: readonly KnownMember[]): boolean {
  const staying = known.filter((one) => one.source === difference.source && one.departedOn === null).length - difference.leaving.length
  const risen = difference.moved.filter(({ from, to }) => {
    const before = yearRank(from.yearLabel ?? '')
    const after = yearRank(to.yearLabel ?? '')
    return before !== null && after !== null && after - before === 1
  })
  return staying > 0 && risen.length / staying > rise_share_min
}

type Scene = { standings: ReadonlyMap<string, Standing>; wanted: readonly SchoolGroup[]; known: readonly KnownMember[]; leaving: ReadonlySet<string>; groups: readonly KnownGroup[] }

function planKind(kind: SchoolGroupKind, scene: Scene, plan: GroupPlan): void {
  const keyOf = kind === 'class' ? classKey : yearKey
  const labelOf = (place: Place): string | null => (kind === 'class' ? place.classLabel : place.yearLabel)
  const { wanted } = scene
  const successors = matchGroups(wanted, kind, scene, plan.isRollOver)

  for (const group of wanted) {
    const known = successors.get(group.key)
    if (known === undefined) plan.founded.push({ ref: `${kind}:${group.key}`, kind, label: group.label, members: group.members.length })
    else if (keyOf(known.label) !== group.key) plan.renamed.push({ groupId: known.id, kind, from: known.label, to: group.label, members: group.members.length })
    else if (!known.isOfThisYear) plan.carried.push({ groupId: known.id, label: known.label })
  }
  const left = new Map<string, number>()
  // One text for all who go to the same group.
  const targets = new Map<string, string>()
  const targetOf = (label: string): string => {
    const target = targets.get(label) ?? successors.get(keyOf(label))?.id ?? `${kind}:${keyOf(label)}`
    targets.set(label, target)
    return target
  }
  for (const { sourceId, person, place } of scene.standings.values()) {
    const label = labelOf(place)
    const current = person === null ? null : groupIdOf(person, kind)
    const target = label === null ? null : targetOf(label)
    if (target === current) continue
    if (current !== null && person !== null) {
      plan.leaves.push({ personId: person.personId, groupId: current })
      left.set(current, (left.get(current) ?? 0) + 1)
    }
    if (target !== null) plan.joins.push({ sourceId, group: target })
  }
  const going = new Set([...successors.values()].map((group) => group.id))
  const taken = new Set(
    [...successors].map(([key]) => key).concat(plan.founded.filter((one) => one.kind === kind).map((one) => one.ref.slice(kind.length + 1))),
  )
  const sizes = countBy(scene.known, (one) => groupIdOf(one, kind))
  for (const group of scene.groups) {
    const size = sizes.get(group.id) ?? 0
    if (going.has(group.id) || size === 0) continue
    if (taken.has(keyOf(group.label)) || size === (left.get(group.id) ?? 0)) plan.ended.push({ groupId: group.id, kind, label: group.label })
  }
}

/**
 * Which known group becomes which wanted one, each at most once. Within a year a group keeps its label as long as somebody stays in it. At the turn of
 * the year, and where all but few go elsewhere together, it follows its members, if most of it goes there and most of the people there are it.
 */
function matchGroups(wanted: readonly SchoolGroup[], kind: SchoolGroupKind, scene: Scene, isRollOver: boolean): Map<string, KnownGroup> {
  const keyOf = kind === 'class' ? classKey : yearKey
  const byId = new Map(scene.groups.map((group) => [group.id, group]))
  const sizes = new Map<string, number>()
  const edges: { group: KnownGroup; to: SchoolGroup; count: number; stays: boolean }[] = []
  for (const to of wanted) {
    const counts = countBy(to.members, (sourceId) => groupIdOf(scene.standings.get(sourceId)?.person ?? null, kind))
    for (const [groupId, count] of counts) {
      const group = byId.get(groupId)
      if (group === undefined) continue
      sizes.set(groupId, (sizes.get(groupId) ?? 0) + count)
      edges.push({ group, to, count, stays: keyOf(group.label) === to.key })
    }
  }
  const isMost = (edge: (typeof edges)[number]): boolean => edge.count * 2 > (sizes.get(edge.group.id) ?? 0)
  const holds = edges.filter((edge) => (edge.stays ? !isRollOver || isMost(edge) : isMost(edge) && edge.count * 2 > edge.to.members.length))
  const rank = (edge: (typeof edges)[number]): number => (edge.stays && !isRollOver ? 0 : 1)
  holds.sort((a, b) => rank(a) - rank(b) || b.count - a.count || Number(b.stays) - Number(a.stays) || (a.to.key < b.to.key ? -1 : 1))
  const successors = new Map<string, KnownGroup>()
  const taken = new Set<string>()
  for (const { group, to } of holds) {
    if (successors.has(to.key) || taken.has(group.id)) continue
    successors.set(to.key, group)
    taken.add(group.id)
  }
  const leaving = countBy(
    scene.known.filter((one) => scene.leaving.has(one.personId)),
    (one) => groupIdOf(one, kind),
  )
  const namesakes = Map.groupBy(scene.groups, (group) => keyOf(group.label))
  for (const to of wanted) {
    const namesake = namesakes.get(to.key)?.find((group) => !taken.has(group.id))
    if (successors.has(to.key) || namesake === undefined || (sizes.get(namesake.id) ?? 0) > 0) continue
    // Last year's 10a whose pupils all leave is not this year's 10a.
    if (isRollOver && (leaving.get(namesake.id) ?? 0) > 0) continue
    successors.set(to.key, namesake)
    taken.add(namesake.id)
  }
  return successors
}

function groupIdOf(one: KnownMember | null, kind: SchoolGroupKind): string | null {
  return (kind === 'class' ? one?.classId : one?.yearId) ?? null
}

function countBy<T>(items: readonly T[], key: (item: T) => string | null): Map<string, number> {
  const counts = new Map<string, number>()
  for (const item of items) {
    const at = key(item)
    if (at !== null) counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  return counts
}
