/** From records to facts: which purposes are open for whom, from when until when (amendments B1, B2). The rules decide, this only carries. */
import { setFactsOf } from '#platform/access/facts.ts'
import type { FactOfPerson } from '#platform/access/facts.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { endSessionsOfNotAdmitted } from '#platform/identity/sign-in/sessions.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import type { Write } from '#platform/module/write.ts'
import { committedOptions } from '#platform/school/memory.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import { dateInBerlin, startOfDay } from '#platform/time/calendar.ts'
import { settleOpened } from './families/notices.ts'
import { consentOf } from './rules/consent.ts'
import type { Consent, ConsentOptions, Purpose } from './rules/records.ts'
import { PURPOSES, factsOf, loadCases } from './store.ts'
import type { PupilCase } from './store.ts'

export type Judged = { case: PupilCase; consents: Record<Purpose, Consent> }

/** The state of both purposes for each of these pupils on a day; never on a day before the newest of their records: what was entered after midnight counts. */
export async function judge(database: Database | Trx, school: Pick<SchoolMemory, 'option'>, pupilIds: readonly string[], today: string): Promise<Map<string, Judged>> {
  if (pupilIds.length === 0) return new Map()
  const cases = await loadCases(database, pupilIds)
  const options = optionsOf(school)
  return new Map([...cases].map(([pupilId, one]) => [pupilId, judgeCase(one, options, today)]))
}

/** The judgement of one case, as `judge` makes it. */
export function judgeCase(one: PupilCase, options: ConsentOptions, today: string): Judged {
  const judged = { ...one, options, today: newestDay(one, today) }
  return { case: one, consents: { platform: consentOf('platform', judged), video: consentOf('video', judged) } }
}

/**
 * Works out the facts of these pupils again and writes what differs; to be called in the transaction of whatever changed, after its records. Holds the
 * pupils' rows first: of two who enter something about the same pupil the second sees what the first has entered. Returns how many gates opened.
 */
export async function refreshFacts(w: Write, pupilIds: readonly string[]): Promise<number> {
  await lockPersons(w, pupilIds)
  const judged = await judge(w.trx, await committedOptions(w.trx), pupilIds, w.today)
  const known = await factsOf(w.trx, pupilIds)
  const changed = new Map<string, FactOfPerson[]>()
  const [opened, closed]: [string[], string[]] = [[], []]
  for (const [pupilId, one] of judged) {
    const wanted = consentFacts(one)
    const before = known.get(pupilId) ?? []
    if (isSame(wanted, before)) continue
    changed.set(pupilId, wanted)
    if (!wanted.some(isPlatform)) closed.push(pupilId)
    else if (!before.some(isPlatform)) opened.push(pupilId)
  }
  await setFactsOf(w, 'consent', changed)
  await settleOpened(w, opened)
  // Their sessions do not come back with a later consent.
  await endSessionsOfNotAdmitted(w, closed)
  return opened.length
}

/** The facts that follow from the judgement: an open purpose holds since its last declaration was entered, until it closes by itself. */
export function consentFacts({ case: one, consents }: Judged): FactOfPerson[] {
  return PURPOSES.flatMap((purpose): FactOfPerson[] => {
    const consent = consents[purpose]
    if (!consent.open) return []
    const rests = one.records[purpose].declarations.filter((declaration) => consent.restsOn.includes(declaration.id))
    const validFrom = rests.reduce((latest, { enteredAt }) => (enteredAt > latest ? enteredAt : latest), new Date(0))
    return [{ personId: one.pupilId, kind: 'purpose', key: purpose, validFrom, validUntil: consent.openUntil === null ? null : startOfDay(consent.openUntil) }]
  })
}

const isPlatform = (fact: { key: string }): boolean => fact.key === 'platform'

function newestDay({ records }: PupilCase, today: string): string {
  return PURPOSES.flatMap((purpose) => [...records[purpose].declarations, ...records[purpose].withdrawals]).reduce((newest, { enteredAt }) => {
    const enteredOn = dateInBerlin(enteredAt)
    return enteredOn > newest ? enteredOn : newest
  }, today)
}

export function optionsOf(school: Pick<SchoolMemory, 'option'>): ConsentOptions {
  return {
    'consent.holders': school.option('consent.holders'),
    'consent.pupil_voice_age': school.option('consent.pupil_voice_age'),
    'consent.pupil_co_declaration': school.option('consent.pupil_co_declaration'),
    'consent.reconsent_days': school.option('consent.reconsent_days'),
    'majority.grace_days': school.option('majority.grace_days'),
    'majority.after_grace': school.option('majority.after_grace'),
  }
}

function isSame(wanted: readonly FactOfPerson[], known: readonly { key: string; validFrom: Date; validUntil: Date | null }[]): boolean {
  return wanted.length === known.length && wanted.every((fact) =>
    known.some((one) => one.key === fact.key && one.validFrom.getTime() === fact.validFrom.getTime() && one.validUntil?.getTime() === fact.validUntil?.getTime()))
}
