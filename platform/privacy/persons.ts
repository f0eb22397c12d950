/** Whose data a room holds, as a register says it: from the roles in which persons stand in its tables (`subjects.as`). */
import type { Manifest } from '#platform/module/manifest.ts'

export const PERSON_KINDS = ['account', 'pupil', 'guardian', 'staff'] as const
export type PersonKind = (typeof PERSON_KINDS)[number]

export const personWords: Readonly<Record<PersonKind, string>> = {
  account: 'alle mit einem Konto: Schülerinnen und Schüler, Sorgeberechtigte, Beschäftigte, andere',
  pupil: 'Schülerinnen und Schüler',
  guardian: 'Sorgeberechtigte',
  staff: 'Beschäftigte und andere, die im Auftrag der Schule handeln',
}

const ANY = ['self', 'author', 'owner', 'member', 'reader', 'subject', 'actor', 'assignee', 'doer', 'unmasked', 'holder', 'maker', 'affected'] as const
const STAFF = ['decider', 'clerk', 'importer', 'administrator', 'head', 'opener', 'ender', 'asker', 'at_work', 'banned', 'printer', 'recorder'] as const
/** Known roles. `module:role` stands over `role`. */
const kinds: Readonly<Record<string, PersonKind>> = {
  ...Object.fromEntries(ANY.map((as) => [as, 'account' as const])),
  ...Object.fromEntries(STAFF.map((as) => [as, 'staff' as const])),
  child: 'pupil', pupil: 'pupil', parent: 'guardian', guardian: 'guardian', declarer: 'guardian', confirmer: 'guardian',
  // Who holds an office or a task, and who prints codes for parents, works for the school.
  'administration:holder': 'staff', 'consent:maker': 'staff',
}

/** The kinds of persons of a room, each once. A role that nobody has put in order counts as everybody: a register may say too much, never too little. */
export function personsOf({ id, data, stores }: Pick<Manifest, 'id' | 'data' | 'stores'>): PersonKind[] {
  const found = new Set([...data, ...(stores ?? [])].flatMap(({ subjects }) => subjects.map(({ as }) => kinds[`${id}:${as}`] ?? kinds[as] ?? 'account')))
  // Everybody includes the others.
  return found.has('account') ? ['account'] : PERSON_KINDS.filter((kind) => found.has(kind))
}

/** Roles that are in no order yet, for the test that looks for them. */
export function unknownRoles(manifests: readonly Manifest[]): string[] {
  return manifests.flatMap(({ id, data }) => data.flatMap(({ table, subjects }) => subjects.filter(({ as }) => kinds[`${id}:${as}`] === undefined && kinds[as] === undefined).map(({ as }) => `${table}: ${as}`)))
}
