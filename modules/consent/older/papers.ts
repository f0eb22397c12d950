/** Older paper (A4): the head decides whether a text of the time before covers the platform; then a list of signatures is shown as a difference and entered. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { namesOf } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { actsInRepresentation, informHead } from '#platform/school/representation.ts'
import type { contract } from '../contract.ts'
import { checkNotOwn } from '../entry/own.ts'
import { judgeCase, optionsOf, refreshFacts } from '../facts.ts'
import { limits } from '../limits.ts'
import type { Purpose } from '../rules/records.ts'
import { loadCases, loadDocuments } from '../store.ts'
import type { PupilCase } from '../store.ts'
import { UnreadableList, readOlderList } from './csv.ts'
import { differenceHash, readOlderLines } from './difference.ts'
import type { OlderEntry, OlderPupil, OlderText } from './difference.ts'

type Names = 'listOlderTexts' | 'decideOlderText' | 'previewOlderPapers' | 'enterOlderPapers'

export const olderPapers: Pick<Actions<typeof contract>, Names> = {
  async listOlderTexts({ database }) {
    const rows = await database.selectFrom('consent_older_text').selectAll().orderBy('decided_at', 'desc').orderBy('id').execute()
    const counts = await database.selectFrom('consent_declaration').select((eb) => ['older_text_id', eb.fn.countAll().as('n')]).where('older_text_id', 'is not', null).groupBy('older_text_id').execute()
    const documents = await loadDocuments(database)
    const names = await namesOf(database, rows.flatMap((row) => row.decided_by ?? []))
    return {
      texts: rows.map((row) => ({
        id: row.id, purpose: row.purpose as Purpose, label: row.label, inUseFrom: row.in_use_from, inUseUntil: row.in_use_until, covers: row.covers, document: documents.find((one) => one.id === row.document_version_id)!,
        decidedBy: row.decided_by === null ? null : (names.get(row.decided_by)?.displayName ?? null), decidedAt: row.decided_at, inRepresentation: row.in_representation, papers: Number(counts.find((one) => one.older_text_id === row.id)?.n ?? 0),
      })),
    }
  },

  async decideOlderText(context, input) {
    const actor = actorOf(context)
    if (input.inUseUntil < input.inUseFrom || input.inUseUntil > context.today) refuse(422, 'older_period', { field: 'inUseUntil' })
    const version = (await loadDocuments(context.database)).filter((document) => document.purpose === input.purpose).at(-1)
    if (version === undefined) refuse(422, 'version_unknown', { field: 'purpose' })
    return context.write(async (w) => {
      const id = newId(w.at)
      const inRepresentation = actsInRepresentation(actor, w.at)
      const inserted = await w.trx.insertInto('consent_older_text').values({
        id, purpose: input.purpose, label: input.label, in_use_from: input.inUseFrom, in_use_until: input.inUseUntil, covers: input.covers, document_version_id: version.id,
        decided_by: actor.personId, in_representation: inRepresentation, decided_at: w.at,
      }).onConflict((oc) => oc.doNothing()).returning('id').executeTakeFirst()
      // Decided once: whoever decides the same again, or otherwise, hears that it is decided.
      if (inserted === undefined) refuse(409, 'older_decided', { field: 'label' })
      await informHead(w, actor, 'older_text_decided', id)
      writeJournal(w, { event: 'consent.older_text_decided', actorId: actor.personId, fields: { text: id, purpose: input.purpose, covers: input.covers, inRepresentation } })
      return { id }
    })
  },

  async previewOlderPapers(context, { olderTextId }) {
    const text = await coveringText(context.database, olderTextId)
    const { fresh, known, problems, cases } = await differenceOf(context, context.database, text)
    return {
      fresh: fresh.map(({ line, pupil, signer, signedOn }) => ({ line, pupil, signer, signedOn })), known, opens: opensBy(context, fresh, cases, text),
      problems: problems.slice(0, limits.older_problems_shown_max), problemsLeftOff: Math.max(0, problems.length - limits.older_problems_shown_max), differenceHash: differenceHash(fresh, problems),
    }
  },

  async enterOlderPapers(context, { olderTextId, differenceHash: shown }) {
    const text = await coveringText(context.database, olderTextId)
    return context.write(async (w) => {
      const before = await differenceOf(context, w.trx, text)
      await lockPersons(w, [...before.cases.keys()])
      // Looked at again with the rows held: of two who enter the same list the second finds everything there.
      const { fresh, problems } = await differenceOf(context, w.trx, text)
      if (fresh.length === 0) return { entered: 0, opened: 0 }
      if (differenceHash(fresh, problems) !== shown) refuse(409, 'older_changed')
      checkNotOwn(actorOf(context), fresh.map((entry) => entry.pupilId))
      for (let start = 0; start < fresh.length; start += limits.declared_rows_max) {
        await w.trx.insertInto('consent_declaration').values(fresh.slice(start, start + limits.declared_rows_max).map((entry) => ({
          id: newId(w.at), pupil_id: entry.pupilId, purpose: text.purpose, document_version_id: text.documentVersionId, declarer: entry.declaration.declarer, guardian_id: entry.declaration.guardianId,
          declarer_name: entry.declaration.declarerName, form_line: entry.declaration.formLine, assurance: null, channel: 'paper', declared_on: entry.signedOn, entered_by: w.actorId, entered_at: w.at,
          client_id: entry.key, form_id: null, lead_entry_id: null, older_text_id: text.id,
        }))).onConflict((oc) => oc.columns(['pupil_id', 'purpose', 'client_id']).doNothing()).execute()
      }
      const opened = await refreshFacts(w, [...new Set(fresh.map((entry) => entry.pupilId))])
      writeJournal(w, { event: 'consent.older_papers_entered', actorId: w.actorId, fields: { text: text.id, count: fresh.length } })
      return { entered: fresh.length, opened }
    })
  },
}

type Covering = OlderText & { purpose: Purpose; documentVersionId: string; major: number }

/** The text, when the head has decided that it covers the platform; everything else is refused (default no). */
async function coveringText(database: Database, id: string): Promise<Covering> {
  const row = await database.selectFrom('consent_older_text as o').innerJoin('document_version as v', 'v.id', 'o.document_version_id').selectAll('o').select('v.major').where('o.id', '=', id).executeTakeFirst()
  if (!row) refuse(404, 'not_found')
  if (!row.covers) refuse(422, 'older_not_covering')
  return { id: row.id, label: row.label, from: row.in_use_from, until: row.in_use_until, purpose: row.purpose as Purpose, documentVersionId: row.document_version_id, major: row.major }
}

type Difference = { fresh: OlderEntry[]; known: number; problems: ReturnType<typeof readOlderLines>['problems']; cases: Map<string, PupilCase> }

async function differenceOf(context: Context, database: Database | Trx, text: Covering): Promise<Difference> {
  const lines = linesOf(context)
  const { pupils, cases } = await pupilsById(database, [...new Set(lines.map(({ id }) => id))])
  const { entries, problems } = readOlderLines(lines, pupils, text)
  const rows = entries.length === 0 ? [] : await database.selectFrom('consent_declaration').select('client_id').where('older_text_id', '=', text.id).execute()
  const entered = new Set(rows.map((row) => row.client_id))
  const fresh = entries.filter(({ key }) => !entered.has(key))
  return { fresh, known: entries.length - fresh.length, problems, cases }
}

function linesOf({ body }: Context) {
  try {
    return readOlderList(body ?? new Uint8Array(), limits.older_rows_max)
  } catch (error) {
    if (error instanceof UnreadableList) refuse(422, error.code, { params: { rows_max: limits.older_rows_max } })
    throw error
  }
}

/** Pupils who are here, by their id in the school's program, with those who have custody. */
async function pupilsById(database: Database | Trx, ids: readonly string[]): Promise<{ pupils: Map<string, OlderPupil[]>; cases: Map<string, PupilCase> }> {
  const people = await database.selectFrom('person').select(['id', 'source_id', 'given_name', 'family_name']).where('type', '=', 'pupil').where('source_id', '=', sql<string>`ANY(${[...ids]}::text[])`).execute()
  const cases = await loadCases(database, people.map((row) => row.id))
  const guardians = await database.selectFrom('guardianship as g').innerJoin('person as p', 'p.id', 'g.guardian_id').select(['g.ward_id', 'g.guardian_id', 'g.kind', 'p.given_name', 'p.family_name'])
    .where('g.ward_id', '=', sql<string>`ANY(${people.map((row) => row.id)}::uuid[])`).execute()
  const byWard = Map.groupBy(guardians, (row) => row.ward_id)
  const pupils = people.map((row): OlderPupil & { sourceId: string } => ({
    sourceId: row.source_id, pupilId: row.id, givenName: row.given_name, familyName: row.family_name, majorityDate: cases.get(row.id)!.majorityDate, holders: cases.get(row.id)!.holders,
    guardians: [...new Map((byWard.get(row.id) ?? []).map((one) => [one.guardian_id, { guardianId: one.guardian_id, givenName: one.given_name, familyName: one.family_name, kind: one.kind }])).values()],
  }))
  return { pupils: Map.groupBy(pupils, (one) => one.sourceId), cases }
}

/** How many gates would open, worked out with the declarations as if they were entered now. */
function opensBy({ platform, today, at }: Context, fresh: readonly OlderEntry[], cases: ReadonlyMap<string, PupilCase>, text: Covering): number {
  const options = optionsOf(platform.school)
  const isOpen = (one: PupilCase): boolean => judgeCase(one, options, today).consents[text.purpose].open
  return [...Map.groupBy(fresh, (entry) => entry.pupilId)].filter(([pupilId, entries]) => {
    const one = cases.get(pupilId)!
    const records = one.records[text.purpose]
    const added = entries.map(({ key, signedOn, declaration }) => ({
      id: key, documentId: text.id, declaredOn: signedOn, enteredAt: at, assurance: null,
      by: declaration.declarer === 'holder' ? { as: 'holder' as const, guardianId: declaration.guardianId! } : declaration.declarer === 'adult_pupil' ? { as: 'adult_pupil' as const } : { as: 'named_on_paper' as const, name: declaration.declarerName ?? `line ${declaration.formLine}` },
    }))
    return !isOpen(one) && isOpen({ ...one, records: { ...one.records, [text.purpose]: { ...records, declarations: [...records.declarations, ...added] } } })
  }).length
}
