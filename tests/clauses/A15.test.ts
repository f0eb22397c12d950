/** A15, R12.1: the change of the school year. Preview, one confirmation, everything in one transaction, and the way back for 14 days. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { mayOf } from '#platform/access/decide.ts'
import { startOfDay } from '#platform/time/calendar.ts'
import messenger from '#modules/messenger/manifest.ts'
import { stateOf } from '#modules/messenger/rules.ts'
import { loadRooms } from '#modules/messenger/store/rooms.ts'
import { roomSubject } from '#modules/messenger/subjects.ts'
import type { World } from '#example/world.ts'
import type { YearPreview } from '#modules/people/year/shape.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

const example = (name: string): string => readFileSync(new URL(`../../example/import/${name}`, import.meta.url), 'utf8')
/** A fifth of the school, so that many changes can be done and undone. */
const fifth = (name: string): Buffer => {
  const [head, ...lines] = example(name).trimEnd().split('\r\n')
  return Buffer.from(`${[head, ...lines.filter((line) => Number(/\d{6}/.exec(line)![0]) % 5 === 0)].join('\r\n')}\r\n`)
}
const NEXT = fifth('schueler-naechstes-jahr.csv')

describe('A15 the change of the school year', () => {
  let house: TestHouse
  let world: World
  let admin: Visitor

  before(async () => {
    ;({ house, world } = await openTestWorld())
    admin = visitor(house)
    await admin.signIn(world.accountName('admin'))
    for (const name of ['schueler-schild.csv', 'lehrkraefte.csv', 'kurse.csv']) {
      const bytes = name.startsWith('lehr') ? Buffer.from(example(name)) : fifth(name)
      const shown = await admin.call('people.previewImport', { source: 'schild' }, bytes)
      const done = await admin.call('people.applyImport', { source: 'schild', differenceHash: shown.body['differenceHash'] }, bytes)
      assert.equal(done.status, 200, done.text.slice(0, 300))
    }
  })
  after(() => house.close())

  const preview = async (body: Buffer = Buffer.alloc(0)): Promise<YearPreview> => {
    const reply = await admin.call('people.previewYear', {}, body)
    assert.equal(reply.status, 200, reply.text.slice(0, 300))
    return reply.body as unknown as YearPreview
  }
  const change = async (body: Buffer = Buffer.alloc(0), more: Record<string, unknown> = {}) => admin.call('people.changeYear', { differenceHash: (await preview(body)).differenceHash, ...more }, body)
  const reader = async (): Promise<void> => {
    admin = visitor(house)
    await admin.signIn(world.accountName('admin'))
  }
  /** All that the change may touch, as it stands for these groups. */
  const snapshot = async (groupIds?: ReadonlySet<string>): Promise<{ groups: Set<string>; text: string }> => {
    const { database } = house.db
    const groups = (await database.selectFrom('school_group').selectAll().orderBy('id').execute()).filter((row) => groupIds === undefined || groupIds.has(row.id))
    const ids = new Set(groups.map((row) => row.id))
    const labels = (await database.selectFrom('group_label').select(['group_id', 'school_year', 'label']).orderBy('group_id').orderBy('school_year').execute()).filter((row) => ids.has(row.group_id))
    const today = house.clock.today()
    const memberships = (await database.selectFrom('membership').selectAll().orderBy('id').execute()).filter((row) => ids.has(row.group_id) || row.until_on === null || row.until_on >= today)
    const people = await database.selectFrom('person').select(['id', 'entered_on', 'exit_on']).orderBy('id').execute()
    const facts = await database.selectFrom('access_fact').select(['person_id', 'kind', 'key', 'valid_from', 'valid_until']).orderBy('person_id').orderBy('kind').orderBy('key').orderBy('valid_from').execute()
    const tasks = await database.selectFrom('task').leftJoin('task_completion', 'task_completion.task_id', 'task.id').select(['task.kind', 'task.key']).where('task_completion.task_id', 'is', null).orderBy('task.key').execute()
    const stays = await database.selectFrom('past_stay').selectAll().execute()
    return { groups: ids, text: JSON.stringify({ groups, labels, memberships, people, facts, tasks, stays }, null, 1) }
  }

  test('before the first of August it is a look ahead: nothing can be done, nothing is stored', async () => {
    const shown = await preview()
    assert.deepEqual([shown.state, shown.schoolYear, shown.startsOn], ['early', '2027/28', '2027-08-01'])
    assert.equal(shown.renamed.find((one) => one.label === '05a')?.to, '06a')
    assert.equal(shown.renamed.find((one) => one.label === 'EF')?.to, 'Q1')
    const before = await snapshot()
    const reply = await change()
    assert.deepEqual([reply.status, reply.refusal?.code], [409, 'year_not_due'])
    assert.equal((await snapshot()).text, before.text)
  })

  test('only who keeps accounts or groups sees it and does it', async () => {
    for (const key of ['teacher', 'head', 'clerk', 'pupil'] as const) {
      const other = visitor(house)
      await other.signIn(world.accountName(key))
      assert.equal((await other.call('people.previewYear', {}, NEXT)).status, 403, key)
      assert.equal((await other.call('people.changeYear', { differenceHash: '0'.repeat(64) }, NEXT)).status, 403, key)
      assert.equal((await other.call('people.listYears')).status, 403, key)
    }
  })

  test('R12.1 the exit year does not count for the safety stop; half a file does', async () => {
    await house.clock.travelTo('2027-08-20 09:00')
    await reader()
    const shown = await preview(NEXT)
    assert.deepEqual([shown.state, shown.schoolYear, shown.safety.stop], ['due', '2027/28', false])
    assert.ok(shown.exits > 10 && shown.newInFile >= 0)
    const half = Buffer.from(NEXT.toString('utf8').split('\r\n').slice(0, 60).join('\r\n') + '\r\n')
    const stopped = await change(half)
    assert.deepEqual([stopped.status, stopped.refusal?.code], [422, 'import_safety_stop'])
  })

  test('one confirmation does all of it: labels, exits, ended courses that stay readable, questions', async () => {
    const courses = (await preview(NEXT)).courses
    const before = await house.db.database.selectFrom('group_label').select('group_id').where('label', '=', '07a').execute()
    const done = await change(NEXT)
    assert.equal(done.status, 200, done.text.slice(0, 300))
    const labels = await house.db.database.selectFrom('group_label').select(['label']).where('group_id', '=', before[0]!.group_id).where('school_year', '=', '2027/28').execute()
    assert.deepEqual(labels, [{ label: '08a' }])
    const course = await house.db.database.selectFrom('school_group').select('ended_on').where('id', '=', courses[0]!.groupId).executeTakeFirstOrThrow()
    assert.equal(course.ended_on, '2027-08-20')
    const members = await house.db.database.selectFrom('membership').select('until_on').distinct().where('group_id', '=', courses[0]!.groupId).execute()
    assert.deepEqual(members, [{ until_on: '2027-11-17' }])
    const gone = await house.db.database.selectFrom('person').select('id').where('exit_on', '=', '2027-07-31').execute()
    assert.equal(gone.length, done.body['exits'])
    assert.equal((await preview(NEXT)).state, 'early')
    // The ordinary import of the same file brings only who is new.
    const after = await admin.call('people.previewImport', { source: 'schild' }, NEXT)
    const { counts, groups } = after.body as { counts: Record<string, number>; groups: { renamed: unknown[]; ended: unknown[] } }
    assert.deepEqual([counts['moved'], counts['leaving'], groups.renamed, groups.ended], [0, done.body['questions'], [], []])
    // The same again finds nothing to do, and a second change of the same year is refused.
    assert.equal((await change()).refusal?.code, 'year_not_due')
  })

  test('an ended course can be read by its members and not written in, until its days are over', async () => {
    const { database } = house.db
    const rooms = await database.selectFrom('messenger_room as r').innerJoin('school_group as g', 'g.id', 'r.group_id').innerJoin('membership as m', 'm.group_id', 'g.id').innerJoin('person as p', 'p.id', 'm.person_id')
      .select(['r.id', 'p.id as person', 'p.type']).where('g.kind', '=', 'course').where('p.type', '=', 'teacher').where('g.ended_on', '=', '2027-08-20').limit(1).execute()
    const [room] = rooms
    assert.ok(room !== undefined)
    const actor = (await house.platform.actors.find(room.person))!
    const stands = async (today: string) => {
      const found = (await loadRooms(database, [room.id], { at: startOfDay(today), today })).get(room.id)
      const may = mayOf(actor, messenger, roomSubject(found!, stateOf(found!, today, false)), startOfDay(today))
      return { read: may.includes('messenger.read'), write: may.includes('messenger.write') }
    }
    assert.deepEqual(await stands('2027-08-20'), { read: true, write: false })
    assert.deepEqual(await stands('2027-11-17'), { read: true, write: false })
    assert.deepEqual(await stands('2027-11-18'), { read: false, write: false })
  })

  test('it is taken back within 14 days; what somebody changed since stays and is named; twice is refused', async () => {
    const { years } = (await admin.call('people.listYears')).body as { years: { id: string; mayUndo: boolean; undoUntil: string }[] }
    assert.deepEqual([years.length, years[0]!.mayUndo, years[0]!.undoUntil], [1, true, '2027-09-03'])
    const renamed = await house.db.database.selectFrom('group_label').select(['id', 'group_id']).where('label', '=', '08a').where('school_year', '=', '2027/28').executeTakeFirstOrThrow()
    await house.db.database.updateTable('group_label').set({ label: '8 alpha' }).where('id', '=', renamed.id).execute()
    const reply = await admin.call('people.undoYear', { id: years[0]!.id })
    assert.equal(reply.status, 200, reply.text.slice(0, 300))
    assert.deepEqual(reply.body['kept'], [{ kind: 'label', name: '8 alpha' }])
    assert.equal((await admin.call('people.undoYear', { id: years[0]!.id })).refusal?.code, 'year_undone')
    await house.db.database.deleteFrom('group_label').where('id', '=', renamed.id).execute()
    assert.equal((await preview()).state, 'due')
  })

  test('property: change and way back leave everything as it was, with or without a file, whichever rooms begin anew', async () => {
    const classes = (await preview()).renamed.filter((one) => one.kind === 'class').map((one) => one.groupId)
    await fc.assert(
      fc.asyncProperty(fc.boolean(), fc.subarray(classes), async (isWithFile, fresh) => {
        const before = await snapshot()
        const done = await change(isWithFile ? NEXT : Buffer.alloc(0), { fresh: fresh.join(',') })
        assert.equal(done.status, 200, done.text.slice(0, 300))
        const changed = await snapshot(before.groups)
        assert.notEqual(changed.text, before.text)
        const back = await admin.call('people.undoYear', { id: done.body['id'] })
        assert.deepEqual([back.status, back.body['kept']], [200, []], back.text.slice(0, 300))
        assert.equal((await snapshot(before.groups)).text, before.text)
      }),
      { numRuns: 4, examples: [[true, []], [false, classes.slice(0, 2)]] },
    )
  })

  test('after 14 days it stays', async () => {
    const done = await change()
    assert.equal(done.status, 200)
    await house.clock.travelTo('2027-09-04 09:00')
    await reader()
    assert.equal((await admin.call('people.undoYear', { id: done.body['id'] })).refusal?.code, 'year_undo_over')
  })
})
