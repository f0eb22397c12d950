/**
 * What a file of parents, staff or courses would change. Ids decide who is who, never names; nothing ends because it is missing in a file (custody, staff):
 * that becomes a question. The second time the same file gives nothing. Pure.
 */
import { nameGiven } from './difference.ts'
import { classKey, yearKey } from './labels.ts'
import { hasLostLetters, isSameButLost } from './names.ts'
import { problem } from './problems.ts'
import type { ParentRow, RosterReading, StaffRow } from './roster.ts'
import { suggest } from './same.ts'
import type { SameSuggestion } from './same.ts'
import { nameOf, sourceOf } from './roster-known.ts'
import type { ChangedRosterPerson, KnownGuardianship, KnownPerson, KnownPupilRef, KnownStaffRoom, RosterDifference, RosterGroup, RosterKnown, RosterTie, Someone } from './roster-known.ts'

/** The difference between a reading and what is on record. `source` is the program the file is from. */
export function differenceRoster(reading: RosterReading, known: RosterKnown, source: string): RosterDifference {
  const d: RosterDifference = {
    kind: reading.kind, source, new: [], changed: [], returned: [], leaving: [], links: [], staffRoom: null, founded: [], renamed: [], custody: { both: 0, one: 0, none: [] }, unchanged: 0,
    unclear: reading.problems.filter((one) => one.weight === 'unclear'),
    notes: reading.problems.filter((one) => one.weight === 'note'),
  }
  if (reading.kind === 'parents') compareParents(reading, known, d)
  else if (reading.kind === 'staff') compareStaff(reading, known, d)
  else compareCourses(reading, known, d)
  return d
}

/** True when there is nothing to write; questions may remain. */
export function isRosterUnchanged(d: RosterDifference): boolean {
  return d.new.length + d.changed.length + d.returned.length + d.founded.length + d.renamed.length + d.links.filter((one) => one.action !== 'missing').length === 0
}

function compareParents(reading: RosterReading, known: RosterKnown, d: RosterDifference): void {
  const pupils = bySourceId(known.pupils, d.source)
  const people = bySourceId(known.people, sourceOf(d.source, d.kind))
  const inFile = new Set<KnownGuardianship>()
  const holders = new Map<KnownPupilRef, number>()
  const seen = new Set<string>()
  for (const row of reading.parents) {
    const ward = pupils.get(row.wardId)
    if (ward === undefined) {
      d.unclear.push(problem('ward_unknown', {}, row.line, row.sourceId))
      continue
    }
    // Of a child who has gone nothing is written any more.
    if (ward.departedOn !== null) continue
    const person = people.get(row.sourceId)
    if (!seen.has(row.sourceId)) {
      seen.add(row.sourceId)
      comparePerson(row, person, reading.given, d)
    }
    holders.set(ward, (holders.get(ward) ?? 0) + (row.hasCustody ? 1 : 0))
    const held = person?.guardianships.filter((one) => one.wardId === ward.personId) ?? []
    // A contact ban may be a span of its own beside custody: one row of the file names both, and what it says of custody is held against custody.
    for (const one of held) inFile.add(one)
    const before = held.findLast((one) => !one.contactBan) ?? held.at(-1)
    compareCustody(row, person, before, ward, reading.given.custody, d)
  }
  for (const n of holders.values()) {
    if (n === 1) d.custody.one += 1
    else if (n > 1) d.custody.both += 1
  }
  if (reading.given.custody) childrenWithoutHolder(reading, pupils, holders, d)
  missingGuardians(reading, known, inFile, d)
  noteNamesakes(reading.parents, d)
}

/** Nobody of the file has custody of them; told with the first line of each. */
function childrenWithoutHolder(reading: RosterReading, pupils: ReadonlyMap<string, KnownPupilRef>, holders: ReadonlyMap<KnownPupilRef, number>, d: RosterDifference): void {
  const told = new Set<KnownPupilRef>()
  for (const { wardId, line } of reading.parents) {
    const ward = pupils.get(wardId)
    if (ward === undefined || holders.get(ward) !== 0 || told.has(ward)) continue
    told.add(ward)
    d.custody.none.push(ward.personId)
    d.notes.push(problem('no_holder', {}, line))
  }
}

/** A record of the office stands above the file; a contact ban is carried on, whatever the file says. */
function compareCustody(row: ParentRow, person: KnownPerson | undefined, before: KnownGuardianship | undefined, whom: KnownPupilRef, isCustodyGiven: boolean, d: RosterDifference): void {
  const tie = (action: 'added' | 'changed', hasCustody: boolean): RosterTie => ({
    line: row.line, action, role: row.relation, who: toldAs(person, row), whom, hasCustody, hadCustody: before?.hasCustody ?? null, id: before?.id ?? null, contactBan: before?.contactBan ?? false,
  })
  if (before === undefined) {
    d.links.push(tie('added', row.hasCustody))
    return
  }
  const isOther = before.relation !== row.relation || (isCustodyGiven && before.hasCustody !== row.hasCustody)
  if (!isOther) d.unchanged += 1
  else if (before.source !== d.source) d.notes.push(problem('custody_by_hand', {}, row.line))
  else d.links.push(tie('changed', isCustodyGiven ? row.hasCustody : before.hasCustody))
}

/** On record from this program, the child is here, and the file does not name it any more. */
function missingGuardians(reading: RosterReading, known: RosterKnown, inFile: ReadonlySet<KnownGuardianship>, d: RosterDifference): void {
  const missing = known.people.flatMap((who) => who.guardianships.filter((one) => one.source === d.source && !inFile.has(one)).map((record) => ({ who, record })))
  if (missing.length === 0) return
  const wards = new Map(known.pupils.map((one) => [one.personId, one]))
  const unclear = new Set(reading.unclearWards)
  for (const { who, record } of missing) {
    const whom = wards.get(record.wardId)
    if (whom === undefined || whom.source !== d.source || whom.departedOn !== null || unclear.has(whom.sourceId)) continue
    d.links.push({ line: null, action: 'missing', role: record.relation, who, whom, hasCustody: null, hadCustody: record.hasCustody, id: record.id, contactBan: record.contactBan })
  }
}

/** One name, several ids made from child and name: perhaps one person, and only the school can tell. */
function noteNamesakes(rows: readonly ParentRow[], d: RosterDifference): void {
  if (!d.notes.some((one) => one.code === 'parent_id_missing')) return
  const byName = Map.groupBy(rows, (row) => nameOf(row))
  for (const group of byName.values()) {
    if (new Set(group.map((row) => row.sourceId)).size > 1) for (const row of group) d.notes.push(problem('parent_namesake', {}, row.line))
  }
}

/**
 * New people who may have an account already. Parents: somebody of this name is on record for the child from elsewhere, by hand, by a code or from another
 * program; taken for a second person, the same parent would have to sign twice, and a door that is open would close (3.1). Staff: somebody of this name was
 * entered by hand, often the head or an office of the first run. A parent of that name is no colleague: one human may have both accounts (B12).
 */
export function suggestRoster(reading: RosterReading, known: RosterKnown, d: RosterDifference): SameSuggestion[] {
  if (reading.kind === 'courses') return []
  const ours = sourceOf(d.source, d.kind)
  if (reading.kind === 'staff') {
    const byHand = Map.groupBy(known.people.filter((one) => one.source === 'hand'), nameOf)
    return byHand.size === 0 ? [] : suggest(d.new, (index) => byHand.get(nameOf(d.new[index]!))?.map((one) => one.personId) ?? [])
  }
  const onRecord = new Map<string, string[]>()
  for (const one of known.people) if (one.source !== ours) for (const { wardId } of one.guardianships) onRecord.set(`${wardId} ${nameOf(one)}`, [...(onRecord.get(`${wardId} ${nameOf(one)}`) ?? []), one.personId])
  if (onRecord.size === 0) return []
  const isNew = new Set(d.new.map((one) => one.sourceId))
  const pupils = bySourceId(known.pupils, d.source)
  return suggest(reading.parents, (index) => {
    const row = reading.parents[index]!
    const ward = pupils.get(row.wardId)
    if (ward === undefined || ward.departedOn !== null || !isNew.has(row.sourceId)) return []
    return onRecord.get(`${ward.personId} ${nameOf(row)}`) ?? []
  })
}

function compareStaff(reading: RosterReading, known: RosterKnown, d: RosterDifference): void {
  const people = bySourceId(known.people, sourceOf(d.source, d.kind))
  const groups = new Map<string, string>()
  for (const one of known.classes) if (!one.hasEnded) groups.set(one.kind === 'class' ? `class ${classKey(one.label)}` : `year ${yearKey(one.label)}`, one.id)
  const classes = new Map(known.classes.map((one) => [one.id, { groupId: one.id, sourceId: '', label: one.label }]))
  const leads = known.memberships.filter((one) => one.role === 'lead' && classes.has(one.groupId))
  for (const row of reading.staff) {
    const person = people.get(row.sourceId)
    comparePerson(row, person, reading.given, d)
    if (reading.given.leadOf) compareLead(row, person, { groups, classes, leads }, d)
  }
  compareStaffRoom(reading, people, known.staffRooms[0], d)
  const inFile = new Set([...reading.staff.map((row) => row.sourceId), ...reading.unclearIds])
  for (const one of people.values()) if (one.departedOn === null && !inFile.has(one.sourceId)) d.leaving.push({ personId: one.personId, givenName: one.givenName, familyName: one.familyName })
}

/** New staff come into the staff room by being added, who is back by beginning a new stay; of those on record whoever was never decided about is shown one by one, like everything that changes for them. */
function compareStaffRoom(reading: RosterReading, people: ReadonlyMap<string, KnownPerson>, room: KnownStaffRoom | undefined, d: RosterDifference): void {
  if (room === undefined) return
  d.staffRoom = { groupId: room.groupId, label: room.label }
  const settled = new Set(room.settledIds)
  const whom: RosterGroup = { groupId: room.groupId, sourceId: '', label: room.label }
  for (const row of reading.staff) {
    const who = people.get(row.sourceId)
    if (who === undefined || who.departedOn !== null || settled.has(who.personId)) continue
    d.links.push({ line: row.line, action: 'added', role: 'member', who, whom, hasCustody: null, hadCustody: null, id: null, contactBan: false })
  }
}

type Leads = { groups: ReadonlyMap<string, string>; classes: ReadonlyMap<string, RosterGroup>; leads: readonly { groupId: string; personId: string }[] }

/** The file says which class somebody leads; leads of other classes end, and that is shown like everything else. */
function compareLead(row: StaffRow, person: KnownPerson | undefined, { groups, classes, leads }: Leads, d: RosterDifference): void {
  const wanted = row.leadOf === null ? null : (groups.get(`class ${classKey(row.leadOf)}`) ?? groups.get(`year ${yearKey(row.leadOf)}`) ?? null)
  if (row.leadOf !== null && wanted === null) d.notes.push(problem('class_unknown', {}, row.line))
  const common = { line: row.line, role: 'lead' as const, who: toldAs(person, row), hasCustody: null, hadCustody: null, id: null, contactBan: false }
  const own = person === undefined ? [] : leads.filter((one) => one.personId === person.personId)
  if (wanted !== null && !own.some((one) => one.groupId === wanted)) d.links.push({ ...common, action: 'added', whom: classes.get(wanted)! })
  if (row.leadOf !== null && wanted === null) return
  for (const { groupId } of own) if (groupId !== wanted) d.links.push({ ...common, action: 'ended', whom: classes.get(groupId)! })
}

function compareCourses(reading: RosterReading, known: RosterKnown, d: RosterDifference): void {
  const pupils = bySourceId(known.pupils, d.source)
  const ours = new Map(known.courses.filter((one) => one.source === d.source && one.sourceId !== null).map((one) => [one.sourceId!, one]))
  const staff = known.people.filter((one) => one.departedOn === null && one.source === sourceOf(d.source, 'staff'))
  const teachers = new Map(staff.flatMap((one) => [...(one.shortCode === null ? [] : [[one.shortCode.toLowerCase(), one] as const]), [one.sourceId.toLowerCase(), one] as const]))
  const members = Map.groupBy(known.memberships, (one) => one.groupId)
  const own = new Map<string, KnownPupilRef>()
  for (const one of pupils.values()) own.set(one.personId, one)
  for (const one of staff) own.set(one.personId, one)
  const hasUnclear = reading.problems.some((one) => one.weight === 'unclear')
  for (const [sourceId, rows] of Map.groupBy(reading.courses, (row) => row.sourceId)) {
    const course = ours.get(sourceId)
    const label = rows[0]!.label
    const whom = { groupId: course?.groupId ?? null, sourceId, label }
    const wanted = new Map<string, { line: number; role: 'member' | 'responsible'; who: KnownPupilRef }>()
    let isSure = !hasUnclear
    for (const row of rows) {
      const pupil = pupils.get(row.memberId)
      if (pupil === undefined) {
        isSure = false
        d.unclear.push(problem('ward_unknown', {}, row.line))
      } else if (pupil.departedOn === null) wanted.set(`${pupil.personId} member`, { line: row.line, role: 'member', who: pupil })
      const teacher = row.teacher === null ? undefined : teachers.get(row.teacher.toLowerCase())
      if (teacher !== undefined) wanted.set(`${teacher.personId} responsible`, { line: row.line, role: 'responsible', who: teacher })
    }
    const unknown = rows.find((row) => row.teacher !== null && !teachers.has(row.teacher.toLowerCase()))
    if (unknown !== undefined) d.notes.push(problem('teacher_unknown', {}, unknown.line))
    if (course === undefined) d.founded.push({ sourceId, label, members: [...wanted.values()].filter((one) => one.role === 'member').length })
    else if (course.label !== label) d.renamed.push({ groupId: course.groupId, from: course.label, to: label })
    const current = new Map((course === undefined ? [] : (members.get(course.groupId) ?? [])).map((one) => [`${one.personId} ${one.role}`, one]))
    const common = { whom, hasCustody: null, hadCustody: null, id: null, contactBan: false }
    for (const [key, { line, role, who }] of wanted) {
      if (current.has(key)) d.unchanged += 1
      else d.links.push({ line, action: 'added', role, who, ...common })
    }
    // Who was added by hand or comes from another program stays; half a course takes nobody out.
    for (const [key, { personId, role }] of current) {
      const who = own.get(personId)
      if (!isSure || wanted.has(key) || who === undefined || role === 'lead' || (role === 'responsible' && !reading.given.teacher)) continue
      d.links.push({ line: null, action: 'ended', role, who, ...common })
    }
  }
}

/** People of one program by their id there. */
function bySourceId<P extends KnownPupilRef>(people: readonly P[], source: string): Map<string, P> {
  const found = new Map<string, P>()
  for (const one of people) if (one.source === source) found.set(one.sourceId, one)
  return found
}

type PersonRow = RosterDifference['new'][number]

/** Who the line is about, as it is told: on record, or new; of a deleted account, whose name is sealed, with the name of the file. */
function toldAs(person: KnownPerson | undefined, row: Someone): RosterTie['who'] {
  return person?.isDeleted ? { ...person, givenName: row.givenName, familyName: row.familyName } : (person ?? row)
}

function comparePerson(row: PersonRow, person: KnownPerson | undefined, given: RosterReading['given'], d: RosterDifference): void {
  if (person === undefined) {
    d.new.push(row)
    return
  }
  if (person.isRemoved) return
  const changes: ChangedRosterPerson['changes'] = []
  for (const field of person.isDeleted ? [] : (['familyName', 'givenName'] as const)) {
    const isKept = hasLostLetters(row[field]) && isSameButLost(person[field], row[field])
    if (row[field] !== person[field] && !isKept) changes.push({ field, from: person[field], to: row[field] })
  }
  if (d.kind === 'staff') {
    const { shortCode = null, subjects = [] } = row
    if (given.shortCode && shortCode !== person.shortCode) changes.push({ field: 'shortCode', from: person.shortCode, to: shortCode })
    const [before, after] = [person.subjects.join(', '), subjects.join(', ')]
    if (given.subjects && before !== after) changes.push({ field: 'subjects', from: before || null, to: after || null })
  }
  const { givenName, familyName } = toldAs(person, row)
  const matched = { personId: person.personId, line: row.line, givenName, familyName, changes, ...(person.isDeleted && { restoredName: nameGiven(row) }) }
  // As with pupils: who has left and is in the file is back, under the same account (no date of the file says that they are gone: of staff and parents it has none).
  if (person.departedOn !== null) d.returned.push(matched)
  else if (changes.length > 0) d.changed.push(matched)
  else if (d.kind === 'staff') d.unchanged += 1
}
