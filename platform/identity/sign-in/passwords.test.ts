import { after, before, beforeEach, describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { readLedger } from '#platform/ledger/ledger.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { restoreAccounts } from '#platform/identity/deletion.ts'
import { addPeople, changePeople } from '#platform/identity/people.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { setPassword } from './passwords.ts'
import { makeSlips } from './slips.ts'
import { PASSWORD, consent, makeTestSchool, testBrowser } from './test-school.ts'
import type { TestBrowser, TestSchool } from './test-school.ts'
import { readTicket } from './tickets.ts'

const PHRASE = 'Über grünen Wiesen zögert früh der schöne Nebel am Köhlerhügel .'
const NEXT = 'sieben krumme laternen'

describe('slips and passwords', () => {
  let house: TestHouse
  let school: TestSchool
  const browser = () => testBrowser(house.app)
  const slipFor = async (personId: string, days = 14) =>
    (await house.write((w) => makeSlips(w, [personId], { validUntil: startOfDay(addDays(w.today, days + 1)), madeBy: school.office })))[0]!.code
  const useSlip = (from: TestBrowser, code: string) => from.ask('POST', '/slip-uses', { code })
  const choose = (from: TestBrowser, ticket: unknown, password: string, device: 'own' | 'shared' = 'own') =>
    from.ask('PUT', '/password', { ticket, password, device })
  const signIn = (from: TestBrowser, account: string, password: string) => from.ask('POST', '/session', { account, password, device: 'own' })
  const isSignedIn = async (from: TestBrowser) => (await from.ask('GET', '/session')).body.signedIn

  before(async () => {
    house = await openTestHouse()
    school = await house.write(makeTestSchool)
    await house.platform.school.reload()
  })
  beforeEach(() => house.write(async (w) => void (await w.trx.deleteFrom('sign_in_bucket').execute())))
  after(() => house.close())

  describe('a slip', () => {
    it('R4.2 shows whose it is and how long the password must be, and gets its owner in with a first password', async () => {
      await house.write((w) => consent(w, school.fresh, true))
      const from = browser()
      const used = await useSlip(from, (await slipFor(school.fresh)).toLowerCase().replaceAll('-', ' '))
      const { ticket, ...shown } = used.body
      assert.deepEqual(shown, { givenName: 'Dilan', accountName: 'dilan.kaya', length_min: 8, isFirst: true })
      assert.deepEqual((await choose(from, ticket, PHRASE)).body, { outcome: 'signed_in' })
      assert.equal(await isSignedIn(from), true)
      assert.equal((await signIn(browser(), 'dilan.kaya', PHRASE.normalize('NFD'))).status, 200)
      assert.equal((await signIn(browser(), 'dilan.kaya', PHRASE.normalize('NFC'))).status, 200)
      assert.equal((await signIn(browser(), 'dilan.kaya', PHRASE.slice(0, -1))).status, 403)
      assert.equal((await useSlip(browser(), await slipFor(school.fresh))).body.isFirst, false)
    })

    it('R4.2 staff need fifteen signs', async () => {
      assert.equal((await useSlip(browser(), await slipFor(school.teacher))).body.length_min, 15)
    })

    it('A6 up to grade 7 eight signs are enough, from grade 8 on it takes twelve; whose grade nobody knows counts as older', async () => {
      const short = 'kq7xw4tz'
      const slipOf = async () => (await useSlip(browser(), await slipFor(school.friend))).body
      const since = addDays(house.clock.today(), -1)
      const young = await slipOf()
      assert.equal(young.length_min, 8)
      assert.deepEqual((await choose(browser(), young.ticket, short)).body, { outcome: 'signed_in' })
      const class8a = await house.write(async (w) => (await foundGroups(w, [{ kind: 'class', label: '08a', purpose: 'Unterricht der Klasse', schoolYear: '2026/27' }]))[0]!)
      await house.write((w) => addMembers(w, [{ groupId: class8a, personId: school.friend, role: 'member', from: since }]))
      const { ticket, length_min } = await slipOf()
      assert.equal(length_min, 12)
      assert.deepEqual((await choose(browser(), ticket, short)).body.refusal, { status: 422, code: 'pw_short', field: 'password', params: { length_min: 12 } })
      const [nowhere] = await house.write((w) => addPeople(w, [{ type: 'pupil', givenName: 'Nora', familyName: 'Nirgends', source: 'test', sourceId: 'nora', enteredOn: since }]))
      assert.equal((await useSlip(browser(), await slipFor(nowhere!))).body.length_min, 12)
      await house.write((w) => setPassword(w, school.friend, PASSWORD))
    })

    it('R2.1 B13 behind a closed door it still gives a password, and then a ticket instead of a session', async () => {
      const from = browser()
      const { ticket } = (await useSlip(from, await slipFor(school.closed))).body
      const chosen = await choose(from, ticket, NEXT)
      assert.equal(chosen.body.outcome, 'closed')
      assert.deepEqual(chosen.cookies, [])
      assert.equal((await signIn(browser(), 'clara.voss', NEXT)).body.outcome, 'closed')
      assert.equal((await house.platform.database.selectFrom('session').select('id').where('person_id', '=', school.closed).execute()).length, 0)
    })

    it('works once, also when ten try at the same time', async () => {
      const code = await slipFor(school.friend)
      const tickets = await Promise.all(Array.from({ length: 10 }, async () => (await useSlip(browser(), code)).body.ticket))
      const answers = await Promise.all(tickets.map((ticket, n) => choose(browser(), ticket, `${NEXT} ${n}${n}${n}`)))
      assert.equal(answers.filter((answer) => answer.status === 200).length, 1)
      assert.ok(answers.every((answer) => answer.status === 200 || answer.text === '{"refusal":{"status":403,"code":"slip_void"}}'))
      const winner = answers.findIndex((answer) => answer.status === 200)
      assert.equal((await signIn(browser(), 'ben.oezdemir', `${NEXT} ${winner}${winner}${winner}`)).status, 200)
      assert.equal((await useSlip(browser(), code)).status, 403)
    })

    it('works once over two processes of the school', async () => {
      const second = await house.second()
      try {
        const code = await slipFor(school.friend)
        const tickets = await Promise.all([house, second].map(async ({ app }) => (await useSlip(testBrowser(app), code)).body.ticket))
        const answers = await Promise.all([house, second].map(({ app }, n) => choose(testBrowser(app), tickets[n], `${NEXT} zwei`)))
        assert.deepEqual(answers.map((answer) => answer.status).sort(), [200, 403])
      } finally {
        await second.close()
      }
    })

    it('X17 used, replaced, expired, foreign, made up, of somebody gone: the same answer, byte for byte', async () => {
      const replaced = await slipFor(school.open)
      await slipFor(school.open)
      const expired = await slipFor(school.teacher, 1)
      const departed = await slipFor(school.departed)
      const coming = await slipFor(school.coming)
      await house.clock.advance({ days: 2 })
      const foreign = 'ABCD-EFGH-JKMN'
      const answers = await Promise.all(
        [replaced, expired, departed, coming.slice(0, -1), foreign, 'x', '\0', "' OR 1=1"].map((code) => useSlip(browser(), code)),
      )
      assert.equal(answers[0]!.text, '{"refusal":{"status":403,"code":"slip_void","field":"code"}}')
      for (const answer of answers) assert.deepEqual(answer, answers[0])
      assert.equal((await useSlip(browser(), coming)).status, 200)
    })

    it('B13 its ticket is good for fifteen minutes, for this person, and ends with a newer slip', async () => {
      const from = browser()
      const { ticket } = (await useSlip(from, await slipFor(school.open))).body
      await house.clock.advance({ minutes: 16 })
      assert.equal((await choose(from, ticket, NEXT)).body.refusal !== undefined, true)
      const { ticket: second } = (await useSlip(from, await slipFor(school.open))).body
      await slipFor(school.open)
      assert.equal((await choose(from, second, NEXT)).status, 403)
      for (const forged of ['', 'x', `${String(second)}x`, String(second).replace(school.open, school.friend)])
        assert.equal((await choose(from, forged, NEXT)).status, 403)
    })

    it('the ticket of a password chooses no password, also while a slip lies open', async () => {
      await slipFor(school.closed)
      const { ticket } = (await signIn(browser(), 'clara.voss', NEXT)).body
      assert.equal((await choose(browser(), ticket, PHRASE)).status, 403)
    })

    it('nothing of the code stands in the database', async () => {
      const code = await slipFor(school.open)
      const rows = await house.platform.database.selectFrom('access_slip').selectAll().where('person_id', '=', school.open).execute()
      for (const part of [code, code.replaceAll('-', '')]) assert.ok(rows.every((row) => !row.code_hash.includes(part)))
    })

    it('833 are made in one go, each with a code of its own, the open ones replaced and in the ledger', async () => {
      const people = await house.write((w) =>
        addPeople(
          w,
          Array.from({ length: 833 }, (_, n) => ({
            type: 'pupil' as const,
            givenName: 'Kind',
            familyName: `Nummer${n}`,
            source: 'test',
            sourceId: `mass ${n}`,
          })),
        ),
      )
      const validUntil = startOfDay(addDays(house.clock.today(), 15))
      const first = await house.write((w) => makeSlips(w, people, { validUntil, madeBy: school.office }))
      assert.deepEqual(
        first.map((slip) => slip.personId),
        people,
      )
      assert.equal(new Set(first.map((slip) => slip.code)).size, 833)
      const second = await house.write((w) => makeSlips(w, people, { validUntil, madeBy: null }))
      assert.equal((await useSlip(browser(), first[832]!.code)).status, 403)
      assert.equal((await useSlip(browser(), second[832]!.code)).status, 200)
      const ends = await house.platform.database
        .selectFrom('access_slip_end as e')
        .innerJoin('access_slip as s', 's.id', 'e.slip_id')
        .select(['s.id', 'e.reason'])
        .where('s.person_id', 'in', people)
        .execute()
      assert.deepEqual([ends.length, new Set(ends.map((end) => end.reason))], [833, new Set(['replaced'])])
      const { entries } = await readLedger(join(house.folder, 'ledger'), house.platform.keys.ledger)
      const lost = new Set(entries.filter((entry) => entry.kind === 'slip_end').flatMap((entry) => Object.values(entry.ids)))
      assert.ok(ends.every((end) => lost.has(end.id)))
    })

    it('two clerks who print for the same person at the same time leave one open slip', async () => {
      await Promise.all(Array.from({ length: 5 }, () => slipFor(school.open)))
      const open = await house.platform.database
        .selectFrom('access_slip as s')
        .leftJoin('access_slip_end as e', 'e.slip_id', 's.id')
        .select('s.id')
        .where('s.person_id', '=', school.open)
        .where('e.slip_id', 'is', null)
        .execute()
      assert.equal(open.length, 1)
    })

    it('no slip lives longer than the summer holidays and sixty days', async () => {
      await assert.rejects(slipFor(school.open, 130), /up to 120 days/)
      await assert.rejects(slipFor(school.open, -2), /up to 120 days/)
    })
  })

  describe('a declaration ticket', () => {
    const ticketOf = async (account: string, password = PASSWORD) => (await signIn(browser(), account, password)).body.ticket as string
    const read = (ticket: string) => readTicket(house.platform, ticket, house.clock.now())
    const setBack = () =>
      house.write(async (w) => {
        await w.trx.deleteFrom('credential_voided').execute()
        await setPassword(w, school.closed, PASSWORD)
      })

    it('B13 names its person, also after the access of the person changed, for fifteen minutes', async () => {
      await setBack()
      const ticket = await ticketOf('clara.voss')
      assert.deepEqual(await read(ticket), { personId: school.closed, slipId: null })
      await house.write((w) => consent(w, school.closed, true))
      await house.write((w) => consent(w, school.closed, false))
      assert.deepEqual(await read(ticket), { personId: school.closed, slipId: null })
      await house.clock.advance({ minutes: 15 })
      assert.equal(await read(ticket), null)
    })

    it('ends with the password it was given for', async () => {
      const ticket = await ticketOf('clara.voss')
      await setBack()
      assert.equal(await read(ticket), null)
    })

    it('R8.2 ends with a loss report, the one of a slip too', async () => {
      const slip = (await useSlip(browser(), await slipFor(school.closed))).body.ticket as string
      const ticket = await ticketOf('clara.voss')
      assert.equal((await read(slip))?.personId, school.closed)
      await browser().ask('POST', '/lost-device-reports', { account: 'clara.voss', password: PASSWORD })
      assert.deepEqual([await read(ticket), await read(slip)], [null, null])
      await setBack()
    })

    it('R12.4 ends with the account, and does not come back with it', async () => {
      const ticket = await ticketOf('clara.voss')
      await house.write((w) => changePeople(w, [{ id: school.closed, exitOn: addDays(w.today, -1) }]))
      assert.equal(await read(ticket), null)
      await house.write((w) => restoreAccounts(w, [{ id: school.closed, isNewStay: false }]))
      assert.equal(await read(ticket), null)
      await setBack()
      assert.notEqual(await read(await ticketOf('clara.voss')), null)
    })
  })

  describe('a new password', () => {
    it('R4.2 is refused with the reason, in the words of the person: name, school, class, length', async () => {
      const from = browser()
      const { ticket } = (await useSlip(from, await slipFor(school.open))).body
      const codeOf = async (password: string) => (await choose(from, ticket, password)).body.refusal
      assert.deepEqual(await codeOf('Sommer2026!'), { status: 422, code: 'pw_common', field: 'password', params: {} })
      assert.deepEqual(await codeOf('Müller-Anna-Lena'), { status: 422, code: 'pw_name', field: 'password', params: {} })
      assert.deepEqual(await codeOf('wiesenmoor5a'), { status: 422, code: 'pw_school', field: 'password', params: {} })
      assert.deepEqual(await codeOf('kq7xw4t'), { status: 422, code: 'pw_short', field: 'password', params: { length_min: 8 } })
      assert.deepEqual(await codeOf(`${PHRASE} `.repeat(2)), { status: 422, code: 'pw_long', field: 'password', params: { length_max: 128 } })
      assert.equal((await choose(from, ticket, PASSWORD)).status, 200, 'after refusals the slip is still good')
    })

    it('ends all other sessions of the person', async () => {
      const [old, other, from] = [browser(), browser(), browser()]
      await signIn(old, 'anna.mueller', PASSWORD)
      await signIn(other, 'tina.thiel', PASSWORD)
      const { ticket } = (await useSlip(from, await slipFor(school.open))).body
      assert.equal((await choose(from, ticket, PASSWORD)).status, 200)
      assert.deepEqual([await isSignedIn(old), await isSignedIn(other), await isSignedIn(from)], [false, true, true])
    })
  })

  describe('changing the own password', () => {
    const change = (from: TestBrowser, current: string, next: string) => from.ask('PUT', '/own-password', { current, next })

    it('needs the current one, ends the other sessions and leaves this one', async () => {
      const [here, there] = [browser(), browser()]
      await signIn(here, 'tina.thiel', PASSWORD)
      await signIn(there, 'tina.thiel', PASSWORD)
      assert.equal((await change(here, 'falsch', PHRASE)).text, '{"refusal":{"status":403,"code":"password_wrong","field":"current"}}')
      assert.equal((await change(here, PASSWORD, 'tina.thiel 2026')).body.refusal !== undefined, true)
      assert.equal(await isSignedIn(there), true)
      assert.equal((await change(here, PASSWORD, PHRASE)).status, 200)
      assert.deepEqual([await isSignedIn(here), await isSignedIn(there)], [true, false])
      assert.equal((await signIn(browser(), 'tina.thiel', PASSWORD)).status, 403)
      assert.equal((await signIn(browser(), 'tina.thiel', PHRASE.normalize('NFD'))).status, 200)
    })

    it('refuses the same one, in whatever form it is typed', async () => {
      const from = browser()
      await signIn(from, 'tina.thiel', PHRASE)
      assert.equal((await change(from, PHRASE, PHRASE.normalize('NFD'))).text, '{"refusal":{"status":422,"code":"pw_previous","field":"next"}}')
    })

    it('B21 counts tries, so an unlocked browser is no way to guess', async () => {
      const from = browser()
      await signIn(from, 'lars.lehmann', PASSWORD)
      from.cookies.delete('schulhof_device')
      const answers = []
      for (let n = 0; n < 12; n++) answers.push((await change(from, 'falsch', PHRASE)).status)
      assert.deepEqual(answers, [...Array<number>(10).fill(403), 429, 429])
    })

    it('is not there for somebody without a session', async () => {
      assert.equal((await change(browser(), PASSWORD, PHRASE)).status, 404)
    })
  })
})
