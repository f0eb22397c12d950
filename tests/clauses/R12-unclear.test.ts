/**
 * R12.1 „Abgang klären“: pupils who are missing in a full import become a question that is due after 7 days; then the platform is shut for them, and on day 14
 * the head is alarmed. 3.2 BLOCKED(exit_unclear).
 */
import assert from 'node:assert/strict'
import { afterEach, beforeEach, describe, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { isAdmitted } from '#platform/access/actor.ts'
import { setFacts } from '#platform/access/facts.ts'
import { pupilsOfClass } from '#platform/identity/cards/class-sign-in.ts'
import { addDays, instantInBerlin, startOfDay } from '#platform/time/calendar.ts'
import { consentOf } from '#modules/consent/rules/consent.ts'
import { day, families, someDay } from '#modules/consent/rules/testing/families.ts'
import { knownOn, LAST, lawfulDays } from '#modules/consent/rules/testing/walk.ts'
import { contract as lifecycle } from '#modules/lifecycle/contract.ts'
import { isAdmitted as isAdmittedToTalk } from '#modules/messenger/store/admitted.ts'
import type { ImportPreview } from '#modules/people/contract.ts'
import { module as peopleModule } from '#modules/people/module.ts'
import { exitUnclearFacts } from '#modules/people/rules.ts'
import { askDepartures } from '#modules/people/store/questions.ts'
import { isAdmitted as isAdmittedToSee } from '#modules/people/store/sight.ts'
import { act } from '#example/act.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import type { TestHouse } from '../house.ts'
import { arrive } from '../interleave.ts'
import { visitor } from '../visitor.ts'
import type { Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

let house: TestHouse
let world: World
let admin: Visitor

const id = (key: PersonKey): string => world.ids[key]
const at = async (when: string): Promise<void> => house.clock.travelTo(when)
const isIn = async (key: PersonKey): Promise<boolean> => isAdmitted((await house.platform.actors.find(id(key)))!, house.clock.now())
const come = async (): Promise<void> => void (admin = await arrive(house, id('admin')))
const night = async (): Promise<void> => {
  for (const job of peopleModule.recurring!) await job.run(house.platform, house.clock.today(), house.clock.now())
}
const blocks = async (): Promise<number> => (await house.db.database.selectFrom('access_fact').select('id').where('kind', '=', 'block').execute()).length

/** Everybody of the school who is in a file of the administration's program, but for these. */
async function fileWithout(...keys: PersonKey[]): Promise<Buffer> {
  const { rows } = await sql<{ source_id: string; family_name: string; given_name: string; label: string | null }>`
    SELECT p.source_id, p.family_name, p.given_name, (SELECT l.label FROM membership m JOIN school_group g ON g.id = m.group_id AND g.kind IN ('class', 'year') JOIN group_label l ON l.group_id = g.id WHERE m.person_id = p.id LIMIT 1) AS label
      FROM person p WHERE p.type = 'pupil' AND p.source = 'example' AND p.exit_on IS NULL`.execute(house.db.database)
  const lines = rows.filter((row) => !keys.some((key) => key === row.source_id)).map((row) => [row.source_id, row.family_name, row.given_name, row.label ?? ''].join(';'))
  return Buffer.from(['ID;Nachname;Vorname;Klasse', ...lines, ''].join('\n'))
}

async function take(file: Buffer): Promise<ImportPreview> {
  await come()
  const shown = await admin.call('people.previewImport', { source: 'example', kind: 'pupils' }, file)
  assert.equal(shown.status, 200, shown.text.slice(0, 300))
  const done = await admin.call('people.applyImport', { source: 'example', kind: 'pupils', differenceHash: shown.body['differenceHash'], confirmSafety: true }, file)
  assert.equal(done.status, 200, done.text.slice(0, 300))
  return shown.body as unknown as ImportPreview
}

describe('a departure that nobody answers', () => {
  beforeEach(async () => {
    ;({ house, world } = await openTestWorld())
    assert.equal(house.clock.today(), '2026-11-23')
    await come()
  })
  afterEach(() => house.close())

  describe('R12.1 "pupils missing in a full import become tasks, due 7 days, then platform access blocked"', () => {
    test('day 7, 23:59: open. Day 8, 00:00: shut, with no job run; the session is over, and nobody of the class finds them any more', async () => {
      const lina = visitor(house)
      await lina.signIn(world.accountName('pupil'))
      const live = await lina.connect(await house.listen())
      await take(await fileWithout('pupil'))
      const friend = await arrive(house, id('friend'))
      const found = async () => ((await friend.call('people.listPeople', { q: 'Lina' })).body['people'] as { displayName: string }[]).map((one) => one.displayName).filter((name) => name === 'Lina Sommer')

      await at('2026-11-30 23:59')
      assert.equal(await isIn('pupil'), true)
      assert.equal((await lina.call('home.readToday')).status, 200)
      assert.deepEqual(await found(), ['Lina Sommer'])

      await at('2026-12-01 00:00')
      assert.equal(await isIn('pupil'), false)
      assert.equal((await lina.call('home.readToday')).status, 404)
      assert.equal(typeof (await live.closed), 'number', 'the live connection ends too')
      assert.deepEqual(await found(), [])
      assert.equal(await isIn('friend'), true, 'who is in the file keeps the door')
    })

    test('A2 the friendly closed page, word for word that of everybody who waits: no reason, no state', async () => {
      await take(await fileWithout('pupil'))
      await at('2026-12-01 08:00')
      const [one, other] = [visitor(house), visitor(house)]
      const [blocked, waiting] = [await one.signIn(world.accountName('pupil')), await other.signIn(world.accountName('withoutConsent'))]
      const shape = ({ status, body }: typeof blocked) => [status, body['outcome'], Object.keys(body).sort()]
      assert.deepEqual(shape(blocked), shape(waiting))
      assert.equal(blocked.body['outcome'], 'closed')
      assert.doesNotMatch(blocked.text, /exit|unclear|block|Abgang/i)
      const wrong = await visitor(house).signIn(world.accountName('pupil'), { password: 'ganz falsch geraten' })
      assert.notEqual(wrong.body['outcome'], 'closed', 'nobody learns of it without the password')
    })

    test('the class lead and the office see "Zugang noch zu", as of everybody else', async () => {
      await take(await fileWithout('pupil'))
      const door = async (by: PersonKey) => (await (await arrive(house, id(by))).call('people.getPerson', { id: id('pupil') })).body['door']
      assert.deepEqual([await door('teacher'), await door('admin')], ['open', 'open'])
      await at('2026-12-01 08:00')
      assert.deepEqual([await door('teacher'), await door('admin')], ['closed', 'closed'])
      assert.equal(await door('friend'), undefined)
    })

    test('"bleibt" opens at once; the session of before is over for good, a new one is let in', async () => {
      const lina = visitor(house)
      await lina.signIn(world.accountName('pupil'))
      await take(await fileWithout('pupil'))
      await at('2026-12-01 08:00')
      assert.equal(await isIn('pupil'), false)
      await come()
      assert.equal((await admin.call('people.recordStay', { id: id('pupil') })).status, 200)
      assert.equal(await isIn('pupil'), true)
      assert.equal(await blocks(), 0)
      assert.equal((await lina.call('home.readToday')).status, 404)
      await lina.signIn(world.accountName('pupil'))
      assert.equal((await lina.call('home.readToday')).status, 200)
    })

    test('answered in time it never shuts', async () => {
      const lina = visitor(house)
      await lina.signIn(world.accountName('pupil'))
      await take(await fileWithout('pupil'))
      assert.equal(await blocks(), 1, 'from when on it shuts stands with the question')
      await at('2026-11-30 23:58')
      await come()
      await admin.call('people.recordStay', { id: id('pupil') })
      await at('2026-12-01 00:00')
      assert.equal((await lina.call('home.readToday')).status, 200)
    })

    test('a file with the pupil again opens at once', async () => {
      await take(await fileWithout('pupil'))
      await at('2026-12-02 09:00')
      assert.equal(await isIn('pupil'), false)
      const shown = await take(await fileWithout())
      assert.deepEqual([shown.questions.answered, shown.counts.changed], [1, 0])
      assert.deepEqual([await isIn('pupil'), await blocks()], [true, 0])
    })

    test('a last day that is still to come is an answer: open until then', async () => {
      await take(await fileWithout('pupil'))
      await at('2026-12-02 09:00')
      await come()
      await admin.call('people.recordDeparture', { id: id('pupil'), exitOn: '2026-12-18' })
      assert.deepEqual([await isIn('pupil'), await blocks()], [true, 0])
      await at('2026-12-19 00:00')
      assert.equal(await isIn('pupil'), false)
    })

    test('deleted: the question and its fact go with the account, and do not come back with it', async () => {
      await take(await fileWithout('pupil'))
      await at('2026-12-02 09:00')
      await act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'deleteAccounts', { personIds: [id('pupil')], reason: 'Abmeldung liegt vor' })
      assert.equal(await blocks(), 0)
      const { deletions } = await act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'listDeleted', {})
      await act(house, id('secondAdmin'), 'lifecycle', lifecycle, 'restoreAccount', { id: deletions.find((one) => one.personId === id('pupil'))!.id, kind: 'mistake', reason: 'Es war ein Versehen' })
      assert.equal(await isIn('pupil'), true)
    })

    test('nobody of the staff is ever shut out by a question', async () => {
      await house.write((w) => askDepartures(w, [id('teacher'), id('admin'), id('pupil')]))
      await at('2026-12-20 08:00')
      await night()
      assert.deepEqual([await isIn('teacher'), await isIn('admin'), await isIn('pupil')], [true, true, false])
    })

    test('a question that was asked before questions had facts shuts with the next night', async () => {
      await take(await fileWithout('pupil'))
      await house.write((w) => setFacts(w, { module: 'people', id: id('pupil') }, []))
      await at('2026-12-01 08:00')
      assert.equal(await isIn('pupil'), true)
      await night()
      assert.equal(await isIn('pupil'), false)
    })

    test('every question of who is admitted gives one answer: the doors, and each query that lists people', async () => {
      await take(await fileWithout('pupil', 'fifteen'))
      for (const when of ['2026-11-30 23:59', '2026-12-01 00:00']) {
        await at(when)
        const moment = { at: house.clock.now(), today: house.clock.today() }
        const { rows } = await sql<{ id: string; sees: boolean; talks: boolean }>`SELECT p.id, ${isAdmittedToSee(moment)} AS sees, ${isAdmittedToTalk('p', moment.at)} AS talks FROM person p ORDER BY p.id`.execute(house.db.database)
        const cards = new Map((await pupilsOfClass(house.db.database, world.groups.class7b, null, moment)).map((one) => [one.id, one.is_admitted]))
        for (const row of rows) {
          const actor = isAdmitted((await house.platform.actors.find(row.id))!, moment.at)
          assert.deepEqual([row.sees, row.talks, cards.get(row.id) ?? actor], [actor, actor, actor], `${row.id} ${when}`)
        }
        assert.equal(rows.find((row) => row.id === id('pupil'))!.sees, when.endsWith('23:59'))
      }
    })
  })

  describe('R12.1 "day 14 alarm head"', () => {
    const alarms = async (by: PersonKey) => ((await (await arrive(house, id(by))).call('tasks.listTasks')).body['tasks'] as { kind: string }[]).filter((one) => one.kind === 'people.departure_overdue').length

    test('not on day 13; on day 14 one task for the whole school, to the head and in representation to the deputy, and to nobody else', async () => {
      await take(await fileWithout('pupil', 'friend'))
      await at('2026-12-06 00:20')
      await night()
      assert.equal(await alarms('head'), 0)
      await at('2026-12-07 00:20')
      await night()
      await night()
      for (const [key, n] of [['head', 1], ['deputy', 1], ['admin', 0], ['teacher', 0]] as const) assert.equal(await alarms(key), n, key)
    })

    test('it closes by itself with the last answer, and rings again for the next ones', async () => {
      await take(await fileWithout('pupil', 'friend'))
      await at('2026-12-07 08:00')
      await night()
      await come()
      await admin.call('people.recordStay', { id: id('pupil') })
      assert.equal(await alarms('head'), 1)
      await admin.call('people.recordStay', { id: id('friend') })
      assert.equal(await alarms('head'), 0)
      await take(await fileWithout('third'))
      await at('2026-12-21 08:00')
      await night()
      assert.equal(await alarms('head'), 1)
    })

    test('the week of the head names it', async () => {
      await take(await fileWithout('pupil'))
      await at('2026-12-07 08:00')
      await night()
      const week = (await (await arrive(house, id('head'))).call('home.readWeek')).body['items'] as { kind: string; count: number }[]
      assert.deepEqual(week.filter((one) => one.kind === 'people.departure_overdue').map((one) => one.count), [1])
    })
  })

  describe('the door and the law, on random lives', () => {
    const questions = fc.array(fc.record({ asked: someDay, days: fc.option(fc.nat(20)) }), { maxLength: 2 })

    test('R2.1 R12.1 the door is open exactly when consent is lawful and no question has been lying for more than seven days', () => {
      const seen = { open: 0, blocked: 0, shutLater: 0 }
      fc.assert(
        fc.property(families, questions, (family, asked) => {
          const consent = consentOf('platform', family)
          const lawful = lawfulDays(knownOn(family, family.today), 'platform')
          const open = asked.filter((one) => one.asked <= family.today && (one.days === null || addDays(one.asked, one.days) > family.today))
          const always = { key: 'active', validFrom: startOfDay(day(-400)), validUntil: null }
          const facts = [
            { kind: 'account' as const, ...always },
            ...(consent.open ? [{ kind: 'purpose' as const, ...always, key: 'platform', validUntil: consent.openUntil === null ? null : startOfDay(consent.openUntil) }] : []),
            ...open.flatMap((one) => exitUnclearFacts({ personId: 'p', dueOn: addDays(one.asked, 7) })),
          ]
          // As naively as possible: how many nights has it been lying there?
          const liesTooLong = (date: string) => open.some((one) => {
            let nights = 0
            for (let d = one.asked; d < date; d = addDays(d, 1)) nights += 1
            return nights > 7
          })
          for (let date = family.today; date <= LAST; date = addDays(date, 1)) {
            const isLawful = lawful.get(date) === true
            for (const time of ['00:00', '23:59']) assert.equal(isAdmitted({ type: 'pupil', facts }, instantInBerlin(date, time)), isLawful && !liesTooLong(date), `${date} ${time}`)
            if (isLawful && date === family.today) seen[liesTooLong(date) ? 'blocked' : 'open'] += 1
            if (isLawful && date > family.today && liesTooLong(date)) seen.shutLater += 1
            // What opens anew later is written down anew.
            if (!isLawful) break
          }
        }),
        { numRuns: Number(process.env['WALKS'] ?? 1_500) },
      )
      for (const [what, n] of Object.entries(seen)) assert.ok(n >= 5, `${what} was met ${n} times`)
    })
  })
})
