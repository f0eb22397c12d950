/** The pupils on record, out of the text in which the store hands them on. Pure; runs where they are compared, in the import thread. */
import type { KnownGroup, KnownMember } from './plan.ts'

type Line = [personId: string, source: string, sourceId: string, givenName: string, familyName: string, majorityDate: string | null, exitOn: string | null, groupIds: string[] | null, deletion: 0 | 1 | 2]

/** Reads pages of the store. One reader for a whole school: what many rows say alike is one string for all of them. */
export class MemberReader {
  private readonly groups: ReadonlyMap<string, KnownGroup>
  private readonly today: string
  private readonly texts = new Map<string, string>()

  /** `groups` are the classes and year groups on record; `today` ('YYYY-MM-DD') decides who has left. */
  constructor(groups: readonly KnownGroup[], today: string) {
    this.groups = new Map(groups.map((group) => [group.id, group]))
    this.today = today
  }

  /** The pupils of one page, in its order. */
  read(text: string): KnownMember[] {
    return (JSON.parse(text) as Line[]).map(([personId, source, sourceId, givenName, familyName, majorityDate, exitOn, groupIds, deletion]) => {
      const departedOn = exitOn !== null && exitOn < this.today ? exitOn : null
      const { inClass, inYear } = this.placeOf(groupIds ?? [])
      // Field by field: of what is spread, the engine keeps a part outside the object, and there are 50,000.
      return {
        personId, source: this.shared(source), sourceId, givenName: this.shared(givenName), familyName: this.shared(familyName), majorityDate: this.sharedDate(majorityDate), exitOn: this.sharedDate(exitOn), departedOn, isDeleted: deletion > 0, isRemoved: deletion === 2,
        classId: inClass?.id ?? null, yearId: inYear?.id ?? null, classLabel: inClass?.label ?? null, yearLabel: inYear?.label ?? null,
      }
    })
  }

  /** The latest counts; a group that has ended only where there is no other. */
  private placeOf(groupIds: readonly string[]): { inClass: KnownGroup | null; inYear: KnownGroup | null } {
    let inClass: KnownGroup | null = null
    let inYear: KnownGroup | null = null
    for (const groupId of groupIds) {
      const group = this.groups.get(groupId)
      if (group === undefined) continue
      if (group.kind === 'class' && (inClass === null || !group.hasEnded)) inClass = group
      if (group.kind === 'year' && (inYear === null || !group.hasEnded)) inYear = group
    }
    return { inClass, inYear }
  }

  private sharedDate(date: string | null): string | null {
    return date === null ? null : this.shared(date)
  }

  private shared(text: string): string {
    const known = this.texts.get(text)
    if (known !== undefined) return known
    this.texts.set(text, text)
    return text
  }
}
