/** The page Kontrolle, clause 12: each probe of deletion is broken in the records and turns red, and is calm again when it is mended (X16). Part of X16.test.ts. */
import assert from 'node:assert/strict'
import { after, afterEach, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { newId } from '#platform/id/id.ts'
import { addDays } from '#platform/time/calendar.ts'
import { recordDeletions } from '#modules/lifecycle/deletion.ts'
import type { World } from '#example/world.ts'
import { breaks } from '../breaks.ts'
import { arrive, asSuperuser } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { openTestWorld } from '../world.ts'

describe('X16 clause 12 broken in the records', () => {
  let house: TestHouse
  let world: World
  let deleted = ''
  before(async () => {
    ;({ house, world } = await openTestWorld())
    deleted = world.ids.otherTeacher
    await house.write((w) => recordDeletions(w, [{ personId: deleted, on: w.today, cause: 'decision', reason: 'Probe' }]))
    await house.platform.log.flush()
  })
  after(() => house.close())
  afterEach(async () => assert.deepEqual(await failed(), [], 'mended'))

  type Row = { clause: string; state: string; probes: { id: string; fault: string | null }[] }
  async function failed(): Promise<string[]> {
    const { failed: ids } = (await (await arrive(house, world.ids.head)).call('control.runProbes')).body as { failed: string[] }
    breaks.asked(ids)
    return ids
  }
  async function red(id: string, fault: string): Promise<void> {
    assert.ok((await failed()).includes(id), id)
    const { rows } = (await (await arrive(house, world.ids.head)).call('control.readControl')).body as unknown as { rows: Row[] }
    const row = rows.find((one) => one.clause === '12')!
    assert.deepEqual([row.state, row.probes.find((one) => one.id === id)?.fault], ['broken', fault])
    breaks.turnedRed(id)
  }
  const owner = () => house.db.owner

  test('R12.4 a deleted account with its name', async () => {
    const { given_name } = await owner().selectFrom('person').select('given_name').where('id', '=', deleted).executeTakeFirstOrThrow()
    await owner().updateTable('person').set({ given_name: 'Jonas' }).where('id', '=', deleted).execute()
    await red('lifecycle.deleted_gate', 'deleted_named')
    await owner().updateTable('person').set({ given_name }).where('id', '=', deleted).execute()
  })

  test('R12.4 a deleted account with a password', async () => {
    await owner().updateTable('credential').set({ person_id: deleted }).where('person_id', '=', world.ids.caretaker).execute()
    await red('lifecycle.deleted_gate', 'deleted_with_password')
    await owner().updateTable('credential').set({ person_id: world.ids.caretaker }).where('person_id', '=', deleted).execute()
  })

  test('R12.4 a deleted account that is let in', async () => {
    const id = newId(house.clock.now())
    await owner().insertInto('access_fact').values({ id, person_id: deleted, module_id: null, kind: 'account', key: 'active', valid_from: new Date(0), valid_until: null, source_module: 'identity', source_id: deleted }).execute()
    await house.write(async (w) => void w.changedPersons.add(deleted))
    await red('lifecycle.deleted_gate', 'deleted_admitted')
    await owner().deleteFrom('access_fact').where('id', '=', id).execute()
    await house.write(async (w) => void w.changedPersons.add(deleted))
  })

  test('R12.4 an account whose days are over and which is still there', async () => {
    const { id, restorable_until } = await owner().selectFrom('account_deletion').select(['id', 'restorable_until']).where('person_id', '=', deleted).executeTakeFirstOrThrow()
    await owner().updateTable('account_deletion').set({ restorable_until: addDays(house.clock.today(), -1) }).where('id', '=', id).execute()
    await red('lifecycle.purged_in_time', 'not_purged')
    await owner().updateTable('account_deletion').set({ restorable_until }).where('id', '=', id).execute()
  })

  test('R12.1 a pupil who has left and is not deleted', async () => {
    await owner().updateTable('person').set({ exit_on: addDays(house.clock.today(), -1) }).where('id', '=', world.ids.withoutConsent).execute()
    await red('lifecycle.purged_in_time', 'left_not_deleted')
    await owner().updateTable('person').set({ exit_on: null }).where('id', '=', world.ids.withoutConsent).execute()
  })

  test('X4 a purge of the past after which something was found', async () => {
    const at = house.clock.now()
    const id = newId(at)
    const counts = JSON.stringify({ deleted: {}, forgotten: {}, blobs: 0, bytes: 0, remains: [{ table: 'gossip', column: 'about', rows: 1 }] })
    await owner().insertInto('purge_sheet').values({ id, person_type: 'pupil', cause: 'exit', is_whole: true, deleted_on: '2026-08-01', purged_on: '2026-11-01', purged_at: at, counts, evidence: 0, backups_until: '2026-12-01' }).execute()
    await red('lifecycle.nothing_left', 'remains')
    await owner().deleteFrom('purge_sheet').where('id', '=', id).execute()
  })

  test('X4 a table that copies who is a member where, and that erasure does not know', async () => {
    const { rows: [role] } = await sql<{ name: string }>`SELECT current_user AS name`.execute(owner())
    await asSuperuser(house, 'CREATE TABLE gossip (about text)', `GRANT ALL ON gossip TO "${role!.name}"`, `CREATE FUNCTION gossip() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN INSERT INTO gossip VALUES (NEW.person_id); RETURN NULL; END'`, 'CREATE TRIGGER gossip AFTER INSERT ON membership FOR EACH ROW EXECUTE FUNCTION gossip()')
    await red('lifecycle.nothing_left', 'remains')
    await asSuperuser(house, 'DROP FUNCTION gossip() CASCADE', 'DROP TABLE gossip')
  })
})
