/** What a list of older papers would enter, line by line, and which lines can't be entered (A4). Pure. */
import { createHash } from 'node:crypto'
import { isDate, parseGermanDate } from '#platform/time/calendar.ts'
import type { NewDeclaration } from '../forms.ts'
import { custodyHolders } from '../rules/custody.ts'
import type { Holder } from '../rules/records.ts'
import type { OlderLine } from './csv.ts'
import { EVERYBODY, KINDS, ONESELF } from './words.de.ts'

export type OlderPupil = {
  pupilId: string
  givenName: string
  familyName: string
  majorityDate: string | null
  holders: readonly Holder[]
  guardians: readonly { guardianId: string; givenName: string; familyName: string; kind: string }[]
}
export type OlderText = { id: string; label: string; from: string; until: string }
/** One declaration to enter. `key` is the same for the same line of the same list, however often it comes. */
export type OlderEntry = { line: number; pupilId: string; pupil: string; signer: string; signedOn: string; key: string; declaration: NewDeclaration }
export type OlderProblem = { line: number; code: OlderProblemCode; value: string }
export type OlderProblemCode = 'older_pupil_unknown' | 'older_pupil_ambiguous' | 'older_date' | 'older_date_outside' | 'older_version' | 'older_signer' | 'older_signer_unknown'

/** Entries and problems of a list; `pupils` by their id in the school's program, several where the id is not unique. */
export function readOlderLines(lines: readonly OlderLine[], pupils: ReadonlyMap<string, readonly OlderPupil[]>, text: OlderText): { entries: OlderEntry[]; problems: OlderProblem[] } {
  const entries = new Map<string, OlderEntry>()
  const problems: OlderProblem[] = []
  for (const line of lines) {
    const read = readLine(line, pupils.get(line.id) ?? [], text)
    if ('code' in read) problems.push(read)
    else for (const entry of read.entries) if (!entries.has(entry.key)) entries.set(entry.key, entry)
  }
  return { entries: [...entries.values()], problems }
}

function readLine(line: OlderLine, found: readonly OlderPupil[], text: OlderText): { entries: OlderEntry[] } | OlderProblem {
  const problem = (code: OlderProblemCode, value: string): OlderProblem => ({ line: line.line, code, value: value.slice(0, 60) })
  const [pupil] = found
  if (pupil === undefined) return problem('older_pupil_unknown', line.id)
  if (found.length > 1) return problem('older_pupil_ambiguous', line.id)
  const signedOn = isDate(line.date) ? line.date : parseGermanDate(line.date)
  if (signedOn === null) return problem('older_date', line.date)
  if (line.version.toLowerCase() !== text.label.toLowerCase()) return problem('older_version', line.version)
  if (signedOn < text.from || signedOn > text.until) return problem('older_date_outside', line.date)
  if (line.signer === '') return problem('older_signer', '')
  const declarations = signersOf(line.signer, pupil, signedOn)
  if (declarations === null) return problem('older_signer_unknown', line.signer)
  return {
    entries: declarations.map((declaration) => ({
      line: line.line, pupilId: pupil.pupilId, pupil: `${pupil.familyName}, ${pupil.givenName}`, signer: signerOf(declaration, line.signer, pupil), signedOn, declaration,
      key: keyOf([text.id, pupil.pupilId, signedOn, declaration.declarer, declaration.guardianId ?? declaration.declarerName ?? String(declaration.formLine)]),
    })),
  }
}

/** Who it is taken to be: the name on record, or what the list says, with the line where it says two. */
function signerOf({ guardianId, formLine }: NewDeclaration, written: string, { guardians }: OlderPupil): string {
  const known = guardians.find((one) => one.guardianId === guardianId)
  if (known) return `${known.givenName} ${known.familyName}`
  return formLine === null ? written : `${written} (${formLine})`
}

/** Who signed, as declarations; null where the signer is nobody the school knows for this child. */
function signersOf(signer: string, pupil: OlderPupil, signedOn: string): NewDeclaration[] | null {
  const none = { guardianId: null, declarerName: null, formLine: null, assurance: null }
  const word = signer.toLowerCase()
  if (pupil.majorityDate !== null && pupil.majorityDate <= signedOn) return ONESELF.includes(word) || isName(signer, pupil) ? [{ ...none, declarer: 'adult_pupil' }] : null
  // Forms from before the first record of a parent count for those who are on record now (A4).
  const now = pupil.guardians.filter(({ guardianId }) => pupil.holders.some((holder) => holder.guardianId === guardianId && holder.custody && (holder.until === null || holder.until >= signedOn)))
  const holder = (guardianId: string): NewDeclaration => ({ ...none, declarer: 'holder', guardianId })
  if (EVERYBODY.includes(word)) {
    if (now.length > 0) return now.map(({ guardianId }) => holder(guardianId))
    return [{ ...none, declarer: 'named_on_paper', formLine: 1 }, { ...none, declarer: 'named_on_paper', formLine: 2 }]
  }
  const fitting = now.filter((one) => (KINDS[word] === undefined ? isName(signer, one) : one.kind === KINDS[word]))
  if (fitting.length === 1) return [holder(fitting[0]!.guardianId)]
  const isAnybodyOnRecord = now.length > 0 || custodyHolders(pupil.holders, signedOn).length > 0
  return isAnybodyOnRecord || fitting.length > 1 || KINDS[word] !== undefined || ONESELF.includes(word) ? null : [{ ...none, declarer: 'named_on_paper', declarerName: signer.slice(0, 200) }]
}

function isName(text: string, { givenName, familyName }: { givenName: string; familyName: string }): boolean {
  const plain = (words: string): string => words.toLowerCase().replace(/[\s,]+/g, ' ').trim()
  return [`${givenName} ${familyName}`, `${familyName} ${givenName}`].map(plain).includes(plain(text))
}

/** A UUID made of what the entry says: entering the same again finds it there. */
function keyOf(parts: readonly string[]): string {
  const hex = createHash('sha256').update(parts.join('\n')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Names what was shown, so that only that is entered. */
export function differenceHash(fresh: readonly OlderEntry[], problems: readonly OlderProblem[]): string {
  return createHash('sha256').update(JSON.stringify([fresh.map(({ key }) => key).sort(), problems.map(({ line, code }) => [line, code])])).digest('hex')
}
