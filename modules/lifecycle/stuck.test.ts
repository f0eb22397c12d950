/** R12.4 with accounts whose purge fails for good, by a module that exists only here: the others go the same night, and whoever could not go is told and tried again. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { within } from '#platform/events/announce.ts'
import { peopleErased } from '#platform/identity/events.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { addPeople } from '#platform/identity/people.ts'
import { newId } from '#platform/id/id.ts'
import { act } from '#example/act.ts'
import type { World } from '#example/world.ts'
import { modules } from '#modules/index.ts'
import type { TestHouse } from '#tests/house.ts'
import { arrive, asSuperuser } from '#tests/interleave.ts'
import { makeToyTables, toy } from '#tests/toy.ts'
import { openTestWorld } from '#tests/world.ts'
import { contract } from './contract.ts'
import { recordDeletions } from './deletion.ts'
import { limits } from './limits.ts'
import { module as lifecycle } from './module.ts'

describe('R12.4 accounts whose purge fails for good', () => {
  let house: TestHouse
  let world: World
  const said: string[] = []
  let ids: string[] = []
  /** Fails by a constraint of a table, and by the ear of a module; in the first group and in the second. */
  let byTable = ''
  let byModule = ''
  let parent = ''
  let isBroken = true
  const failing = { ...toy, listeners: [within(peopleErased, async (_w, { familyIds }) => {
    if (isBroken && familyIds.includes(parent)) throw new TypeError(`no purge for Kind Probe, child of ${parent}`)
  })] }
  before(async () => {
    ;({ house, world } = await openTestWorld({ modules: [...modules, failing], say: (line) => said.push(line) }))
    await makeToyTables(house)
    await house.clock.advance({ days: 91 })
    await night()
    await house.write(async (w) => {
      ids = await addPeople(w, Array.from({ length: limits.batch_purges + 5 }, () => ({ type: 'pupil' as const, givenName: 'Kind', familyName: 'Probe', source: 'stuck', sourceId: newId(w.at) })))
      ;[parent] = await addPeople(w, [{ type: 'parent', givenName: 'Eltern', familyName: 'Probe', source: 'stuck', sourceId: newId(w.at) }]) as [string]
      byTable = ids[3]!
      byModule = ids[limits.batch_purges + 2]!
      await addGuardianships(w, [{ guardianId: parent, wardId: byModule, kind: 'mother', hasCustody: true, source: 'stuck' }])
      await sql`INSERT INTO toy_note (id, person_id, body) SELECT gen_random_uuid(), id, '' FROM unnest(${ids}::uuid[]) AS t (id)`.execute(w.trx)
      await recordDeletions(w, ids.map((personId) => ({ personId, on: w.today, cause: 'decision' as const, reason: 'Probe' })))
    })
    await asSuperuser(house, `CREATE FUNCTION stuck() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN IF OLD.person_id = '${byTable}' THEN RAISE check_violation USING MESSAGE = 'Kind Probe'; END IF; RETURN OLD; END $$`, 'CREATE TRIGGER stuck BEFORE DELETE ON toy_note FOR EACH ROW EXECUTE FUNCTION stuck()')
    await house.clock.advance({ days: 90 })
    assert.equal((await left()).length, ids.length)
    await house.clock.advance({ days: 1 })
  })
  after(() => house.close())

  const night = () => lifecycle.recurring!.find(({ name }) => name === 'purge')!.run(house.platform, '', house.clock.now())
  const left = async () => (await house.db.owner.selectFrom('person').select('id').where('id', 'in', ids).orderBy('id').execute()).map(({ id }) => id)
  const figure = async () => {
    const { rows } = (await (await arrive(house, world.ids.head)).call('control.readControl')).body as unknown as { rows: { figures: { id: string; n: number; needs: string | null; path: string | null }[] }[] }
    const { n, needs, path } = rows.flatMap((row) => row.figures).find(({ id }) => id === 'lifecycle.overdue')!
    return { n, needs, path }
  }
  const pseudonym = (id: string) => house.platform.log.pseudonyms.of(id, house.clock.now()).toString('hex')

  test('all others go the same night, and the night counts as done', async () => {
    said.length = 0
    assert.deepEqual(await night(), { purged: ids.length - 2, emptied: 0, failed: 2 })
    assert.deepEqual(await left(), [byTable, byModule].sort())
  })

  test('the process log says who, by pseudonym, with the kind of the error and without its words', async () => {
    assert.deepEqual(said.filter((line) => line.startsWith('the purge')).sort(), [
      `the purge of the account ${pseudonym(byTable)} failed: DatabaseError 23514`, `the purge of the account ${pseudonym(byModule)} failed: TypeError`, 'the purge: 2 left, they are tried again next night',
    ].sort())
    for (const secret of ['Kind', 'Probe', byTable, byModule, parent]) assert.doesNotMatch(said.join('\n'), new RegExp(secret))
  })

  test('the page Kontrolle counts them', async () => assert.deepEqual(await figure(), { n: 2, needs: 'admin', path: '/loeschung/geloescht' }))

  test('nobody can give them back', async () => {
    for (const id of [byTable, byModule]) {
      const deletion = await house.db.owner.selectFrom('account_deletion').select('id').where('person_id', '=', id).executeTakeFirstOrThrow()
      const restored = act(house, world.ids.secondAdmin, 'lifecycle', contract, 'restoreAccount', { id: deletion.id, kind: 'mistake', reason: 'Probe' })
      await assert.rejects(restored, (error: Error & { refusal?: { status: number; code: string } }) => error.refusal?.status === 410 && error.refusal.code === 'gone_for_good')
    }
  })

  test('each night tries again: whoever can go by then goes', async () => {
    isBroken = false
    await house.clock.advance({ days: 1 })
    await night()
    assert.deepEqual(await left(), [byTable])
    await asSuperuser(house, 'DROP FUNCTION stuck() CASCADE')
    await house.clock.advance({ days: 1 })
    await night()
    assert.deepEqual(await left(), [])
    assert.deepEqual(await figure(), { n: 0, needs: null, path: null })
  })
})
