import { after, before, beforeEach, describe, it } from 'node:test'
import assert from 'node:assert/strict'
import { argon2, randomBytes } from 'node:crypto'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { limits } from '../limits.ts'
import { DEVICE_COOKIE } from './device-cookie.ts'
import { endSessionsOfNotAdmitted, SESSION_COOKIE, startSession } from './sessions.ts'
import { FIREFOX, PASSWORD, consent, makeTestSchool, testBrowser } from './test-school.ts'
import type { TestBrowser, TestSchool } from './test-school.ts'

const NAMES = {
  open: 'anna.mueller',
  friend: 'ben.oezdemir',
  closed: 'clara.voss',
  fresh: 'dilan.kaya',
  departed: 'eva.ehemals',
  coming: 'kai.kommend',
  lead: 'lars.lehmann',
} as const
const SCHOOL_ADDRESS = '10.20.0.5'

describe('sign-in', () => {
  let house: TestHouse
  let school: TestSchool
  const signIn = (browser: TestBrowser, account: string, password = PASSWORD, device: 'own' | 'shared' = 'own') =>
    browser.ask('POST', '/session', { account, password, device })
  const sessionsOf = async (personId: string) =>
    house.platform.database
      .selectFrom('session as s')
      .leftJoin('session_end as e', 'e.session_id', 's.id')
      .select(['s.id', 's.device', 's.device_label', 's.started_at', 's.expires_at', 's.idle_until', 'e.reason'])
      .where('s.person_id', '=', personId)
      .orderBy('s.id')
      .execute()
  const openSessionsOf = async (personId: string) => (await sessionsOf(personId)).filter((session) => session.reason === null)
  const inWorld = (options?: { from?: string; userAgent?: string }) => testBrowser(house.app, options)

  before(async () => {
    house = await openTestHouse()
    school = await house.write(makeTestSchool)
    await house.write(async (w) => {
      await w.trx
        .insertInto('option_decision')
        .values({
          id: '0195a000-0000-7000-8000-00000000aaaa',
          option: 'school.networks',
          value: JSON.stringify(['10.20.0.0/16']),
          decided_by: null,
          decided_at: w.at,
        })
        .execute()
    })
    await house.platform.school.reload()
  })
  beforeEach(() => house.write(async (w) => void (await w.trx.deleteFrom('sign_in_bucket').execute())))
  after(() => house.close())

  describe('with the right password', () => {
    it('R2.1 a pupil with consent is signed in, and told who they are and nothing more', async () => {
      const browser = inWorld()
      const { now: before, ...nobody } = (await browser.ask('GET', '/session')).body
      assert.match(String(before), /^2026-11-23T/)
      assert.deepEqual(nobody, {
        signedIn: false,
        school: { name: 'Gymnasium am Deich Wiesenmoor' },
        setup: false,
        demo: false,
        // The school of these tests has said which network is its own; this browser is elsewhere.
        device: 'own',
        hasCards: false,
      })
      const answer = await signIn(browser, NAMES.open)
      assert.equal(answer.status, 200)
      assert.deepEqual(answer.body, { outcome: 'signed_in' })
      const { modules, may, now, ...rest } = (await browser.ask('GET', '/session')).body
      assert.match(String(now), /^2026-11-23T/)
      assert.deepEqual(rest, {
        signedIn: true,
        person: { id: school.open, givenName: 'Anna-Lena', displayName: 'Anna-Lena Müller', type: 'pupil' },
        address: 'du',
        device: 'own',
        factor: { state: 'none', hasOffice: false, strongUntil: null, isAdvised: false },
        school: { name: 'Gymnasium am Deich Wiesenmoor' },
        demo: false,
      })
      assert.ok((modules as string[]).includes('identity'))
      assert.ok((may as string[]).includes('identity.list_sessions'))
      assert.equal((may as string[]).includes('identity.report_loss_for'), false)
    })

    it('a teacher is addressed as Sie', async () => {
      const browser = inWorld()
      await signIn(browser, NAMES.lead)
      assert.equal((await browser.ask('GET', '/session')).body.address, 'sie')
    })

    it('A7 the cookies can not be read by scripts; on an own device they stay, on a shared one they go with the browser and it is not remembered', async () => {
      const [own, shared] = [await signIn(inWorld(), NAMES.open, PASSWORD, 'own'), await signIn(inWorld(), NAMES.open, PASSWORD, 'shared')]
      for (const cookie of [...own.cookies, ...shared.cookies]) assert.match(cookie, /; HttpOnly; SameSite=Lax/)
      const namesOf = (answer: typeof own) => [...new Set(answer.cookies.map((cookie) => /^\w+/.exec(cookie)![0]))]
      assert.deepEqual(namesOf(own), [SESSION_COOKIE, DEVICE_COOKIE])
      assert.match(own.cookies[0]!, new RegExp(`; Max-Age=${30 * 86_400}$`))
      assert.deepEqual(namesOf(shared), [SESSION_COOKIE])
      assert.doesNotMatch(shared.cookies[0]!, /Max-Age|Expires/)
    })

    it('the name may be typed with capitals and spaces around it', async () => {
      assert.equal((await signIn(inWorld(), '  Ben.Oezdemir ')).status, 200)
    })

    it('neither the token nor the name of the browser stands in the database, only a hash and a label', async () => {
      const browser = inWorld()
      await signIn(browser, NAMES.friend)
      const rows = await house.platform.database.selectFrom('session').selectAll().where('person_id', '=', school.friend).execute()
      assert.ok(rows.every((row) => row.device_label === 'Firefox auf Android'))
      const token = browser.cookies.get(SESSION_COOKIE)!
      assert.ok(rows.every((row) => !row.token_hash.includes(Buffer.from(token, 'base64url')) && !row.token_hash.includes(token)))
      assert.equal(JSON.stringify(rows).includes(FIREFOX), false)
    })

    it('T10 whoever was signed in on this browser before is signed out, and the token is a new one', async () => {
      const browser = inWorld()
      await signIn(browser, NAMES.open)
      const first = browser.cookies.get(SESSION_COOKIE)!
      const before = (await openSessionsOf(school.open)).length
      await signIn(browser, NAMES.friend)
      assert.notEqual(browser.cookies.get(SESSION_COOKIE), first)
      assert.equal((await openSessionsOf(school.open)).length, before - 1)
      const old = inWorld()
      old.cookies.set(SESSION_COOKIE, first)
      assert.equal((await old.ask('GET', '/session')).body.signedIn, false)
    })

    it('beyond thirty sessions of one person the oldest end', async () => {
      const started: string[] = []
      for (let n = 0; n < limits.sessions_per_person_max + 2; n++) {
        started.push((await house.write((w) => startSession(w, { id: school.teacher, type: 'teacher' }, 'own', FIREFOX))).sessionId)
      }
      assert.deepEqual((await openSessionsOf(school.teacher)).map((session) => session.id).sort(), started.slice(2).sort())
    })

    it('B21 a hash made with less is made anew, with the same password and the same date', async () => {
      const salt = randomBytes(16)
      const given = {
        message: Buffer.from(PASSWORD),
        nonce: salt,
        parallelism: 1,
        tagLength: 32,
        memory: 8_192,
        passes: 1,
        secret: house.platform.keys.hmac('password', 'pepper'),
        associatedData: Buffer.from(school.friend),
      }
      const hash = await new Promise<Buffer>((resolve, reject) => argon2('argon2id', given, (error, made) => (error ? reject(error) : resolve(made))))
      const weak = { hash, salt, memory_kib: 8_192, passes: 1 }
      const before = await house.platform.database
        .updateTable('credential')
        .set(weak)
        .where('person_id', '=', school.friend)
        .returning('set_at')
        .executeTakeFirstOrThrow()
      assert.equal((await signIn(inWorld(), NAMES.friend, 'falsch')).status, 403)
      assert.equal((await signIn(inWorld(), NAMES.friend)).status, 200)
      const row = await house.platform.database.selectFrom('credential').selectAll().where('person_id', '=', school.friend).executeTakeFirstOrThrow()
      assert.deepEqual([row.memory_kib, row.passes, row.set_at], [19_456, 2, before.set_at])
      assert.equal((await signIn(inWorld(), NAMES.friend)).status, 200)
    })
  })

  describe('behind a closed door', () => {
    it('R2.1 A2 a pupil without consent gets no session, no cookie, only a ticket after the right password', async () => {
      const browser = inWorld()
      const answer = await signIn(browser, NAMES.closed)
      assert.equal(answer.status, 200)
      assert.equal(answer.body.outcome, 'closed')
      assert.deepEqual(answer.cookies, [])
      assert.deepEqual(await sessionsOf(school.closed), [])
      const ticket = answer.body.ticket as string
      assert.equal((await browser.ask('GET', '/session', undefined, { ticket })).body.signedIn, false)
      assert.equal((await browser.ask('GET', '/sessions', undefined, { ticket })).status, 404)
    })

    it('R2.1 with consent the same pupil gets in, without it again out and never in', async () => {
      const browser = inWorld()
      await house.write((w) => consent(w, school.closed, true))
      assert.deepEqual((await signIn(browser, NAMES.closed)).body, { outcome: 'signed_in' })
      await house.write(async (w) => {
        await consent(w, school.closed, false)
        await endSessionsOfNotAdmitted(w, [school.closed, school.open])
      })
      assert.equal((await browser.ask('GET', '/session')).body.signedIn, false)
      assert.deepEqual(
        (await sessionsOf(school.closed)).map((session) => session.reason),
        ['not_admitted'],
      )
      assert.ok((await openSessionsOf(school.open)).length > 0)
      assert.equal((await signIn(browser, NAMES.closed)).body.outcome, 'closed')
    })

    it('R2.1 whoever signs in while a withdrawal is being written waits for it, and is left with no session', async () => {
      await house.write((w) => consent(w, school.closed, true))
      const { promise: signingIn, resolve: start } = Promise.withResolvers<Awaited<ReturnType<typeof signIn>>>()
      await house.write(async (w) => {
        await consent(w, school.closed, false)
        await endSessionsOfNotAdmitted(w, [school.closed])
        start(signIn(inWorld(), NAMES.closed))
        // Long enough to look the account up, to hash and to come to the person's row, which this transaction holds.
        await new Promise((resolve) => setTimeout(resolve, 250))
      })
      assert.equal((await signingIn).body.outcome, 'closed')
      assert.deepEqual(await openSessionsOf(school.closed), [])
    })
  })

  describe('with anything wrong', () => {
    it('X17 every failure is the same answer, byte for byte', async () => {
      const tries: [string, string][] = [
        ['nie.dagewesen', PASSWORD],
        [NAMES.open, 'gurke nebel zaun trichtes'],
        [NAMES.open, ` ${PASSWORD}`],
        [NAMES.closed, 'falsch'],
        [NAMES.fresh, PASSWORD],
        [NAMES.departed, PASSWORD],
        [NAMES.departed, 'falsch'],
        [NAMES.coming, PASSWORD],
        ['anna.mueller\0', PASSWORD],
        ["' OR 1=1 --", PASSWORD],
        ['𝔞𝔫𝔫𝔞', PASSWORD],
        ['\ud800', PASSWORD],
        ['ä'.repeat(200), 'x'.repeat(1_024)],
      ]
      const answers = await Promise.all(tries.map(([account, password]) => signIn(inWorld(), account, password)))
      assert.equal(answers[0]!.status, 403)
      assert.equal(answers[0]!.text, '{"refusal":{"status":403,"code":"sign_in_failed"}}')
      for (const [index, answer] of answers.entries()) assert.deepEqual(answer, answers[0], tries[index]![0])
    })

    it('what is no sign-in at all is refused before any name is looked at', async () => {
      for (const body of [
        {},
        { account: NAMES.open, password: '', device: 'own' },
        { account: NAMES.open, password: 'x'.repeat(1_025), device: 'own' },
        { account: NAMES.open, password: PASSWORD, device: 'mine' },
        { account: { $ne: '' }, password: PASSWORD, device: 'own' },
        { account: NAMES.open, password: '\ud800', device: 'own' },
      ]) {
        assert.equal((await inWorld().ask('POST', '/session', body)).status, 400, JSON.stringify(body))
      }
      assert.equal((await house.platform.database.selectFrom('sign_in_bucket').selectAll().execute()).length, 0)
    })
  })

  describe('tries', () => {
    const fail = async (browser: TestBrowser, account: string, times: number) => {
      const answers = []
      for (let n = 0; n < times; n++) answers.push(await signIn(browser, account, 'falsch'))
      return answers
    }

    it('B21 after ten wrong tries from anywhere no more are looked at for an hour, not even the right one', async () => {
      const answers = await fail(inWorld(), NAMES.open, 10)
      assert.ok(answers.every((answer) => answer.status === 403))
      const refused = await signIn(inWorld({ from: '198.51.100.7' }), NAMES.open)
      assert.equal(refused.text, '{"refusal":{"status":429,"code":"too_many_tries"}}')
      assert.equal((await signIn(inWorld(), NAMES.friend)).status, 200)
      await house.clock.advance({ minutes: 59 })
      assert.equal((await signIn(inWorld(), NAMES.open)).status, 429)
      await house.clock.advance({ minutes: 2 })
      assert.equal((await signIn(inWorld(), NAMES.open)).status, 200)
    })

    it('X17 a name that does not exist is slowed down in the same way, byte for byte', async () => {
      const known = await fail(inWorld(), NAMES.open, 12)
      const unknown = await fail(inWorld(), 'nie.dagewesen', 12)
      const departed = await fail(inWorld(), NAMES.departed, 12)
      assert.deepEqual(unknown, known)
      assert.deepEqual(departed, known)
      assert.deepEqual([...new Set(known.map((answer) => answer.status))], [403, 429])
    })

    it('X17 a departed account is slowed down also when the password is right: the counter tells nothing', async () => {
      const right: number[] = []
      for (let n = 0; n < 12; n++) right.push((await signIn(inWorld(), NAMES.departed)).status)
      assert.deepEqual(right, [...Array<number>(10).fill(403), 429, 429])
    })

    it('R4.2 after 200 wrong tries from outside the owner signs in at school, and at home on a known device', async () => {
      const own = inWorld()
      await signIn(own, NAMES.open)
      const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => signIn(inWorld({ from: `198.51.100.${n}` }), NAMES.open, 'falsch')))
      assert.equal(answers.filter((answer) => answer.status === 403).length, 10)
      assert.equal(answers.filter((answer) => answer.status === 429).length, 190)
      assert.equal((await signIn(inWorld({ from: SCHOOL_ADDRESS }), NAMES.open)).status, 200)
      assert.equal((await signIn(own, NAMES.open)).status, 200)
    })

    it('B21 a right password takes back its own try and no other', async () => {
      await fail(inWorld(), NAMES.open, 9)
      for (let n = 0; n < 3; n++) assert.equal((await signIn(inWorld(), NAMES.open)).status, 200)
      assert.equal((await fail(inWorld(), NAMES.open, 1))[0]!.status, 403)
      assert.equal((await signIn(inWorld(), NAMES.open)).status, 429)
    })

    it('B21 no hour ever sees more than ten, wherever it begins', async () => {
      await fail(inWorld(), NAMES.open, 1)
      await house.clock.advance({ minutes: 59 })
      await fail(inWorld(), NAMES.open, 9)
      await house.clock.advance({ minutes: 5 })
      assert.equal((await signIn(inWorld(), NAMES.open)).status, 429)
    })

    it('B21 tries are counted over all processes of the school', async () => {
      const second = await house.second()
      try {
        const answers = await Promise.all(Array.from({ length: 24 }, (_, n) => signIn(testBrowser((n % 2 ? second : house).app), NAMES.friend, 'falsch')))
        assert.equal(answers.filter((answer) => answer.status === 403).length, 10)
        assert.equal((await signIn(testBrowser(second.app), NAMES.friend)).status, 429)
      } finally {
        await second.close()
      }
    })

    it('a device cookie of somebody else, a changed one and one of another account open no bucket', async () => {
      const own = inWorld()
      await signIn(own, NAMES.friend)
      await fail(inWorld(), NAMES.open, 10)
      const cookie = own.cookies.get(DEVICE_COOKIE)!
      for (const value of [cookie, `${cookie}x`, cookie.replace('.', '~AAAA.'), '', '.', 'x'.repeat(3_000)]) {
        const browser = inWorld()
        browser.cookies.set(DEVICE_COOKIE, value)
        assert.equal((await signIn(browser, NAMES.open)).status, 429, value.slice(0, 20))
      }
    })

    it('names that nobody has leave nothing behind after an hour', async () => {
      for (let n = 0; n < 6; n++) await fail(inWorld(), `erfunden.${n}`, 1)
      await house.clock.advance({ minutes: 61 })
      for (let n = 0; n < 3; n++) await fail(inWorld(), NAMES.open, 1)
      assert.equal((await house.platform.database.selectFrom('sign_in_bucket').selectAll().execute()).length, 1)
    })

    it('R6 neither a name nor an address stands in the table of tries', async () => {
      await fail(inWorld({ from: '198.51.100.77' }), NAMES.open, 1)
      const text = (await house.platform.database.selectFrom('sign_in_bucket').selectAll().execute())
        .map((row) => `${row.account_hash.toString('latin1')} ${row.bucket}`)
        .join()
      assert.doesNotMatch(text, /anna|198/i)
    })
  })
})
