import assert from 'node:assert/strict'
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import type { Actor } from '#platform/access/actor.ts'
import { addPeople } from '#platform/identity/people.ts'
import { openTestWorld } from '#tests/world.ts'
import type { TestHouse } from '#tests/house.ts'
import { runImportCommand } from './command.ts'
import { runYearCommand } from './year/command.ts'

const example = (name: string): string => new URL(`../../example/import/${name}`, import.meta.url).pathname

describe('import from the command line', () => {
  let house: TestHouse
  let folder: string
  let actor: Actor
  const run = async (...args: string[]): Promise<{ code: number; text: string }> => {
    const lines: string[] = []
    const code = await runImportCommand(house, actor, args, (line) => void lines.push(line))
    return { code, text: lines.join('\n') }
  }

  before(async () => {
    const opened = await openTestWorld()
    house = opened.house
    actor = (await house.platform.actors.find(opened.world.ids.admin))!
    folder = await mkdtemp(join(tmpdir(), 'schulhof-command-'))
  })
  after(async () => {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  })

  test('a preview prints counts, classes, people and what is not taken over, and stores nothing', async () => {
    const { code, text } = await run('preview', example('schueler-schild.csv'))
    assert.equal(code, 0)
    assert.match(text, /824 neu, 0 geändert/)
    assert.match(text, /Wird nicht übernommen: Geschlecht, Religionszugehörigkeit/)
    assert.match(text, /\+ Đorđević, Jette Anh {2}05a/)
    assert.match(text, /und 784 weitere/)
    assert.equal((await house.db.database.selectFrom('import_run').select('id').execute()).length, 0)
  })

  test('applying takes it over once, in the name of who acts; the next time nothing is left to do', async () => {
    assert.equal((await run('apply', example('schueler-schild.csv'))).code, 0)
    const runs = await house.db.database.selectFrom('import_run').select(['applied_by', 'counts']).execute()
    assert.equal(runs[0]!.applied_by, actor.personId)
    assert.match((await run('apply', example('schueler-schild.csv'))).text, /Alles stimmt schon/)
    assert.equal((await house.db.database.selectFrom('import_run').select('id').execute()).length, 1)
  })

  test('R12.1 behind a safety stop it needs --confirm', async () => {
    const { code, text } = await run('apply', example('schueler-naechstes-jahr.csv'))
    assert.equal(code, 1)
    assert.match(text, /Halt.*nächste Schuljahr/s)
    assert.match(text, /--confirm/)
    assert.equal((await house.db.database.selectFrom('import_run').select('id').execute()).length, 1)
  })

  test('a file of 2 GB is refused by its size, others by their content, wrong calls by the usage', async () => {
    const path = join(folder, 'huge.csv')
    const file = await open(path, 'w')
    await file.truncate(2_000_000_000)
    await file.close()
    const huge = await run('preview', path)
    assert.equal(huge.code, 1)
    assert.match(huge.text, /zu groß/)
    assert.match((await run('preview', example('eltern.csv'), '--kind', 'pupils')).text, /stehen Eltern/)
    assert.match((await run('preview', join(folder, 'missing.csv'))).text, /gibt es nicht/)
    assert.match((await run('preview', folder)).text, /ein Ordner/)
    for (const args of [[], ['preview'], ['preview', 'a', 'b'], ['preview', 'a', '--what'], ['delete', 'a'], ['preview', 'a', '--source', 'Groß']])
      assert.equal((await run(...args)).code, 2)
  })

  test('parents, staff and courses go the same way; before the pupils they are refused in words', async () => {
    const empty = await run('preview', example('eltern.csv'), '--source', 'anderes')
    assert.equal(empty.code, 1)
    assert.match(empty.text, /Keines der Kinder/)
    const parents = await run('preview', example('eltern.csv'))
    assert.equal(parents.code, 0)
    assert.match(parents.text, /Eltern und Sorgeberechtigte: 14\d\d neue Konten/)
    assert.match(parents.text, /Wird nicht übernommen: E-Mail/)
    assert.equal((await run('apply', example('lehrkraefte.csv'), '--kind', 'staff')).code, 0)
    assert.equal((await run('apply', example('kurse.csv'))).code, 0)
    assert.equal((await run('apply', example('kurse.csv'), '--kind', 'anything')).code, 2)
  })

  test('I27 columns of a program nobody knows are assigned in the call, only to fields of the list, and are known the next time', async () => {
    const path = join(folder, 'eigenes.csv')
    await writeFile(path, 'Schlüssel;Zuname;Vorn.;Gruppe;Hobby\n880001;Wohl;Toni;9y;Reiten\n880002;Wolf;Tine;9y;Reiten\n')
    const how = ['--source', 'eigenes', '--kind', 'pupils']
    const unknown = await run('preview', path, ...how)
    assert.deepEqual([unknown.code, unknown.text.includes('1 neu')], [1, false])
    const columns = ['--column', 'id=Schlüssel', '--column', 'familyName=Zuname', '--column', 'givenName=Vorn.', '--column', 'classLabel=Gruppe']
    for (const wrong of ['hobby=Hobby', 'id=', 'id', '=Schlüssel']) assert.equal((await run('preview', path, ...how, '--column', wrong)).code, 2, wrong)
    assert.equal((await run('preview', path, ...how, ...columns, '--column', 'id=Gruppe')).code, 2, 'one field, two columns')
    const missing = await run('preview', path, ...how, ...columns.slice(2))
    assert.deepEqual([missing.code, /880001|2 neu/.test(missing.text)], [1, false], 'without the id nobody is taken')
    assert.equal((await run('preview', path, '--source', 'eigenes', '--kind', 'staff', ...columns)).code, 1, 'a field of another kind')
    const shown = await run('preview', path, ...how, ...columns)
    assert.deepEqual([shown.code, /Wird nicht übernommen: Hobby/.test(shown.text), /2 neu/.test(shown.text)], [0, true, true], shown.text)
    assert.equal((await run('apply', path, ...how, ...columns)).code, 0)
    assert.match((await run('preview', path, '--source', 'eigenes')).text, /Alles stimmt schon/)
    const wrong = await run('preview')
    assert.deepEqual([wrong.code, /pupils: id, familyName/.test(wrong.text)], [2, true], 'the usage names the fields')
  })

  test('B12 a line that may have an account is named with the call that says so; the call takes the account, and a wrong one takes nobody', async () => {
    const [id] = await house.write((w) => addPeople(w, [{ type: 'teacher', givenName: 'Hanna', familyName: 'Holm', source: 'hand', sourceId: 'x' }]))
    const path = join(folder, 'staff.csv')
    await writeFile(path, 'ID;Kürzel;Nachname;Vorname\n9101;HOL;Holm;Hanna\n')
    const call = ['--kind', 'staff', '--source', 'neu']
    assert.match((await run('preview', path, ...call)).text, /Zeile 2: Holm, Hanna ist vielleicht schon da: Konto hanna\.holm, von Hand eingetragen\. Dieselbe Person: --same 9101=hanna\.holm/)
    const unknown = await run('apply', path, ...call, '--same', '9101=niemand.hier')
    assert.deepEqual([unknown.code, /Das Konto niemand\.hier gibt es nicht/.test(unknown.text)], [1, true])
    const other = await run('apply', path, ...call, '--same', '9102=hanna.holm')
    assert.deepEqual([other.code, /passt hier nicht/.test(other.text)], [1, true])
    assert.equal((await run('apply', path, ...call, '--same', 'hanna.holm')).code, 2)
    const done = await run('apply', path, ...call, '--same', '9101=hanna.holm')
    assert.equal(done.code, 0, done.text)
    assert.match(done.text, /0 neue Konten, 1 dieselbe Person/)
    assert.match(done.text, /Zeile 2: Holm, Hanna ist dieselbe Person wie Konto hanna\.holm/)
    assert.deepEqual(await house.db.database.selectFrom('person').select(['id', 'source', 'source_id']).where('family_name', '=', 'Holm').execute(), [{ id, source: 'neu/staff', source_id: '9101' }])
  })

  test('the school year is looked at before its first day, changed after it, and taken back', async () => {
    const year = async (...args: string[]): Promise<{ code: number; text: string }> => {
      const lines: string[] = []
      return { code: await runYearCommand(house, (await house.platform.actors.find(actor.personId))!, args, (line) => void lines.push(line)), text: lines.join('\n') }
    }
    const early = await year('preview')
    assert.equal(early.code, 0)
    assert.match(early.text, /Möglich ab 01\.08\.2027/)
    assert.equal((await year('apply')).code, 1)
    assert.equal((await year('sideways')).code, 2)
    await house.clock.travelTo('2027-08-20 09:00')
    const done = await year('apply')
    assert.equal(done.code, 0, done.text)
    assert.match(done.text, /05a → 06a/)
    const back = await year('undo')
    assert.equal(back.code, 0)
    assert.match(back.text, /Alles steht wie vor dem Wechsel/)
  })
})
