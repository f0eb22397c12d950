/** What does not go well together in one person (requirements section 4), and whether an inspection is possible at all. Pure. */
import type { PersonType } from '#platform/access/vocabulary.ts'

export const CONFLICTS = ['head_admin', 'head_logs', 'council_logs', 'inspector_custodian', 'head_admin_inspector', 'inspection_impossible'] as const
export type ConflictKind = (typeof CONFLICTS)[number]
/** `personId` null: about the school as a whole. */
export type Conflict = { kind: ConflictKind; personId: string | null }

/** Everything somebody holds now: `head`, `officer`, `inspector`, `custodian`, `task:logs` ... */
export type Holding = { personId: string; personType: PersonType; office: string }

/** Inspectors needed so that four eyes see (requirements section 4). */
export const INSPECTORS_MIN = 2

/** The conflicts among what people hold now, each once, in the order of CONFLICTS. Shown as warnings; nothing here refuses. */
export function conflictsOf(holdings: readonly Holding[]): Conflict[] {
  const found = [...Map.groupBy(holdings, (one) => one.personId)].flatMap(([personId, own]): Conflict[] => {
    const offices = new Set(own.map((one) => one.office))
    const isHead = offices.has('head')
    const isAdmin = [...offices].some((office) => office.startsWith('task:'))
    const kinds: (ConflictKind | false)[] = [
      isHead && isAdmin && !offices.has('inspector') && 'head_admin',
      isHead && offices.has('task:logs') && 'head_logs',
      offices.has('council') && offices.has('task:logs') && 'council_logs',
      offices.has('inspector') && offices.has('custodian') && 'inspector_custodian',
      isHead && isAdmin && offices.has('inspector') && 'head_admin_inspector',
    ]
    return kinds.filter((kind) => kind !== false).map((kind) => ({ kind, personId }))
  })
  const all = isInspectionPossible(holdings) ? found : [...found, { kind: 'inspection_impossible' as const, personId: null }]
  return all.sort((a, b) => CONFLICTS.indexOf(a.kind) - CONFLICTS.indexOf(b.kind))
}

/** Two named inspectors at least, one of them of the school: an outside one is never alone (A13). */
export function isInspectionPossible(holdings: readonly Holding[]): boolean {
  const inspectors = new Map(holdings.filter((one) => one.office === 'inspector').map((one) => [one.personId, one.personType]))
  return inspectors.size >= INSPECTORS_MIN && [...inspectors.values()].some(isInternal)
}

export function isInternal(type: PersonType): boolean {
  return type === 'teacher' || type === 'staff'
}
