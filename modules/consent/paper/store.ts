/** SQL of forms: numbers given out, looked up, linked. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import type { Purpose } from '../rules/records.ts'
import { newFormCode } from './codes.ts'

export type FormFound = { id: string; code: string; purpose: Purpose; documentVersionId: string; printedAt: Date; isNamed: boolean; pupilId: string | null }

/** The form with this number (as readFormCode gives it), and whose it is by print or by link. */
export async function formByCode(database: Database | Trx, code: string): Promise<FormFound | null> {
  return (await formsByCode(database, [code])).get(code) ?? null
}

/** The same for many numbers at once, those that are one. */
export async function formsByCode(database: Database | Trx, codes: readonly string[]): Promise<Map<string, FormFound>> {
  if (codes.length === 0) return new Map()
  const rows = await database.selectFrom('consent_form as f').leftJoin('consent_form_link as l', 'l.form_id', 'f.id')
    .select(['f.id', 'f.code', 'f.purpose', 'f.document_version_id', 'f.printed_at', 'f.pupil_id', 'l.pupil_id as linked_to']).where('f.code', '=', sql<string>`ANY(${[...codes]}::text[])`).execute()
  return new Map(rows.map((row) => [row.code, { id: row.id, code: row.code, purpose: row.purpose as Purpose, documentVersionId: row.document_version_id, printedAt: row.printed_at, isNamed: row.pupil_id !== null, pupilId: row.pupil_id ?? row.linked_to }]))
}

/** A number for each of these children and this version; who has one keeps it. */
export async function formsFor(w: Write, pupilIds: readonly string[], { purpose, documentVersionId }: { purpose: Purpose; documentVersionId: string }): Promise<Map<string, string>> {
  if (pupilIds.length > 0) {
    await w.trx.insertInto('consent_form').values(pupilIds.map((pupilId) => ({ ...newRow(w, purpose, documentVersionId), pupil_id: pupilId })))
      .onConflict((oc) => oc.columns(['pupil_id', 'purpose', 'document_version_id']).where('pupil_id', 'is not', null).doNothing()).execute()
  }
  const rows = await w.trx.selectFrom('consent_form').select(['pupil_id', 'code']).where('purpose', '=', purpose).where('document_version_id', '=', documentVersionId)
    .where('pupil_id', '=', sql<string>`ANY(${[...pupilIds]}::uuid[])`).execute()
  return new Map(rows.map((row) => [row.pupil_id!, row.code]))
}

/** So many new numbers of blank forms. */
export async function blankForms(w: Write, count: number, { purpose, documentVersionId }: { purpose: Purpose; documentVersionId: string }): Promise<string[]> {
  const rows = Array.from({ length: count }, () => ({ ...newRow(w, purpose, documentVersionId), pupil_id: null }))
  await w.trx.insertInto('consent_form').values(rows).execute()
  return rows.map((row) => row.code)
}

function newRow(w: Write, purpose: Purpose, documentVersionId: string) {
  return { id: newId(w.at), code: newFormCode(), purpose, document_version_id: documentVersionId, printed_by: w.actorId, printed_at: w.at }
}

/** Links a blank form; false when it was linked before. Of two who link the same one the second finds the first. */
export async function insertLink(w: Write, formId: string, pupilId: string): Promise<boolean> {
  const row = await w.trx.insertInto('consent_form_link').values({ form_id: formId, pupil_id: pupilId, linked_by: w.actorId, linked_at: w.at }).onConflict((oc) => oc.column('form_id').doNothing()).returning('form_id').executeTakeFirst()
  return row !== undefined
}
