/** Clause 4: who administers signs in with password and second factor, and proves it again for the pages of the office (R4.1, R4.2, A7, A8, B21). */
import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, test } from 'node:test'
import { join } from 'node:path'
import { totpOf } from '#platform/identity/factor/records.ts'
import { codeOfStep, stepAt } from '#platform/identity/factor/totp.ts'
import { SESSION_COOKIE } from '#platform/identity/sign-in/sessions.ts'
import { readLedger } from '#platform/ledger/ledger.ts'
import { openTasksOf } from '#platform/tasks/tasks.ts'
import { codeOf, prove } from '#example/factors.ts'
import { PASSWORD } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { makePasskey } from '../authenticator.ts'
import type { Passkey } from '../authenticator.ts'
import type { TestHouse } from '../house.ts'
import { arrive } from '../interleave.ts'
import { visitor } from '../visitor.ts'
import type { Reply, Visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'

describe('R4 the second factor', () => {
  let house: TestHouse
  let world: World
  const origin = 'http://localhost:8000'
  const here = { origin, rpId: 'localhost' }

  before(async () => {
    ;({ house, world } = await openTestWorld())
  })
  after(() => house.close())
  beforeEach(() => house.db.owner.deleteFrom('sign_in_bucket').execute())

  const as = (key: PersonKey): Promise<Visitor> => arrive(house, world.ids[key])
  const said = ({ status, refusal, body }: Reply) => refusal?.code ?? (body['outcome'] as string | undefined) ?? status
  const appoint = (by: Visitor, key: PersonKey) => by.call('administration.appoint', { task: 'devices', person: { id: world.ids[key] }, from: house.clock.today(), until: null, isDeputy: false })
  /** The right password, and nothing else. */
  const password = async (key: PersonKey, from = visitor(house)) => {
    const reply = await from.call('identity.signIn', { account: world.accountName(key), password: PASSWORD, device: 'own' })
    return { from, reply, ticket: reply.body['ticket'] as string }
  }
  const enrolPasskey = async (who: Visitor): Promise<{ passkey: Passkey; codes: string[] }> => {
    const passkey = makePasskey()
    const { options } = (await who.call('identity.startPasskey')).body as { options: { challenge: string } }
    const reply = await who.call('identity.confirmPasskey', { label: 'Dienst-Handy', attestation: passkey.attest(options.challenge, here) })
    assert.equal(reply.status, 200, reply.text)
    return { passkey, codes: reply.body['codes'] as string[] }
  }
  const challenge = async (from: Visitor, ticket?: string) => ((await from.call('identity.askPasskey', ticket === undefined ? {} : { ticket })).body['options'] as { challenge: string }).challenge
  const byPasskey = (from: Visitor, ticket: string, assertion: object) => from.call('identity.proveFactor', { ticket, proof: { kind: 'passkey', assertion } })
  const byCode = (from: Visitor, ticket: string, code: string, kind: 'totp' | 'recovery' = 'totp') => from.call('identity.proveFactor', { ticket, proof: { kind, code } })

  test('R4.2 GIVEN an admin without second factor WHEN signing in THEN only the enrolment page', async () => {
    assert.equal((await appoint(await as('head'), 'otherTeacher')).status, 200)
    const { from, reply } = await password('otherTeacher')
    assert.equal(said(reply), 'signed_in')
    const { factor, modules, may } = (await from.call('identity.getSession')).body as { factor: { state: string }; modules: string[]; may: string[] }
    // The one exception: a data breach is reported before (X8).
    assert.deepEqual([factor.state, modules, may], ['enrol', ['incident'], ['incident.raise']])
    for (const name of ['messenger.listRooms', 'home.readToday', 'people.getProfile', 'documents.listDocuments', 'identity.listSessions']) assert.equal(said(await from.call(name)), 'factor_enrolment_needed', name)
    const address = await house.listen()
    await assert.rejects(from.connect(address), /answered 404/)
    house.platform.publicUrl = new URL(origin)
    // Who listens begins the jobs of the nights. Nothing here is about them, and journeys of weeks below would go through each.
    await house.platform.jobs.stop()
    // The negative: with the factor everything is there, in the same sitting, under a new token.
    const old = from.cookies.get(SESSION_COOKIE)!
    await enrolPasskey(from)
    assert.notEqual(from.cookies.get(SESSION_COOKIE), old)
    assert.equal((await from.call('messenger.listRooms')).status, 200)
    const stolen = visitor(house)
    stolen.cookies.set(SESSION_COOKIE, old)
    assert.equal((await stolen.call('messenger.listRooms')).status, 404, 'the old token opens nothing')
  })

  test('R4.2 the password alone opens nothing of who has a second factor; the ticket opens that one step only', async () => {
    const { from, reply, ticket } = await password('admin')
    assert.equal(said(reply), 'second_factor')
    assert.equal(from.cookies.size, 0)
    from.ticket = ticket
    for (const name of ['consent.readOwn', 'documents.listDocuments', 'identity.listFactors', 'people.listImports']) assert.equal((await from.call(name)).status, 404, name)
    assert.equal((await from.call('identity.choosePassword', { ticket, password: 'ganz neue lange Worte', device: 'own' })).refusal?.code, 'slip_void')
    assert.equal(said(await byCode(from, ticket, '000000')), 'factor_wrong')
    assert.equal(said(await byCode(from, `${ticket}x`, '000000')), 'factor_ticket_over')
    assert.equal(said(await byCode(from, ticket, (await codeOf(house.platform, world.ids.admin))!)), 'signed_in')
    const late = await password('admin')
    await house.clock.advance({ minutes: 11 })
    assert.equal(said(await byCode(late.from, late.ticket, (await codeOf(house.platform, world.ids.admin))!)), 'factor_ticket_over')
  })

  test('R4.1 GIVEN A has not proved it for 15 minutes WHEN A uses a right of the office THEN it is asked for; what A may as a person goes on', async () => {
    const admin = await as('admin')
    assert.equal((await admin.call('people.listImports')).status, 200)
    await house.clock.advance({ minutes: 14 })
    assert.equal((await admin.call('people.listImports')).status, 200)
    await house.clock.advance({ minutes: 1 })
    assert.equal(said(await admin.call('people.listImports')), 'second_factor_needed')
    assert.equal((await admin.call('messenger.listRooms')).status, 200)
    const { may } = (await admin.call('identity.getSession')).body as { may: string[] }
    assert.ok(may.includes('people.import'), 'the menu stays')
    // Also where a list only shows less: pupils are for the office to see.
    const names = async () => ((await admin.call('people.listPeople', { type: 'pupil' })).body['people'] as object[]).length
    const before_ = await names()
    admin.cookies.set(SESSION_COOKIE, await prove(house, admin.cookies.get(SESSION_COOKIE)!))
    assert.ok((await names()) > before_)
    assert.equal((await admin.call('people.listImports')).status, 200)
  })

  test('8 TOTP replay: a code opens once, also for two who come with it at the same time', async () => {
    const totp = (await totpOf(house.platform, world.ids.clerk))!
    const code = (await codeOf(house.platform, world.ids.clerk))!
    const tries = await Promise.all([password('clerk'), password('clerk'), password('clerk')])
    const replies = await Promise.all(tries.map(({ from, ticket }) => byCode(from, ticket, code)))
    assert.deepEqual(replies.map(said).sort(), ['factor_wrong', 'factor_wrong', 'signed_in'])
    const again = await password('clerk')
    assert.equal(said(await byCode(again.from, again.ticket, code)), 'factor_wrong')
    // Nor one from before it, though its time is not over yet; the negative: the next one does.
    assert.equal(said(await byCode(again.from, again.ticket, codeOfStep(totp.secret, stepAt(house.clock.now()) - 1))), 'factor_wrong')
    await house.clock.advance({ minutes: 1 })
    assert.equal(said(await byCode(again.from, again.ticket, codeOfStep(totp.secret, stepAt(house.clock.now())))), 'signed_in')
  })

  test('8 passkeys: another origin, another address, no verification, a used or foreign challenge, an old counter: nobody gets in', async () => {
    const { passkey } = await enrolPasskey(await as('deputy'))
    const { from, ticket } = await password('deputy')
    const attempt = async (change: { origin?: string; rpId?: string; isVerified?: boolean; counter?: number }, asked?: string) => said(await byPasskey(from, ticket, passkey.assert(asked ?? (await challenge(from, ticket)), { ...here, ...change })))
    assert.equal(await attempt({ origin: 'https://schulhof.example' }), 'factor_wrong')
    assert.equal(await attempt({ origin: 'http://localhost:8000.evil.example' }), 'factor_wrong')
    assert.equal(await attempt({ rpId: 'evil.example' }), 'factor_wrong')
    assert.equal(await attempt({ isVerified: false }), 'factor_wrong')
    assert.equal(await attempt({}, 'bm90IG91cnM'), 'factor_wrong')
    const foreign = await password('head')
    assert.equal(said(await foreign.from.call('identity.askPasskey', { ticket: foreign.ticket })), 'passkey_none')
    // The negative, and the very same answer once more.
    const asked = await challenge(from, ticket)
    const assertion = passkey.assert(asked, { ...here, counter: 50 })
    assert.equal(said(await byPasskey(from, ticket, assertion)), 'signed_in')
    assert.equal(said(await byPasskey(visitor(house), ticket, assertion)), 'factor_wrong')
    assert.equal(await attempt({ counter: 49 }), 'factor_wrong', 'a copied device')
    const late = await challenge(from, ticket)
    await house.clock.advance({ minutes: 6 })
    assert.equal(await attempt({ counter: 60 }, late), 'factor_wrong')
    // Made for another page: not taken either.
    const deputy = await as('deputy')
    const { options } = (await deputy.call('identity.startPasskey')).body as { options: { challenge: string } }
    assert.equal(said(await deputy.call('identity.confirmPasskey', { label: 'Falle', attestation: makePasskey().attest(options.challenge, { origin: 'https://evil.example', rpId: 'evil.example' }) })), 'passkey_unfit')
  })

  test('B21 codes are guessed ten times an hour from the world, and the owner still gets in from the own device', async () => {
    const own = visitor(house)
    await own.signIn(world.accountName('secondAdmin'))
    const { from, ticket } = await password('secondAdmin')
    for (let n = 0; n < 10; n++) assert.equal(said(await byCode(from, ticket, '000000')), 'factor_wrong')
    assert.equal(said(await byCode(from, ticket, (await codeOf(house.platform, world.ids.secondAdmin))!)), 'too_many_tries')
    assert.equal((await own.signIn(world.accountName('secondAdmin'))).status, 200)
  })

  test('R4.2 ten recovery codes: each opens once, is told to its owner and, for an office, to the head, and stands in the journal', async () => {
    const clerk = await as('clerk')
    const codes = (await clerk.call('identity.renewCodes')).body['codes'] as string[]
    assert.equal(new Set(codes).size, 10)
    const [stored] = await house.platform.database.selectFrom('recovery_code').selectAll().where('person_id', '=', world.ids.clerk).execute()
    assert.equal(stored!.code_hash.length, 32, 'only a hash')
    const { from, ticket } = await password('clerk')
    assert.equal(said(await byCode(from, ticket, codes[0]!, 'recovery')), 'signed_in')
    const again = await password('clerk')
    assert.equal(said(await byCode(again.from, again.ticket, codes[0]!, 'recovery')), 'factor_wrong')
    const kinds = async (key: PersonKey, offices: string[]) => (await openTasksOf(house.platform.database, world.ids[key], offices)).map(({ kind }) => kind).filter((kind) => kind.startsWith('identity.'))
    assert.deepEqual(await kinds('clerk', []), ['identity.recovery_used'])
    assert.deepEqual(await kinds('head', ['head']), ['identity.recovery_used_by'])
    const journal = await house.platform.database.selectFrom('journal_entry').select(['event', 'fields']).where('event', '=', 'identity.recovery_code_used').execute()
    assert.deepEqual(journal.map(({ fields }) => fields), [{ left: 9 }])
    assert.equal((await from.call('identity.renewCodes')).status, 200)
    assert.deepEqual([await kinds('clerk', []), await kinds('head', ['head'])], [[], []])
    assert.equal(said(await byCode(again.from, again.ticket, codes[1]!, 'recovery')), 'factor_wrong', 'the old sheet is void')
  })

  test('R4.1 the last factor of an office stays; others go, and the ledger keeps that they are gone', async () => {
    const admin = await as('admin')
    const listed = async () => (await admin.call('identity.listFactors')).body['factors'] as { id: string; kind: string }[]
    const [first] = await listed()
    assert.equal(said(await admin.call('identity.removeFactor', { factorId: first!.id })), 'factor_last')
    await enrolPasskey(admin)
    assert.equal((await admin.call('identity.removeFactor', { factorId: (await listed()).find(({ kind }) => kind === 'passkey')!.id })).status, 200)
    assert.deepEqual((await listed()).map(({ id }) => id), [first!.id])
    const { entries } = await readLedger(join(house.folder, 'ledger'), house.platform.keys.ledger)
    assert.ok(entries.some(({ kind }) => kind === 'factor_end'))
    // Another person's factor is not there; an unproved session changes none.
    assert.equal((await (await as('clerk')).call('identity.removeFactor', { factorId: first!.id })).status, 404)
    await house.clock.advance({ minutes: 16 })
    assert.equal(said(await admin.call('identity.startTotp')), 'second_factor_needed')
  })

  test('R4.2 one names one\'s own factors so that one knows which is which; nobody names those of others, and an empty name is none', async () => {
    const head = await as('head')
    const own = async () => (await head.call('identity.listFactors', {})).body['factors'] as { id: string; label: string }[]
    const [first] = await own()
    assert.equal((await head.call('identity.renameFactor', { factorId: first!.id, label: '  Dienst-Handy im Sekretariat ' })).status, 200)
    assert.equal((await own()).find(({ id }) => id === first!.id)!.label, 'Dienst-Handy im Sekretariat')
    assert.equal((await (await as('deputy')).call('identity.renameFactor', { factorId: first!.id, label: 'Meins' })).status, 404)
    assert.equal((await head.call('identity.renameFactor', { factorId: first!.id, label: ' ' })).status, 400)
    assert.equal((await own()).find(({ id }) => id === first!.id)!.label, 'Dienst-Handy im Sekretariat')
  })

  test('R4.2 a lost second factor: the head voids it in writing, and only the slip leads on; nobody does it for themselves', async () => {
    const head = await as('head')
    const { head: headId, admin, deputy } = world.ids
    assert.equal((await head.call('identity.voidFactors', { personId: headId })).status, 403)
    assert.equal((await (await as('admin')).call('identity.voidFactors', { personId: deputy })).status, 403)
    const open = await as('admin')
    const reply = await head.call('identity.voidFactors', { personId: admin })
    assert.equal(reply.status, 200, reply.text)
    assert.equal((await open.call('messenger.listRooms')).status, 404, 'all sessions ended')
    assert.equal(said((await password('admin')).reply), 'sign_in_failed', 'nor the password any more')
    const [entry] = await house.platform.database.selectFrom('journal_entry').select(['event', 'fields']).where('event', '=', 'identity.factors_voided').execute()
    assert.deepEqual(entry?.fields, { factors: 1 })
    const again = visitor(house)
    const slip = (await again.call('identity.useSlip', { code: reply.body['code'] })).body
    assert.equal(slip['length_min'], 15, 'an office needs fifteen signs and the factor')
    assert.equal(said(await again.call('identity.choosePassword', { ticket: slip['ticket'], password: 'fünf Enten stapeln Kisten', device: 'own' })), 'signed_in')
    assert.equal(said(await again.call('people.listImports')), 'factor_enrolment_needed')
    await enrolPasskey(again)
    assert.equal((await again.call('people.listImports')).status, 200)
  })

  test('4 staff without an office: twelve signs with a second factor, fifteen without; the school may require it of all', async () => {
    const teacher = await as('teacher')
    const change = (next: string) => teacher.call('identity.changePassword', { current: PASSWORD, next })
    assert.equal(said(await change('zwölf Igel ja')), 'pw_short')
    await enrolPasskey(teacher)
    assert.equal((await change('zwölf Igel ja')).status, 200)
    const caretaker = await as('caretaker')
    assert.equal((await caretaker.call('messenger.listRooms')).status, 200)
    const head = await as('head')
    assert.equal((await head.call('school.decideOption', { option: 'mfa.staff', value: 'required' })).status, 200)
    await house.platform.school.reload()
    assert.equal(said(await caretaker.call('messenger.listRooms')), 'factor_enrolment_needed')
    assert.equal((await (await as('pupil')).call('messenger.listRooms')).status, 200)
    assert.equal((await head.call('school.decideOption', { option: 'mfa.staff', value: 'encouraged' })).status, 200)
    await house.platform.school.reload()
    assert.equal((await caretaker.call('messenger.listRooms')).status, 200)
  })

  test('A9 everybody sees the own attempts, in plain results, and nobody else\'s', async () => {
    const pupil = visitor(house)
    await pupil.call('identity.signIn', { account: world.accountName('friend'), password: 'falsch geraten', device: 'own' })
    await pupil.call('identity.signIn', { account: 'gibt.es.nicht', password: 'falsch geraten', device: 'own' })
    await pupil.signIn(world.accountName('friend'))
    const seen = async (who: Visitor) => ((await who.call('identity.listAttempts')).body['attempts'] as { result: string }[]).map(({ result }) => result)
    assert.deepEqual(await seen(pupil), ['signed_in', 'password_wrong'])
    assert.deepEqual(await seen(await as('third')), [])
    await house.clock.advance({ days: 29 })
    assert.equal((await seen(await as('friend'))).length, 2)
    await house.clock.advance({ days: 2 })
    assert.deepEqual(await seen(await as('friend')), [])
  })

  test('A7 staff who wish to stay are signed in for a week on their own device, and for twelve hours otherwise', async () => {
    const sign = async (stays: boolean, device: 'own' | 'shared' = 'own') => {
      const who = visitor(house)
      await who.call('identity.signIn', { account: world.accountName('caretaker'), password: PASSWORD, device, stays })
      return who
    }
    const [stays, goes] = [await sign(true), await sign(false)]
    await house.clock.advance({ hours: 13 })
    assert.deepEqual([(await stays.call('messenger.listRooms')).status, (await goes.call('messenger.listRooms')).status], [200, 404])
    await house.clock.advance({ days: 7 })
    assert.equal((await stays.call('messenger.listRooms')).status, 404)
  })
})
