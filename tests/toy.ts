/** A module that exists only in the tests: by declaring its tables it gets retention, restore and erasure, without a line of its own for them. */
import { sql } from 'kysely'
import { defineModule, personal, technical, until } from '#platform/module/manifest.ts'
import type { Manifest, TableDeclaration } from '#platform/module/manifest.ts'
import type { Module } from '#platform/module/module.ts'
import type { TestHouse } from './house.ts'

const own: TableDeclaration['subjects'][number] = { via: 'person_id', as: 'self', onErasure: 'delete', export: ['access'] }

const manifest: Manifest = defineModule({
  id: 'toy', version: 1, clauses: [], name: 'Spielzeug', purpose: { class: 'operation', text: 'Nur in Prüfungen.', plain: 'Nur in Prüfungen.' },
  needs: { release: false, consent: [], seen: [] }, provides: [], uses: [], rights: {}, logs: [],
  categories: { note: { label: 'Notizen', source: 'die Person selbst', readers: ['die Person selbst'], recipients: [], thirdCountry: false, inBackup: true } },
  data: [
    declare('toy_note', { subjects: [own], columns: { id: technical, person_id: personal('note'), body: personal('note') }, keep: until.account, onRestore: 'give-back' }),
    declare('toy_draft', { subjects: [own], columns: { id: technical, person_id: personal('note'), body: personal('note') }, keep: until.account, onRestore: 'drop' }),
    declare('toy_answer', {
      subjects: [{ via: 'note_id>toy_note.person_id', as: 'asked', onErasure: 'delete', export: [] }, { via: 'author_id', as: 'author', onErasure: 'anonymise', clears: ['signed'], authored: { columns: ['body'] }, export: ['access'] }],
      columns: { id: technical, note_id: technical, author_id: personal('note'), signed: personal('note'), body: personal('note') }, keep: until.account, onRestore: 'give-back',
    }),
    declare('toy_proof', { subjects: [{ ...own, onErasure: 'evidence', daysMax: 100 }], columns: { id: technical, person_id: personal('note'), body: personal('note') }, keep: until.evidence('consent.evidence_years'), onRestore: 'give-back' }),
    declare('toy_visit', { subjects: [own], columns: { id: technical, person_id: personal('note'), at: personal('note') }, keep: until.days(14, 'at'), onRestore: 'drop' }),
    declare('toy_case', { subjects: [], columns: { id: technical, closed_on: technical }, keep: until.days(30, 'Ende', 'closed_on'), onRestore: 'give-back' }),
    declare('toy_step', { subjects: [], columns: { id: technical, case_id: technical }, keep: until.days(30, 'Ende', 'case_id>toy_case.closed_on'), onRestore: 'give-back' }),
  ],
})

/** Its tables are in no schema of the product. */
function declare(table: string, declaration: Omit<TableDeclaration, 'table'>): TableDeclaration {
  return { table: table as TableDeclaration['table'], ...declaration }
}

export const toy: Module = { manifest, contract: {}, actions: {} }

/** Makes its tables, with the owner role. */
export async function makeToyTables({ db }: TestHouse): Promise<void> {
  for (const statement of [
    'CREATE TABLE toy_note (id uuid PRIMARY KEY, person_id uuid NOT NULL REFERENCES person (id), body text NOT NULL)',
    'CREATE TABLE toy_draft (id uuid PRIMARY KEY, person_id uuid NOT NULL REFERENCES person (id), body text NOT NULL)',
    'CREATE TABLE toy_answer (id uuid PRIMARY KEY, note_id uuid NOT NULL REFERENCES toy_note (id), author_id uuid NOT NULL REFERENCES person (id), signed text NOT NULL, body text NOT NULL)',
    'CREATE TABLE toy_proof (id uuid PRIMARY KEY, person_id uuid NOT NULL REFERENCES person (id), body text NOT NULL)',
    'CREATE TABLE toy_visit (id uuid PRIMARY KEY, person_id uuid NOT NULL REFERENCES person (id), at timestamptz NOT NULL)',
    'CREATE TABLE toy_case (id uuid PRIMARY KEY, closed_on date)',
    'CREATE TABLE toy_step (id uuid PRIMARY KEY, case_id uuid NOT NULL REFERENCES toy_case (id))',
    `GRANT SELECT, INSERT, UPDATE, DELETE ON toy_note, toy_draft, toy_answer, toy_proof, toy_visit, toy_case, toy_step TO PUBLIC`,
  ]) await sql.raw(statement).execute(db.owner)
}
