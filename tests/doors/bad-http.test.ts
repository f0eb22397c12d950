/** The HTTP door against bad input (issue 2, section 9; security checks 13, 36, 37): over a real port, each with a plain refusal and an unharmed school afterwards. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import type { Socket } from 'node:net'
import { after, afterEach, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { assertDiscreet, assertRefused, openHostileHouse, openSocket, readAnswer } from './hostile.ts'
import type { HostileHouse } from './hostile.ts'

const JSON_TYPE = { 'content-type': 'application/json' }
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`

describe('bad input at the HTTP door', () => {
  let hostile: HostileHouse
  let teacher: string
  let admin: string
  let messages: string

  before(async () => {
    hostile = await openHostileHouse({
      prepare: ({ app }) => {
        // What a slow client is granted stands in the limits; here it is looked for more often.
        assert.ok(app.server.requestTimeout > 0 && app.server.requestTimeout <= 60_000 && app.server.timeout > 0)
        Object.assign(app.server, { connectionsCheckingInterval: 50 })
      },
    })
    teacher = await hostile.cookieOf('teacher')
    admin = await hostile.cookieOf('admin')
    messages = `/api/messenger/rooms/${hostile.roomId}/messages`
  })
  after(() => hostile.close())

  let restore = (): unknown => undefined
  afterEach(() => restore())

  const countOf = async (table: 'messenger_message' | 'access_slip' | 'person') =>
    Number((await hostile.house.platform.database.selectFrom(table).select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()).n)
  /** Sends a sign of the body now and then, until the server has enough of it. */
  const drip = async (head: string) => {
    const socket = openSocket(hostile.origin)
    socket.write(head)
    const dripping = setInterval(() => socket.write('{'), 50)
    await new Promise((resolve) => socket.on('data', () => {}).on('close', resolve))
    clearInterval(dripping)
  }
  const message = (body: unknown = 'Hallo') => ({ clientId: randomUUID(), body })

  test('bodies that are no JSON, no object, or no object of ours', async () => {
    const before = await countOf('messenger_message')
    const text = JSON.stringify(message())
    const bodies: [string, string][] = [
      ['nothing', ''], ['half', text.slice(0, -5)], ['two', `${text}${text}`], ['list', `[${text}]`], ['empty list', '[]'], ['string', '"Hallo"'], ['number', '7'], ['null', 'null'], ['true', 'true'], ['NaN', 'NaN'],
      ['BOM only', '\ufeff'], ['single quotes', text.replaceAll('"', "'")], ['comment', `/* x */${text}`], ['NUL', '\0'], ['deep', nested(10_000)], ['very deep', nested(100_000)],
      ['deep field', `{"clientId":"${randomUUID()}","body":${nested(10_000)}}`], ['deep objects', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
      ['__proto__', `{"__proto__":{"clientId":"${randomUUID()}","body":"x"}}`], ['constructor', `{"constructor":{"prototype":{"body":"x"}}}`],
      ['number too large', `{"clientId":1e999,"body":1e999}`], ['huge number', `{"clientId":${'9'.repeat(1_000)},"body":"x"}`], ['wrong types', JSON.stringify({ clientId: {}, body: ['x'] })],
      ['lone surrogate id', JSON.stringify({ clientId: '\ud800', body: 'x' })], ['too many keys', JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`k${n}`, n])))],
    ]
    for (const [name, body] of bodies) assertRefused(await hostile.tell('POST', messages, teacher, body), 400, 'input_invalid', name)
    assert.equal(await countOf('messenger_message'), before)
    await hostile.isUnharmed()
  })

  test('a message of 1 MB, and of just more than a message may have', async () => {
    const before = await countOf('messenger_message')
    assertRefused(await hostile.tell('POST', messages, teacher, message('x'.repeat(1_000_000))), 413, 'too_large')
    assertRefused(await hostile.tell('POST', messages, teacher, message('ä'.repeat(4_001))), 422, 'body_too_long')
    assertRefused(await hostile.tell('POST', messages, teacher, message('x'.repeat(100_000))), 400, 'input_invalid')
    assert.equal(await countOf('messenger_message'), before)
    await hostile.isUnharmed()
  })

  test('a body in crumbs costs nobody their memory: it is refused after the first of them', async () => {
    const head = `POST /api/session HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n`
    const { text, closed } = await hostile.speak(`${head}${'1\r\nx\r\n'.repeat(20_000)}`)
    assert.ok(closed)
    assertRefused(readAnswer(text), 400, 'input_invalid')
    const pieces = JSON.stringify({ account: 'nie.dagewesen', password: 'ganz falsches Wort', device: 'own', more: 'x'.repeat(200_000) }).match(/.{1,200}/g)!
    const whole = await hostile.speak(`${head.replace('Host', 'Connection: close\r\nHost')}${pieces.map((piece) => `${piece.length.toString(16)}\r\n${piece}\r\n`).join('')}0\r\n\r\n`)
    assertRefused(readAnswer(whole.text), 403, 'sign_in_failed')
    await hostile.isUnharmed()
  })

  test('signs that no column holds are refused or dropped, and every other sign comes back as it was', async () => {
    const odd = ['\ud800 \udfff', 'a\0b', '\u202eredrO thgiR\u202c', `e${'\u0301'.repeat(500)}`, 'שלום עולם', '👩‍👩‍👧‍👦', '=HYPERLINK("http://evil.example")', '<script>alert(1)</script>', '${7*7}{{7*7}}', "'; DROP TABLE person; --"]
    for (const body of odd) {
      const answer = await hostile.tell('POST', messages, teacher, message(body))
      assert.equal(answer.status, 200, JSON.stringify(body))
      const stored = (answer.body['message'] as { body: string }).body
      assert.equal(stored, body.toWellFormed().replaceAll('\0', '').normalize('NFC'))
    }
    const nul: [string, string, string, object][] = [
      ['POST', '/api/people', admin, { type: 'teacher', givenName: 'A\0nna', familyName: 'Neu' }], ['POST', '/api/groups', teacher, { kind: 'course', label: 'Ch\0or', purpose: 'Singen im Chor' }],
      ['POST', '/api/groups', teacher, { kind: 'course', label: 'Chor', purpose: 'Singen\0im Chor' }], ['POST', '/api/groups', teacher, { kind: 'cou\0rse', label: 'Chor', purpose: 'Singen im Chor' }],
      ['POST', '/api/appointments', await hostile.cookieOf('head'), { task: 'files', person: { type: 'teacher', givenName: 'A\0nna', familyName: 'Neu' }, from: '2026-11-23', until: null, isDeputy: false }],
      ['POST', '/api/session', '', { account: 'anna\0', password: 'ganz falsches Wort', device: 'own' }], ['POST', '/api/slip-uses', '', { code: 'ABCD\0EFGHJK01' }],
      ['POST', '/api/options/school.networks/decisions', await hostile.cookieOf('head'), { value: ['10.0.0.0/8\0'] }], ['POST', '/api/releases', await hostile.cookieOf('head'), { module: 'mess\0enger' }],
    ]
    for (const [method, path, cookie, body] of nul) assertRefused(await hostile.tell(method, path, cookie, body), [400, 403, 404, 422], undefined, path)
    for (const path of ['/api/people?q=Anna%00', '/api/messenger/people?query=Xyzzy%00', '/api/messenger/search?query=Haus%00', '/api/groups/%00', '/api/tasks?after=%00']) {
      const answer = await hostile.ask({ path, cookie: admin })
      if (answer.status !== 200) assertRefused(answer, [400, 403, 404, 422], undefined, path)
    }
    await hostile.isUnharmed()
  })

  test('names: of 500 signs, turned around, invisible, empty', async () => {
    const before = await countOf('person')
    const head = await hostile.cookieOf('head')
    for (const name of ['x'.repeat(500), 'Anna\u202eannA', 'An\u200bna', '\u2066Anna', 'Anna\nNeu', '\ufeff', ' ', '\u0000', '\ud800', '\ufff9']) {
      assertRefused(await hostile.tell('POST', '/api/people', admin, { type: 'pupil', givenName: name, familyName: 'Neu' }), [400, 422], undefined, JSON.stringify(name))
      const appointment = { task: 'files', person: { type: 'staff', givenName: 'Anna', familyName: name }, from: '2026-11-23', until: null, isDeputy: false }
      assertRefused(await hostile.tell('POST', '/api/appointments', head, appointment), [400, 422], undefined, JSON.stringify(name))
    }
    assert.equal(await countOf('person'), before)
    await hostile.isUnharmed()
  })

  test('content types: what is no JSON changes nothing, wherever a body would only be ignored', async () => {
    const slips = `/api/groups/${hostile.world.groups.class7b}/slips`
    const before = await countOf('access_slip')
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/xml', 'application/json5', 'text/csv', 'x', 'application/octet-stream', '']
    for (const type of types) assertRefused(await hostile.ask({ method: 'POST', path: slips, cookie: admin, headers: { 'content-type': type }, body: 'all=true' }), 415, 'input_invalid', type)
    for (const body of ['[]', '"all"', 'null', '7', '[{"all":true}]']) assertRefused(await hostile.tell('POST', slips, admin, body), 400, 'input_invalid', body)
    for (const type of ['application/json; charset=utf-16', 'application/json']) {
      assertRefused(await hostile.ask({ method: 'POST', path: slips, cookie: admin, headers: { 'content-type': type }, body: Buffer.from('{"all":true}', 'utf16le') }), 400, 'input_invalid', type)
    }
    assertRefused(await hostile.ask({ method: 'POST', path: slips, cookie: admin, headers: { ...JSON_TYPE, 'content-encoding': 'gzip' }, body: gzipSync('{"all":true}') }), [400, 415], 'input_invalid')
    assert.equal(await countOf('access_slip'), before)
    await hostile.isUnharmed()
  })

  test('addresses: too long, badly escaped, climbing, of other spellings', async () => {
    const paths: [string, number[]][] = [
      [`/api/people?q=${'a'.repeat(5_000)}`, [414]], [`/${'a'.repeat(10_000)}`, [414]], [`/api/people/${'a'.repeat(300)}`, [400, 404, 414]], ['/api/people/%zz', [400]], ['/api/people/%', [400]], ['/%c0%ae%c0%ae/%ff', [400]],
      ['/api/people/%ED%A0%80', [400]], ['/api/people/%00', [400]], ['/api/people/..%2f..%2fetc%2fpasswd', [400]], ['/api/../../etc/passwd', [404]], ['/api//people', [404]], ['/api/people/', [400, 404]],
      ['/API/people', [404]], ['/api/people;id=1', [404]], ['/api/__proto__', [404]], ['/api/constructor', [404]], ['/api/people/constructor', [400]], ['/api/live', [404]], ['/api', [404]], ['/api/people?limit=1&limit=2', [400]],
      ['/api/people?limit=1e400', [400]], ['/api/people?limit=-1', [400]], ['/api/people?groupId[]=x', [200]], ['/api/people?__proto__=x&constructor=y', [200]], [`/api/people?${'a=1&'.repeat(900)}`, [200]],
      [`/api/people?left=vielleicht`, [400]], ['/api/people?after=0', [400]], ['/.env', [404]], ['/api/health?x=%zz', [200]],
    ]
    for (const [path, wanted] of paths) {
      const answer = await hostile.ask({ path, cookie: admin })
      if (wanted.includes(200)) assert.equal(answer.status, 200, path)
      else assertRefused(answer, wanted, undefined, path)
      assert.equal(answer.headers['x-content-type-options'], 'nosniff', path)
    }
    for (const line of ['GET http://evil.example/api/people HTTP/1.1', 'OPTIONS * HTTP/1.1', 'GET * HTTP/1.1', 'GET api/people HTTP/1.1']) {
      const { text } = await hostile.speak(`${line}\r\nHost: evil.example\r\nConnection: close\r\n\r\n`)
      assertRefused(readAnswer(text), [400, 404], undefined, line)
    }
    await hostile.isUnharmed()
  })

  test('methods: each address answers to its own ones only', async () => {
    const known = new Set([...hostile.house.assembly.entries.values()].filter(({ operation }) => operation.doors.includes('http')).map(({ operation }) => `${operation.method} ${operation.path}`))
    const id = randomUUID()
    for (const path of new Set([...known].map((one) => one.split(' ')[1]!))) {
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND', 'LOCK']) {
        if (known.has(`${method} ${path}`) || [...known].some((one) => one.startsWith(`${method} `) && isMatch(one.slice(method.length + 1), path))) continue
        assertRefused(await hostile.ask({ method, path: `/api${path.replace(/:[a-zA-Z]+/g, id)}`, cookie: admin }), 404, 'not_found', `${method} ${path}`)
      }
    }
    for (const method of ['QUARK', 'get', 'CONNECT', 'PRI']) {
      const { text, closed } = await hostile.speak(`${method} /api/people HTTP/1.1\r\nHost: x\r\n\r\n`)
      assert.ok(closed)
      if (text !== '') assertRefused(readAnswer(text), 400, undefined, method)
    }
    await hostile.isUnharmed()
  })

  test('headers: too large, too many, contradicting each other, of other protocols', async () => {
    const get = 'GET /api/session HTTP/1.1\r\nHost: x\r\n'
    const post = 'POST /api/session HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nContent-Type: application/json\r\n'
    const spoken: [string, string | Buffer, number[]][] = [
      ['20 kB in one header', `${get}X: ${'a'.repeat(20_000)}\r\n\r\n`, [431]], ['5,000 headers', `${get}${Array.from({ length: 5_000 }, (_, n) => `X${n}: 1\r\n`).join('')}\r\n`, [431]],
      ['NUL in a header', `${get}X: a\0b\r\n\r\n`, [400]], ['no colon', `${get}broken\r\n\r\n`, [400]], ['folded', `${get}X: a\r\n b\r\n\r\n`, [400]], ['space before the colon', `${get}X : a\r\n\r\n`, [400]],
      ['two lengths', `${post}Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}`, [400]], ['length and chunks', `${post}Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`, [400]],
      ['negative length', `${post}Content-Length: -1\r\n\r\n`, [400]], ['length in words', `${post}Content-Length: two\r\n\r\n{}`, [400]], ['length beyond all numbers', `${post}Content-Length: ${'9'.repeat(30)}\r\n\r\n{}`, [400]],
      ['chunk without size', `${post}Transfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n`, [400]], ['chunk beyond all numbers', `${post}Transfer-Encoding: chunked\r\n\r\n${'f'.repeat(20)}\r\n{}`, [400]],
      ['unknown transfer', `${post}Transfer-Encoding: gzip\r\n\r\n{}`, [400]], ['chunk extensions without end', `${post}Transfer-Encoding: chunked\r\n\r\n2;${'a'.repeat(20_000)}\r\n{}\r\n0\r\n\r\n`, [400, 413]],
      ['HTTP/9', 'GET / HTTP/9.9\r\nHost: x\r\n\r\n', [400]], ['HTTP/0.9', 'GET /\r\n\r\n', [400, 404]],
      ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', [400]], ['TLS', Buffer.from('16030100c8010000c40303', 'hex'), [400]], ['noise', Buffer.from(Array.from({ length: 2_000 }, (_, n) => (n * 131) % 251)), [400]],
    ]
    for (const [name, bytes, wanted] of spoken) {
      const { text, closed } = await hostile.speak(bytes)
      assert.ok(closed, `${name}: the line stays open`)
      assertDiscreet(text)
      if (text !== '') assertRefused(readAnswer(text), wanted, undefined, name)
    }
    assert.match((await hostile.speak('GET /api/session HTTP/1.1\r\n\r\n')).text, /^HTTP\/1\.1 400 Bad Request\r\nConnection: close\r\n/)
    await hostile.isUnharmed()
  })

  test('cookies and addresses of proxies that are made up tell the server nothing', async () => {
    const cookies = ['schulhof_session=', `schulhof_session=${'A'.repeat(43)}`, 'schulhof_session=%00', `schulhof_session=${'x'.repeat(8_000)}`, ';;;=;=', '__proto__=x; constructor=y', `${'a=b; '.repeat(1_000)}`, `schulhof_device=${'.'.repeat(5_000)}`]
    for (const cookie of cookies) assertRefused(await hostile.ask({ path: '/api/people', cookie }), 404, 'not_found', cookie.slice(0, 40))
    const two = `${teacher}; schulhof_session=${'A'.repeat(43)}`
    assert.ok([200, 404].includes((await hostile.ask({ path: '/api/people', cookie: two })).status))
    for (const authorization of ['Ticket', 'Ticket x', `Ticket ${'x.'.repeat(3_000)}`, 'Basic YWRtaW46YWRtaW4=', 'Bearer x', 'Ticket ..', 'Ticket \u00ff']) {
      assertRefused(await hostile.ask({ path: '/api/own-consents', headers: { authorization } }), 404, 'not_found', authorization.slice(0, 40))
    }
    const forged = { 'x-forwarded-for': '127.0.0.1', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https', host: 'evil.example', 'x-http-method-override': 'DELETE', 'accept-version': '9.x' }
    const page = await hostile.ask({ path: '/api/session', headers: forged })
    assert.equal(page.status, 200)
    assert.doesNotMatch(page.text, /evil/)
    assertRefused(await hostile.ask({ method: 'POST', path: messages, cookie: teacher, headers: { ...JSON_TYPE, origin: 'http://evil.example', host: 'evil.example' }, body: JSON.stringify(message()) }), 403, 'foreign_page')
    await hostile.isUnharmed()
  })

  test('requests in one breath are answered in their order, and a broken one among them ends the line', async () => {
    const one = (path: string, more = '') => `GET ${path} HTTP/1.1\r\nHost: x\r\n${more}\r\n`
    const statusesOf = (text: string) => [...text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((found) => found[1])
    const some = await hostile.speak(`${one('/api/health').repeat(10)}${one('/api/no-such')}${one('/api/session', 'Connection: close\r\n')}`)
    assert.deepEqual(statusesOf(some.text), [...Array<string>(10).fill('200'), '404', '200'])
    assert.ok(some.text.indexOf('not_found') < some.text.indexOf('"signedIn":false'))
    // A thousand at once are too many for one line; nobody else notices.
    const flood = hostile.speak(`${one('/api/module-document').repeat(1_000)}${one('/api/health', 'Connection: close\r\n')}`)
    assert.equal((await hostile.ask({ path: '/api/module-document' })).status, 200)
    const statuses = statusesOf((await flood).text)
    assert.ok(statuses.filter((status) => status === '200').length < 200 && statuses.every((status) => status === '200' || status === '429'))
    // A second request hidden behind a wrong length is a stranger's request: the cookie of the first one is not its own.
    const hidden = await hostile.speak(`POST /api/session HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nCookie: ${teacher}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}${one('/api/profile', 'Connection: close\r\n')}`)
    assert.deepEqual([...hidden.text.matchAll(/HTTP\/1\.1 (\d{3})/g)].map((found) => found[1]), ['400', '404'])
    const broken = await hostile.speak(`${one('/api/health')}GARBAGE\r\n\r\n${one('/api/health')}`)
    assert.ok(broken.closed)
    assert.match(broken.text, /HTTP\/1\.1 400/)
    assert.doesNotMatch(broken.text.slice(broken.text.indexOf('HTTP/1.1 400') + 1), /HTTP/)
    assertDiscreet(hidden.text + broken.text)
    await hostile.isUnharmed()
  })

  test('slow and silent clients are cut off: no byte, half a head, a body that drips, an answer nobody reads', async () => {
    const head = `POST ${messages} HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nCookie: ${teacher}\r\nContent-Type: application/json\r\n`
    const before = await countOf('messenger_message')
    const { server } = hostile.house.app
    const { requestTimeout, headersTimeout, timeout } = server
    Object.assign(server, { requestTimeout: 400, headersTimeout: 400, timeout: 800 })
    restore = () => Object.assign(server, { requestTimeout, headersTimeout, timeout })
    const starts = ['', '\r\n'.repeat(10_000), 'GET /api/hea', `${head}Content-Length: 100\r\n\r\n{"clientId":"`, `${head}Transfer-Encoding: chunked\r\n\r\n5\r\n{"cli`]
    const cut = starts.map(async (bytes) => {
      const { text, closed } = await hostile.speak(bytes)
      assert.ok(closed)
      if (text !== '') assertRefused(readAnswer(text), 408)
    })
    await Promise.all([...cut, drip(`${head}Content-Length: 100000\r\n\r\n`)])
    const answering = serverSide(hostile)
    const deaf = openSocket(hostile.origin)
    deaf.pause()
    const asking = setInterval(() => deaf.write(`GET /api/module-document HTTP/1.1\r\nHost: x\r\n\r\n`.repeat(10)), 20)
    await closeOf(await answering)
    clearInterval(asking)
    deaf.destroy()
    restore()
    assert.equal(await countOf('messenger_message'), before)
    await hostile.isUnharmed()
  })

  test('half-open lines: who says no more still gets the answer, and nothing stays open', async () => {
    const polite = await hostile.speak('GET /api/health HTTP/1.1\r\nHost: x\r\n\r\n', { end: true })
    assert.match(polite.text, /^HTTP\/1\.1 200/)
    assert.ok(polite.closed)
    // Upgrades that are refused: the server closes its side and does not wait for the other.
    for (const path of ['/api/live', '/', '/api/people']) {
      const answering = serverSide(hostile)
      const stubborn = openSocket(hostile.origin, { allowHalfOpen: true })
      const answered = new Promise<string>((resolve) => stubborn.once('data', (part: Buffer) => resolve(part.toString('latin1'))))
      stubborn.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n`)
      await closeOf(await answering)
      assert.match(await answered, /^HTTP\/1\.1 404/)
      stubborn.destroy()
    }
    await hostile.isUnharmed()
  })
})

/** A path of the contracts that another one's parameters would catch as well. */
function isMatch(pattern: string, path: string): boolean {
  const parts = [pattern.split('/'), path.split('/')] as const
  return parts[0].length === parts[1].length && parts[0].every((part, n) => part.startsWith(':') || part === parts[1][n])
}

/** The server's end of the next line that is opened. */
function serverSide({ house }: HostileHouse): Promise<Socket> {
  return new Promise((resolve) => house.app.server.once('connection', resolve))
}

async function closeOf(socket: Socket): Promise<void> {
  if (!socket.closed) await new Promise((resolve) => socket.once('close', resolve))
}
