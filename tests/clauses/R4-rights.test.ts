/**
 * What offices may, in the words of section 4: which changes each of them opens beyond what the same person may without it, and nothing of it while the
 * second factor is not proved. The matrix in docs/privacy/rights.txt says the same cell by cell; here stands what it must say.
 */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { z } from 'zod'
import { defineModule, rule } from '#platform/module/manifest.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import type { Module } from '#platform/module/module.ts'
import { operation } from '#platform/module/operation.ts'
import { matrixCells } from '#platform/privacy/matrix.ts'
import { matrixRoles } from '#platform/privacy/matrix-roles.ts'
import type { Role } from '#platform/privacy/matrix-roles.ts'
import { modules } from '#modules/index.ts'

/** X8: head, deputy and data protection officer lead the case of a breach. */
const LEADS = ['closeIncident', 'reopenIncident', 'correctDetection', 'describeIncident', 'addAffected', 'removeAffected', 'addMeasure', 'assessIncident', 'decideIncident', 'recordIncidentReport'].map((name) => `incident.${name}`)
/** What does not wait for the second factor an office asks for: proving who one is, and reporting a data breach (X8). A new one is a decision. */
const BEFORE_ENROLMENT = [
  ...['listFactors', 'startTotp', 'confirmTotp', 'startPasskey', 'confirmPasskey', 'renameFactor', 'removeFactor', 'renewCodes', 'proveFactorAgain'].map((name) => `identity.${name}`), 'incident.raiseIncident',
]
const REGISTERS = ['control.enterProcessing', 'control.addMeasure', 'control.endMeasure', 'control.addProcessor', 'control.endProcessor'] as const
/** Changes that an office opens; the head, the deputy and the tasks users, groups and consent_register have many and stand in the matrix. */
const MAY_CHANGE: Readonly<Record<string, readonly string[]>> = {
  // The registers are the officer's too: entered with date and name (X6).
  officer: [...REGISTERS, 'control.runProbes', 'logs.decideUnmasking', 'logs.decideExport', 'lifecycle.decideEvidence', ...LEADS],
  // Who is not of the school raises by the office alone.
  'officer from outside': [...REGISTERS, 'control.runProbes', 'logs.decideUnmasking', 'logs.decideExport', 'lifecycle.decideEvidence', 'incident.raiseIncident', ...LEADS],
  council: [],
  inspector: [],
  custodian: ['administration.recordRootEvent', 'administration.reportCompromise'],
  'admin files': [], 'admin devices': [], 'admin remote': [],
  // Within a case of their own, and a name only by a second person (R6.1).
  'admin logs': ['logs.openLogCase', 'logs.closeLogCase', 'logs.queryLog', 'logs.requestUnmasking', 'logs.readUnmasked'],
  'admin deletion': ['lifecycle.deleteAccounts', 'lifecycle.restoreAccount', 'lifecycle.askEarlyPurge', 'lifecycle.printExportCode'],
  'admin mail': ['administration.requestOther'],
  'admin updates': ['administration.recordRootEvent', 'administration.runHostCheck'],
}
/** Acts of the head that stay the head's: what was done in representation is shown to them, and a new head confirms what they find (A8). */
const HEAD_ALONE = ['school.listRepresented', 'school.acknowledgeRepresented', 'administration.confirmReleases']
/** Read by nobody but those who answer for it: never by council, inspector or custodian (section 4). */
const ABOUT_PUPILS = /^(consent|people|messenger)\./

type Cells = ReturnType<typeof matrixCells>

/** Operations that this role may do to something foreign and the other may not. */
function beyond(cells: Cells, role: string, other: string): string[] {
  return [...cells].filter(([, cell]) => cell.get(role)!.includes('ok') && !cell.get(other)!.includes('ok')).map(([name]) => name)
}

/** Who the holder of an office is without it. */
function plainOf({ actor }: Role): string {
  return actor!.type
}

function effectOf(all: readonly Module[], name: string): string {
  const [id, operationName] = name.split('.') as [string, string]
  return all.find(({ manifest }) => manifest.id === id)!.contract[operationName]!.effects
}

/** What offices may change otherwise than section 4 says. */
function faultsOfChanges(all: readonly Module[]): string[] {
  const cells = matrixCells(all)
  return matrixRoles(all).filter(({ name }) => name in MAY_CHANGE).flatMap((role) =>
    beyond(cells, role.name, plainOf(role)).filter((name) => effectOf(all, name) === 'write' && !MAY_CHANGE[role.name]!.includes(name)).map((name) => `${role.name} ${name}`))
}

/** What somebody who has still to enrol a second factor may do beyond what is open to nobody in particular and to what must be open. */
function faultsOfEnrolment(all: readonly Module[]): string[] {
  const cells = matrixCells(all)
  return matrixRoles(all).filter(({ set }) => set === 'without factor').flatMap((role) =>
    beyond(cells, role.name, 'nobody').filter((name) => !BEFORE_ENROLMENT.includes(name)).map((name) => `${role.name} ${name}`))
}

/** What an office opens although its second factor is a quarter of an hour old. */
function faultsOfProof(cells: Cells): string[] {
  return matrixRoles(modules).filter(({ set }) => set?.endsWith('unproved')).flatMap((role) => beyond(cells, role.name, plainOf(role)).map((name) => `${role.name} ${name}`))
}

function withCareless(who: Parameters<typeof rule>[0], more: Pick<Manifest, 'beforeEnrolment'> = {}): Module[] {
  const manifest = defineModule({
    id: 'careless', version: 1, clauses: [], name: 'Unbedacht', purpose: { class: 'operation', text: 'Nur für Prüfungen.', plain: 'Nur für Prüfungen.' }, needs: { release: false, consent: [], seen: [] },
    ...more, provides: [], uses: [], rights: { 'careless.act': [rule(who)] }, categories: {}, data: [], logs: [],
  })
  const contract = { act: operation({ summary: 'Acts', method: 'POST', path: '/careless', right: 'careless.act', effects: 'write', doors: ['http'], input: z.object({}), output: z.object({}) }) }
  return [...modules, { manifest, contract, actions: { act: async () => ({}) } }]
}

describe('R4.1 rights of offices', () => {
  const cells = matrixCells(modules)
  const roles = matrixRoles(modules)

  test('R4.1 an office changes what section 4 gives it and nothing else', () => {
    assert.deepEqual(faultsOfChanges(modules), [])
    for (const [role, names] of Object.entries(MAY_CHANGE)) for (const name of names) assert.ok(cells.get(name)!.get(role)!.includes('ok'), `${role} ${name}`)
    assert.deepEqual(faultsOfChanges(withCareless(['council', 'task:logs'])), ['council careless.act', 'admin logs careless.act'])
  })

  test('R4.1 X15 council, inspector, custodian and the tasks without people read nothing about pupils', () => {
    for (const role of roles.filter(({ name }) => ['council', 'inspector', 'custodian', 'admin files', 'admin devices', 'admin logs', 'admin remote', 'admin deletion', 'admin updates', 'admin mail'].includes(name))) {
      assert.deepEqual(beyond(cells, role.name, plainOf(role)).filter((name) => ABOUT_PUPILS.test(name)), [], role.name)
    }
  })

  test('A8 the deputy may all that the head may, but not what is only told to the head', () => {
    assert.deepEqual(beyond(cells, 'head', 'deputy').sort(), [...HEAD_ALONE].sort())
    assert.deepEqual(beyond(cells, 'deputy', 'head'), [])
  })

  test('R4.1 a quarter of an hour after the second factor nothing of an office is left', () => {
    assert.deepEqual(faultsOfProof(cells), [])
    const loose: Cells = new Map([...cells].map(([name, cell]) => [name, name === 'home.readWeek' ? new Map([...cell, ['council unproved', ['ok']]]) : cell]))
    assert.deepEqual(faultsOfProof(loose), ['council unproved home.readWeek'])
  })

  test('R4.1 RP.2 who holds an office and has no second factor, or has not acknowledged the instruction, is not helped by it', () => {
    for (const [name, cell] of cells) {
      assert.deepEqual(cell.get('head before the instruction'), cell.get('teacher before the instruction'), name)
      const open = cell.get('officer without factor')!
      assert.ok(!open.includes('ok') || cell.get('other')!.includes('ok'), name)
    }
  })

  test('R4.1 X8 before a second factor is enrolled nothing is open but enrolling and reporting a data breach, and that to staff only', () => {
    assert.deepEqual(faultsOfEnrolment(modules), [])
    assert.deepEqual([cells.get('incident.raiseIncident')!.get('head without factor'), cells.get('incident.raiseIncident')!.get('officer without factor')], [['ok'], ['enrol']])
    // A module that opens itself is found; one that opens its office is not even opened.
    assert.deepEqual(faultsOfEnrolment(withCareless(['teacher'], { beforeEnrolment: ['careless.act'] })), ['head without factor careless.act'])
    assert.deepEqual(faultsOfEnrolment(withCareless(['head', 'officer'], { beforeEnrolment: ['careless.act'] })), [])
  })

  test('3.1 from the first second of majority a parent is a stranger to the account, like one under a contact ban', () => {
    for (const [name, cell] of cells) assert.deepEqual(cell.get('parent of a pupil of age'), cell.get('parent banned'), name)
  })
})
