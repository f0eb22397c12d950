/** One question, one answer: default is no, and what one may not know of does not exist. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { defineModule, rule } from '#platform/module/manifest.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import { categoryFingerprint, releasedKey } from '#platform/privacy/hash.ts'
import type { Actor, Fact } from './actor.ts'
import { decide } from './decide.ts'
import type { Question, SchoolAccess } from './decide.ts'
import type { Subject } from './subject.ts'

const at = new Date('2026-11-23T07:00:00Z')
const past = new Date('2026-01-01T00:00:00Z')
const fact = (kind: Fact['kind'], key: string, validUntil: Date | null = null, validFrom = past): Fact => ({ kind, key, validFrom, validUntil })

/** A toy module with everything that a gate can ask for. */
const toy: Manifest = defineModule({
  id: 'toy', version: 1, clauses: [], clauseShown: '1', name: 'Toy', purpose: { class: 'teaching', text: 'toy', plain: 'toy' },
  needs: { release: true, consent: ['platform', 'video'], seen: ['module-document'] }, provides: [], uses: [],
  rights: {
    'toy.read': [rule(['pupil', 'teacher'], 'member')], 'toy.write': [rule(['pupil', 'teacher'], 'member', 'open')], 'toy.own': [rule(['pupil'], 'self')],
    'toy.lead': [rule(['teacher'], 'class_lead')], 'toy.child': [rule(['parent'], 'guardian')], 'toy.admin': [rule(['task:users'])], 'toy.office': [rule(['head', 'deputy'], undefined, 'open')], 'toy.either': [rule(['head', 'teacher'])], 'toy.public': [rule(['nobody'])], 'toy.waiting': [rule(['ticket'])], 'toy.nothing': [],
  },
  subjects: { room: { visibleBy: 'toy.read' }, person: { visibleBy: 'toy.own' } }, categories: {}, data: [], logs: [],
})
const school: SchoolAccess = { facts: [{ ...fact('module', 'toy'), moduleId: 'toy' }], documents: new Map([['module-document', 3]]), staffNeedsFactor: false, duty: null }
const room: Subject = { kind: 'room', id: 'r', groupIds: ['g'], states: ['open'] }

const later = new Date('2026-11-23T07:10:00Z')
const full = [fact('account', 'active'), fact('purpose', 'platform'), fact('purpose', 'video'), fact('seen', 'module-document@3')]
const pupil: Actor = { personId: 'p', type: 'pupil', version: 1, facts: full, memberships: [{ groupId: 'g', role: 'member', from: '2026-08-01', until: null }], wards: [], asParent: [], via: 'session', sessionId: 's', strongUntil: null }

/** An admin who has proved a second factor. */
function admin({ until = null, strongUntil = later, hasFactor = true }: { until?: Date | null; strongUntil?: Date | null; hasFactor?: boolean }): Actor {
  return { ...pupil, type: 'teacher', facts: [...full, ...(hasFactor ? [fact('factor', 'totp')] : []), fact('task', 'users', until)], strongUntil }
}

function answer(right: string, change: Partial<Question> & { actor?: Actor | null } = {}, access = school): string {
  const decision = decide({ actor: pupil, operation: { right, doors: ['http'], ...(right === 'toy.admin' || right === 'toy.public' || right === 'toy.waiting' || right === 'toy.nothing' || right === 'toy.either' ? {} : { subject: 'room' }) }, manifest: toy, subject: room, door: 'http', at, ...change }, access)
  return decision.allowed ? 'ok' : `${decision.refusal.status} ${decision.refusal.code}`
}

describe('decide', () => {
  test('a member reads and writes; whoever is no member does not even see the room', () => {
    assert.equal(answer('toy.write'), 'ok')
    assert.equal(answer('toy.read', { actor: { ...pupil, memberships: [] } }), '404 not_found')
    assert.equal(answer('toy.write', { actor: { ...pupil, memberships: [{ groupId: 'g', role: 'member', from: '2026-08-01', until: '2026-11-22' }] } }), '404 not_found')
  })

  test('what is seen but not allowed is refused with the clause', () => {
    const decision = decide({ actor: pupil, operation: { right: 'toy.write', subject: 'room', doors: ['http'] }, manifest: toy, subject: { ...room, states: [] }, door: 'http', at }, school)
    assert.deepEqual(decision, { allowed: false, refusal: { status: 403, code: 'forbidden', clause: '1' } })
  })

  test('default is no: an unknown right, a right without rules, another door', () => {
    for (const right of ['toy.unheard', 'toy.nothing']) assert.match(answer(right), /^40[34]/)
    assert.equal(answer('toy.read', { door: 'ws' }), '404 not_found')
  })

  test('R2.1 no consent, withdrawn consent, a consent that ended a moment ago: the same 404 as nobody', () => {
    const nobody = answer('toy.read', { actor: null })
    assert.equal(nobody, '404 not_found')
    for (const facts of [full.filter((one) => one.key !== 'platform'), full.map((one) => (one.key === 'platform' ? { ...one, validUntil: at } : one)), full.map((one) => (one.key === 'platform' ? { ...one, validFrom: new Date(at.getTime() + 1) } : one))]) {
      assert.equal(answer('toy.read', { actor: { ...pupil, facts } }), nobody)
    }
  })

  test('a second purpose is asked of pupils only', () => {
    const without = full.filter((one) => one.key !== 'video')
    assert.equal(answer('toy.read', { actor: { ...pupil, facts: without } }), '404 not_found')
    assert.equal(answer('toy.read', { actor: { ...pupil, type: 'teacher', facts: without } }), 'ok')
  })

  test('R12.1 whoever has left is nobody, whatever else is true', () => {
    assert.equal(answer('toy.read', { actor: { ...pupil, facts: full.map((one) => (one.kind === 'account' ? { ...one, validUntil: at } : one)) } }), '404 not_found')
  })

  test('RP.1 a module that is not released: staff hear so, for all others it does not exist', () => {
    const closed = { ...school, facts: [] }
    assert.equal(answer('toy.read', {}, closed), '404 not_found')
    assert.equal(answer('toy.read', { actor: { ...pupil, type: 'teacher' } }, closed), '403 not_released')
  })

  test('R9a.5 the document of the present version must have been seen', () => {
    assert.equal(answer('toy.read', { actor: { ...pupil, facts: full.filter((one) => one.kind !== 'seen').concat(fact('seen', 'module-document@2')) } }), '403 seen_needed')
  })

  test('R9a.5 a document that was never published has been seen by nobody', () => {
    assert.equal(answer('toy.read', {}, { ...school, documents: new Map() }), '403 seen_needed')
  })

  test('R4.1 a task opens its right from the first to the end of the last day, and nothing else', () => {
    assert.equal(answer('toy.admin', { actor: admin({ until: null }) }), 'ok')
    assert.equal(answer('toy.admin', { actor: admin({ until: at }) }), '403 forbidden')
    assert.equal(answer('toy.admin', { actor: { ...pupil, facts: [...full, fact('factor', 'totp'), fact('office', 'head')], strongUntil: later } }), '403 forbidden')
  })

  test('R4.1 rights of an office count only while a second factor is proved; those of the person always', () => {
    assert.equal(answer('toy.admin', { actor: admin({ strongUntil: null }) }), '403 second_factor_needed')
    assert.equal(answer('toy.admin', { actor: admin({ strongUntil: at }) }), '403 second_factor_needed', 'at the end of the quarter of an hour it is over')
    assert.equal(answer('toy.write', { actor: admin({ strongUntil: null }) }), 'ok')
    // The negative: who never had the right is not asked for anything.
    assert.equal(answer('toy.admin', { actor: { ...pupil, strongUntil: null } }), '403 forbidden')
  })

  test('R4.1 R4.2 without a second factor an office holder does nothing but enrol, also what everybody may', () => {
    const bare = admin({ hasFactor: false })
    for (const right of ['toy.admin', 'toy.write', 'toy.read']) assert.equal(answer(right, { actor: bare }), '403 factor_enrolment_needed')
    for (const factor of ['open', 'proved'] as const) assert.equal(answer('toy.write', { actor: bare, operation: { right: 'toy.write', subject: 'room', doors: ['http'], factor } }), 'ok')
    assert.equal(answer('toy.public', { actor: bare }), 'ok')
    // The office that begins tomorrow asks for nothing today.
    assert.equal(answer('toy.write', { actor: { ...bare, facts: [...full, fact('task', 'users', null, later)] } }), 'ok')
  })

  test('X8 what a manifest names does not wait for the second factor, but only as far as the person may it without the office', () => {
    const bare: Actor = { ...admin({ hasFactor: false }), type: 'teacher' }
    const ask = (right: string, actor: Actor, manifest = { ...toy, beforeEnrolment: [right] }) => answer(right, { actor, manifest })
    assert.equal(ask('toy.write', bare), 'ok')
    assert.equal(ask('toy.write', bare, { ...toy, beforeEnrolment: ['toy.read'] }), '403 factor_enrolment_needed', 'nothing else of the module')
    // Of the office nothing, also in a session that proved a factor which was taken away since.
    for (const right of ['toy.admin', 'toy.office', 'toy.nothing']) assert.equal(ask(right, bare), '403 factor_enrolment_needed', right)
    assert.equal(ask('toy.admin', { ...bare, strongUntil: later }), '403 factor_enrolment_needed')
    assert.equal(ask('toy.write', { ...bare, memberships: [] }), '403 factor_enrolment_needed', 'and no word about what is not theirs')
    // The gates behind it stay.
    assert.equal(answer('toy.write', { actor: bare, manifest: { ...toy, beforeEnrolment: ['toy.write'] } }, { ...school, facts: [] }), '403 not_released')
  })

  test('4 the school may ask all staff for a second factor, and never a pupil', () => {
    const strict = { ...school, staffNeedsFactor: true }
    assert.equal(answer('toy.write', { actor: { ...pupil, type: 'teacher' } }, strict), '403 factor_enrolment_needed')
    assert.equal(answer('toy.write', { actor: { ...pupil, type: 'teacher', facts: [...full, fact('factor', 'passkey')] } }, strict), 'ok')
    assert.equal(answer('toy.write', { actor: pupil }, strict), 'ok')
  })

  test('R4.2 changing factors asks whoever has one for it, whatever else they may', () => {
    const operation = { right: 'toy.write', subject: 'room', doors: ['http'] as const, factor: 'proved' as const }
    const holder = { ...pupil, facts: [...full, fact('factor', 'totp')] }
    assert.equal(answer('toy.write', { actor: holder, operation }), '403 second_factor_needed')
    assert.equal(answer('toy.write', { actor: { ...holder, strongUntil: later }, operation }), 'ok')
    assert.equal(answer('toy.write', { actor: pupil, operation }), 'ok')
  })

  test('R4.1 whatever the facts: an unproved session is allowed exactly what the person without any office is allowed', () => {
    const facts = fc.subarray([...full, fact('factor', 'totp'), fact('factor', 'passkey'), fact('task', 'users'), fact('task', 'files', at), fact('office', 'head'), fact('office', 'deputy', null, later)])
    const rights = fc.constantFrom('toy.read', 'toy.write', 'toy.admin', 'toy.office', 'toy.either', 'toy.public', 'toy.nothing')
    const proved = fc.constantFrom(null, at, past, later)
    fc.assert(fc.property(facts, rights, proved, fc.constantFrom('pupil' as const, 'teacher' as const, 'staff' as const), (held, right, strongUntil, type) => {
      const who: Actor = { ...pupil, type, facts: held, strongUntil }
      const isFactor = (one: Fact) => one.kind === 'factor'
      const isOffice = (one: Fact) => one.kind === 'office' || one.kind === 'task'
      const holdsNow = held.some((one) => isOffice(one) && one.validFrom <= at && (one.validUntil === null || at < one.validUntil))
      const said = answer(right, { actor: who })
      const plain = answer(right, { actor: { ...who, facts: held.filter((one) => !isOffice(one)) } })
      const isStrong = strongUntil !== null && at < strongUntil
      if (holdsNow && !held.some(isFactor)) assert.ok(said === '403 factor_enrolment_needed' || (said === plain && (plain === '404 not_found' || right === 'toy.public')), `${right}: ${said}`)
      else if (!isStrong) assert.ok(said === plain || (said !== 'ok' && plain !== 'ok'), `${right}: ${said} for ${plain}`)
    }))
  })

  test('B13 a ticket opens exactly what is declared for tickets', () => {
    const ticket: Actor = { ...pupil, via: 'ticket' }
    assert.equal(answer('toy.waiting', { actor: ticket }), 'ok')
    for (const right of ['toy.read', 'toy.admin', 'toy.own']) assert.equal(answer(right, { actor: ticket }), '404 not_found')
    assert.equal(answer('toy.waiting', { actor: pupil }), '403 forbidden')
  })

  test('T3 a guardian is one from the first to the last day of custody; a contact ban on any record ends it, whoever entered the others', () => {
    const child: Subject = { kind: 'person', id: 'child', personId: 'child' }
    const custody = { personId: 'child', custody: true, contactBan: false, from: '2026-08-01', until: null }
    const ask = (...wards: Actor['wards'][number][]) => answer('toy.child', { actor: { ...pupil, type: 'parent', personId: 'parent', wards }, subject: child, operation: { right: 'toy.child', subject: 'person', doors: ['http'] } })
    assert.equal(ask(custody), 'ok')
    assert.equal(ask({ ...custody, until: '2026-11-23' }), 'ok')
    for (const change of [{ personId: 'other' }, { custody: false }, { from: '2026-11-24' }, { until: '2026-11-22' }, { contactBan: true }]) assert.equal(ask({ ...custody, ...change }), '404 not_found', JSON.stringify(change))
    const ban = { ...custody, custody: false, contactBan: true }
    assert.equal(ask(custody, ban), '404 not_found')
    assert.equal(ask(custody, { ...ban, until: '2026-11-22' }), 'ok')
    assert.equal(ask(custody, { ...ban, personId: 'brother' }), 'ok')
  })

  test('B12 whatever one may at work, one may not for the own family; and being a parent elsewhere allows nothing', () => {
    const child: Subject = { kind: 'person', id: 'child', personId: 'child', states: ['open'] }
    const operation = { right: 'toy.admin', subject: 'person', doors: ['http'] as const, notForOwnFamily: true as const }
    const clerk = { ...admin({}), asParent: [{ personId: 'me as parent', wards: [{ personId: 'child', contactBan: false, from: '2020-01-01', until: '2020-02-01' }] }] }
    const ask = (subject: Subject, who: Actor = clerk) => answer('toy.admin', { actor: who, subject, operation })
    assert.equal(ask(child), '403 own_family', 'also long after custody')
    assert.equal(ask({ ...child, personId: 'me as parent' }), '403 own_family')
    assert.equal(ask({ ...child, personId: 'another', namedIds: ['me as parent'] }), '403 own_family')
    assert.equal(ask({ ...child, personId: 'another' }), 'ok')
    assert.equal(ask(child, admin({})), 'ok', 'without the link there is nothing to refuse')
    assert.equal(answer('toy.admin', { actor: clerk, subject: child, operation: { right: 'toy.admin', subject: 'person', doors: ['http'] } }), 'ok', 'an operation that does not ask for it')
    // Whoever may not anyway is told nothing new; who has to prove the factor proves it first.
    assert.equal(ask(child, { ...clerk, facts: full }), '404 not_found')
    assert.equal(ask(child, { ...clerk, strongUntil: null }), '403 second_factor_needed')
    assert.equal(answer('toy.child', { actor: { ...clerk, type: 'parent' }, subject: child, operation: { right: 'toy.child', subject: 'person', doors: ['http'] } }), '404 not_found')
  })

  test('R4.2 with a password too short for an office no right of it counts, those of the person do; the refusal says why', () => {
    const short = { ...admin({}), facts: [...admin({}).facts, fact('password', 'short')] }
    assert.equal(answer('toy.admin', { actor: short }), '403 longer_password_needed')
    assert.equal(answer('toy.admin', { actor: { ...short, strongUntil: null } }), '403 longer_password_needed')
    assert.equal(answer('toy.write', { actor: short }), 'ok')
    assert.equal(answer('toy.admin', { actor: { ...pupil, facts: [...full, fact('password', 'short')] } }), '403 forbidden', 'it asks nobody who holds no office')
    assert.equal(answer('toy.admin', { actor: { ...short, facts: short.facts.map((one) => (one.kind === 'password' ? { ...one, validUntil: at } : one)) } }), 'ok')
  })

  test('B19 what is stored must be released in its present form; only whoever may do it hears of it', () => {
    const manifest: Manifest = { ...toy, categories: { note: { label: 'x', source: 'x', readers: [], recipients: [], thirdCountry: false, inBackup: true } } }
    const operation = { right: 'toy.write', subject: 'room', doors: ['http'] as const, stores: ['note'] }
    const released = (key: string): SchoolAccess => ({ ...school, facts: [...school.facts, { ...fact('module', key), moduleId: 'toy' }] })
    const key = releasedKey('note', categoryFingerprint(manifest, 'note'))
    assert.equal(answer('toy.write', { manifest, operation }, released(key)), 'ok')
    assert.equal(answer('toy.write', { manifest, operation }), '403 release_needed')
    assert.equal(answer('toy.write', { manifest, operation }, released('note@0000000000000000')), '403 release_needed')
    const changed = { ...manifest, categories: { note: { ...manifest.categories['note']!, recipients: ['jemand draußen'] } } }
    assert.equal(answer('toy.write', { manifest: changed, operation }, released(key)), '403 release_needed')
    assert.equal(answer('toy.write', { manifest: { ...manifest, needs: { ...manifest.needs, release: false } }, operation }), 'ok')
    assert.equal(answer('toy.write', { manifest, operation, actor: { ...pupil, memberships: [] } }), '404 not_found')
  })

  test('relations: self, class lead', () => {
    const person: Subject = { kind: 'person', id: 'p', personId: 'p', classIds: ['g'] }
    const ask = (right: string, who: Actor) => answer(right, { actor: who, subject: person, operation: { right, subject: 'person', doors: ['http'] } })
    assert.equal(ask('toy.own', pupil), 'ok')
    assert.equal(ask('toy.own', { ...pupil, personId: 'other' }), '404 not_found')
    const lead: Actor = { ...pupil, type: 'teacher', personId: 't', memberships: [{ groupId: 'g', role: 'lead', from: '2026-08-01', until: null }] }
    assert.equal(ask('toy.lead', lead), 'ok')
    assert.equal(ask('toy.lead', { ...lead, memberships: [{ groupId: 'g', role: 'responsible', from: '2026-08-01', until: null }] }), '404 not_found')
  })
})
