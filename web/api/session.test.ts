import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, beforeEach, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import { now } from './clock.ts'
import { createSessionStore } from './session.ts'
import type { Session } from './session.ts'

const signedIn: Session = {
  signedIn: true,
  person: { id: 'p1', givenName: 'Ada', displayName: 'Ada Adler', type: 'pupil' },
  address: 'du',
  device: 'shared',
  school: { name: 'Beispielschule' },
  modules: ['home'],
  may: [],
  factor: { state: 'none', hasOffice: false, strongUntil: null, isAdvised: false },
  demo: false,
  now: '2030-05-05T06:00:00.000Z',
}
const signedOut: Session = { signedIn: false, school: { name: 'Beispielschule' }, setup: false, demo: false }

let answer: Session | null = signedOut
let asked: string[] = []
const server = createServer((request, response) => {
  asked.push(request.method ?? '')
  if (answer === null) return void request.socket.destroy()
  if (request.method === 'DELETE') answer = signedOut
  response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
})

describe('the session in the browser', () => {
  let origin = ''
  before(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  })
  after(() => {
    server.closeAllConnections()
    server.close()
  })
  beforeEach(() => {
    asked = []
    answer = signedOut
  })
  /** Resolves at the next change of the store. */
  const changed = (store: ReturnType<typeof createSessionStore>) =>
    new Promise<void>((resolve) => {
      const stop = store.subscribe(() => {
        stop()
        resolve()
      })
    })

  test('before the first answer nothing is known; a server that is away is said, not guessed', async () => {
    const store = createSessionStore(origin)
    assert.equal(store.current().known, null)
    answer = null
    await assert.rejects(store.reload(), { message: 'network' })
    assert.deepEqual(store.current(), { known: null, ended: false, unreached: true })
  })

  test('questions at the same time are one question', async () => {
    const store = createSessionStore(origin)
    await Promise.all([store.reload(), store.reload(), store.reload()])
    assert.equal(asked.length, 1)
  })

  test('a session that ended elsewhere is noticed by doubt and said as ended', async () => {
    const store = createSessionStore(origin)
    answer = signedIn
    await store.reload()
    answer = signedOut
    const change = changed(store)
    store.doubt()
    await change
    assert.deepEqual(store.current(), { known: signedOut, ended: true, unreached: false })
  })

  test('signing out is no ending that has to be explained', async () => {
    const store = createSessionStore(origin)
    answer = signedIn
    await store.reload()
    await store.signOut()
    assert.equal(store.current().known?.signedIn, false)
    assert.equal(store.current().ended, false)
    assert.ok(asked.includes('DELETE'))
  })

  test('signing out that can not reach the server leaves the person signed in and says so', async () => {
    const store = createSessionStore(origin)
    answer = signedIn
    await store.reload()
    answer = null
    await assert.rejects(store.signOut(), { message: 'network' })
    assert.equal(store.current().known?.signedIn, true)
  })

  test('without a session there is nothing to doubt, and a hundred doubts ask twice at most', async () => {
    const store = createSessionStore(origin)
    await store.reload()
    store.doubt()
    assert.equal(asked.length, 1)
    answer = signedIn
    await store.reload()
    for (let i = 0; i < 100; i++) store.doubt()
    await changed(store)
    assert.equal(asked.length, 3)
    await changed(store)
    assert.equal(asked.length, 4)
  })

  test('the clock of the house is the one of the server', async () => {
    const store = createSessionStore(origin)
    answer = signedIn
    await store.reload()
    assert.equal(now().toISOString().slice(0, 10), '2030-05-05')
  })
})
