/** The named people of the example school, known by heart to tests and demo. Invented; dates are relative to the day the world begins. */

export const SCHOOL = { name: 'Gesamtschule am Lindenhof', state: 'NI' } as const
/** Password of every named person. Only the example world sets it; it would pass no blocklist by name. */
export const PASSWORD = 'Blauer Wal im Regen 42'

export type Named = { key: string; type: 'pupil' | 'teacher' | 'staff' | 'parent'; givenName: string; familyName: string }

export const staff = [
  { key: 'head', type: 'teacher', givenName: 'Renate', familyName: 'Albrecht' },
  { key: 'deputy', type: 'teacher', givenName: 'Jonas', familyName: 'Feldmann' },
  { key: 'admin', type: 'teacher', givenName: 'Miriam', familyName: 'Kurz' },
  { key: 'secondAdmin', type: 'teacher', givenName: 'Tobias', familyName: 'Reimann' },
  { key: 'clerk', type: 'staff', givenName: 'Sabine', familyName: 'Ott' },
  { key: 'teacher', type: 'teacher', givenName: 'Ayşe', familyName: 'Demir' },
  { key: 'otherTeacher', type: 'teacher', givenName: 'Paul', familyName: 'Winter' },
  { key: 'caretaker', type: 'staff', givenName: 'Uwe', familyName: 'Brandt' },
] as const satisfies readonly Named[]

/** Pupils with age on the first day, and their story. `consent`: who signed what before the world begins. */
export const pupils = [
  { key: 'pupil', givenName: 'Lina', familyName: 'Sommer', age: 12, consent: 'granted' },
  { key: 'friend', givenName: 'Emre', familyName: 'Kaya', age: 12, consent: 'granted' },
  { key: 'third', givenName: 'Zoë', familyName: 'Lindqvist', age: 13, consent: 'granted' },
  { key: 'withoutConsent', givenName: 'Noah', familyName: 'Berg', age: 12, consent: 'none' },
  { key: 'oneSignature', givenName: 'Greta', familyName: 'Vogel', age: 12, consent: 'one' },
  { key: 'withdrawn', givenName: 'Mia', familyName: 'Wolff', age: 13, consent: 'withdrawn' },
  { key: 'fifteen', givenName: 'Samuel', familyName: 'Okafor', age: 15, consent: 'granted' },
  { key: 'adult', givenName: 'Felix', familyName: 'Brandt', age: 18, consent: 'own' },
  { key: 'departed89', givenName: 'Jule', familyName: 'Hansen', age: 16, consent: 'granted', departedDaysAgo: 89 },
  { key: 'departed91', givenName: 'Ben', familyName: 'Petersen', age: 16, consent: 'granted', departedDaysAgo: 91 },
] as const

/** Two parents for each child, except one child with one parent and one with none on record. */
export const parents = [
  { key: 'mother', type: 'parent', givenName: 'Anja', familyName: 'Sommer', of: ['pupil'], kind: 'mother' },
  { key: 'father', type: 'parent', givenName: 'Marc', familyName: 'Sommer', of: ['pupil'], kind: 'father' },
  { key: 'motherOfFriend', type: 'parent', givenName: 'Elif', familyName: 'Kaya', of: ['friend'], kind: 'mother' },
  { key: 'motherOfGreta', type: 'parent', givenName: 'Katrin', familyName: 'Vogel', of: ['oneSignature'], kind: 'mother' },
  { key: 'fatherOfGreta', type: 'parent', givenName: 'Stefan', familyName: 'Vogel', of: ['oneSignature'], kind: 'father' },
  { key: 'motherOfMia', type: 'parent', givenName: 'Nadine', familyName: 'Wolff', of: ['withdrawn'], kind: 'mother' },
  { key: 'fatherOfMia', type: 'parent', givenName: 'Dirk', familyName: 'Wolff', of: ['withdrawn'], kind: 'father' },
] as const

/** Children and parents of example/families.ts: a mother of two, their father under a contact ban for the younger, his new family, a child with nobody on record. */
export const familyChildren = [
  { key: 'younger', givenName: 'Tilda', familyName: 'Marlow', age: 11 },
  { key: 'elder', givenName: 'Jasper', familyName: 'Marlow', age: 15 },
  { key: 'halfSister', givenName: 'Nele', familyName: 'Brehm', age: 14 },
  { key: 'nobodyOnRecord', givenName: 'Ravi', familyName: 'Anand', age: 11 },
] as const
export const familyParents = [
  { key: 'motherOfTwo', givenName: 'Henrike', familyName: 'Aldinger', of: ['younger', 'elder'], kind: 'mother' },
  { key: 'bannedFather', givenName: 'Volker', familyName: 'Brehm', of: ['younger', 'elder', 'halfSister'], kind: 'father' },
  { key: 'newPartner', givenName: 'Sonja', familyName: 'Brehm', of: ['halfSister'], kind: 'mother' },
] as const

export type PersonKey = (typeof staff)[number]['key'] | (typeof pupils)[number]['key'] | (typeof parents)[number]['key']
