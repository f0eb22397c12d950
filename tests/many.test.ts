/**
 * What is done for many people at once takes as many statements as for a few: a file of the school's program, the forms of a class, a print of slips. Counted
 * at the driver, so no clock is asked.
 */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { sql } from 'kysely'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { addPeople, changePeople, restoreStays } from '#platform/identity/people.ts'
import { write } from '#platform/module/write.ts'
import { addDays } from '#platform/time/calendar.ts'
import { schoolYearOf } from '#platform/time/schoolyear.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { formsFor } from '#modules/consent/paper/store.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { applyFile, previewFile } from '#modules/people/actions/import/file.ts'
import { slipRows } from '#modules/people/store/slips.ts'
import { act } from '#example/act.ts'
import type { World } from '#example/world.ts'
import { arrive } from './interleave.ts'
import { openTestHouse } from './house.ts'
import type { TestHouse } from './house.ts'
import { statementsOf } from './statements.ts'
import { openTestWorld } from './world.ts'

const FEW = 3
const MANY = 90
/** What the house may do besides: it reads the school anew when somebody comes or goes. One statement for each of many would be far more. */
const BESIDES = 20

describe('for many as for a few', () => {
  let house: TestHouse
  let world: World
  before(async () => {
    ;({ house, world } = await openTestWorld())
    await importFile(pupilsFile(0, 0))
    await importFile(parentsFile(() => true))
    const began = addDays(house.clock.today(), -100)
    await house.write(async (w) => changePeople(w, (await known(0, PUPILS)).map((id) => ({ id, enteredOn: began }))))
  })
  after(() => house.close())

  /** The same for a few and for many: what the second takes more is nothing that grows. */
  async function alike(name: string, work: (count: number) => Promise<unknown>): Promise<void> {
    const few = await statementsOf(() => work(FEW))
    const many = await statementsOf(() => work(MANY))
    assert.ok(many <= few + BESIDES, `${name}: ${few} statements for ${FEW}, ${many} for ${MANY}`)
  }

  const known = async (from: number, count: number) =>
    (await house.platform.database.selectFrom('person').select('id').where('source', '=', 'schild').where('type', '=', 'pupil').orderBy('source_id').offset(from).limit(count).execute()).map((row) => row.id)

  /** A class of so many known pupils with a second parent each; the teacher leads it. */
  async function classOf(from: number, count: number): Promise<{ groupId: string; pupilIds: string[] }> {
    const pupilIds = await known(from, count)
    return house.write(async (w) => {
      const [groupId] = await foundGroups(w, [{ kind: 'class', label: `Z${from}`, purpose: 'Unterricht', schoolYear: schoolYearOf(w.today, []).label }])
      await addMembers(w, [...pupilIds.map((personId) => ({ groupId: groupId!, personId, role: 'member' as const })), { groupId: groupId!, personId: world.ids.teacher, role: 'lead' }])
      const parents = await addPeople(w, pupilIds.map((_, n) => ({ type: 'parent' as const, givenName: 'Zweite', familyName: `Person ${from + n}`, source: 'second', sourceId: `${from + n}` })))
      await addGuardianships(w, pupilIds.map((wardId, n) => ({ guardianId: parents[n]!, wardId, kind: 'other' as const, hasCustody: true, source: 'second' })))
      return { groupId: groupId!, pupilIds }
    })
  }

  async function importFile(text: string): Promise<number> {
    const file = { bytes: Buffer.from(`\ufeff${text}`), source: 'schild', at: house.clock.now(), tell: () => {} }
    const { differenceHash } = await previewFile(house.platform, file)
    return statementsOf(() => applyFile(house.platform, file, { differenceHash, confirmSafety: true }, (work) => write(house.platform, null, house.clock.now(), work)))
  }

  test('people leave, their leaving is taken back, they leave and come again', async () => {
    const yesterday = addDays(house.clock.today(), -1)
    const ids = await known(0, MANY)
    await alike('leave', (count) => house.write((w) => changePeople(w, ids.slice(0, count).map((id) => ({ id, exitOn: yesterday })))))
    await alike('taken back', (count) => house.write((w) => restoreStays(w, ids.slice(0, count).map((id) => ({ id, exitOn: null })))))
    await house.write((w) => changePeople(w, ids.map((id) => ({ id, exitOn: yesterday }))))
    await alike('come again', (count) => house.write((w) => changePeople(w, (count === FEW ? ids.slice(0, FEW) : ids.slice(FEW)).map((id) => ({ id, exitOn: null })))))
    assert.equal((await house.platform.database.selectFrom('past_stay').select('id').execute()).length, MANY)
  })

  test('R12.1 a file without many people, with exits, and then with all of them again', async () => {
    const few = { away: await importFile(pupilsFile(FEW, FEW)), again: await importFile(pupilsFile(0, 0)) }
    const many = { away: await importFile(pupilsFile(MANY, MANY)), again: await importFile(pupilsFile(0, 0)) }
    const tasks = await house.platform.database.selectFrom('task').leftJoin('task_completion as c', 'c.task_id', 'task.id').select(['task.key', 'c.outcome']).where('kind', '=', 'people.departure_unclear').execute()
    assert.equal(tasks.length, FEW + MANY)
    assert.ok(tasks.every((task) => task.outcome === 'in_file'))
    assert.ok(many.away <= few.away + BESIDES, `${few.away} statements for ${FEW}, ${many.away} for ${MANY}`)
    assert.ok(many.again <= few.again + BESIDES, `${few.again} statements for ${FEW}, ${many.again} for ${MANY}`)
  })

  test('A3 a file in which many parents lose custody, and many children have nobody', async () => {
    const few = await importFile(parentsFile((n) => n >= FEW))
    await importFile(parentsFile(() => true))
    const many = await importFile(parentsFile((n) => n >= MANY))
    assert.ok(many <= few + BESIDES, `${few} statements for ${FEW}, ${many} for ${MANY}`)
    const open = await house.platform.database.selectFrom('task').leftJoin('task_completion as c', 'c.task_id', 'task.id').select('task.key').where('kind', '=', 'people.custody_no_holder').where('c.task_id', 'is', null).execute()
    assert.equal(open.length, MANY)
  })

  test('A4 the forms of a class, entered by the clerk and by its lead', async () => {
    const documentVersionId = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
    await act(house, world.ids.head, 'consent', consent, 'assignEntry', { personId: world.ids.teacher, from: house.clock.today() }).catch(() => {})
    for (const [index, personId] of [world.ids.clerk, world.ids.teacher].entries()) {
      const one = await arrive(house, personId)
      const classes = new Map([[FEW, await classOf(100 + index * 100, FEW)], [MANY, await classOf(103 + index * 100, MANY)]])
      const codes = await house.write((w) => formsFor(w, [...classes.values()].flatMap(({ pupilIds }) => pupilIds), { purpose: 'platform', documentVersionId }))
      await alike(personId === world.ids.clerk ? 'clerk' : 'lead', async (count) => {
        const { groupId, pupilIds } = classes.get(count)!
        const entries = pupilIds.map((pupilId) => ({ pupilId, signed: 'complete', declaredOn: house.clock.today(), documentVersionId, formCode: codes.get(pupilId) }))
        const reply = await one.call('consent.recordDeclarations', { groupId, purpose: 'platform', clientId: randomUUID(), entries })
        assert.deepEqual([reply.status, reply.body['opened']], [200, count], reply.text)
      })
      assert.equal((await house.platform.database.selectFrom('consent_lead_entry').select('id').execute()).length, index * (FEW + MANY))
    }
  })

  test('A4 slips for many, again in their place, and codes of a teacher for a class', async () => {
    const admin = await arrive(house, world.ids.admin)
    const ids = await known(0, MANY)
    const print = async (count: number) => {
      const reply = await admin.call('people.printChosenSlips', { whom: { kind: 'people', personIds: ids.slice(0, count) } })
      assert.deepEqual([reply.status, (reply.body['slips'] as unknown[]).length], [200, count])
    }
    await print(MANY)
    await alike('slips', print)
    const teacher = await arrive(house, world.ids.teacher)
    const groups = await house.platform.database.selectFrom('membership as m').innerJoin('group_label as l', 'l.group_id', 'm.group_id').select(['m.group_id', 'l.label']).where('m.person_id', '=', world.ids.teacher).where('l.label', 'in', ['Z100', 'Z103']).orderBy('l.label').execute()
    await alike('codes of a teacher', async (count) => {
      const reply = await teacher.call('people.printTeacherSlips', { id: groups[count === FEW ? 0 : 1]!.group_id })
      assert.deepEqual([reply.status, (reply.body['slips'] as unknown[]).length], [200, count], reply.text)
    })
  })
})

describe('right after an import, when nothing is known of the tables yet', () => {
  let house: TestHouse
  before(async () => void (house = await openTestHouse()))
  after(() => house.close())

  test('a print of slips goes from each person to their own class', async () => {
    const schoolYear = schoolYearOf(house.clock.today(), []).label
    const ids = await house.write(async (w) => {
      const added = await addPeople(w, Array.from({ length: 2_000 }, (_, n) => ({ type: 'pupil' as const, givenName: 'Kim', familyName: `Muster${n}`, source: 'test', sourceId: `${n}` })))
      const groups = await foundGroups(w, Array.from({ length: 80 }, (_, n) => ({ kind: n < 70 ? ('class' as const) : ('year' as const), label: `Z${n}`, purpose: 'Unterricht', schoolYear })))
      await addMembers(w, added.flatMap((personId, n) => [groups[n % 70]!, groups[70 + (n % 10)]!].map((groupId) => ({ groupId, personId, role: 'member' as const }))))
      return added
    })
    await house.write(async (w) => {
      const rows = await slipRows(w.trx, ids.slice(0, 1_000), { at: w.at, today: w.today }, schoolYear)
      assert.deepEqual(rows.map((row) => row.place).sort().slice(0, 2), ['Z0', 'Z0'])
      const read = await sql<{ n: number }>`SELECT (seq_tup_read + idx_tup_fetch)::int AS n FROM pg_stat_xact_user_tables WHERE relname = 'membership'`.execute(w.trx)
      assert.ok(read.rows[0]!.n < 1_000 * 10, `${read.rows[0]!.n} memberships were read for 1,000 people`)
    })
  })
})

const PUPILS = 420

/** The first `missing` are not in it; the next `leaving` left last week. */
function pupilsFile(missing: number, leaving: number): string {
  const lines = Array.from({ length: PUPILS }, (_, n) => `${1_000 + n};Muster${n};Kim;${String(5 + (n % 6)).padStart(2, '0')}-${n % 5};${String(5 + (n % 6)).padStart(2, '0')};01.02.${2015 - (n % 6)};01.08.2026;${n >= missing && n < missing + leaving ? '16.11.2026' : ''}`)
  return `${['Interne ID-Nummer;Nachname;Vorname;Klasse;Jahrgang;Geburtsdatum;Aufnahmedatum;Entlassdatum', ...lines.slice(missing)].join('\r\n')}\r\n`
}

function parentsFile(hasCustody: (n: number) => boolean): string {
  const lines = Array.from({ length: PUPILS }, (_, n) => `${50_000 + n};Muster${n};Toni;${1_000 + n};Mutter;${hasCustody(n) ? 'ja' : 'nein'};`)
  return `${['Eltern-ID;Nachname;Vorname;Kind-ID;Art;sorgeberechtigt;E-Mail', ...lines].join('\r\n')}\r\n`
}
