/** People, courses and memberships on record, out of the text in which the store hands them on. Pure; runs where they are compared, in the import thread. */
import type { GuardianKind } from '#platform/identity/guardianship.ts'
import type { KnownClass, KnownCourse, KnownGuardianship, KnownMembership, KnownPerson, KnownPupilRef, KnownStaffRoom, RosterKnown } from '../../import/roster-known.ts'
import type { RosterPage } from '../../store/roster.ts'

type PupilLine = [personId: string, source: string, sourceId: string, givenName: string, familyName: string, departedOn: string | null]
type PersonLine = [...PupilLine, shortCode: string | null, subjects: string | null, guardianships: GuardianshipLine[] | null, deletion: 0 | 1 | 2]
type GuardianshipLine = [id: string, wardId: string, relation: GuardianKind, hasCustody: boolean, contactBan: boolean, source: string]
type MembershipLine = [groupId: string, personId: string, role: KnownMembership['role']]

/** Reads pages of the store. One reader for a whole school: what many rows say alike is one string for all of them, and nobody without children has a list of their own. */
export class RosterReader {
  readonly known: { [Part in keyof RosterKnown]: RosterKnown[Part][number][] } = { people: [], pupils: [], classes: [], courses: [], memberships: [], staffRooms: [] }
  private readonly texts = new Map<string, string>()

  read({ part, text }: RosterPage): void {
    const { known } = this
    const rows = JSON.parse(text) as unknown[]
    if (part === 'pupils') for (const row of rows as PupilLine[]) known.pupils.push(this.pupilOf(row))
    else if (part === 'people') for (const row of rows as PersonLine[]) known.people.push(this.personOf(row))
    else if (part === 'memberships') for (const [groupId, personId, role] of rows as MembershipLine[]) known.memberships.push({ groupId: this.shared(groupId), personId, role })
    else if (part === 'classes') known.classes.push(...(rows as KnownClass[]))
    else if (part === 'staffRooms') known.staffRooms.push(...(rows as KnownStaffRoom[]))
    else known.courses.push(...(rows as KnownCourse[]))
  }

  private pupilOf([personId, source, sourceId, givenName, familyName, departedOn]: PupilLine): KnownPupilRef {
    return { sourceId, givenName: this.shared(givenName), familyName: this.shared(familyName), personId, source: this.shared(source), departedOn }
  }

  private personOf([personId, source, sourceId, givenName, familyName, departedOn, shortCode, subjects, guardianships, deletion]: PersonLine): KnownPerson {
    return {
      sourceId, givenName: this.shared(givenName), familyName: this.shared(familyName), personId, source: this.shared(source), departedOn, isDeleted: deletion > 0, isRemoved: deletion === 2, shortCode,
      subjects: subjects === null ? none : subjects.split(', '), guardianships: guardianships === null ? none : guardianships.map((one) => this.guardianshipOf(one)),
    }
  }

  private guardianshipOf([id, wardId, relation, hasCustody, contactBan, source]: GuardianshipLine): KnownGuardianship {
    return { id, wardId, relation, hasCustody, contactBan, source: this.shared(source) }
  }

  private shared(text: string): string {
    const known = this.texts.get(text)
    if (known !== undefined) return known
    this.texts.set(text, text)
    return text
  }
}

const none: readonly never[] = []
