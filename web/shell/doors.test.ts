import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import fc from 'fast-check'
import type { Session } from '#web/api/session.ts'
import { doorFor, ownPath } from './doors.ts'

const out: Session = { signedIn: false, school: { name: 'S' }, setup: false, demo: false }
const empty: Session = { signedIn: false, school: null, setup: true, demo: false }
const inside: Session = {
  signedIn: true,
  person: { id: 'p', givenName: 'A', displayName: 'A', type: 'teacher' },
  address: 'sie',
  device: 'own',
  school: { name: 'S' },
  modules: [],
  may: [],
  factor: { state: 'none', hasOffice: false, strongUntil: null, isAdvised: false },
  demo: false,
}

describe('which door a person is led to', () => {
  test('without a session every page that is not public leads to the sign-in, which remembers the way', () => {
    assert.equal(doorFor({ session: out, path: '/nachrichten/7', exists: false, after: '' }), '/anmelden?weiter=%2Fnachrichten%2F7')
    assert.equal(doorFor({ session: out, path: '/', exists: false, after: '' }), '/anmelden')
    assert.equal(doorFor({ session: out, path: '/anmelden', exists: true, after: '' }), null)
    assert.equal(doorFor({ session: out, path: '/hilfe', exists: true, after: '' }), null)
  })

  test('before the first run all ways lead there, afterwards none', () => {
    assert.equal(doorFor({ session: empty, path: '/anmelden', exists: true, after: '' }), '/einrichten')
    assert.equal(doorFor({ session: empty, path: '/einrichten', exists: true, after: '' }), null)
    assert.equal(doorFor({ session: out, path: '/einrichten', exists: true, after: '' }), '/anmelden')
  })

  test('with a session the sign-in leads on to where somebody wanted to go', () => {
    assert.equal(doorFor({ session: inside, path: '/anmelden', exists: true, after: '/nachrichten/7' }), '/nachrichten/7')
    assert.equal(doorFor({ session: inside, path: '/anmelden', exists: true, after: '' }), '/')
    assert.equal(doorFor({ session: inside, path: '/gibt-es-nicht', exists: false, after: '' }), null)
  })

  test('an address outside is never the way on', () => {
    for (const path of ['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'javascript:alert(1)', ' /x', '/x y', ''])
      assert.equal(ownPath(path), '/', path)
    fc.assert(fc.property(fc.string(), (text) => new URL(ownPath(text), 'https://schule.example').origin === 'https://schule.example'))
    assert.equal(ownPath('/nachrichten/7?ab=3#neu'), '/nachrichten/7?ab=3#neu')
  })
})
