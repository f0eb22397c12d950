/**
 * What a file of parents, staff or courses would change. Ids decide who is who, never names; nothing ends because it is missing in a file (custody, staff):
 * that becomes a question. The second time the same file gives nothing. Pure.
 */
import { classKey, yearKey } from './labels.ts'
import { hasLostLetters, isSameButLost } from './names.ts'
import { problem } from './problems.ts'
import type { ParentRow, RosterReading, StaffRow } from './roster.ts'
import { sourceOf } from './roster-known.ts'
import type { ChangedRosterPerson, KnownGuardianship, KnownPerson, KnownStaffRoom, RosterDifference, RosterKnown, RosterLink } from './roster-known.ts'

/** The difference between a reading and what is on record. `source` is the program the file is from. */
export function differenceRoster(reading: RosterReading, known: RosterKnown, source: string): RosterDifference {
  const d: RosterDifference = {
    kind: reading.kind, source, new: [], changed: [], leaving: [], links: [], staffRoom: null, founded: [], renamed: [], custody: { both: 0, one: 0, none: [] }, unchanged: 0,
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
  return d.new.length + d.changed.length + d.founded.length + d.renamed.length + d.links.filter((one) => one.action !== 'missing').length === 0
}

function compareParents(reading: RosterReading, known: RosterKnown, d: RosterDifference): void {
  const pupils = new Map(known.pupils.filter((one) => one.source === d.source).map((one) => [one.sourceId, one]))
  const people = peopleBySourceId(known, d)
  const held = new Map(known.guardianships.map((one) => [`${one.guardianId} ${one.wardId}`, one]))
  const inFile = new Set<string>()
  const holders = new Map<string, number>()
  const firstLine = new Map<string, number>()
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
      comparePerson({ ...row, shortCode: null, subjects: [] }, person, reading.given, d)
    }
    firstLine.set(ward.personId, firstLine.get(ward.personId) ?? row.line)
    holders.set(ward.personId, (holders.get(ward.personId) ?? 0) + (row.hasCustody ? 1 : 0))
    const before = person === undefined ? undefined : held.get(`${person.personId} ${ward.personId}`)
    if (before !== undefined) inFile.add(before.id)
    compareCustody(row, person, before, { id: ward.personId, sourceId: row.wardId, name: nameOf(ward) }, reading.given.custody, d)
  }
  for (const [wardId, n] of holders) {
    if (n === 0 && reading.given.custody) {
      d.custody.none.push(wardId)
      d.notes.push(problem('no_holder', {}, firstLine.get(wardId)!))
    } else if (n === 1) d.custody.one += 1
    else if (n > 1) d.custody.both += 1
  }
  missingGuardians(reading, known, inFile, d)
  noteNamesakes(reading.parents, d)
  noteOnRecord(reading.parents, { pupils, people, known }, d)
}

/** A record of the office stands above the file; a contact ban is carried on, whatever the file says. */
function compareCustody(row: ParentRow, person: KnownPerson | undefined, before: KnownGuardianship | undefined, whom: RosterLink['whom'], isCustodyGiven: boolean, d: RosterDifference): void {
  const link = {
    line: row.line, role: row.relation, who: { personId: person?.personId ?? null, sourceId: row.sourceId, name: nameOf(row) }, whom, hasCustody: row.hasCustody,
    hadCustody: before?.hasCustody ?? null, id: before?.id ?? null, contactBan: before?.contactBan ?? false,
  }
  if (before === undefined) {
    d.links.push({ ...link, action: 'added' })
    return
  }
  const isOther = before.relation !== row.relation || (isCustodyGiven && before.hasCustody !== row.hasCustody)
  if (!isOther) d.unchanged += 1
  else if (before.source !== d.source) d.notes.push(problem('custody_by_hand', {}, row.line))
  else d.links.push({ ...link, action: 'changed', hasCustody: isCustodyGiven ? row.hasCustody : before.hasCustody })
}

/** On record from this program, the child is here, and the file does not name it any more. */
function missingGuardians(reading: RosterReading, known: RosterKnown, inFile: ReadonlySet<string>, d: RosterDifference): void {
  const people = new Map(known.people.map((one) => [one.personId, one]))
  const wards = new Map(known.pupils.map((one) => [one.personId, one]))
  const unclear = new Set(reading.unclearWards)
  for (const one of known.guardianships) {
    const person = people.get(one.guardianId)
    const ward = wards.get(one.wardId)
    if (one.source !== d.source || inFile.has(one.id) || person === undefined || ward === undefined) continue
    if (ward.source !== d.source || ward.departedOn !== null || unclear.has(ward.sourceId)) continue
    d.links.push({
      line: null, action: 'missing', role: one.relation, who: { personId: one.guardianId, sourceId: person.sourceId, name: nameOf(person) },
      whom: { id: one.wardId, sourceId: ward.sourceId, name: nameOf(ward) }, hasCustody: null, hadCustody: one.hasCustody, id: one.id, contactBan: one.contactBan,
    })
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
 * Somebody of this name is on record for the child from elsewhere: entered by the office, come with a code, or of another program. Taken for a second
 * person, the same parent would have to sign twice, and a door that is open would close (3.1).
 */
function noteOnRecord(rows: readonly ParentRow[], { pupils, people, known }: { pupils: ReadonlyMap<string, { personId: string; departedOn: string | null }>; people: ReadonlyMap<string, KnownPerson>; known: RosterKnown }, d: RosterDifference): void {
  const names = new Map(known.people.map((one) => [one.personId, nameOf(one)]))
  const ours = sourceOf(d.source, d.kind)
  const isOurs = new Set(known.people.filter((one) => one.source === ours).map((one) => one.personId))
  const onRecord = new Set(known.guardianships.filter((one) => !isOurs.has(one.guardianId)).map((one) => `${one.wardId} ${names.get(one.guardianId) ?? ''}`))
  if (onRecord.size === 0) return
  for (const row of rows) {
    const ward = pupils.get(row.wardId)
    if (ward === undefined || ward.departedOn !== null || people.has(row.sourceId)) continue
    if (onRecord.has(`${ward.personId} ${nameOf(row)}`)) d.notes.push(problem('parent_by_hand', {}, row.line))
  }
}

function compareStaff(reading: RosterReading, known: RosterKnown, d: RosterDifference): void {
  const people = peopleBySourceId(known, d)
  const groups = new Map<string, string>()
  for (const one of known.classes) if (!one.hasEnded) groups.set(one.kind === 'class' ? `class ${classKey(one.label)}` : `year ${yearKey(one.label)}`, one.id)
  const labels = new Map(known.classes.map((one) => [one.id, one.label]))
  const leads = known.memberships.filter((one) => one.role === 'lead' && labels.has(one.groupId))
  for (const row of reading.staff) {
    const person = people.get(row.sourceId)
    comparePerson(row, person, reading.given, d)
    if (reading.given.leadOf) compareLead(row, person, { groups, labels, leads }, d)
  }
  compareStaffRoom(reading, people, known.staffRooms[0], d)
  noteByHand(known, d)
  const inFile = new Set([...reading.staff.map((row) => row.sourceId), ...reading.unclearIds])
  for (const one of people.values()) if (one.departedOn === null && !inFile.has(one.sourceId)) d.leaving.push({ personId: one.personId, givenName: one.givenName, familyName: one.familyName })
}

/** Whom the first run or somebody else entered by hand may stand in the file, too. A parent of that name is no colleague: one human may have both accounts (B12). */
function noteByHand(known: RosterKnown, d: RosterDifference): void {
  const parents = new Set(known.guardianships.map((one) => one.guardianId))
  const byHand = new Set(known.people.filter((one) => one.source === 'hand' && one.departedOn === null && !parents.has(one.personId)).map(nameOf))
  for (const row of d.new) if (byHand.has(nameOf(row))) d.notes.push(problem('staff_by_hand', {}, row.line))
}

/** New staff come into the staff room by being added; of those on record whoever was never decided about is shown one by one, like everything that changes for them. */
function compareStaffRoom(reading: RosterReading, people: ReadonlyMap<string, KnownPerson>, room: KnownStaffRoom | undefined, d: RosterDifference): void {
  if (room === undefined) return
  d.staffRoom = { groupId: room.groupId, label: room.label }
  const settled = new Set(room.settledIds)
  for (const row of reading.staff) {
    const person = people.get(row.sourceId)
    if (person === undefined || person.departedOn !== null || settled.has(person.personId)) continue
    const who = { personId: person.personId, sourceId: row.sourceId, name: nameOf(row) }
    d.links.push({ line: row.line, action: 'added', role: 'member', who, whom: { id: room.groupId, sourceId: '', name: room.label }, hasCustody: null, hadCustody: null, id: null, contactBan: false })
  }
}

type Leads = { groups: ReadonlyMap<string, string>; labels: ReadonlyMap<string, string>; leads: readonly { groupId: string; personId: string }[] }

/** The file says which class somebody leads; leads of other classes end, and that is shown like everything else. */
function compareLead(row: StaffRow, person: KnownPerson | undefined, { groups, labels, leads }: Leads, d: RosterDifference): void {
  const wanted = row.leadOf === null ? null : (groups.get(`class ${classKey(row.leadOf)}`) ?? groups.get(`year ${yearKey(row.leadOf)}`) ?? null)
  if (row.leadOf !== null && wanted === null) d.notes.push(problem('class_unknown', {}, row.line))
  const who = { personId: person?.personId ?? null, sourceId: row.sourceId, name: nameOf(row) }
  const common = { line: row.line, role: 'lead' as const, who, hasCustody: null, hadCustody: null, id: null, contactBan: false }
  const own = person === undefined ? [] : leads.filter((one) => one.personId === person.personId)
  if (wanted !== null && !own.some((one) => one.groupId === wanted)) d.links.push({ ...common, action: 'added', whom: { id: wanted, sourceId: '', name: labels.get(wanted)! } })
  if (row.leadOf !== null && wanted === null) return
  for (const { groupId } of own) if (groupId !== wanted) d.links.push({ ...common, action: 'ended', whom: { id: groupId, sourceId: '', name: labels.get(groupId)! } })
}

function compareCourses(reading: RosterReading, known: RosterKnown, d: RosterDifference): void {
  const pupils = new Map(known.pupils.filter((one) => one.source === d.source).map((one) => [one.sourceId, one]))
  const ours = new Map(known.courses.filter((one) => one.source === d.source && one.sourceId !== null).map((one) => [one.sourceId!, one]))
  const staff = known.people.filter((one) => one.departedOn === null && one.source === sourceOf(d.source, 'staff'))
  const teachers = new Map(staff.flatMap((one) => [...(one.shortCode === null ? [] : [[one.shortCode.toLowerCase(), one] as const]), [one.sourceId.toLowerCase(), one] as const]))
  const members = Map.groupBy(known.memberships, (one) => one.groupId)
  const names = new Map([...known.pupils, ...known.people].map((one) => [one.personId, nameOf(one)]))
  const isOurs = new Set([...pupils.values(), ...staff].map((one) => one.personId))
  const hasUnclear = reading.problems.some((one) => one.weight === 'unclear')
  for (const [sourceId, rows] of Map.groupBy(reading.courses, (row) => row.sourceId)) {
    const course = ours.get(sourceId)
    const label = rows[0]!.label
    const whom = { id: course?.groupId ?? null, sourceId, name: label }
    const wanted = new Map<string, { line: number; role: 'member' | 'responsible'; personId: string; name: string }>()
    let isSure = !hasUnclear
    for (const row of rows) {
      const pupil = pupils.get(row.memberId)
      if (pupil === undefined) {
        isSure = false
        d.unclear.push(problem('ward_unknown', {}, row.line))
      } else if (pupil.departedOn === null) wanted.set(`${pupil.personId} member`, { line: row.line, role: 'member', personId: pupil.personId, name: nameOf(pupil) })
      const teacher = row.teacher === null ? undefined : teachers.get(row.teacher.toLowerCase())
      if (teacher !== undefined) wanted.set(`${teacher.personId} responsible`, { line: row.line, role: 'responsible', personId: teacher.personId, name: nameOf(teacher) })
    }
    const unknown = rows.find((row) => row.teacher !== null && !teachers.has(row.teacher.toLowerCase()))
    if (unknown !== undefined) d.notes.push(problem('teacher_unknown', {}, unknown.line))
    if (course === undefined) d.founded.push({ sourceId, label, members: [...wanted.values()].filter((one) => one.role === 'member').length })
    else if (course.label !== label) d.renamed.push({ groupId: course.groupId, from: course.label, to: label })
    const current = new Map((course === undefined ? [] : (members.get(course.groupId) ?? [])).map((one) => [`${one.personId} ${one.role}`, one]))
    const common = { hasCustody: null, hadCustody: null, id: null, contactBan: false, whom }
    for (const [key, { line, role, personId, name }] of wanted) {
      if (current.has(key)) d.unchanged += 1
      else d.links.push({ ...common, line, action: 'added', role, who: { personId, sourceId: '', name } })
    }
    // Who was added by hand or comes from another program stays; half a course takes nobody out.
    for (const [key, { personId, role }] of current) {
      if (!isSure || wanted.has(key) || !isOurs.has(personId) || role === 'lead' || (role === 'responsible' && !reading.given.teacher)) continue
      d.links.push({ ...common, line: null, action: 'ended', role, who: { personId, sourceId: '', name: names.get(personId) ?? '' } })
    }
  }
}

function peopleBySourceId(known: RosterKnown, d: RosterDifference): Map<string, KnownPerson> {
  const source = sourceOf(d.source, d.kind)
  return new Map(known.people.filter((one) => one.source === source).map((one) => [one.sourceId, one]))
}

function comparePerson(row: Pick<StaffRow, 'line' | 'sourceId' | 'givenName' | 'familyName' | 'shortCode' | 'subjects'>, person: KnownPerson | undefined, given: RosterReading['given'], d: RosterDifference): void {
  const { line, sourceId, givenName, familyName, shortCode, subjects } = row
  if (person === undefined) {
    d.new.push({ line, sourceId, givenName, familyName, shortCode, subjects })
    return
  }
  const changes: ChangedRosterPerson['changes'] = []
  for (const field of ['familyName', 'givenName'] as const) {
    const isKept = hasLostLetters(row[field]) && isSameButLost(person[field], row[field])
    if (row[field] !== person[field] && !isKept) changes.push({ field, from: person[field], to: row[field] })
  }
  if (d.kind === 'staff' && given.shortCode && shortCode !== person.shortCode) changes.push({ field: 'shortCode', from: person.shortCode, to: shortCode })
  const [before, after] = [person.subjects.join(', '), subjects.join(', ')]
  if (d.kind === 'staff' && given.subjects && before !== after) changes.push({ field: 'subjects', from: before || null, to: after || null })
  if (changes.length > 0) d.changed.push({ personId: person.personId, line, givenName: person.givenName, familyName: person.familyName, changes })
  else if (d.kind === 'staff') d.unchanged += 1
}

function nameOf({ givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${familyName}, ${givenName}`
}
