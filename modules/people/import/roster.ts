/**
 * Files of parents, staff and courses: from text and mapping to rows. As with pupils, columns outside the allow-list are never read, nobody is guessed,
 * and what is not clear is told with its line and changes nothing.
 */
import { createHash } from 'node:crypto'
import type { GuardianKind } from '#platform/identity/guardianship.ts'
import { Cells } from './cells.ts'
import type { Fault, Refuse } from './cells.ts'
import { problems_listed_max, rows_per_step, short_code_characters_max, subjects_max } from './limits.ts'
import { tidy } from './names.ts'
import { columnsOf } from './presets.ts'
import type { Columns, Mapping } from './presets.ts'
import { problem } from './problems.ts'
import type { ImportProblem } from './problems.ts'
import type { ReadingProgress } from './pupils.ts'
import { openTable } from '#platform/csv/rows.ts'
import type { Row } from '#platform/csv/rows.ts'

type Named = { line: number; sourceId: string; givenName: string; familyName: string }
export type ParentRow = Named & { wardId: string; relation: GuardianKind; hasCustody: boolean }
export type StaffRow = Named & { shortCode: string | null; subjects: string[]; leadOf: string | null }
export type CourseRow = { line: number; sourceId: string; label: string; teacher: string | null; memberId: string }
export type RosterRows = { parents: ParentRow[]; staff: StaffRow[]; courses: CourseRow[] }

export type RosterReading = RosterRows & {
  kind: 'parents' | 'staff' | 'courses'
  problems: ImportProblem[]
  problemsLeftOff: number
  /** Ids of rows that are in the file and could not be read: of the person or course, and of the child. */
  unclearIds: string[]
  unclearWards: string[]
  /** Which of the comparable fields the file has a column for. */
  given: { custody: boolean; subjects: boolean; leadOf: boolean; teacher: boolean; shortCode: boolean }
  ignoredColumns: string[]
  doubled: number
  emptyRows: number
  rowsRead: number
}

/** Reads all rows in steps of 1,000. Throws ImportRefused where the whole file is refused. */
export function* readRosterInSteps(text: string, mapping: Mapping & { kind: RosterReading['kind'] }): Generator<ReadingProgress, RosterReading> {
  const { headers, reader } = openTable(text)
  const columns = columnsOf(mapping, headers)
  const sheet = new RosterSheet(mapping.kind, columns)
  const keep = headers.map((_, i) => Object.values(columns.of).includes(i))
  let taken = 0
  for (let row = reader.next(keep); row; row = reader.next(keep)) {
    sheet.take(row)
    taken += 1
    if (taken % rows_per_step === 0) yield { characters: reader.position(), characters_total: text.length, rows: taken }
  }
  return sheet.finish()
}

class RosterSheet {
  private readonly columns: Columns
  private readonly cells: RosterCells
  private readonly reading: RosterReading
  /** What the file first said: a second, different word about the same makes both unclear. Of parents the first row of each, and the first about each further child. */
  private readonly parents = new Map<string, ParentRow>()
  private readonly further = new Map<string, ParentRow>()
  private readonly staff = new Map<string, { line: number; said: string }>()
  private readonly courses = new Set<string>()
  private readonly contradictions = new Map<string, Set<number>>()
  private told = 0

  constructor(kind: RosterReading['kind'], columns: Columns) {
    const { of } = columns
    this.columns = columns
    this.cells = new RosterCells(of)
    const given = { custody: of.custody !== undefined, subjects: of.subjects !== undefined, leadOf: of.leadOf !== undefined, teacher: of.teacher !== undefined, shortCode: of.shortCode !== undefined }
    this.reading = {
      kind, parents: [], staff: [], courses: [], problems: [], problemsLeftOff: 0, unclearIds: [], unclearWards: [], given,
      ignoredColumns: columns.ignored, doubled: 0, emptyRows: 0, rowsRead: 0,
    }
    if (kind === 'parents' && of.id === undefined) this.tell(problem('parent_id_missing'))
    if (kind === 'parents' && !given.custody) this.tell(problem('custody_missing'))
  }

  take(row: Row): void {
    if (row.filled === 0) return void (this.reading.emptyRows += 1)
    this.reading.rowsRead += 1
    if (row.endsOpen) this.tell(problem('file_ends_open', {}, row.line))
    const { expected, of } = this.columns
    const params = { columns: row.columns, columns_expected: expected }
    const needed = row.endsOpen ? expected : Math.max(...Object.values(of)) + 1
    if (row.filled > expected) return this.tell(problem('row_long', params, row.line))
    if (row.columns < needed) return this.tell(problem('row_short', params, row.line))
    const faults: Fault[] = []
    if (this.reading.kind === 'parents') this.takeParent(row, faults)
    else if (this.reading.kind === 'staff') this.takeStaff(row, faults)
    else this.takeCourse(row, faults)
    for (const fault of faults) this.tell(problem(fault.code, fault.params, row.line))
  }

  finish(): RosterReading {
    const { reading } = this
    for (const lines of this.contradictions.values()) {
      const all = [...lines].sort((a, b) => a - b)
      this.tell(problem('rows_contradict', { lines: all.slice(0, 10).join(', '), rows: all.length, fields: reading.kind === 'parents' ? 'custody' : 'familyName' }, all[0]))
    }
    if (this.contradictions.size > 0) this.setAside()
    reading.problems.sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    reading.problemsLeftOff = Math.max(0, this.told - reading.problems.length)
    return reading
  }

  /** Rows that contradict each other change nobody. */
  private setAside(): void {
    const { reading } = this
    const isClear = (key: string): boolean => !this.contradictions.has(key)
    const spoilt = new Set(reading.parents.filter((row) => !isClear(parentKey(row)) || !isClear(`name ${row.sourceId}`)))
    for (const row of spoilt) {
      reading.unclearWards.push(row.wardId)
      reading.unclearIds.push(row.sourceId)
    }
    reading.parents = reading.parents.filter((row) => !spoilt.has(row))
    reading.unclearIds.push(...reading.staff.filter((row) => !isClear(row.sourceId)).map((row) => row.sourceId))
    reading.staff = reading.staff.filter((row) => isClear(row.sourceId))
  }

  private takeParent(row: Row, faults: Fault[]): void {
    const parent = this.cells.readParent(row, faults)
    if ('fields' in parent) {
      if (parent.wardId !== null) this.reading.unclearWards.push(parent.wardId)
      return
    }
    const { sourceId, wardId, line } = parent
    const first = this.parents.get(sourceId)
    if (first === undefined) this.parents.set(sourceId, parent)
    const isSameName = first === undefined || (first.familyName === parent.familyName && first.givenName === parent.givenName)
    if (!isSameName) this.contradict(`name ${sourceId}`, first.line, line)
    const earlier = first?.wardId === wardId ? first : this.further.get(parentKey(parent))
    if (first !== undefined && earlier === undefined) this.further.set(parentKey(parent), parent)
    if (earlier !== undefined && (earlier.relation !== parent.relation || earlier.hasCustody !== parent.hasCustody)) this.contradict(parentKey(parent), earlier.line, line)
    else if (earlier !== undefined && isSameName) this.reading.doubled += 1
    else this.reading.parents.push(parent)
  }

  private takeStaff(row: Row, faults: Fault[]): void {
    const staff = this.cells.readStaff(row, faults)
    if (staff === null) return
    const { line, ...rest } = staff
    const said = JSON.stringify(rest)
    const first = this.staff.get(staff.sourceId)
    if (first === undefined) {
      this.staff.set(staff.sourceId, { line, said })
      this.reading.staff.push(staff)
    } else if (first.said === said) this.reading.doubled += 1
    else this.contradict(staff.sourceId, first.line, line)
  }

  private takeCourse(row: Row, faults: Fault[]): void {
    const course = this.cells.readCourse(row, faults)
    if (course === null) return
    const key = `${course.sourceId} ${course.memberId} ${course.teacher ?? ''}`
    if (this.courses.has(key)) return void (this.reading.doubled += 1)
    this.courses.add(key)
    this.reading.courses.push(course)
  }

  private contradict(key: string, first: number, line: number): void {
    this.contradictions.set(key, (this.contradictions.get(key) ?? new Set([first])).add(line))
  }

  private tell(one: ImportProblem): void {
    this.told += 1
    if (this.reading.problems.length < problems_listed_max) this.reading.problems.push(one)
  }
}

class RosterCells extends Cells {
  /** A parent of a child; with `fields` where the row is not clear, and the child as far as it could be read. */
  readParent(row: Row, faults: Fault[]): ParentRow | { fields: null; wardId: string | null } {
    const refuse = refuser(faults)
    const ward = this.readId(row, 'wardId')
    const wardId = typeof ward === 'string' ? ward : null
    if (typeof ward !== 'string') faults.push({ code: 'ward_id_missing', params: {} })
    const names = this.readNames(row, refuse)
    const relation = this.readRelation(row, refuse)
    const hasCustody = this.readCustody(row, refuse)
    const id = this.of.id === undefined ? null : this.readId(row)
    if (id !== null && typeof id !== 'string') faults.push(id)
    if (wardId === null || names === null || relation === null || hasCustody === null || faults.length > 0) return { fields: null, wardId }
    const sourceId = typeof id === 'string' ? id : this.detach(derivedId(wardId, names))
    return { line: row.line, sourceId, givenName: names.givenName, familyName: names.familyName, wardId, relation, hasCustody }
  }

  readStaff(row: Row, faults: Fault[]): StaffRow | null {
    const refuse = refuser(faults)
    const names = this.readNames(row, refuse)
    const shortCode = this.readLabel(row, 'shortCode', refuse)
    if (shortCode !== null && shortCode.length > short_code_characters_max) refuse('label_unreadable', { field: 'shortCode' })
    const id = this.of.id === undefined ? this.readId(row, 'shortCode') : this.readId(row)
    if (typeof id !== 'string') faults.push(id)
    const leadOf = this.readLabel(row, 'leadOf', refuse)
    const subjects = tidy(this.cell(row, 'subjects')).split(/[;,/]/).map((one) => this.detach(one.trim())).filter((one) => one !== '')
    if (subjects.length > subjects_max || subjects.some((one) => one.length > short_code_characters_max || !/^[\p{L}\p{N}][\p{L}\p{N} .-]*$/u.test(one))) refuse('label_unreadable', { field: 'subjects' })
    if (names === null || typeof id !== 'string' || faults.length > 0) return null
    return { line: row.line, sourceId: id, givenName: names.givenName, familyName: names.familyName, shortCode, subjects, leadOf }
  }

  readCourse(row: Row, faults: Fault[]): CourseRow | null {
    const refuse = refuser(faults)
    const label = this.readLabel(row, 'courseLabel', refuse)
    const id = this.of.id === undefined ? label : this.readId(row)
    if (id === null) refuse('label_unreadable', { field: 'courseLabel' })
    else if (typeof id !== 'string') faults.push(id)
    const member = this.readId(row, 'memberId')
    if (typeof member !== 'string') faults.push({ code: 'ward_id_missing', params: {} })
    const teacher = this.readLabel(row, 'teacher', refuse)
    if (typeof id !== 'string' || typeof member !== 'string' || faults.length > 0) return null
    return { line: row.line, sourceId: id, label: label ?? id, teacher, memberId: member }
  }

  private readRelation(row: Row, refuse: Refuse): GuardianKind | null {
    const text = tidy(this.cell(row, 'relation')).toLowerCase()
    return text === '' ? 'other' : (relations.get(text) ?? refuse('relation_unreadable'))
  }

  /** Without a column for it nobody has custody: the page says so before anything is taken over. */
  private readCustody(row: Row, refuse: Refuse): boolean | null {
    if (this.of.custody === undefined) return false
    const text = tidy(this.cell(row, 'custody')).toLowerCase()
    if (['ja', 'j', '1', 'x', 'true', 'wahr', 'yes'].includes(text)) return true
    return ['nein', 'n', '0', 'false', 'falsch', 'no'].includes(text) ? false : refuse('custody_unreadable')
  }
}

const relations = new Map<string, GuardianKind>([
  ['mutter', 'mother'], ['mother', 'mother'], ['vater', 'father'], ['father', 'father'], ['vormund', 'guardian'], ['vormundin', 'guardian'], ['amtsvormund', 'guardian'],
  ['pfleger', 'guardian'], ['pflegemutter', 'foster'], ['pflegevater', 'foster'], ['pflegeeltern', 'foster'], ['pflegeperson', 'foster'], ['elternteil', 'other'], ['sonstige', 'other'], ['sonstiges', 'other'],
])

function refuser(faults: Fault[]): Refuse {
  return (code, params = {}) => {
    faults.push({ code, params })
    return null
  }
}

function parentKey({ sourceId, wardId }: ParentRow): string {
  return `${sourceId} > ${wardId}`
}

/** Where the file has no ids of parents: one account per child and name, so that a name alone never makes two people one. */
function derivedId(wardId: string, { givenName, familyName }: { givenName: string; familyName: string }): string {
  return `${wardId}/${createHash('sha256').update(`${familyName}\0${givenName}`).digest('hex').slice(0, 16)}`
}
