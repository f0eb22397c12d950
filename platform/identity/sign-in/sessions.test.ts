import { after, before, beforeEach, describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { prove } from '#example/factors.ts'
import { readLedger } from '#platform/ledger/ledger.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { DEVICE_COOKIE } from './device-cookie.ts'
import { closeAfterLoss } from './lost-device.ts'
import { endSessions, findSession, listSessionsOf, SESSION_COOKIE, startSession } from './sessions.ts'
import { makeSlips } from './slips.ts'
import { PASSWORD, makeTestSchool, testBrowser } from './test-school.ts'
import type { Answer, TestBrowser, TestSchool } from './test-school.ts'

const NEXT = 'sieben krumme laternen'
const EDGE = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36 Edg/128.0.0.0'

describe('sessions', () => {
  let house: TestHouse
  let school: TestSchool
  const browser = (userAgent?: string) => testBrowser(house.app, userAgent === undefined ? {} : { userAgent })
  const signIn = async (account: string, options: { from?: TestBrowser; device?: 'own' | 'shared'; password?: string; userAgent?: string } = {}) => {
    const from = options.from ?? browser(options.userAgent)
    const answer = await from.ask('POST', '/session', { account, password: options.password ?? PASSWORD, device: options.device ?? 'own' })
    assert.deepEqual(answer.body, { outcome: 'signed_in' }, account)
    return from
  }
  /** Whoever keeps the accounts, with a second factor proved. */
  const office = async () => {
    const from = browser()
    const { token } = await house.write((w) => startSession(w, { id: school.office, type: 'staff' }, 'own', 'test'))
    from.cookies.set(SESSION_COOKIE, await prove(house, token))
    return from
  }
  const isSignedIn = async (from: TestBrowser) => (await from.ask('GET', '/session')).body.signedIn
  const slipFor = async (personId: string) =>
    (await house.write((w) => makeSlips(w, [personId], { validUntil: startOfDay(addDays(w.today, 15)), madeBy: null })))[0]!.code
  /** A new password for everybody who lost theirs in the test before. */
  const renew = async (personId: string, password = PASSWORD) => {
    const from = browser()
    const { ticket } = (await from.ask('POST', '/slip-uses', { code: await slipFor(personId) })).body
    return from.ask('PUT', '/password', { ticket, password, device: 'own' })
  }
  const forget = () =>
    house.write(async (w) => {
      await w.trx.deleteFrom('sign_in_bucket').execute()
      await w.trx.deleteFrom('credential_voided').execute()
      for (const personId of Object.values(school)) await endSessions(w, personId, 'revoked')
    })

  before(async () => {
    house = await openTestHouse()
    school = await house.write(makeTestSchool)
    await house.platform.school.reload()
  })
  beforeEach(forget)
  after(() => house.close())

  describe('end by themselves', () => {
    it('A7 on an own device after thirty days, for staff after twelve hours', async () => {
      const [pupil, teacher] = [await signIn('anna.mueller'), await signIn('lars.lehmann')]
      await house.clock.advance({ hours: 11, minutes: 59 })
      assert.deepEqual([await isSignedIn(pupil), await isSignedIn(teacher)], [true, true])
      await house.clock.advance({ minutes: 2 })
      assert.deepEqual([await isSignedIn(pupil), await isSignedIn(teacher)], [true, false])
      await house.clock.advance({ days: 29, hours: 11 })
      assert.equal(await isSignedIn(pupil), true)
      await house.clock.advance({ hours: 2 })
      assert.equal(await isSignedIn(pupil), false)
    })

    it('T10 on a shared device after ten idle minutes, and after half a day of use', async () => {
      const from = await signIn('anna.mueller', { device: 'shared' })
      for (let n = 0; n < 3; n++) {
        await house.clock.advance({ minutes: 9 })
        assert.equal(await isSignedIn(from), true)
      }
      await house.clock.advance({ minutes: 11 })
      assert.equal(await isSignedIn(from), false)
      const used = await signIn('anna.mueller', { device: 'shared' })
      for (let n = 0; n < (12 * 60) / 9 - 1; n++) {
        await house.clock.advance({ minutes: 9 })
        assert.equal(await isSignedIn(used), true, `after ${(n + 1) * 9} minutes`)
      }
      await house.clock.advance({ minutes: 9 })
      assert.equal(await isSignedIn(used), false)
    })

    it('R6.2 use is noted at most once a minute, and on an own device never', async () => {
      const [shared, own] = [await signIn('anna.mueller', { device: 'shared' }), await signIn('ben.oezdemir')]
      const idle = async (from: TestBrowser) => (await findSession(house.platform, from.cookies.get(SESSION_COOKIE)!, house.clock.now()))!.idleUntil.getTime()
      const [first, ofOwn] = [await idle(shared), await idle(own)]
      await house.clock.advance({ seconds: 40 })
      await isSignedIn(shared)
      assert.equal(await idle(shared), first)
      await house.clock.advance({ seconds: 40 })
      await Promise.all([isSignedIn(shared), isSignedIn(own)])
      assert.ok((await idle(shared)) > first)
      assert.equal(await idle(own), ofOwn)
    })
  })

  describe('are ended by their owner', () => {
    it('signing out ends the session for good, and may be repeated by anybody', async () => {
      const from = await signIn('anna.mueller')
      const token = from.cookies.get(SESSION_COOKIE)!
      const answer = await from.ask('DELETE', '/session')
      assert.equal(answer.status, 200)
      assert.match(answer.cookies[0]!, /^schulhof_session=;.*Max-Age=0/)
      assert.equal((await from.ask('DELETE', '/session')).status, 200)
      const thief = browser()
      thief.cookies.set(SESSION_COOKIE, token)
      assert.equal(await isSignedIn(thief), false)
      assert.equal((await thief.ask('GET', '/sessions')).status, 404)
    })

    it('R6.2 the list shows the own ones only, by a name one knows again', async () => {
      const [here, there] = [await signIn('anna.mueller'), await signIn('anna.mueller', { userAgent: EDGE, device: 'shared' })]
      await signIn('ben.oezdemir')
      const { sessions } = (await here.ask('GET', '/sessions')).body as {
        sessions: { id: string; device: string; label: string; startedAt: string; isThis: boolean }[]
      }
      assert.deepEqual(
        sessions.map(({ device, label, isThis }) => ({ device, label, isThis })),
        [
          { device: 'shared', label: 'Edge auf Windows', isThis: false },
          { device: 'own', label: 'Firefox auf Android', isThis: true },
        ],
      )
      assert.ok(sessions.every(({ startedAt }) => /^2026-.*Z$/.test(startedAt)))
      assert.equal((await here.ask('DELETE', `/sessions/${sessions[0]!.id}`)).status, 200)
      assert.deepEqual([await isSignedIn(here), await isSignedIn(there)], [true, false])
      assert.equal((await here.ask('DELETE', `/sessions/${sessions[0]!.id}`)).status, 404)
      assert.equal((await here.ask('DELETE', `/sessions/${sessions[1]!.id}`)).status, 200)
      assert.deepEqual([await isSignedIn(here), here.cookies.has(SESSION_COOKIE)], [false, false])
    })

    it("R6.2 another person's session is not there, neither for a pupil nor for the office", async () => {
      const victim = await signIn('anna.mueller')
      const { sessions } = (await victim.ask('GET', '/sessions')).body as { sessions: { id: string }[] }
      for (const account of ['ben.oezdemir', 'lars.lehmann', 'olga.orlowa']) {
        const other = account === 'olga.orlowa' ? await office() : await signIn(account)
        const foreign = await other.ask('DELETE', `/sessions/${sessions[0]!.id}`)
        const unknown = await other.ask('DELETE', '/sessions/0195a000-0000-7000-8000-00000000ffff')
        assert.deepEqual(foreign, unknown)
        assert.equal(foreign.text, '{"refusal":{"status":404,"code":"not_found"}}')
        assert.equal((await other.ask('DELETE', '/sessions/x')).status, 400)
      }
      assert.equal(await isSignedIn(victim), true)
    })

    it('all others at once, this one stays', async () => {
      const [here, ...others] = [await signIn('anna.mueller'), await signIn('anna.mueller'), await signIn('anna.mueller')]
      assert.deepEqual((await here.ask('DELETE', '/other-sessions')).body, { ended: 2 })
      assert.deepEqual(await Promise.all([here, ...others].map(isSignedIn)), [true, false, false])
    })

    it('a change without the mark of our own pages is refused (CSRF)', async () => {
      const from = await signIn('anna.mueller')
      const answer = await house.app.inject({
        method: 'DELETE',
        url: '/api/other-sessions',
        headers: { cookie: `${SESSION_COOKIE}=${from.cookies.get(SESSION_COOKIE)}` },
      })
      assert.equal(answer.statusCode, 403)
    })
  })

  describe('after a lost device', () => {
    const heard = (): string[] => {
      const ids: string[] = []
      house.platform.listening.on('session', (news) => void ids.push(...(news.body as string[])))
      return ids
    }

    it('R8.2 reported from the own session: everything ends, the password is void, the old one never comes back', async () => {
      const [phone, laptop] = [await signIn('anna.mueller'), await signIn('anna.mueller')]
      const code = await slipFor(school.open)
      const ended = heard()
      const answer = await laptop.ask('POST', '/lost-devices')
      assert.deepEqual([answer.status, answer.body, laptop.cookies.has(SESSION_COOKIE)], [200, {}, false])
      assert.deepEqual([await isSignedIn(phone), await isSignedIn(laptop)], [false, false])
      await new Promise((resolve) => setTimeout(resolve, 100))
      assert.equal(ended.length, 2)
      // The finder has the stored password and a slip that lay beside the phone.
      const asked = await phone.ask('POST', '/session', { account: 'anna.mueller', password: PASSWORD, device: 'own' })
      assert.deepEqual([asked.body['outcome'], asked.body['hasSecondProof'], asked.cookies], ['renewal', false, []])
      assert.equal((await phone.ask('POST', '/slip-uses', { code })).status, 403)
      assert.deepEqual((await renew(school.open)).body.refusal, { status: 422, code: 'pw_previous', field: 'password' })
      assert.deepEqual((await renew(school.open, NEXT)).body, { outcome: 'signed_in' })
      await signIn('anna.mueller', { password: NEXT })
      const changed = await (await signIn('anna.mueller', { password: NEXT })).ask('PUT', '/own-password', { current: NEXT, next: PASSWORD })
      assert.deepEqual(changed.body.refusal, { status: 422, code: 'pw_previous', field: 'next' })
      await forget()
      assert.equal((await renew(school.open)).status, 200)
    })

    it('R8.2 B21 the lost browser counts as a stranger from then on', async () => {
      const lost = await signIn('anna.mueller')
      await lost.ask('POST', '/lost-devices')
      await renew(school.open, NEXT)
      assert.ok(lost.cookies.has(DEVICE_COOKIE))
      const answers = []
      for (let n = 0; n < 11; n++) answers.push((await lost.ask('POST', '/session', { account: 'anna.mueller', password: 'falsch', device: 'own' })).status)
      assert.deepEqual(answers, [...Array<number>(10).fill(403), 429])
      await forget()
      await renew(school.open)
    })

    it('A12 X17 reported from any sign-in page: the same answer whether it was right or not', async () => {
      const phone = await signIn('anna.mueller')
      const report = (account: string, password: string) => browser().ask('POST', '/lost-device-reports', { account, password })
      const wrong = [
        await report('anna.mueller', 'falsch'),
        await report('nie.dagewesen', PASSWORD),
        await report('eva.ehemals', PASSWORD),
        await report('dilan.kaya', PASSWORD),
      ]
      assert.equal(await isSignedIn(phone), true)
      const right = await report('anna.mueller', PASSWORD)
      assert.deepEqual([right.status, right.text, right.cookies], [200, '{}', []])
      for (const answer of wrong) assert.deepEqual(answer, right)
      assert.equal(await isSignedIn(phone), false)
      assert.deepEqual(await report('anna.mueller', PASSWORD), right)
      await forget()
      await renew(school.open)
    })

    it('A12 a pupil behind a closed door can report as well', async () => {
      await browser().ask('POST', '/lost-device-reports', { account: 'clara.voss', password: PASSWORD })
      assert.equal((await browser().ask('POST', '/session', { account: 'clara.voss', password: PASSWORD, device: 'own' })).body['outcome'], 'renewal')
      await forget()
      await renew(school.closed)
    })

    it('B21 reporting is no way around the count of tries', async () => {
      for (let n = 0; n < 10; n++) await browser().ask('POST', '/lost-device-reports', { account: 'anna.mueller', password: 'falsch' })
      assert.equal((await browser().ask('POST', '/session', { account: 'anna.mueller', password: PASSWORD, device: 'own' })).status, 429)
      assert.equal((await browser().ask('POST', '/lost-device-reports', { account: 'anna.mueller', password: PASSWORD })).status, 429)
    })

    it('A12 the class lead and the office report for a pupil; nobody else may, and nobody else learns whether the pupil exists', async () => {
      for (const account of ['lars.lehmann', 'olga.orlowa']) {
        const phone = await signIn('anna.mueller')
        const from = account === 'olga.orlowa' ? await office() : await signIn(account)
        assert.deepEqual((await from.ask('POST', `/people/${school.open}/lost-devices`)).body, {}, account)
        assert.deepEqual([await isSignedIn(phone), await isSignedIn(from)], [false, true])
        await forget()
        await renew(school.open)
      }
      for (const account of ['tina.thiel', 'ben.oezdemir']) {
        const phone = await signIn('anna.mueller')
        const from = await signIn(account)
        const refused = await from.ask('POST', `/people/${school.open}/lost-devices`)
        assert.deepEqual([refused.status, refused.body], [404, { refusal: { status: 404, code: 'not_found' } }])
        assert.deepEqual(await from.ask('POST', '/people/0195a000-0000-7000-8000-00000000ffff/lost-devices'), refused)
        assert.equal(await isSignedIn(phone), true)
      }
      assert.equal((await (await signIn('lars.lehmann')).ask('POST', `/people/${school.teacher}/lost-devices`)).status, 404)
      assert.equal((await browser().ask('POST', `/people/${school.open}/lost-devices`)).status, 404)
    })

    it('B5 X10 the report stands in the journal without a name and in the ledger beside the data', async () => {
      const phone = await signIn('ben.oezdemir')
      const [session] = ((await phone.ask('GET', '/sessions')).body as { sessions: { id: string }[] }).sessions
      await (await signIn('lars.lehmann')).ask('POST', `/people/${school.friend}/lost-devices`)
      await renew(school.friend, NEXT)
      const journal = await house.platform.database.selectFrom('journal_entry').selectAll().orderBy('seq', 'desc').limit(2).execute()
      assert.deepEqual(
        journal.map((entry) => [entry.event, entry.fields]),
        [
          ['identity.password_renewed', {}],
          ['identity.device_lost', { by: 'school', reason: 'lost' }],
        ],
      )
      assert.ok(journal.every((entry) => entry.subject === journal[0]!.subject && /^p[0-9a-f]{20}$/.test(entry.subject!)))
      const { entries } = await readLedger(join(house.folder, 'ledger'), house.platform.keys.ledger)
      assert.ok(entries.some((entry) => entry.kind === 'device_lost' && entry.ids.person === school.friend))
      assert.ok(entries.some((entry) => entry.kind === 'session_end' && Object.values(entry.ids).includes(session!.id)))
    })

    it('R8.2 whoever signs in while the loss is being written waits for it, and is refused', async () => {
      const { promise: signingIn, resolve: start } = Promise.withResolvers<Answer>()
      await house.write(async (w) => {
        await closeAfterLoss(w, school.teacher, 'school')
        start(browser().ask('POST', '/session', { account: 'tina.thiel', password: PASSWORD, device: 'own' }))
        // Long enough to look the account up, to hash and to come to the person's row, which this transaction holds.
        await new Promise((resolve) => setTimeout(resolve, 250))
      })
      assert.equal((await signingIn).text, '{"refusal":{"status":403,"code":"sign_in_failed"}}')
      assert.deepEqual(await listSessionsOf(house.platform.database, school.teacher, house.clock.now()), [])
    })
  })
})
