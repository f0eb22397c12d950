/** Files that are none, lie about their size or never end (issue 2, section 9): refused with the reason, nothing stored, the memory of the server its own. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import { deflateRawSync } from 'node:zlib'
import { file_bytes_max } from '#platform/csv/limits.ts'
import { assertDiscreet, assertRefused, openHostileHouse, openSocket, readAnswer } from './hostile.ts'
import type { Answer, HostileHouse } from './hostile.ts'

const HEADER = 'ID;Nachname;Vorname;Klasse;Geburtsdatum;Religion\n'
const schild = readFileSync(new URL('../../example/import/schueler-schild.csv', import.meta.url))
const MB = 1_000_000

describe('bad input at the import', () => {
  let hostile: HostileHouse
  let admin: string
  let untouched: string

  before(async () => {
    hostile = await openHostileHouse()
    admin = await hostile.cookieOf('admin')
    untouched = await records()
  })
  after(() => hostile.close())

  /** How much there is of everything an import could leave behind. */
  async function records(): Promise<string> {
    const counts = []
    for (const table of ['person', 'school_group', 'group_label', 'membership', 'import_run', 'task', 'access_fact'] as const) {
      counts.push(`${table} ${(await hostile.house.platform.database.selectFrom(table).select((eb) => eb.fn.countAll().as('n')).$if(table === 'task', (query) => query.where('kind' as never, 'like', 'people.%' as never)).executeTakeFirstOrThrow()).n}`)
    }
    return counts.join(', ')
  }
  const leavesNothing = async () => {
    assert.equal(await records(), untouched)
    await hostile.isUnharmed()
  }
  const preview = (file: Buffer | string, { cookie = admin, type = 'application/octet-stream', query = '' }: { cookie?: string; type?: string; query?: string } = {}): Promise<Answer> =>
    hostile.ask({ method: 'POST', path: `/api/imports/previews${query}`, cookie, headers: { 'content-type': type }, body: file })

  test('archives, pictures, documents, NUL bytes, 1,000 columns, half a letter, nothing: each with its reason', async () => {
    const zip = Buffer.concat([Buffer.from('504b0304140000000800', 'hex'), Buffer.alloc(16), Buffer.from([12, 0, 0, 0]), Buffer.from('schueler.csv'), deflateRawSync(schild)])
    // What the reader makes of each kind of bytes stands in modules/people/import/hostile.test.ts; here it is the way of a few of them through the door.
    const files: [string, Buffer | string, string][] = [
      ['a ZIP', zip, 'file_is_archive'], ['NUL', `${HEADER}1;Bau\0er;Lea;05a;01.01.2016;\n`, 'file_is_binary'], ['1,000 columns', `ID;Nachname;Vorname;Klasse${';x'.repeat(996)}\n`, 'columns_too_many'],
      ['nothing', '', 'file_empty'], ['one line of 5 MB', 'x'.repeat(5 * MB), 'cell_too_long'], ['60,000 rows', `${HEADER}${'1;A;B;05a;;\n'.repeat(60_000)}`, 'rows_too_many'],
    ]
    for (const [name, file, code] of files) assertRefused(await preview(file), 422, code, name)
    assertRefused(await preview('<html><body>Anmelden</body></html>'), 422)
    await leavesNothing()
  })

  test('names of 500 signs, formulas, turned and combined signs: read as text, refused by line, never run together', async () => {
    const rows = [`1;${'x'.repeat(500)};Lea`, '2;=HYPERLINK("http://evil.example");@SUM(A1)', '3;Bau\u202eer;Lea', `4;Bauer;e${'\u0301'.repeat(98)}`, '5;محمد;שרה', '6;<script>alert(1)</script>;Lea', "7;' OR 1=1 --;Lea", '8;\u200b;Lea', '9;__proto__;constructor']
    const answer = await preview(HEADER + rows.map((row) => `${row};05a;01.01.2016;\n`).join(''))
    assert.equal(answer.status, 200, answer.text.slice(0, 300))
    const { rows: shown, unclear } = answer.body as { rows: { new: { familyName: string; givenName: string }[] }; unclear: { code: string; line: number }[] }
    assert.deepEqual(unclear.map(({ code, line }) => [code, line]).sort(), [['name_character_refused', 4], ['name_character_refused', 9], ['name_too_long', 2]].sort())
    const names = shown.new.map(({ familyName }) => familyName)
    for (const name of ['محمد', '<script>alert(1)</script>', '=HYPERLINK("http://evil.example")', "' OR 1=1 --", '__proto__']) assert.ok(names.includes(name), name)
    assert.equal(answer.headers['content-type'], 'application/json; charset=utf-8')
    await leavesNothing()
  })

  test('whatever the browser says the file is, it is read as the bytes it has', async () => {
    for (const type of ['text/plain', 'application/json']) {
      const answer = await preview(schild, { type })
      assert.equal(answer.body['rowsRead'], 833, `${type}: ${answer.text.slice(0, 200)}`)
    }
    for (const query of ['?from=-1', '?from=x', '?from=1e9', '?source=..%2f', `?source=${'x'.repeat(100)}`, '?kind=aliens', '?kind=pupils&mapping=%5B', '?kind=pupils&mapping=%7B%22id%22:%22%22%7D', '?source=a&source=b', '?source=%00']) assertRefused(await preview(schild, { query }), 400, 'input_invalid', query)
    assertRefused(await preview(schild, { query: '?kind=staff' }), 422, 'header_other_kind', 'pupils as staff')
    await leavesNothing()
  })

  test('nothing is applied that was not shown: another hash, another file, half of the file', async () => {
    const { differenceHash } = (await preview(schild)).body as { differenceHash: string }
    const apply = (file: Buffer, query: string, headers = {}) => hostile.ask({ method: 'POST', path: `/api/imports${query}`, cookie: admin, headers: { 'content-type': 'text/csv', ...headers }, body: file })
    assertRefused(await apply(schild, `?differenceHash=${'0'.repeat(64)}&confirmSafety=true`), 409, 'import_changed')
    assertRefused(await apply(schild.subarray(0, schild.lastIndexOf('\n', schild.length - 200) + 1), `?differenceHash=${differenceHash}&confirmSafety=true`), 409, 'import_changed')
    for (const query of ['', '?differenceHash=', `?differenceHash=${'x'.repeat(63)}`, `?differenceHash=${differenceHash}&confirmSafety=vielleicht`]) assertRefused(await apply(schild, query), 400, 'input_invalid', query)
    assertRefused(await apply(schild, `?differenceHash=${differenceHash}&confirmSafety=true`, { 'x-schulhof': '0' }), 403, 'foreign_page')
    // The line breaks in the middle of the file, after a length that promised all of it.
    const head = `POST /api/imports?differenceHash=${differenceHash}&confirmSafety=true HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nCookie: ${admin}\r\nContent-Type: text/csv\r\nContent-Length: ${schild.length}\r\n\r\n`
    await hostile.speak([head, schild.subarray(0, schild.length / 2)], { end: true })
    const cut = openSocket(hostile.origin)
    cut.write(head)
    await new Promise<void>((resolve) => cut.write(schild.subarray(0, schild.length / 2), () => resolve()))
    cut.resetAndDestroy()
    await leavesNothing()
  })

  test('more than one import at a time waits; more than a few are told to come back', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => preview(schild)))
    for (const answer of answers) if (answer.status !== 200) assertRefused(answer, 429, 'import_busy')
    assert.ok(answers.filter(({ status }) => status === 200).length >= 4)
    assert.ok(answers.some(({ status }) => status === 429))
    await leavesNothing()
  })

  test('2 GB in pieces are cut where the limit is, and the memory does not grow with them', async () => {
    const gigabytes = { head: 'Transfer-Encoding: chunked', pieces: chunked(Buffer.alloc(1 << 20, '1;Bauer;Lea;05a;01.01.2016;\n')), count: 2_048 }
    const asAdmin = await pour(hostile, { ...gigabytes, cookie: admin })
    assertRefused(readAnswer(asAdmin.text), 413, 'too_large')
    assert.ok(asAdmin.sent < file_bytes_max + 40 * MB, `${asAdmin.sent} bytes were taken`)
    assert.ok(asAdmin.grown < 3 * file_bytes_max, `memory grew by ${asAdmin.grown}`)
    for (const cookie of ['', await hostile.cookieOf('teacher'), await hostile.cookieOf('pupil')]) {
      const refused = await pour(hostile, { ...gigabytes, cookie })
      if (refused.text !== '') assertRefused(readAnswer(refused.text), [403, 404])
      assert.ok(refused.sent < 40 * MB, `${refused.sent} bytes were taken from somebody who may send none`)
    }
    await leavesNothing()
  })

  test('lengths that lie: promised 2 GB, promised less than comes, promised and never sent', async () => {
    const promised = await hostile.speak(`POST /api/imports/previews HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nCookie: ${admin}\r\nContent-Type: text/csv\r\nContent-Length: 2147483648\r\n\r\n${HEADER}`)
    assert.ok(promised.closed)
    assertRefused(readAnswer(promised.text), 413, 'too_large')
    const less = await pour(hostile, { head: `Content-Length: ${HEADER.length}`, pieces: Buffer.concat([Buffer.from(HEADER), Buffer.alloc(1 << 20, '1;Bauer;Lea;05a;01.01.2016;\n')]), count: 100, cookie: admin })
    // What comes after the promised end is no file any more but a request, and it is none.
    assertDiscreet(less.text)
    assert.ok(less.sent < 40 * MB)
    const never = openSocket(hostile.origin)
    never.write(`POST /api/imports/previews HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nCookie: ${admin}\r\nContent-Length: 1000\r\n\r\n`)
    await leavesNothing()
    never.destroy()
  })

  test('strangers with files of an allowed size take no memory either, however many they are', async () => {
    const before = process.memoryUsage().rss
    const file = Buffer.alloc(1 << 20, 'x')
    const answers = await Promise.all(Array.from({ length: 8 }, () => pour(hostile, { head: 'Content-Length: 41943040', pieces: file, count: 40, cookie: '' })))
    for (const { text } of answers) if (text !== '') assertRefused(readAnswer(text), 404, 'not_found')
    const grown = process.memoryUsage().rss - before
    assert.ok(grown < 200 * MB, `memory grew by ${grown}`)
    await leavesNothing()
  })
})

function chunked(bytes: Buffer): Buffer {
  return Buffer.concat([Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')])
}

type Poured = { text: string; sent: number; grown: number }

/** Pours the same bytes into the preview of an import over and over, as fast as the server takes them: all of them, or until it answers or cuts the line. */
function pour({ origin }: HostileHouse, { head, pieces, count, cookie }: { head: string; pieces: Buffer; count: number; cookie: string }): Promise<Poured> {
  const socket = openSocket(origin)
  const before = process.memoryUsage().rss
  const poured = { text: '', sent: 0, grown: 0 }
  const look = () => void (poured.grown = Math.max(poured.grown, process.memoryUsage().rss - before))
  const more = (left: number): void => {
    look()
    for (; left > 0 && poured.text === '' && !socket.destroyed; left--) if (!socket.write(pieces)) return void socket.once('drain', () => more(left - 1))
    socket.end()
  }
  return new Promise((resolve) => {
    socket.on('data', (part: Buffer) => void (poured.text += part.toString('latin1')))
    socket.on('close', () => {
      look()
      resolve({ ...poured, sent: socket.bytesWritten - socket.writableLength })
    })
    socket.write(`POST /api/imports/previews HTTP/1.1\r\nHost: x\r\nx-schulhof: 1\r\nCookie: ${cookie}\r\nContent-Type: text/csv\r\n${head}\r\n\r\n`)
    more(count)
  })
}
