/** A15, I27: the change of the school year by a file whose columns somebody assigned by hand, and in a school with two programs. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { YearPreview } from '#modules/people/year/shape.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const MAPPING = JSON.stringify({ id: 'Schlüssel', familyName: 'Zuname', givenName: 'Vorn.', classLabel: 'Gruppe' })
const own = (...rows: string[]): Buffer => Buffer.from(`Schlüssel;Zuname;Vorn.;Gruppe;Hobby\n${rows.join('\n')}\n`)
const schild = (...rows: string[]): Buffer => Buffer.from(`Interne ID-Nummer;Nachname;Vorname;Klasse\n${rows.join('\n')}\n`)

describe('A15 the change of the year by columns of the school', () => {
  let house: TestHouse
  let world: World
  let admin: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    admin = await signedIn()
    await take(schild('5101;Adler;Anna;5z', '5102;Busch;Bela;5z', '5103;Conrad;Cem;5z'), { source: 'schild' })
    await take(own('A1;Dorn;Dana;8z;Reiten', 'A2;Ernst;Emil;8z;Lesen', 'A3;Falk;Finn;8z;Reiten'), { source: 'eigenes', kind: 'pupils', mapping: MAPPING })
    await house.clock.travelTo('2027-08-20 09:00')
    admin = await signedIn()
  })
  after(() => house.close())

  const signedIn = async (): Promise<Visitor> => {
    const one = visitor(house)
    await one.signIn(world.accountName('admin'))
    return one
  }
  const good = (reply: Reply): Reply => {
    assert.equal(reply.status, 200, reply.text.slice(0, 300))
    return reply
  }
  const take = async (body: Buffer, how: Record<string, string>): Promise<void> => {
    const { differenceHash } = good(await admin.call('people.previewImport', how, body)).body
    good(await admin.call('people.applyImport', { ...how, differenceHash }, body))
  }
  const preview = async (body: Buffer): Promise<YearPreview> => good(await admin.call('people.previewYear', {}, body)).body as unknown as YearPreview
  const classesOf = (shown: YearPreview) => shown.renamed.filter(({ kind }) => kind === 'class').map(({ label, to }) => [label, to])
  const labelOf = async (familyName: string): Promise<string[]> => {
    const year = (await preview(Buffer.alloc(0))).schoolYear
    const rows = await house.db.database.selectFrom('person as p').innerJoin('membership as m', 'm.person_id', 'p.id').innerJoin('group_label as l', 'l.group_id', 'm.group_id')
      .select('l.label').where('p.family_name', '=', familyName).innerJoin('school_group as g', 'g.id', 'm.group_id').where('g.kind', '=', 'class').where('l.school_year', '=', year).where('m.until_on', 'is', null).execute()
    return rows.map((row) => row.label)
  }

  test('the file of the next year is read as the file before it was: nobody assigns its columns again, and what is off the list is not read', async () => {
    const next = own('A1;Dorn;Dana;9z;Segeln', 'A2;Ernst;Emil;9z;Segeln', 'A4;Gold;Gesa;9z;Segeln')
    const shown = await preview(next)
    assert.deepEqual(classesOf(shown), [['8z', '9z']])
    assert.deepEqual([shown.missing, shown.newInFile], [1, 1], 'who is not in it is asked about, who is new comes with the ordinary import')
    const done = good(await admin.call('people.changeYear', { differenceHash: shown.differenceHash, confirmSafety: true }, next))
    assert.deepEqual([await labelOf('Dorn'), await labelOf('Adler')], [['9z'], []])
    good(await admin.call('people.undoYear', { id: done.body['id'] }))
    good(await admin.call('people.changeYear', { differenceHash: (await preview(next)).differenceHash, confirmSafety: true }, next))
  })

  test('a school with two programs changes with one file after the other: the second still finds its classes to be changed', async () => {
    const next = schild('5101;Adler;Anna;6z', '5102;Busch;Bela;6z', '5103;Conrad;Cem;6z')
    const shown = await preview(next)
    assert.equal(shown.state, 'due')
    assert.deepEqual(classesOf(shown), [['5z', '6z']])
    good(await admin.call('people.changeYear', { differenceHash: shown.differenceHash, confirmSafety: true }, next))
    assert.deepEqual([await labelOf('Dorn'), await labelOf('Adler')], [['9z'], ['6z']])
  })

  test('the negative: columns that nobody ever assigned are refused in words, and nothing is guessed', async () => {
    const strange = Buffer.from('Alpha;Beta;Gamma\n1;Dorn;9z\n')
    assert.equal((await admin.call('people.previewYear', {}, strange)).refusal?.code, 'header_unknown')
  })
})
