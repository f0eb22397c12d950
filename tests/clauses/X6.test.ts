/** X6: register of processing activities, measures, processors, and the paper that holds them; `bin/schulhof verify`. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { setFacts } from '#platform/access/facts.ts'
import { newId } from '#platform/id/id.ts'
import { openBackup } from '#platform/backup/backup.ts'
import type { PlainTarget } from '#platform/backup/targets/open-target.ts'
import { openBlobs } from '#platform/blobs/blobs.ts'
import { connect } from '#platform/database/connect.ts'
import { personsOf, unknownRoles } from '#platform/privacy/persons.ts'
import { renderRegister } from '#platform/privacy/register.ts'
import { options } from '#platform/school/options.ts'
import { settings } from '#platform/school/settings.de.ts'
import { addDays } from '#platform/time/calendar.ts'
import { modules } from '#modules/index.ts'
import { termFacts } from '#modules/administration/rules.ts'
import { runVerifyCommand } from '#modules/control/command.ts'
import { NO_MEASURE, OPTIONS_OF_TOPIC, isOwnMachine, missingServices, processorState } from '#modules/control/registers/rules.ts'
import { databaseHost } from '#modules/control/registers/services.ts'
import { factWords, refusals, serviceWords, texts } from '#modules/control/registers/texts.de.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { testBackup } from '../backup.ts'
import { makeToyTables, toy } from '../toy.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { openTestWorld } from '../world.ts'

type Processing = { module: string; name: string; basis: string | null; remark: string | null; facts: { label: string; text: string }[]; categories: { label: string; keep: string }[]; entries: { field: string; text: string; on: string; by: string | null }[] }
type Register = { isPart: boolean; heads: string[]; officers: string[]; processings: Processing[] }
type Measures = { isPart: boolean; topics: { topic: string; lines: { text: string; source: string; isBroken: boolean }[] }[]; own: { id: string; text: string; endedOn: string | null; enteredBy: string | null }[] }
type Processors = { services: { kind: string; host: string; isMissing: boolean }[]; processors: { id: string; name: string; state: string; untilOn: string | null; enteredBy: string | null }[] }
type Figure = { id: string; n: number; needs: string | null; path: string | null }

/** Nothing is ever brought there: the bucket is only set. */
const S3: PlainTarget = { kind: 's3', endpoint: 'https://s3.example.org', bucket: 'sicherung', region: 'eu', style: 'path', keyId: 'k', secret: 's' }
const PAGES = ['control.readRegister', 'control.readMeasures', 'control.listProcessors', 'control.printProof'] as const

describe('X6 the registers of the school', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld({ modules: [...modules, toy] }))
    // As a server that is set to this bucket opens it; nothing starts that would bring anything there.
    const { platform, folder, db } = house
    platform.backup = openBackup({ ...platform, platform: () => platform, folder, settings: testBackup(db, { target: S3 }) })
    await makeToyTables(house)
    await office('otherTeacher', 'council')
    await office('caretaker', 'officer')
  })
  after(() => house.close())

  const as = (key: PersonKey) => arrive(house, world.ids[key])
  const ask = async (key: PersonKey, name: string, input: Record<string, unknown> = {}) => (await as(key)).call(name, input)
  const register = async (key: PersonKey = 'head') => (await ask(key, 'control.readRegister')).body as unknown as Register
  const measures = async (key: PersonKey = 'head') => (await ask(key, 'control.readMeasures')).body as unknown as Measures
  const processors = async () => (await ask('head', 'control.listProcessors')).body as unknown as Processors
  const figure = async (key: PersonKey = 'head') => ((await ask(key, 'control.readControl')).body as { rows: { figures: Figure[] }[] }).rows.flatMap(({ figures }) => figures).find(({ id }) => id === 'control.processor_missing')
  const of = async (module: string) => (await register()).processings.find((one) => one.module === module)!
  const lines = async (key: PersonKey = 'head') => (await measures(key)).topics.flatMap((one) => one.lines.map(({ text }) => text))

  async function office(key: PersonKey, name: 'council' | 'officer'): Promise<void> {
    await house.write(async (w) => {
      const id = newId(w.at)
      await w.trx.insertInto('office_term').values({ id, person_id: world.ids[key], office: name, from_on: w.today, until_on: null, named_by: world.ids.head, named_at: w.at }).execute()
      await setFacts(w, { module: 'administration', id }, termFacts({ personId: world.ids[key], from: w.today, until: null, endedAt: null }, 'office', name))
    })
  }

  test('X6 every module with personal data stands in the register, and one that nobody told it of by its manifest alone', async () => {
    const { processings, heads, officers } = await register()
    assert.deepEqual(processings.map(({ module }) => module), [...modules, toy].filter(({ manifest }) => Object.keys(manifest.categories).length > 0).map(({ manifest }) => manifest.id))
    const found = await of('toy')
    assert.equal(found.name, 'Spielzeug')
    assert.deepEqual(found.categories.map(({ label }) => label), ['Notizen'])
    assert.match(found.categories[0]!.keep, /solange das Konto besteht.*14 Tage/)
    assert.deepEqual([heads.length, officers.length], [1, 1])
  })

  test('X6 periods are those of the options in force, and the place is the one that is set', async () => {
    const kept = async () => (await of('messenger')).categories.map(({ keep }) => keep).join(' ')
    assert.match(await kept(), /bis zu 35 Tage länger/)
    assert.equal((await ask('head', 'school.decideOption', { option: 'backup.days', value: 21 })).status, 200)
    assert.match(await kept(), /bis zu 21 Tage länger/)
    assert.doesNotMatch(await kept(), /35 Tage/)
    assert.match((await of('messenger')).facts.map(({ text }) => text).join(' '), /Sicherungen auf s3\.example\.org/)
  })

  test('X6 A14 the legal basis is the school\'s: empty it says so, entered it is dated, with who, and what was there before stays', async () => {
    const basisOf = async () => (await of('messenger')).facts.find(({ label }) => label === 'Rechtsgrundlage')!.text
    assert.equal(await basisOf(), 'von der Schule einzutragen')
    assert.equal((await ask('caretaker', 'control.enterProcessing', { module: 'messenger', basis: 'Einwilligung', remark: 'Mit dem Personalrat besprochen.' })).status, 200)
    assert.equal(await basisOf(), 'Einwilligung')
    assert.equal((await ask('head', 'control.enterProcessing', { module: 'messenger', basis: 'Auftrag der Schule', remark: '' })).status, 200)
    const { entries, remark } = await of('messenger')
    assert.equal(remark, null)
    assert.deepEqual(entries.map(({ field, text }) => `${field}: ${text}`).toSorted(), ['basis: Auftrag der Schule', 'basis: Einwilligung', 'remark: ', 'remark: Mit dem Personalrat besprochen.'])
    assert.ok(entries.every(({ on, by }) => on === house.clock.today() && by !== null && by !== ''))
    // The document on data says the same, so the probe that compares them still passes.
    assert.deepEqual(((await ask('head', 'control.runProbes')).body as { failed: string[] }).failed, [])
    assert.equal((await ask('head', 'control.enterProcessing', { module: 'no-such', basis: 'x', remark: '' })).status, 404)
    assert.equal((await ask('head', 'control.enterProcessing', { module: 'messenger', basis: 'x'.repeat(301), remark: '' })).status, 400)
  })

  test('X6 two who enter at the same time lose nothing of each other', async () => {
    const rooms = ['people', 'consent', 'home', 'logs']
    // Both are in before they enter: a code of the second factor counts once.
    const [head, officer] = [await arrive(house, world.ids.head), await arrive(house, world.ids.caretaker)]
    const answers = await Promise.all(rooms.map((module) => (module === 'home' ? officer : head).call('control.enterProcessing', { module, basis: `Grundlage ${module}`, remark: '' })))
    assert.deepEqual(answers.map(({ status }) => status), rooms.map(() => 200))
    for (const module of rooms) assert.equal((await of(module)).basis, `Grundlage ${module}`)
  })

  test('X6 measures say what is set, probed and counted: another option, another line; a broken gate, a broken line', async () => {
    assert.ok((await lines()).includes('Zugangszettel gelten: 14 Tage'))
    assert.equal((await ask('head', 'school.decideOption', { option: 'slip.days', value: 7 })).status, 200)
    assert.ok((await lines()).includes('Zugangszettel gelten: 7 Tage'))
    assert.ok((await lines()).some((line) => /^Letzte|^Es gibt noch keine Sicherung/.test(line)))
    const id = randomUUID()
    await house.db.owner.insertInto('access_fact').values({ id, person_id: world.ids.withoutConsent, module_id: null, kind: 'purpose', key: 'platform', valid_from: new Date(0), valid_until: null, source_module: 'consent', source_id: id }).execute()
    await ask('head', 'control.runProbes')
    const broken = (await measures()).topics.flatMap((one) => one.lines).filter(({ isBroken }) => isBroken)
    assert.equal(broken.length, 1)
    assert.match(broken[0]!.text, /^Jeder offene Zugang hat seine Erklärung: nicht gesperrt/)
    await house.db.owner.deleteFrom('access_fact').where('id', '=', id).execute()
    await ask('head', 'control.runProbes')
    assert.ok((await measures()).topics.every((one) => one.lines.every(({ isBroken }) => !isBroken)))
  })

  test('X6 every option of the school is a measure or known to be none; every fact, role and service has its words', () => {
    const placed = [...Object.values(OPTIONS_OF_TOPIC).flat(), ...NO_MEASURE]
    assert.deepEqual(placed.toSorted(), settings.map(({ option }) => option).toSorted())
    for (const { id } of modules.flatMap(({ control }) => control?.measures ?? [])) assert.ok(id in factWords, id)
    assert.deepEqual(unknownRoles(modules.map(({ manifest }) => manifest)), [])
    // Planted: a role that nobody has put in order is found, and counts as everybody until then.
    assert.deepEqual(unknownRoles([toy.manifest]), ['toy_answer: asked'])
    assert.deepEqual(personsOf({ ...toy.manifest, data: toy.manifest.data.map((one) => ({ ...one, subjects: one.subjects.filter(({ as: role }) => role === 'asked') })) }), ['account'])
    assert.deepEqual(Object.keys(serviceWords).toSorted(), ['backup', 'blobs', 'database'])
  })

  test('X6 a sentence of the school stands among the measures with who and when, and after its end among the former ones', async () => {
    assert.equal((await ask('caretaker', 'control.addMeasure', { topic: 'storage', text: 'Den Schlüssel zum Serverraum hat der Hausmeister.' })).status, 200)
    const [own] = (await measures()).own
    assert.ok(own!.enteredBy !== null && own!.endedOn === null)
    assert.equal((await ask('head', 'control.endMeasure', { measureId: own!.id })).status, 200)
    assert.equal((await measures()).own[0]!.endedOn, house.clock.today())
    assert.equal((await ask('head', 'control.endMeasure', { measureId: own!.id })).status, 409)
    assert.equal((await ask('head', 'control.endMeasure', { measureId: randomUUID() })).status, 404)
  })

  test('X6 a store elsewhere without a contract is missing, on the page and on Kontrolle; entered it is not, ended it is again', async () => {
    const missing = async () => (await processors()).services.filter(({ isMissing }) => isMissing).map(({ kind, host }) => `${kind} ${host}`)
    assert.deepEqual(await missing(), ['backup s3.example.org'])
    assert.deepEqual({ ...(await figure()) }, { id: 'control.processor_missing', n: 1, of: null, needs: 'head', path: '/kontrolle/auftragsverarbeiter' })
    const entry = { isOwn: false, name: 'Rechenzentrum Nord', service: 'Ablage der Sicherungen', categories: 'alle, verschlüsselt', contractOn: '2026-01-15', reference: 'AV 12/26', untilOn: null, covers: ['backup:s3.example.org'] }
    // A contract of tomorrow is none today; one without a date is none at all; nor one for a service that is not set.
    assert.equal((await ask('head', 'control.addProcessor', { ...entry, contractOn: addDays(house.clock.today(), 1) })).status, 200)
    assert.deepEqual(await missing(), ['backup s3.example.org'])
    assert.equal((await ask('head', 'control.addProcessor', { ...entry, contractOn: null })).status, 422)
    assert.equal((await ask('head', 'control.addProcessor', { ...entry, untilOn: '2025-01-01' })).status, 422)
    assert.equal((await ask('head', 'control.addProcessor', { ...entry, covers: ['backup:elsewhere.example.org'] })).status, 422)
    const added = await ask('caretaker', 'control.addProcessor', entry)
    assert.equal(added.status, 200)
    assert.deepEqual(await missing(), [])
    assert.equal((await figure())!.needs, null)
    const processorId = (added.body as { id: string }).id
    assert.equal((await ask('head', 'control.endProcessor', { processorId, lastOn: addDays(house.clock.today(), -1) })).status, 200)
    assert.deepEqual(await missing(), ['backup s3.example.org'])
    assert.deepEqual((await processors()).processors.map(({ state }) => state).toSorted(), ['coming', 'over'])
    assert.equal((await ask('head', 'control.endProcessor', { processorId, lastOn: house.clock.today() })).status, 409)
    // Run by the school itself on another machine: no contract, and yet said.
    assert.equal((await ask('head', 'control.addProcessor', { ...entry, isOwn: true, contractOn: null, reference: '' })).status, 200)
    assert.deepEqual(await missing(), [])
  })

  test('X6 contents in a bucket and a database on another machine are services too, each by its own host, in the register and among the missing ones; on this machine they are none', async () => {
    const { platform, folder } = house
    const { blobs, pool } = platform
    const missing = async () => (await processors()).services.map(({ kind, host }) => `${kind} ${host}`).toSorted()
    const stored = async () => (await of('people')).facts.map(({ text }) => text).join(' ')
    const before = await missing()
    assert.ok(before.every((one) => one.startsWith('backup ')), 'the files and the database of a test lie on this machine')
    assert.match(await stored(), /Datenbank auf dem Rechner der Plattform.*Dateien und Bilder auf dem Rechner der Plattform/)
    // As a server that is set to them opens them: nothing is brought there, and nobody connects before something is asked.
    const elsewhere = connect('postgresql://schulhof_app@db.example.org:5433/schule', { connections_max: 1, name: 'test' })
    platform.blobs = await openBlobs({ ...platform, platform: () => platform, folder, settings: { target: 's3', s3: { endpoint: new URL('https://blobs.example.org:9000'), bucket: 'inhalte', region: 'eu', style: 'path', keyId: 'k', secret: 's' } } })
    platform.pool = elsewhere.pool
    try {
      assert.deepEqual(await missing(), [...before, 'blobs blobs.example.org', 'database db.example.org'].toSorted())
      assert.equal((await figure())!.n, 2)
      assert.match(await stored(), /Datenbank auf db\.example\.org.*Dateien und Bilder auf blobs\.example\.org, verschlüsselt/)
    } finally {
      await platform.blobs.close()
      await elsewhere.database.destroy()
      Object.assign(platform, { blobs, pool })
    }
    assert.deepEqual(await missing(), before)
    for (const [url, host] of [['postgresql:///schule?host=/run/postgresql', null], ['postgresql://127.0.0.1/schule', null], ['postgresql://localhost/schule', null], ['postgresql://10.0.0.5/schule', '10.0.0.5']] as const) {
      const opened = connect(url, { connections_max: 1, name: 'test' })
      assert.equal(databaseHost(opened), host, url)
      await opened.database.destroy()
    }
  })

  test('X6 another machine is another service, and this machine is nobody else\'s', () => {
    const term = { isOwn: false, contractOn: '2026-01-01', untilOn: '2026-12-31', endedOn: null, enteredOn: '2026-01-01', covers: ['backup:old.example.org'] }
    const services = [{ kind: 'backup', host: 'new.example.org' }]
    assert.deepEqual(missingServices(services, [term], '2026-06-01'), services)
    assert.deepEqual(missingServices([{ kind: 'backup', host: 'old.example.org' }], [term], '2026-06-01'), [])
    assert.deepEqual(['2025-12-31', '2026-01-01', '2026-12-31', '2027-01-01'].map((day) => processorState(term, day)), ['coming', 'in_force', 'in_force', 'over'])
    assert.deepEqual(['/run/postgresql', 'localhost', '127.0.0.1', '[::1]', 'db.example.org', '10.0.0.5', '127.0.0.1.example.org'].map(isOwnMachine), [true, true, true, true, false, false, false])
  })

  test('X6 X15 the council reads its part and enters nothing; nobody else knows of the pages', async () => {
    const part = await register('otherTeacher')
    assert.equal(part.isPart, true)
    const staff = (await register()).processings.length
    assert.ok(part.processings.length > 0 && part.processings.length <= staff)
    const topics = (await measures('otherTeacher')).topics.map(({ topic }) => topic)
    assert.deepEqual(topics, ['sign_in', 'rights', 'logs'])
    assert.ok(!(await lines('otherTeacher')).some((line) => line.startsWith('Unterschriften')), 'nothing about declarations of families')
    assert.equal(await figure('otherTeacher'), undefined)
    assert.equal((await ask('otherTeacher', 'control.listProcessors')).status, 403)
    assert.equal((await ask('otherTeacher', 'control.enterProcessing', { module: 'messenger', basis: 'x', remark: '' })).status, 403)
    assert.equal((await ask('otherTeacher', 'control.printProof')).status, 200)
    for (const key of ['teacher', 'admin', 'clerk', 'pupil', 'mother'] as const) for (const name of PAGES) assert.equal((await ask(key, name)).status, 403, `${key} ${name}`)
    assert.equal((await ask('deputy', 'control.addMeasure', { topic: 'rights', text: 'In Vertretung eingetragen.' })).status, 200)
    const acts = ((await ask('head', 'school.listRepresented')).body as { acts: { act: string }[] }).acts
    assert.ok(acts.some(({ act }) => act === 'register_entered'), 'the head is told what the deputy entered')
  })

  test('X6 A14 nothing here claims what only a court could', () => {
    const say = JSON.stringify([texts, refusals, factWords], (_key, value: unknown) => (typeof value === 'function' ? (value as (params: object) => string)({ n: 1, of: 2, on: '2026-11-23', date: '2026-11-23', madeOn: '2026-11-23', drilledOn: '2026-11-23', text: '', by: '' }) : value))
    const said = `${say} ${JSON.stringify(renderRegister(modules.map(({ manifest }) => manifest), { schoolName: 'x', option: (key) => options[key].fallback, legalBasis: () => null, remark: () => null, places: { database: null, blobs: null, backup: null } }))}`
    assert.doesNotMatch(said, /erfüllt|konform|rechtssicher|zertifiziert|Stand der Technik|Art\. \d|§|DSGVO/i)
  })

  describe('the command verify', () => {
    async function verify(): Promise<{ code: number; said: string[] }> {
      const said: string[] = []
      return { code: await runVerifyCommand(house.platform, (line) => void said.push(line)), said }
    }

    test('X16 one line a clause, all passed: 0; what it found is on the page', async () => {
      const { code, said } = await verify()
      assert.equal(code, 0)
      assert.equal(said.filter((line) => /technisch gesperrt|organisatorisch/.test(line)).length, 14)
      assert.match(said.at(-1)!, /alle bestanden/)
      const newest = await house.platform.database.selectFrom('control_probe_run').select('ran_at').orderBy('ran_at', 'desc').limit(1).executeTakeFirstOrThrow()
      assert.ok(house.clock.now().getTime() - newest.ran_at.getTime() < 60_000)
    })

    test('X16 a planted break: 1, and the row and the probe are named; mended, 0 again', async () => {
      const id = randomUUID()
      await house.db.owner.insertInto('access_fact').values({ id, person_id: world.ids.withoutConsent, module_id: null, kind: 'purpose', key: 'platform', valid_from: new Date(0), valid_until: null, source_module: 'consent', source_id: id }).execute()
      const { code, said } = await verify()
      assert.equal(code, 1)
      const at = said.findIndex((line) => line.includes('NICHT GESPERRT'))
      assert.match(said[at]!, /^2 +Einwilligung/)
      assert.match(said[at + 1]!, /Gefunden: ein Zugang ist offen, für den es keine Erklärung gibt \[consent\.register\]/)
      assert.equal(said.filter((line) => line.includes('NICHT GESPERRT')).length, 1)
      assert.ok(!said.join('\n').includes(world.ids.withoutConsent), 'never a person')
      await house.db.owner.deleteFrom('access_fact').where('id', '=', id).execute()
      assert.equal((await verify()).code, 0)
    })
  })
})
