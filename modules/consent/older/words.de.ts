/** Words that lists of older papers use: headings of columns, and who signed. */
export const COLUMNS = ['id', 'date', 'version', 'signer'] as const
export type Column = (typeof COLUMNS)[number]

/** German and English headings of the columns, in small letters. */
export const HEADINGS: Readonly<Record<string, Column>> = {
  id: 'id', schuelerid: 'id', 'schüler-id': 'id', schuelernummer: 'id', date: 'date', datum: 'date', 'unterschrieben am': 'date', version: 'version', fassung: 'version', signer: 'signer', unterschrift: 'signer', 'unterschrieben von': 'signer',
}

export const EVERYBODY: readonly string[] = ['beide', 'alle', 'eltern', 'both', 'all']
export const ONESELF: readonly string[] = ['selbst', 'schüler', 'schülerin', 'self']
/** Kinds of guardianship. */
export const KINDS: Readonly<Record<string, string>> = { mutter: 'mother', mother: 'mother', vater: 'father', father: 'father' }
