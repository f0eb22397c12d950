/** What is kept of a file when it is read, and what is not: the text itself, which holds all the columns that are none of ours. */
import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openImport, readPupilFileInSteps } from './file.ts'
import { readRosterInSteps } from './roster.ts'

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void
const ROWS = 20_000
const IGNORED = 'ein Vermerk, der niemanden etwas angeht'.repeat(4)
/** Letters beyond Latin-1, so that the text takes two bytes each, outside of the heap. */
const bytesOf = (header: string, lineOf: (n: number) => string): Buffer => Buffer.from([header, ...Array.from({ length: ROWS }, (_, n) => lineOf(n)), ''].join('\n'))

/** Bytes outside of the heap that are there while what was read is kept, and were not before. */
async function keptBytes<T>(read: () => T): Promise<{ kept: T; bytes: number }> {
  // Once for nothing: what the first run leaves elsewhere would be counted too.
  read()
  const before = await bytesOutside()
  const kept = read()
  return { kept, bytes: (await bytesOutside()) - before }
}

async function bytesOutside(): Promise<number> {
  // The engine remembers the text of the last match until there is another one, and a running function what it had at hand.
  /./.exec('.')
  await new Promise((resolve) => setImmediate(resolve))
  collect()
  const { external, arrayBuffers } = process.memoryUsage()
  // Buffers are let go a moment later, by another thread.
  return external - arrayBuffers
}

function last<T>(steps: Generator<unknown, T>): T {
  for (;;) {
    const step = steps.next()
    if (step.done) return step.value
  }
}

describe('the text of a file does not outlive its reading', () => {
  const choice = { mapping: null, remembered: [] }

  test('pupils: long headers, long names, and the first cells of broken rows', async () => {
    const bytes = bytesOf('Interne ID-Nummer;Nachname;Vorname;Klasse;Vermerke der Klassenleitung', (n) =>
      n % 2 === 0 ? `kennung-nummer-${n};Đorđević-Lindqvist;Maximiliane-Sophie;${(n % 9) + 1}a;${IGNORED}` : `kennung-nummer-${n};"Đorđević"`,
    )
    const { kept, bytes: held } = await keptBytes(() => {
      const opened = openImport(bytes, { ...choice, kind: 'pupils' })
      const { text: _text, ...words } = opened
      return { words, file: last(readPupilFileInSteps(opened, '2026-11-23')) }
    })
    assert.deepEqual([kept.file.reading.rows.length, kept.file.reading.unclearIds.length > 0], [ROWS / 2, true])
    assert.deepEqual(kept.file.reading.ignoredColumns, ['Vermerke der Klassenleitung'])
    assert.ok(held < bytes.length / 2, `${held} of ${bytes.length} bytes are held`)
  })

  test('parents, with ids made of child and name', async () => {
    const bytes = bytesOf('Familienname;Rufname;Kind-ID;Erzieherart;Sorgeberechtigt ja/nein;Vermerke der Klassenleitung', (n) => `Đorđević-Lindqvist;Maximiliane-Sophie;kennung-nummer-${n};Mutter;ja;${IGNORED}`)
    const { kept, bytes: held } = await keptBytes(() => {
      const opened = openImport(bytes, { ...choice, kind: 'parents' })
      const { text: _text, ...words } = opened
      return { words, reading: last(readRosterInSteps(opened.text, { ...opened.mapping, kind: 'parents' })) }
    })
    assert.equal(kept.reading.parents.length, ROWS)
    assert.ok(held < bytes.length / 2, `${held} of ${bytes.length} bytes are held`)
  })
})
