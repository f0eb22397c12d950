/** Proof of one pupil and list of a class, as papers (R2.1 evidence). */
import { decide } from '#platform/access/decide.ts'
import { isBanned } from '#platform/access/subject.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { chooseTexts } from '#platform/module/texts.ts'
import { writePaper } from '#platform/pdf/write-paper.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { dateInBerlin, formatGermanDate, timeInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { judge } from '../facts.ts'
import { readHistory } from '../history.ts'
import manifest from '../manifest.ts'
import type { Consent, Missing } from '../rules/records.ts'
import { loadOlderTexts, pupilsOfClasses } from '../store.ts'
import { texts as registerTexts } from '../texts.de.ts'
import { printedCode } from './codes.ts'
import { slugOf } from './forms-out.ts'
import type { ClassList } from './list-paper.ts'
import type { Proof } from './proof-paper.ts'
import { texts } from './texts.de.ts'

const t = chooseTexts(texts, 'sie')
const r = chooseTexts(registerTexts, 'sie')

type Names = 'printProof' | 'printClassList'
type History = Awaited<ReturnType<typeof readHistory>>

export const proofs: Pick<Actions<typeof contract>, Names> = {
  async printProof(context, input) {
    const { database, platform, at, today } = context
    const found = await readHistory(context, input)
    const me = await namesOf(database, [actorOf(context).personId])
    const title = t.proof_title({ name: found.pupil.displayName })
    const proof: Proof = {
      school: platform.school.school?.name ?? '', title,
      lead: t.proof_lead({ day: formatGermanDate(today), time: timeInBerlin(at), by: me.get(actorOf(context).personId)?.displayName ?? '' }),
      states: found.purposes.map((one) => ({ purpose: purposeWord(one.purpose), state: stateOf(one) })),
      head: [r.columnWhat, r.columnWho, r.columnOn, r.columnEntered], rows: found.records.map(rowOf), texts: await textsOf(context, found),
    }
    return { fileName: `nachweis-${input.pupilId.slice(-8)}.pdf`, bytes: await writePaper(new URL('./proof-paper.ts', import.meta.url), { title, at }, proof) }
  },

  async printClassList(context, { groupId, purpose }) {
    const { database, platform, today, at, subject, actor } = context
    const [group] = await listGroups(database, schoolYearAt(platform.school, today).label, { groupIds: [groupId] })
    if (!group) refuse(404, 'not_found')
    const mayRecord = decide({ actor, operation: { right: 'consent.record', subject: 'class', doors: ['http'] }, manifest, subject, door: 'http', at }, platform.access()).allowed
    const pupils = (await pupilsOfClasses(database, [groupId], today)).filter((pupil) => !isBanned(actorOf(context), pupil.id, today))
    const judged = await judge(database, platform.school, pupils.map((pupil) => pupil.id), today)
    const holderIds = [...judged.values()].flatMap(({ consents }) => consents[purpose].missing.flatMap((one) => (one.who === 'holder' ? [one.guardianId] : [])))
    const names = await namesOf(database, mayRecord ? holderIds : [])
    const consents = pupils.map((pupil) => judged.get(pupil.id)!.consents[purpose])
    const title = t.list_title({ label: group.label, purpose: purposeWord(purpose) })
    const list: ClassList = {
      school: platform.school.school?.name ?? '', title, lead: t.list_lead({ day: formatGermanDate(today), open: consents.filter(({ open }) => open).length, all: pupils.length }),
      head: mayRecord ? [t.list_name, t.list_state, t.list_missing] : [t.list_name, t.list_state],
      rows: pupils.map((pupil, index) => {
        const consent = consents[index]!
        const row = [`${pupil.familyName}, ${pupil.givenName}`, stateWord(consent)]
        return mayRecord ? [...row, missingWords(consent.missing, names).map(missingText).join('; ')] : row
      }),
    }
    return { fileName: `einwilligungen-${slugOf(group.label)}.pdf`, bytes: await writePaper(new URL('./list-paper.ts', import.meta.url), { title, at }, list) }
  },
}

export type MissingShown = { who: Missing['who']; name: string | null }

/** Who still has to declare, with the names that were loaded. */
export function missingWords(missing: readonly Missing[], names: ReadonlyMap<string, { displayName: string }>): MissingShown[] {
  return missing.map((one) => ({ who: one.who, name: one.who === 'holder' ? (names.get(one.guardianId)?.displayName ?? null) : one.who === 'named_on_paper' ? one.name : null }))
}

function missingText({ who, name }: MissingShown): string {
  if (who === 'holder' || (who === 'named_on_paper' && name !== null)) return t.missing_holder({ name: name ?? '' })
  return { named_on_paper: t.missing_named, adult_pupil: t.missing_adult, pupil_voice: t.missing_voice, platform: t.missing_platform }[who]
}

function purposeWord(purpose: 'platform' | 'video'): string {
  return purpose === 'platform' ? r.platform : r.video
}

function stateOf({ state, open, openUntil }: Pick<Consent, 'state' | 'open' | 'openUntil'>): string {
  const word = r.stateWord({ state })
  return open ? t.state_open({ state: word, until: openUntil }) : t.state_closed({ state: word })
}

function stateWord({ state, open, openUntil }: Pick<Consent, 'state' | 'open' | 'openUntil'>): string {
  return open && openUntil !== null ? `${r.stateWord({ state })} (${r.until({ date: openUntil })})` : r.stateWord({ state })
}

function rowOf(record: History['records'][number]): string[] {
  const kind = { request: r.kindRequest, declaration: r.kindDeclaration, withdrawal: r.kindWithdrawal }[record.kind]
  const version = record.olderText ?? (record.document === null ? null : `${record.document.major}.${record.document.minor}`)
  const who = record.byName ?? (record.by === 'adult_pupil' ? r.byAdult : record.by === 'pupil_voice' ? r.byVoice : record.formLine !== null ? r.byLine({ line: record.formLine }) : '')
  const assurance = record.assurance === 'sole_custody' ? r.assuranceSole : record.assurance === 'other_agrees' ? r.assuranceOther : ''
  const entered = r.enteredBy({ name: record.enteredBy, day: formatGermanDate(dateInBerlin(record.enteredAt)), time: timeInBerlin(record.enteredAt) })
  return [
    [`${kind} ${purposeWord(record.purpose)}${version === null ? '' : ` (${version})`}`, record.isVoid ? t.proof_void : ''].filter((part) => part !== '').join('\n'),
    [who, assurance, record.formCode === null ? '' : t.proof_form({ code: printedCode(record.formCode) })].filter((part) => part !== '').join('\n'),
    `${formatGermanDate(record.on)}\n${record.channel === 'paper' ? r.onPaper : r.online}`,
    entered,
  ]
}

/** Every version that a record names, with its fingerprint, and older texts with the head's decision. */
async function textsOf({ database }: Context, found: History): Promise<Proof['texts']> {
  const ids = [...new Set(found.records.flatMap((record) => record.document?.id ?? []))]
  const versions = ids.length === 0 ? [] : await database.selectFrom('document_version').select(['title', 'major', 'minor', 'hash', 'published_at']).where('id', 'in', ids).orderBy('published_at').execute()
  const labels = new Set(found.records.flatMap((record) => record.olderText ?? []))
  const older = (await loadOlderTexts(database)).filter((text) => labels.has(text.label))
  const decided = older.length === 0 ? [] : await database.selectFrom('consent_older_text').select(['id', 'decided_at']).where('id', 'in', older.map(({ id }) => id)).execute()
  return [
    ...versions.map((row) => ({ title: `${row.title}, ${t.version({ major: row.major, minor: row.minor, from: dateInBerlin(row.published_at) })}`, note: t.proof_hash({ hash: row.hash }) })),
    ...older.map((text) => ({ title: t.proof_older({ label: text.label, from: text.validFrom, until: text.olderUntil!, day: formatGermanDate(dateInBerlin(decided.find(({ id }) => id === text.id)!.decided_at)) }), note: '' })),
  ]
}
