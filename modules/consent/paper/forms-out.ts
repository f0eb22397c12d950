/** Printing consent forms: with a number for each child, or blank ones with a number only (R2.1, A3, A4). */
import { createHash } from 'node:crypto'
import { isBanned } from '#platform/access/subject.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import type { Block } from '#platform/documents/blocks.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { chooseTexts } from '#platform/module/texts.ts'
import { writePaper } from '#platform/pdf/write-paper.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { dateOfAge } from '#platform/time/calendar.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { aidsFor } from '../aids/aids.ts'
import type { contract } from '../contract.ts'
import { judge } from '../facts.ts'
import type { Judged } from '../facts.ts'
import { limits } from '../limits.ts'
import type { Purpose } from '../rules/records.ts'
import { loadDocuments, pupilsOfClasses } from '../store.ts'
import type { DocumentRow } from '../store.ts'
import type { Form, FormText, Forms } from './form-paper.ts'
import { blankForms, formsFor } from './store.ts'
import { texts } from './texts.de.ts'

const t = chooseTexts(texts, 'sie')
const LAYOUT = new URL('./form-paper.ts', import.meta.url)

type Names = 'printForms' | 'printBlankForms'

export const formsOut: Pick<Actions<typeof contract>, Names> = {
  async printForms(context, input) {
    const { database, platform, today, at } = context
    const groupId = context.subject!.id
    const [group] = await listGroups(database, schoolYearAt(platform.school, today).label, { groupIds: [groupId] })
    const members = (await pupilsOfClasses(database, [groupId], today)).filter((pupil) => !isBanned(actorOf(context), pupil.id, today))
    const judged = await judge(database, platform.school, members.map((pupil) => pupil.id), today)
    const asked = new Set(input.pupilIds)
    if (input.whom === 'chosen' && [...asked].some((pupilId) => !members.some((pupil) => pupil.id === pupilId))) refuse(422, 'not_in_class', { field: 'pupilIds' })
    const chosen = (purpose: Purpose) => members.filter((pupil) => (input.whom === 'chosen' ? asked.has(pupil.id) : input.whom === 'all' || needsForm(judged.get(pupil.id)!, purpose)))
    const purposes = [...new Set(input.purposes)]
    if (purposes.every((purpose) => chosen(purpose).length === 0)) refuse(422, 'forms_nobody')
    if (purposes.reduce((sum, purpose) => sum + chosen(purpose).length, 0) > limits.forms_at_once_max) refuse(422, 'forms_too_many', { params: { count_max: limits.forms_at_once_max } })
    const inForce = await textsInForce(context, purposes)
    const codes = await context.write(async (w) => {
      const numbers = new Map<Purpose, Map<string, string>>()
      for (const purpose of purposes) {
        const pupilIds = chosen(purpose).map((pupil) => pupil.id)
        numbers.set(purpose, await formsFor(w, pupilIds, { purpose, documentVersionId: inForce.get(purpose)!.row.id }))
        notePrinted(w, { purpose, count: pupilIds.length, group: groupId })
      }
      return numbers
    })
    // By child, then by purpose: what one child takes home lies together.
    const forms = members.flatMap((pupil) => purposes.flatMap((purpose, index): Form[] => {
      const code = codes.get(purpose)!.get(pupil.id)
      if (code === undefined || !chosen(purpose).some((one) => one.id === pupil.id)) return []
      return [{ text: index, code, child: { name: `${pupil.givenName} ${pupil.familyName}`, place: group?.label ?? null }, ...signing(context, judged.get(pupil.id)!, purpose) }]
    }))
    const title = t.forms_title({ label: group?.label ?? '', title: inForce.get(purposes[0]!)!.text.title })
    return { fileName: `formulare-${slugOf(group?.label ?? '')}.pdf`, bytes: await writePaper(LAYOUT, { title, at }, paperOf(context, purposes, inForce, forms)) }
  },

  async printBlankForms(context, { purpose, count }) {
    const inForce = await textsInForce(context, [purpose])
    const { row, text } = inForce.get(purpose)!
    const codes = await context.write(async (w) => {
      notePrinted(w, { purpose, count, group: null })
      return blankForms(w, count, { purpose, documentVersionId: row.id })
    })
    const age = context.platform.school.option('consent.pupil_voice_age')
    const forms = codes.map((code): Form => ({ text: 0, code, child: null, isAdult: false, isRenewal: false, voiceAge: age === 'off' ? null : age, isVoiceNeeded: context.platform.school.option('consent.pupil_co_declaration') }))
    return { fileName: `formulare-blanko-${purpose}.pdf`, bytes: await writePaper(LAYOUT, { title: t.blank_title({ title: text.title }), at: context.at }, paperOf(context, [purpose], inForce, forms)) }
  },
}

/** Whoever has no open gate, and whoever's gate will close by itself: a new version, a birthday. */
export function needsForm({ consents }: Judged, purpose: Purpose): boolean {
  const { open, state } = consents[purpose]
  return state !== 'ENDED' && (!open || state === 'OUTDATED' || state === 'MAJORITY_DUE')
}

type InForce = { row: DocumentRow; text: FormText }

async function textsInForce(context: Context, purposes: readonly Purpose[]): Promise<Map<Purpose, InForce>> {
  const documents = await loadDocuments(context.database)
  return new Map(await Promise.all(purposes.map(async (purpose): Promise<[Purpose, InForce]> => {
    const row = documents.filter((document) => document.purpose === purpose).at(-1)
    if (row === undefined) refuse(422, 'version_unknown', { field: 'purposes' })
    const body = await bodyOf(context, row.id)
    const languages = await aidsFor(context, purpose)
    return [purpose, {
      row,
      text: {
        title: row.title, version: t.version({ major: row.major, minor: row.minor, from: row.validFrom }), body,
        aids: languages.length === 0 ? null : { address: addressOf(context, '/lesehilfe'), languages: languages.map((one) => one.paperLabel) },
      },
    }]
  })))
}

async function bodyOf({ database }: Context, versionId: string): Promise<Block[]> {
  const row = await database.selectFrom('document_version').select('body').where('id', '=', versionId).executeTakeFirstOrThrow()
  return row.body as Block[]
}

function signing(context: Context, one: Judged, purpose: Purpose): Pick<Form, 'isAdult' | 'isRenewal' | 'voiceAge' | 'isVoiceNeeded'> {
  const { option } = context.platform.school
  const { majorityDate } = one.case
  const isAdult = majorityDate !== null && majorityDate <= context.today
  const age = option('consent.pupil_voice_age')
  const isNeeded = option('consent.pupil_co_declaration')
  const from = age === 'off' ? (isNeeded ? 14 : null) : age
  const hasVoice = from !== null && majorityDate !== null && dateOfAge(majorityDate, from) <= context.today
  return { isAdult, isRenewal: one.consents[purpose].state === 'OUTDATED', voiceAge: hasVoice ? from : null, isVoiceNeeded: isNeeded }
}

function paperOf(context: Context, purposes: readonly Purpose[], inForce: ReadonlyMap<Purpose, InForce>, forms: readonly Form[]): Forms {
  const { school } = context.platform
  const age = school.option('consent.pupil_voice_age')
  return {
    school: school.school?.name ?? '', address: addressOf(context, '/'), texts: purposes.map((purpose) => inForce.get(purpose)!.text), forms,
    isOneEnough: school.option('consent.holders') === 'one_with_assurance', voiceAge: age === 'off' ? null : age,
  }
}

/** An address as one types it, without the scheme. */
function addressOf({ platform }: Context, path: string): string {
  return new URL(path, platform.publicUrl).href.replace(/^https?:\/\//, '').replace(/\/$/, '')
}

function notePrinted(w: Write, fields: { purpose: Purpose; count: number; group: string | null }): void {
  if (fields.count > 0) writeJournal(w, { event: 'consent.forms_printed', actorId: w.actorId, fields })
}

/** A label as part of a file's name; what nothing is left of becomes a fingerprint. */
export function slugOf(label: string): string {
  const slug = label.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '').slice(0, 40)
  return slug === '' ? createHash('sha256').update(label).digest('hex').slice(0, 8) : slug
}
