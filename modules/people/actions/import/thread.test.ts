/** What the import thread holds while it works: the largest files there are, in a heap well below its cap, and no code that is not its own. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { Worker } from 'node:worker_threads'
import { import_memory_mib_max } from '../../limits.ts'
import type { FromThread, Questions } from './thread.ts'

const THREAD = fileURLToPath(new URL('./thread.ts', import.meta.url))
const ROOT = fileURLToPath(new URL('../../../..', import.meta.url))
const PEOPLE = 50_000
const HEAP_MIB = 56
const TODAY = '2026-11-23'

const idOf = (kind: number, n: number): string => `019aaf37-000${kind}-7000-8abc-${n.toString(16).padStart(12, '0')}`
const names = (n: number): [string, string] => [['Mia', 'Oleksandr', 'Thị-Mai', 'Jean-Baptiste'][n % 4]!, ['Müller', 'Freiherr von Knigge', 'Nguyễn', 'García-López'][n % 4]!]
const classes = Array.from({ length: PEOPLE / 25 }, (_, n) => ({ id: idOf(9, n), kind: 'class' as const, label: `5-${n}`, isOfThisYear: false, hasEnded: false }))
const fileOf = (header: string, lineOf: (n: number) => string): Buffer => Buffer.from(`\ufeff${header}\r\n${Array.from({ length: PEOPLE }, (_, n) => `${lineOf(n)}\r\n`).join('')}`)

function* pages(lineOf: (n: number) => unknown): Generator<string> {
  for (let from = 0; from < PEOPLE; from += 200) yield JSON.stringify(Array.from({ length: 200 }, (_, n) => lineOf(from + n)))
}

type Ask = <Q extends keyof Questions>(question: Q, ask: Questions[Q]['ask']) => Promise<Questions[Q]['answer']>

/** A thread as run.ts opens it, with a heap of that size; 0: as large as the engine lets it grow, as it does under the server's own flags. */
async function withThread<T>(bytes: Buffer, heap_mib: number, work: (ask: Ask) => Promise<T>): Promise<T> {
  const worker = new Worker(THREAD, {
    workerData: { bytes, today: TODAY, choice: { kind: null, mapping: null, remembered: [] } }, execArgv: [],
    ...(heap_mib > 0 && { resourceLimits: { maxOldGenerationSizeMb: heap_mib, maxYoungGenerationSizeMb: 8 } }),
  })
  const broken = new Promise<never>((_, reject) => worker.once('error', reject))
  let id = 0
  try {
    return await work(async (question, ask) => {
      const mine = ++id
      const answered = new Promise<FromThread>((done) => worker.on('message', (message: FromThread) => 'id' in message && message.id === mine && done(message)))
      worker.postMessage({ id: mine, question, ask })
      const message = await Promise.race([answered, broken])
      worker.removeAllListeners('message')
      if (!('answer' in message)) throw new Error(JSON.stringify(message))
      return message.answer as never
    })
  } finally {
    await worker.terminate()
  }
}

describe('the memory of the import thread', () => {
  test(`${PEOPLE} pupils who all move into the next class`, async () => {
    const bytes = fileOf('Interne ID-Nummer;Nachname;Vorname;Klasse;Geburtsdatum;Telefon-Nr.', (n) => `${100_000 + n};${names(n)[1]};${names(n)[0]};6-${Math.floor(n / 25)};07.02.2015;0511 ${n}`)
    await withThread(bytes, HEAP_MIB, async (ask) => {
      assert.equal((await ask('read', null)).rowsRead, PEOPLE)
      await ask('knowGroups', classes)
      for (const page of pages((n) => [idOf(1, n), 'schild', String(100_000 + n), ...names(n), '2033-02-07', null, [classes[Math.floor(n / 25)]!.id]])) await ask('know', page)
      const { counts } = await ask('compare', { source: 'schild', schoolYear: '2026/27', leaving_share_max: 0.1, openQuestions: [], stays: [] })
      assert.deepEqual([counts.moved, counts.new, counts.leaving], [PEOPLE, 0, 0])
      assert.equal((await ask('slice', { part: 'moved', from: PEOPLE - 1, count: 500 })).length, 1)
    })
  })

  for (const isKnown of [false, true]) {
    test(`${PEOPLE} parents, ${isKnown ? 'all on record' : 'all new'}`, async () => {
      const bytes = fileOf('Eltern-ID;Nachname;Vorname;Kind-ID;Art;sorgeberechtigt;E-Mail', (n) => `${2_000_000 + n};${names(n)[1]};${names(n)[0]};${100_000 + n};Mutter;ja;e${n}@example.org`)
      await withThread(bytes, HEAP_MIB, async (ask) => {
        await ask('read', null)
        for (const text of pages((n) => [idOf(1, n), 'schild', String(100_000 + n), ...names(n), null])) await ask('knowRoster', { part: 'pupils', text })
        const parent = (n: number) => [idOf(2, n), 'schild/parents', String(2_000_000 + n), ...names(n), null, null, null, [[idOf(3, n), idOf(1, n), 'mother', true, false, 'schild']]]
        if (isKnown) for (const text of pages(parent)) await ask('knowRoster', { part: 'people', text })
        const sources = [{ source: 'schild', people: PEOPLE }]
        const { counts } = await ask('compareRoster', { source: 'schild', sources, schoolYear: '2026/27', leaving_share_max: 0.1, openQuestions: [], stays: [] })
        assert.deepEqual([counts.new, counts.moved, counts.unchanged], isKnown ? [0, 0, PEOPLE] : [PEOPLE, PEOPLE, 0])
        const [last] = (await ask('slice', { part: 'links', from: PEOPLE - 1, count: 500 })) as { who: unknown; whom: unknown }[]
        const { sourceId, name } = { sourceId: String(2_000_000 + PEOPLE - 1), name: names(PEOPLE - 1).toReversed().join(', ') }
        assert.deepEqual(last?.who, isKnown ? undefined : { personId: null, sourceId, name })
      })
    })
  }

  test('more than the cap is refused by the thread itself, whatever the engine would let it have', async () => {
    const page = JSON.stringify(Array.from({ length: 200 }, (_, n) => [`${idOf(1, n)}${'x'.repeat(4_000)}`, 'schild', String(n), 'Mia', 'Müller', null]))
    await withThread(Buffer.from('Eltern-ID;Nachname;Vorname;Kind-ID\r\n1;Müller;Mia;1\r\n'), 0, async (ask) => {
      const known = async (): Promise<void> => {
        for (let mib = 0; mib < import_memory_mib_max * 2; mib++) await ask('knowRoster', { part: 'pupils', text: page })
      }
      await ask('read', null)
      await assert.rejects(known, /tooHeavy/)
    })
  })
})

test('the import thread loads no package and no module but people: what it loads it holds beside every file', () => {
  const seen = new Set<string>()
  const packages = new Set<string>()
  const follow = (file: string): void => {
    if (seen.has(file)) return
    seen.add(file)
    for (const [, path] of readFileSync(file, 'utf8').matchAll(/^import (?!type\b).*? from '([^']+)'$/gm)) {
      if (path!.startsWith('#')) follow(join(ROOT, path!.slice(1)))
      else if (path!.startsWith('.')) follow(resolve(dirname(file), path!))
      else packages.add(path!)
    }
  }
  follow(THREAD)
  assert.ok(seen.size > 20, 'imports are followed')
  assert.deepEqual([...packages].filter((name) => !name.startsWith('node:')), [])
  assert.deepEqual([...seen].map((file) => relative(ROOT, file)).filter((file) => !/^(platform\/(csv|module|threads|time)|modules\/people)\//.test(file)), [])
})
