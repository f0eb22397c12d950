/**
 * The records of a purpose in the order in which they were entered, and what each no means.
 *
 * R12.2 asks: both parents consented, the father alone revokes, the mother alone declares again: still blocked; the father
 * declares again too: open. Two readings pass that test: only the father's declaration has ended, or the consent as a whole.
 * Taken is the second, stricter one: the consent is one thing that stands on all declarations together, so a withdrawal ends
 * everything declared before it, for all; there is no "undo" without new declarations, and nobody's yes to an agreement that
 * has been broken off is used for the next one. Before and after are judged by the order of entry, so that a paper found late
 * cannot undo a withdrawal, and by the date of signature, so that a paper signed before the withdrawal cannot either.
 */
import { dateInBerlin, dateOfAge, isDate } from '#platform/time/calendar.ts'
import { custodyHolders, hasCustody } from './custody.ts'
import { majorSigned } from './documents.ts'
import { lastEndBefore } from './stays.ts'
import type { Assurance, ConsentCase, Declaration, Declarer, DocumentVersion, Purpose, PurposeRecords, Withdrawal } from './records.ts'

/** A declaration. `who` is the same for all records of one person; `major` the version it stands for (null: it counts for nothing). */
export type Yes = Entry & { signedOn: string; major: number | null; assurance: Assurance | null }

/**
 * `withdrawal` ends the consent, `refusal` stands against it until the same person declares, `objection` is the pupil's below 18,
 * `adult` is the pupil's from 18 on. `without_effect`: said by somebody who has no say; a case for the clerk.
 */
export type No = Entry & { saidOn: string; means: 'withdrawal' | 'refusal' | 'objection' | 'adult' | 'without_effect' }

type Entry = { id: string; order: number; who: string; by: Declarer; enteredOn: string }

export type Timeline = {
  yes: readonly Yes[]
  /** The purpose's own noes, and for video also the withdrawals about the platform: video falls with it (3.1). */
  no: readonly No[]
  documents: readonly DocumentVersion[]
  requestedOn: string | null
}

/** The timeline of a purpose as it was known at the end of `today`: what was entered later is not seen (the past never changes). */
export function timelineOf(purpose: Purpose, c: ConsentCase): Timeline {
  const own = c.records[purpose] ?? noRecords
  const { platform } = c.records
  const orders = ordersOf([...new Set([own, platform])])
  const yes = yesesOf(own, orders, c)
  const no = noesOf(own, yes, orders, c)
  const aboutPlatform = purpose === 'video' ? noesOf(platform, yesesOf(platform, orders, c), orders, c) : []
  no.push(...aboutPlatform.filter(({ means }) => means === 'withdrawal' || means === 'adult'))
  const byOrder = (a: Yes | No, b: Yes | No): number => a.order - b.order
  return { yes: yes.sort(byOrder), no: no.sort(byOrder), documents: own.documents, requestedOn: own.requestedOn }
}

/** The key of a person: the same for all spellings of a name that differ in case, spaces or Unicode form only. */
export function whoOf(by: Declarer): string {
  if (by.as === 'holder') return `holder:${by.guardianId}`
  return by.as === 'named_on_paper' ? `paper:${by.name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()}` : 'pupil'
}

/** The first day on which the pupil has a voice of the own; null if never, '' if it cannot be known and so is taken seriously. */
export function voiceFrom(c: Pick<ConsentCase, 'majorityDate'>, age_years: 'off' | 14 | 16): string | null {
  if (age_years === 'off') return null
  return c.majorityDate === null ? '' : dateOfAge(c.majorityDate, age_years)
}

const noRecords: PurposeRecords = { documents: [], requestedOn: null, declarations: [], withdrawals: [] }

type Orders = ReadonlyMap<Declaration | Withdrawal, number>

/** Numbers all records by their entry. Of the same instant a no comes after a yes, so that doubt closes. */
function ordersOf(records: readonly PurposeRecords[]): Orders {
  const all: { record: Declaration | Withdrawal; isNo: number }[] = records.flatMap(({ declarations, withdrawals }) => [
    ...declarations.map((record) => ({ record, isNo: 0 })),
    ...withdrawals.map((record) => ({ record, isNo: 1 })),
  ])
  all.sort((a, b) => a.record.enteredAt.getTime() - b.record.enteredAt.getTime() || a.isNo - b.isNo || (a.record.id < b.record.id ? -1 : 1))
  return new Map(all.map(({ record }, order) => [record, order]))
}

function yesesOf(records: PurposeRecords, orders: Orders, c: ConsentCase): Yes[] {
  return records.declarations
    .map((record): Yes => {
      const enteredOn = dateInBerlin(record.enteredAt)
      const { id, by, declaredOn, assurance } = record
      // Nobody can have signed after the day of the entry: such a date is a slip of the pen and never begins to count.
      const isPast = isDate(declaredOn) && declaredOn <= enteredOn
      const hasName = by.as !== 'named_on_paper' || whoOf(by) !== 'paper:'
      const major = isPast && hasName ? majorSigned(records.documents, record.documentId, declaredOn) : null
      return { id, order: orders.get(record)!, who: whoOf(by), by, signedOn: declaredOn, enteredOn, major, assurance }
    })
    .filter((one) => one.enteredOn <= c.today)
}

function noesOf(records: PurposeRecords, yes: readonly Yes[], orders: Orders, c: ConsentCase): No[] {
  return records.withdrawals
    .map((record): No => {
      const enteredOn = dateInBerlin(record.enteredAt)
      const saidOn = isDate(record.receivedOn) && record.receivedOn < enteredOn ? record.receivedOn : enteredOn
      const no = { id: record.id, order: orders.get(record)!, who: whoOf(record.by), by: record.by, saidOn, enteredOn }
      return { ...no, means: meaningOf(no, yes, c) }
    })
    .filter((one) => one.enteredOn <= c.today)
}

/** What a no means depends on who said it when, and never changes afterwards. */
function meaningOf(no: Omit<No, 'means'>, yes: readonly Yes[], c: ConsentCase): No['means'] {
  if (no.who === 'pupil') {
    if (c.majorityDate !== null && no.enteredOn >= c.majorityDate) return 'adult'
    const from = voiceFrom(c, c.options['consent.pupil_voice_age'])
    return from !== null && no.enteredOn >= from ? 'objection' : 'without_effect'
  }
  // The parents' rights end with the first second of majority; what reached the school before keeps its effect.
  if (c.majorityDate !== null && no.saidOn >= c.majorityDate) return 'without_effect'
  if (!hasSay(no, c)) return 'without_effect'
  const stayBegan = lastEndBefore(c.stays, no.enteredOn)
  return yes.some((one) => one.who === no.who && one.order < no.order && one.enteredOn > stayBegan) ? 'withdrawal' : 'refusal'
}

/** Holders with custody may always withdraw; somebody named on paper only where no holder is on record. */
function hasSay({ by, saidOn, enteredOn }: Omit<No, 'means'>, { holders }: ConsentCase): boolean {
  if (by.as === 'holder') return hasCustody(holders, by.guardianId, saidOn) || hasCustody(holders, by.guardianId, enteredOn)
  return custodyHolders(holders, saidOn).length === 0 || custodyHolders(holders, enteredOn).length === 0
}
