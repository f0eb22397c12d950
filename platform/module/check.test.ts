/** Modules that do not fit together do not start: one planted fault for each kind. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { modules } from '#modules/index.ts'
import { ModuleProblem, assemble } from './check.ts'
import { defineModule, personal, rule, technical } from './manifest.ts'
import type { Keep, Manifest } from './manifest.ts'
import type { Meter } from '#platform/log/meters.ts'
import type { Module } from './module.ts'
import { operation } from './operation.ts'
import type { Operation } from './operation.ts'

const read = operation({ summary: 'reads', method: 'GET', path: '/toys/:id', right: 'toy.read', subject: 'toy', effects: 'read', doors: ['http'], input: z.object({ id: z.string() }), output: z.object({}) })
const manifest: Manifest = defineModule({
  id: 'toy', version: 1, clauses: [], name: 'Toy', purpose: { class: 'teaching', text: 'toy', plain: 'toy' }, needs: { release: false, consent: [], seen: [] }, provides: [], uses: [],
  rights: { 'toy.read': [rule(['pupil'], 'member')] }, subjects: { toy: { visibleBy: 'toy.read' } }, categories: { name: { label: '', source: '', readers: [], recipients: [], thirdCountry: false, inBackup: true } },
  data: [], logs: [],
})
const toy: Module = { manifest, contract: { readToy: read as Operation }, actions: { readToy: async () => ({}) }, subjects: { toy: async () => null } }

/** The product with one manifest changed: what would be a mistake there. */
const changed = (id: string, change: (manifest: Manifest) => Partial<Manifest>, without?: 'secrecy'): Module[] => modules.map((module) => {
  if (module.manifest.id !== id) return module
  const kept = Object.fromEntries(Object.entries(module.manifest).filter(([key]) => key !== without)) as Manifest
  return { ...module, manifest: { ...kept, ...change(module.manifest) } }
})
const forGuardians = (key: string, guardian: 'master' | 'register' = 'register') => ({ categories }: Manifest) => ({ categories: { ...categories, [key]: { ...categories[key]!, guardian } } })
const self = { via: 'id', as: 'self', onErasure: 'delete', export: ['access'] } as const
const people = (subject: object, guardian?: 'master'): Module[] => [{ ...toy, manifest: { ...manifest, categories: { name: { ...manifest.categories['name']!, ...(guardian && { guardian }) } }, data: [{ table: 'person', subjects: [{ ...self, ...subject }], columns: { id: technical, given_name: personal('name') }, keep: { rule: 'account' }, onRestore: 'drop' }] } }]
const told = { at: 'Zeit', operation: 'Vorgang', door: 'Weg', code: 'Art', place: 'Stelle' }
/** A log of the toy, told in these words. */
function logged(fields: Record<string, string>, keep: Keep = { rule: 'days', days_max: 3, from: 'at', since: 'at' }): Manifest {
  const columns = { id: technical, at: technical, operation: technical, door: technical, code: technical, place: technical }
  return { ...manifest, data: [{ table: 'log_fault', subjects: [], columns, keep, onRestore: 'drop' }], technicalLogs: [{ table: 'log_fault', name: 'Fehler', purpose: 'Fehler finden', fields, readers: ['niemand'] }] }
}
const meter = (name: string): Meter => ({ name, help: 'Toys.', kind: 'gauge', read: () => [] })

const faults: [string, Module[], RegExp][] = [
  ['an operation without an action', [{ ...toy, actions: {} }], /has no action/],
  ['an action without an operation', [{ ...toy, actions: { ...toy.actions, other: async () => ({}) } }], /has no operation/],
  ['an operation without a declared right', [{ ...toy, manifest: { ...manifest, rights: {}, subjects: { toy: { visibleBy: 'toy.read' } } } }], /does not declare/],
  ['a task of the head that is settled by no right', [{ ...toy, manifest: { ...manifest, tasksOfHead: { 'toy.asked': 'toy.gone' } } }], /settled by the right toy.gone/],
  ['a task of the head of another module', [{ ...toy, manifest: { ...manifest, tasksOfHead: { 'other.asked': null } } }], /task other.asked of the head must begin/],
  ['a right that nothing asks for', [{ ...toy, manifest: { ...manifest, rights: { ...manifest.rights, 'toy.more': [] } } }], /nothing asks/],
  ['a word outside the closed lists', [{ ...toy, manifest: { ...manifest, rights: { 'toy.read': [{ who: ['superadmin' as never] }] } } }], /not in the list of who/],
  ['a relation outside the closed lists', [{ ...toy, manifest: { ...manifest, rights: { 'toy.read': [{ who: ['pupil'], relation: 'friend' as never }] } } }], /not in the list of relations/],
  ['a subject without a loader', [{ ...toy, subjects: {} }], /no loader/],
  ['a subject nobody may see', [{ ...toy, manifest: { ...manifest, subjects: {} } }], /visible/],
  ['a write by GET', [{ ...toy, contract: { readToy: { ...read, effects: 'write' } as Operation } }], /writes by GET/],
  ['a file through the live door', [{ ...toy, contract: { readToy: { ...read, answer: 'pdf', doors: ['http', 'ws'] } as Operation } }], /another door/],
  ['two modules of one name', [toy, toy], /two modules/],
  ['one route twice', [toy, { ...toy, manifest: { ...manifest, id: 'other', rights: {}, subjects: {} } }], /is taken/],
  ['modules that use each other in a circle', [{ ...toy, manifest: { ...manifest, uses: ['b'] } }, { ...toy, contract: {}, actions: {}, manifest: { ...manifest, id: 'b', rights: {}, subjects: {}, uses: ['toy'] } }], /circle/],
  ['a log that writes more than it tells', [{ ...toy, manifest: logged({ at: 'Zeit' }) }], /log_fault writes place and does not say so/],
  ['a log that tells of what it does not write', [{ ...toy, manifest: logged({ ...told, name: 'Name' }) }], /tells of name/],
  ['a log without an end', [{ ...toy, manifest: logged(told, { rule: 'forever', why: 'so' }) }], /without an end in days/],
  ['a log of another module', [{ ...toy, manifest: { ...logged(told), data: [] } }], /no table of the manifest/],
  ['a meter that is taken', [{ ...toy, meters: [meter('schulhof_toys'), meter('schulhof_toys')] }], /schulhof_toys is taken/],
  ['a meter of a foreign name', [{ ...toy, meters: [meter('toys')] }], /must be called/],
  ['a gauge that is called a counter', [{ ...toy, meters: [meter('schulhof_toys_total')] }], /only counters/],
  ['a category that is not declared', [{ ...toy, manifest: { ...manifest, data: [{ table: 'person', subjects: [], columns: { id: technical, given_name: personal('secret') }, keep: { rule: 'account' }, onRestore: 'drop' }] } }], /category secret/],
  ['the content of messages for guardians', changed('messenger', forGuardians('content')), /content: guardians are told nothing of a room in which people write/],
  ['who wrote when for guardians', changed('messenger', forGuardians('trace')), /trace: guardians are told nothing of a room/],
  ['the content of files for guardians', changed('blobs', forGuardians('content', 'master')), /content: guardians are told nothing of a room/],
  ['a table of authors for guardians, whatever the room says of itself', changed('home', forGuardians('notice'), 'secrecy'), /notice: what somebody wrote/],
  ['sealed contents for guardians, whatever the room says of itself', changed('blobs', forGuardians('content'), 'secrecy'), /blob_content: what somebody wrote or keeps sealed/],
  ['a kind outside what guardians read', [{ ...toy, manifest: { ...manifest, categories: { name: { ...manifest.categories['name']!, guardian: 'mail' as never } } } }], /guardians read master, consent, register, and nothing of the kind mail/],
  ['a way for guardians in a table that is not', people({ guardian: true }), /person: the way id is for guardians, but no category/],
  ['a way for guardians that not even the person is told', people({ guardian: true, export: [] }, 'master'), /not even the person is told/],
  ['a way for guardians to what somebody only decided', people({ guardian: true, onErasure: 'anonymise' }, 'master'), /not even the person is told/],
]

describe('the check of all modules', () => {
  test('the product itself fits together', () => assert.ok(assemble(modules).entries.size > 50))
  test('a table for guardians fits', () => assert.equal(assemble(people({ guardian: true }, 'master')).entries.size, 1))
  test('a toy module fits', () => assert.equal(assemble([toy]).entries.size, 1))
  test('a log that tells what it writes fits', () => assert.doesNotThrow(() => assemble([{ ...toy, manifest: logged(told), meters: [meter('schulhof_toys')] }])))
  for (const [name, planted, message] of faults) {
    test(`${name} does not start`, () => assert.throws(() => assemble(planted), (error) => error instanceof ModuleProblem && message.test(error.message)))
  }
})
