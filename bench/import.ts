/**
 * Import: preview and application of 833, 5,000, 20,000 and 50,000 pupils with their parents and courses, the change of the school year and its way back, then
 * next year's file, beside a floor in the same run (a bare split of the same text, and the same rows by INSERT from arrays). Each size in two processes of its
 * own with the flags of the server: one that takes everything over, one that takes in pupils and then next year's file only, so that the peak of memory of
 * that is its own. The files are made and the floors measured outside of them: a server gets a file, it does not write it, and what is left of the making
 * would count as the import's memory. Also told: the longest time the main thread did not answer, for that is how long messages wait. `BENCH_SIZES=5000` measures one size.
 */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { promisify } from 'node:util'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { serverFlags } from '#bin/server-flags.mjs'
import { connectionOf } from '#platform/database/connect.ts'
import { newId } from '#platform/id/id.ts'
import { addPeople } from '#platform/identity/people.ts'
import { write } from '#platform/module/write.ts'
import { changeYear, previewYear, restoreYear } from '#modules/people/actions/years.ts'
import { applyFile, previewFile } from '#modules/people/actions/import/file.ts'
import type { ImportFile } from '#modules/people/actions/import/file.ts'
import { found } from '#modules/administration/founding.ts'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { globalSetup, globalTeardown } from '#tests/setup.ts'
import { COURSES_EACH, FILES, linesOf, takersOf } from './import/files.ts'
import type { FileName } from './import/files.ts'

const SIZES = (process.env['BENCH_SIZES'] ?? '833,5000,20000,50000').split(',').map(Number)
const AT = '2026-11-23 07:50'
const NEXT_YEAR = '2027-08-20 09:00'

type Step = { step: string; seconds: number; rss_mb: number; stall_ms: number; floor: keyof Floors | null }
type Floors = Record<'pupils' | 'parents' | 'courses' | 'pupils taken' | 'parents taken' | 'courses taken', number>

/** Prints a table per size. */
export async function run(): Promise<void> {
  await globalSetup()
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-bench-'))
  try {
    console.log('people   step                      seconds   floor   ratio   peak RSS   main thread stood still')
    for (const people of SIZES) {
      for (const name of FILES) await writeFile(join(folder, name), `\ufeff${linesOf(name, people).join('\r\n')}\r\n`)
      const floors = await child<Floors>(`measureFloors(${people}, ${JSON.stringify(folder)})`)
      for (const way of ['whole', 'pupils'] as const) {
        console.log(way === 'whole' ? `\n${people} with parents and courses` : `\n${people}, pupils only`)
        for (const one of await child<Step[]>(`measure('${way}', ${JSON.stringify(folder)})`)) print(people, one, one.floor && floors[one.floor])
      }
    }
  } finally {
    await rm(folder, { recursive: true })
    await globalTeardown()
  }
}

function print(people: number, { step, seconds, rss_mb, stall_ms }: Step, floor_s: number | null): void {
  const floor = floor_s === null ? '      –       –' : `${floor_s.toFixed(2).padStart(7)} ${(seconds / floor_s).toFixed(1).padStart(7)}`
  console.log(`${String(people).padStart(6)}   ${step.padEnd(22)} ${seconds.toFixed(2).padStart(10)} ${floor} ${`${rss_mb.toFixed(0)} MB`.padStart(10)} ${`${stall_ms.toFixed(0)} ms`.padStart(12)}`)
}

/** What a function of this file, run in a process of its own, writes as JSON. */
async function child<T>(call: string): Promise<T> {
  const program = `import(${JSON.stringify(import.meta.url)}).then((bench) => bench.${call})`
  const { stdout } = await promisify(execFile)(process.execPath, [...serverFlags, '--input-type=module', '-e', program], { cwd: fileURLToPath(new URL('..', import.meta.url)), maxBuffer: 10_000_000 })
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T
}

/** What the same would cost without any of our work, in the child. */
export async function measureFloors(people: number, folder: string): Promise<void> {
  const house = await openTestHouse({ at: AT })
  const [pupils, parents, courses] = [await floorOfParse(folder, 'pupils'), await floorOfParse(folder, 'parents'), await floorOfParse(folder, 'courses')]
  const floors: Floors = {
    pupils, parents, courses,
    'pupils taken': pupils + (await floorOfRows(house, people)),
    'parents taken': parents + (await floorOfRows(house, linesOf('parents', people).length - 1)),
    'courses taken': courses + (await floorOfMembers(house, takersOf(people))),
  }
  await house.close()
  console.log(JSON.stringify(floors))
  process.exit(0)
}

/** One size, in the child. */
export async function measure(way: 'whole' | 'pupils', folder: string): Promise<void> {
  const house = await openTestHouse({ at: AT })
  const steps: Step[] = []
  try {
    const { headId } = await write(house.platform, null, house.clock.now(), (w) =>
      found(w, { name: 'Messschule', state: 'NI', head: { givenName: 'Renate', familyName: 'Messner' } }),
    )
    await house.platform.school.reload()
    await write(
      house.platform,
      null,
      house.clock.now(),
      async (w) => void (await addPeople(w, [{ type: 'staff', givenName: 'Sabine', familyName: 'Ott', source: 'hand', sourceId: headId }])),
    )
    const files = filesOf(house, folder)
    steps.push(await step('preview, all new', 'pupils', () => files.preview('pupils')))
    steps.push(await step('apply, all new', 'pupils taken', () => files.apply('pupils')))
    steps.push(await step('preview, all known', 'pupils', () => files.preview('pupils')))
    if (way === 'whole') {
      steps.push(await step('preview, parents new', 'parents', () => files.preview('parents')))
      steps.push(await step('apply, parents new', 'parents taken', () => files.apply('parents')))
      steps.push(await step('preview, parents known', 'parents', () => files.preview('parents')))
      steps.push(await step('preview, courses new', 'courses', () => files.preview('courses')))
      steps.push(await step('apply, courses new', 'courses taken', () => files.apply('courses')))
    }
    await house.clock.travelTo(NEXT_YEAR)
    if (way === 'whole') steps.push(...(await schoolYear(house)))
    steps.push(await step('preview, next year', 'pupils', () => files.preview('next year')))
    steps.push(await step('apply, next year', null, () => files.apply('next year')))
  } finally {
    await house.close()
  }
  console.log(JSON.stringify(steps))
  process.exit(0)
}

/** The classes are counted up, the last year leaves, all courses end; then all of it is taken back. */
async function schoolYear(house: TestHouse): Promise<Step[]> {
  const done = { id: '' }
  return [
    await step('school year, preview', null, () => previewed(house)),
    await step('school year, change', null, async () => void (done.id = await changed(house))),
    await step('school year, way back', null, async () => void (await write(house.platform, null, house.clock.now(), (w) => restoreYear(w, done.id)))),
  ]
}

/** Each time as bytes of their own, as a request brings them. */
function filesOf(house: TestHouse, folder: string): Record<'preview' | 'apply', (name: FileName) => Promise<number>> {
  const read = async (name: FileName): Promise<ImportFile> => ({ bytes: await readFile(join(folder, name)), source: 'schild', at: house.clock.now(), tell: () => {} })
  const previewed = async (name: FileName): Promise<string> => (await previewFile(house.platform, await read(name))).differenceHash
  return {
    async preview(name) {
      const began = performance.now()
      await previewed(name)
      return (performance.now() - began) / 1000
    },
    /** With the preview it needs before it. */
    async apply(name) {
      const differenceHash = await previewed(name)
      const file = await read(name)
      const began = performance.now()
      await applyFile(house.platform, file, { differenceHash, confirmSafety: true }, (work) => write(house.platform, null, house.clock.now(), work))
      return (performance.now() - began) / 1000
    },
  }
}

const yearAsk = (house: TestHouse) => ({ bytes: Buffer.alloc(0), source: null, at: house.clock.now(), tell: () => {} })

async function previewed(house: TestHouse): Promise<void> {
  await previewYear(house.platform, yearAsk(house))
}

async function changed(house: TestHouse): Promise<string> {
  const { differenceHash } = await previewYear(house.platform, yearAsk(house))
  const done = await changeYear(house.platform, yearAsk(house), { differenceHash, confirmSafety: true, fresh: '' }, (work) => write(house.platform, null, house.clock.now(), work))
  return done.id
}

async function step(name: string, floor: Step['floor'], work: () => Promise<number | void>): Promise<Step> {
  let rss = process.memoryUsage.rss()
  const looking = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 10)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const began = performance.now()
  const own_s = await work()
  const seconds = own_s ?? (performance.now() - began) / 1000
  delay.disable()
  clearInterval(looking)
  return { step: name, seconds, rss_mb: Math.max(rss, process.memoryUsage.rss()) / 1e6, stall_ms: delay.max / 1e6, floor }
}

/** What it costs to only cut the text into cells. */
async function floorOfParse(folder: string, name: FileName): Promise<number> {
  const bytes = await readFile(join(folder, name))
  const began = performance.now()
  const rows = bytes
    .toString('utf8')
    .split('\r\n')
    .map((line) => line.split(';'))
  if (rows.length < 2) throw new Error('no rows')
  return (performance.now() - began) / 1000
}

const INSERT_PEOPLE = `INSERT INTO person SELECT id, 'pupil', 'Kim', 'Muster', 'floor' || id, '2030-01-01', '2026-11-23', NULL, 'floor', id::text, 1, $2 FROM unnest($1::uuid[]) AS id`
const INSERT_MEMBERS = `INSERT INTO membership SELECT m, $3, id, 'member', '2026-11-23', NULL FROM unnest($1::uuid[], $2::uuid[]) AS t (m, id)`

/** The same rows by bare INSERTs from arrays in one transaction: people, two memberships each, one fact each; rolled back. */
async function floorOfRows(house: TestHouse, people: number): Promise<number> {
  const at = house.clock.now()
  const ids = Array.from({ length: people }, () => newId(at))
  const groups = [newId(at), newId(at)]
  return rolledBack(house, async (client) => {
    const began = performance.now()
    await client.query(`INSERT INTO school_group SELECT id, 'class', 'Messung', $2, NULL FROM unnest($1::uuid[]) AS id`, [groups, at])
    await client.query(INSERT_PEOPLE, [ids, at])
    for (const group of groups) await client.query(INSERT_MEMBERS, [ids.map(() => newId(at)), ids, group])
    await client.query(
      `INSERT INTO access_fact SELECT f, id, NULL, 'account', 'active', $3, NULL, 'identity', id::text FROM unnest($1::uuid[], $2::uuid[]) AS t (f, id)`,
      [ids.map(() => newId(at)), ids, at],
    )
    return (performance.now() - began) / 1000
  })
}

/** As many memberships by bare INSERTs from arrays, of people on record in groups that are made for it; rolled back. */
async function floorOfMembers(house: TestHouse, people: number): Promise<number> {
  const at = house.clock.now()
  const ids = Array.from({ length: people }, () => newId(at))
  const groups = Array.from({ length: COURSES_EACH }, () => newId(at))
  return rolledBack(house, async (client) => {
    await client.query(INSERT_PEOPLE, [ids, at])
    const began = performance.now()
    await client.query(`INSERT INTO school_group SELECT id, 'course', 'Messung', $2, NULL FROM unnest($1::uuid[]) AS id`, [groups, at])
    for (const group of groups) await client.query(INSERT_MEMBERS, [ids.map(() => newId(at)), ids, group])
    return (performance.now() - began) / 1000
  })
}

async function rolledBack(house: TestHouse, work: (client: pg.Client) => Promise<number>): Promise<number> {
  const client = new pg.Client(connectionOf(house.db.appUrl))
  await client.connect()
  await client.query('BEGIN')
  const seconds = await work(client)
  await client.query('ROLLBACK')
  await client.end()
  return seconds
}
