/**
 * The page Kontrolle, broken in test builds: a module that somebody wrote carelessly opens what must stay shut, and the row of its clause turns red (X16). Part of X16.test.ts.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { describe, test } from 'node:test'
import { sql } from 'kysely'
import { z } from 'zod'
import { decide } from '#platform/access/decide.ts'
import { EVERYONE } from '#platform/access/vocabulary.ts'
import { defineModule, rule } from '#platform/module/manifest.ts'
import type { Module } from '#platform/module/module.ts'
import { operation } from '#platform/module/operation.ts'
import type { Platform } from '#platform/module/platform.ts'
import { found } from '#modules/administration/founding.ts'
import { content } from '#modules/control/probes/content.ts'
import { closedToOwnFamily, offices, restingOffices } from '#modules/control/probes/offices.ts'
import { modules } from '#modules/index.ts'
import { readsOnlyListed } from '#modules/people/control.ts'
import { readPupilFile } from '#modules/people/import/file.ts'
import { breaks } from '../breaks.ts'
import { arrive } from '../interleave.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'

type Row = { clause: string; state: string }

/** A module that somebody wrote carelessly: its rules, and whether it waits for a release. */
function careless(rights: Record<string, ReturnType<typeof rule>[]>, more: { release?: boolean; beforeInstruction?: string[]; subject?: boolean; writes?: boolean; notForOwnFamily?: true } = {}): Module {
  const manifest = defineModule({
    id: 'careless', version: 1, clauses: [], name: 'Unbedacht', purpose: { class: 'operation', text: 'Nur für Prüfungen.', plain: 'Nur für Prüfungen.' }, needs: { release: more.release ?? false, consent: [], seen: [] },
    ...(more.beforeInstruction && { beforeInstruction: more.beforeInstruction }), provides: [], uses: [], rights, categories: {}, data: [], logs: [], ...(more.subject && { subjects: { thing: { visibleBy: 'careless.look' } } }),
  })
  const contract = { look: operation({ summary: 'Looks', method: more.writes ? 'POST' : 'GET', path: '/careless', right: 'careless.look', effects: more.writes ? 'write' : 'read', ...(more.notForOwnFamily && { notForOwnFamily: true as const }), doors: ['http'], input: z.object({}), output: z.object({}), ...(more.subject && { subject: 'thing' }) }) }
  return { manifest, contract, actions: { look: async () => ({}) }, ...(more.subject && { subjects: { thing: async () => null } }) }
}

describe('X16 broken in a test build, the row is red', () => {
  /** A school that has only just been founded, with its instruction in force: all that the gates need. */
  async function openWith(extra: Module, others: readonly Module[] = modules): Promise<{ other: TestHouse; probeIt: () => Promise<{ failed: string[]; rows: Row[] }> }> {
    const other = await openTestHouse({ modules: [...others, extra] })
    const { headId } = await other.write((w) => found(w, { name: 'Testschule', state: 'NI', head: { givenName: 'Eva', familyName: 'Kopf' } }))
    await other.platform.school.reload()
    const head = await arrive(other, headId)
    await head.call('instruction.publishInstruction', { hash: (await head.call('instruction.readDraft')).body['hash'] })
    return {
      other,
      async probeIt() {
        const { failed } = (await head.call('control.runProbes')).body as { failed: string[] }
        breaks.asked(failed)
        return { failed, rows: (await head.call('control.readControl')).body['rows'] as Row[] }
      },
    }
  }
  async function buildWith(extra: Module, others?: readonly Module[]): Promise<{ failed: string[]; rows: Row[] }> {
    const { other, probeIt } = await openWith(extra, others)
    return probeIt().finally(() => other.close())
  }
  const state = (rows: Row[], clause: string) => rows.find((one) => one.clause === clause)!.state

  test('R2.1 R12.1 RP.2 an operation that is open to anybody', async () => {
    const { failed, rows } = await buildWith(careless({ 'careless.look': [rule(['nobody'])] }))
    assert.deepEqual(failed.sort(), ['control.consent_gate', 'control.departed_gate', 'control.instruction_gate'])
    for (const id of failed) breaks.turnedRed(id)
    for (const clause of ['0', '2', '12']) assert.equal(state(rows, clause), 'broken', clause)
  })

  test('RP.2 a module that lets staff pass without the instruction', async () => {
    const { failed } = await buildWith(careless({ 'careless.look': [rule(EVERYONE)] }, { beforeInstruction: ['careless.look'] }))
    assert.deepEqual(failed, ['control.instruction_gate'])
    breaks.turnedRed('control.instruction_gate')
  })

  test('RP.1 a module that runs without a release', async () => {
    // Somebody wrote the fact by hand: there is no record of the head's decision.
    const { other, probeIt } = await openWith(careless({ 'careless.look': [rule(EVERYONE)] }, { release: true }))
    try {
      assert.deepEqual((await probeIt()).failed, [])
      const id = randomUUID()
      await other.db.owner.insertInto('access_fact').values({ id, person_id: null, module_id: 'careless', kind: 'module', key: 'careless', valid_from: new Date(0), valid_until: null, source_module: 'administration', source_id: id }).execute()
      await other.platform.school.reload()
      assert.deepEqual((await probeIt()).failed, ['administration.release_gate'])
      breaks.turnedRed('administration.release_gate')
    } finally {
      await other.close()
    }
  })

  test('R9a.1 a messenger that lets parents in', async () => {
    const messenger = modules.find(({ manifest }) => manifest.id === 'messenger')!
    const open = { ...messenger, manifest: { ...messenger.manifest, rights: { ...messenger.manifest.rights, 'messenger.use': [rule(EVERYONE)] } } }
    const { failed, rows } = await buildWith(open, modules.filter((one) => one !== messenger))
    assert.deepEqual(failed, ['messenger.outside_gate'])
    breaks.turnedRed('messenger.outside_gate')
    assert.equal(state(rows, '9a'), 'broken')
  })

  test('R6.1 a log that an office reads without the task, and a person who stands in a log by an id', async () => {
    const logs = modules.find(({ manifest }) => manifest.id === 'logs')!
    const others = modules.filter((one) => one !== logs)
    const open = { ...logs, manifest: { ...logs.manifest, rights: { ...logs.manifest.rights, 'logs.query': [rule(['council'])] } } }
    const { failed, rows } = await buildWith(open, others)
    assert.deepEqual(failed, ['logs.case_gate'])
    breaks.turnedRed('logs.case_gate')
    assert.equal(state(rows, '6'), 'broken')
    const { other, probeIt } = await openWith(logs, others)
    try {
      assert.deepEqual((await probeIt()).failed, [])
      await sql`INSERT INTO log_access (at, pseudonym, operation, door, status, duration_ms) SELECT ${other.clock.now()}, uuid_send(id), 'home.readToday', 'http', 200, 1 FROM person LIMIT 1`.execute(other.db.owner)
      assert.deepEqual((await probeIt()).failed, ['logs.pseudonyms'])
      breaks.turnedRed('logs.pseudonyms')
    } finally {
      await other.close()
    }
  })

  test('R5.2 R5.1 something of a group that everybody sees, that past members still see, that who looks after the files sees', async () => {
    const { failed, rows } = await buildWith(careless({ 'careless.look': [rule(EVERYONE)] }, { subject: true }))
    assert.deepEqual(failed, ['control.membership_gate'])
    breaks.turnedRed('control.membership_gate')
    assert.equal(state(rows, '5'), 'broken')
    assert.equal(await faultIn('control.membership_gate', modules), null)
    for (const rules of [[rule(['pupil'], 'former_member')], [rule(['task:files'])]]) {
      assert.equal(await faultIn('control.membership_gate', [...modules, careless({ 'careless.look': rules }, { subject: true })]), 'careless.look')
    }
  })

  test('R11.1 an office that looks into what people write, an inspector who looks outside of a case', async () => {
    const { failed, rows } = await buildWith(...messengerWith('messenger.read', [rule(['head'])]))
    assert.deepEqual(failed, ['control.inspection_gate'])
    breaks.turnedRed('control.inspection_gate')
    assert.equal(state(rows, '11'), 'broken')
    assert.equal(await faultIn('control.inspection_gate', modules), null)
    for (const extra of [careless({ 'careless.look': [rule(['council'])] }, { release: true }), careless({ 'careless.look': [rule(['task:logs'], undefined, 'reported')] }, { release: true, subject: true }), careless({ 'careless.look': [rule(['inspector'])] })]) {
      assert.equal(await faultIn('control.inspection_gate', [...modules, extra]), 'careless.look')
    }
  })

  test('B12 an office or a class lead who decides about the own child, a consent register that forgot the rule, and a decide() that did', async () => {
    const consent = modules.find(({ manifest }) => manifest.id === 'consent')!
    const { notForOwnFamily: _forgotten, ...recordGuardianship } = consent.contract['recordGuardianship']!
    const { failed, rows } = await buildWith({ ...consent, contract: { ...consent.contract, recordGuardianship } }, modules.filter((one) => one !== consent))
    assert.deepEqual(failed, ['control.own_family'])
    breaks.turnedRed('control.own_family')
    assert.equal(state(rows, '4'), 'broken')
    assert.equal(await faultIn('control.own_family', modules), null)
    for (const rules of [[rule(['task:deletion'])], [rule(['teacher'], 'class_lead')], [rule(['other'], undefined, 'late')]]) {
      assert.equal(await faultIn('control.own_family', [...modules, careless({ 'careless.look': rules }, { subject: true, writes: true })]), 'careless.look')
      assert.equal(await faultIn('control.own_family', [...modules, careless({ 'careless.look': rules }, { subject: true, writes: true, notForOwnFamily: true })]), null)
      assert.equal(await faultIn('control.own_family', [...modules, careless({ 'careless.look': rules }, { subject: true })]), null, 'looking is not deciding')
    }
    const forgetful: typeof decide = ({ actor, ...asked }, school) => decide({ ...asked, actor: actor && { ...actor, asParent: [] } }, school)
    assert.match(closedToOwnFamily(houseOf(modules), MOMENT, forgetful).fault ?? '', /^(consent|people)\./)
  })

  test('R4.2 a decide() that lets an office count with a short password', () => {
    assert.equal(restingOffices(houseOf(modules), MOMENT).fault, null)
    const forgetful: typeof decide = ({ actor, ...asked }, school) => decide({ ...asked, actor: actor && { ...actor, facts: actor.facts.filter(({ kind }) => kind !== 'password') } }, school)
    assert.notEqual(restingOffices(houseOf(modules), MOMENT, forgetful).fault, null)
  })

  test('R1.5 people.columns: a reader that keeps a column that does not belong here', () => {
    assert.equal(readsOnlyListed(MOMENT.today).fault, null)
    const keeping: typeof readPupilFile = (bytes, today) => {
      const read = readPupilFile(bytes, today)
      return { ...read, reading: { ...read.reading, kept: new TextDecoder().decode(bytes) } }
    }
    assert.equal(readsOnlyListed(MOMENT.today, keeping).fault, 'foreign_column')
    breaks.turnedRed('people.columns')
  })

  test('X16 the same school without anything careless: every probe is calm', async () => {
    const { failed } = await buildWith(careless({ 'careless.look': [rule(['head'])] }))
    assert.deepEqual(failed, [])
  })

  const MOMENT = { at: new Date('2026-11-23T07:00:00Z'), today: '2026-11-23' }
  /** As much of a house as probes ask that ask nothing but rules. */
  function houseOf(built: readonly Module[]): Platform {
    const documents = new Map(built.flatMap(({ manifest }) => manifest.needs.seen.map((document) => [document, 1] as const)))
    return { modules: built, access: () => ({ facts: [], documents, staffNeedsFactor: false, duty: null }) } as unknown as Platform
  }

  /** What a probe that asks nothing but rules finds in a house of these modules. */
  async function faultIn(id: string, built: readonly Module[]): Promise<string | null> {
    const { checked, fault } = await [...content, ...offices].find((probe) => probe.id === id)!.run(houseOf(built), MOMENT)
    assert.ok(checked > 0)
    return fault
  }

  test('R9a.2 a messenger that lets members write where nobody answers for the room', async () => {
    const { failed, rows } = await buildWith(...messengerWith('messenger.write', [rule(['pupil', 'teacher'], 'member')]))
    assert.deepEqual(failed, ['messenger.unattended_gate'])
    breaks.turnedRed('messenger.unattended_gate')
    assert.equal(state(rows, '9a'), 'broken')
  })

  /** The messenger with these rules more, and all other modules. */
  function messengerWith(right: string, rules: ReturnType<typeof rule>[]): [Module, Module[]] {
    const messenger = modules.find(({ manifest }) => manifest.id === 'messenger')!
    const changed = { ...messenger, manifest: { ...messenger.manifest, rights: { ...messenger.manifest.rights, [right]: [...messenger.manifest.rights[right]!, ...rules] } } }
    return [changed, modules.filter((one) => one !== messenger)]
  }
})
