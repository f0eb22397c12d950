/**
 * Import: preview and application of 833, 5,000, 20,000 and 50,000 pupils with their parents and courses, the change of the school year and its way back, then
 * next year's file, beside a floor in the same run (a bare split of the same text, and the same rows by INSERT from arrays). Each size in two processes of its
 * own with the flags of the server: one that takes everything over, one that takes in pupils and then next year's file only, so that the peak of memory of
 * that is its own. Also told: the longest time the main thread did not answer, for that is how long messages wait. `BENCH_SIZES=5000` measures one size.
 */
import { execFile } from 'node:child_process'
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

const SIZES = (process.env['BENCH_SIZES'] ?? '833,5000,20000,50000').split(',').map(Number)
const CLASS_SIZE = 28
const YEARS = 9
const AT = '2026-11-23 07:50'
const NEXT_YEAR = '2027-08-20 09:00'

type Step = { step: string; seconds: number; rss_mb: number; stall_ms: number; floor_s: number | null }

/** Prints a table per size. */
export async function run(): Promise<void> {
  await globalSetup()
  try {
    console.log('people   step                      seconds   floor   ratio   peak RSS   main thread stood still')
    for (const [people, way] of SIZES.flatMap((size) => [[size, 'whole'], [size, 'pupils']] as const)) {
      console.log(way === 'whole' ? `\n${people} with parents and courses` : `\n${people}, pupils only`)
      const call = `import(${JSON.stringify(import.meta.url)}).then((bench) => bench.measure(${people}, '${way}'))`
      const { stdout } = await promisify(execFile)(process.execPath, [...serverFlags, '--input-type=module', '-e', call], {
        cwd: fileURLToPath(new URL('..', import.meta.url)),
        maxBuffer: 10_000_000,
      })
      for (const one of JSON.parse(stdout.trim().split('\n').at(-1)!) as Step[]) {
        const floor = one.floor_s === null ? '      –       –' : `${one.floor_s.toFixed(2).padStart(7)} ${(one.seconds / one.floor_s).toFixed(1).padStart(7)}`
        console.log(
          `${String(people).padStart(6)}   ${one.step.padEnd(22)} ${one.seconds.toFixed(2).padStart(10)} ${floor} ${`${one.rss_mb.toFixed(0)} MB`.padStart(10)} ${`${one.stall_ms.toFixed(0)} ms`.padStart(12)}`,
        )
      }
    }
  } finally {
    await globalTeardown()
  }
}

/** One size, in the child: writes its steps as JSON. */
export async function measure(people: number, way: 'whole' | 'pupils'): Promise<void> {
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
    const first = csvOf(people, 0)
    const parse_s = await floorOfParse(first)
    steps.push(await step('preview, all new', parse_s, () => preview(house, first)))
    steps.push(await step('apply, all new', parse_s + (await floorOfRows(house, people)), () => apply(house, first)))
    steps.push(await step('preview, all known', parse_s, () => preview(house, first)))
    if (way === 'whole') steps.push(...(await familiesAndCourses(house, people)))
    await house.clock.travelTo(NEXT_YEAR)
    if (way === 'whole') steps.push(...(await schoolYear(house)))
    const second = csvOf(people, 1)
    steps.push(await step('preview, next year', parse_s, () => preview(house, second)))
    steps.push(await step('apply, next year', null, () => apply(house, second)))
  } finally {
    await house.close()
  }
  console.log(JSON.stringify(steps))
  process.exit(0)
}

async function familiesAndCourses(house: TestHouse, people: number): Promise<Step[]> {
  const [parents, courses] = [parentsOf(people), coursesOf(people)]
  const [parents_s, courses_s] = [await floorOfParse(parents), await floorOfParse(courses)]
  return [
    await step('preview, parents new', parents_s, () => preview(house, parents)),
    await step('apply, parents new', parents_s + (await floorOfRows(house, parentsCount(people))), () => apply(house, parents)),
    await step('preview, parents known', parents_s, () => preview(house, parents)),
    await step('preview, courses new', courses_s, () => preview(house, courses)),
    await step('apply, courses new', courses_s + (await floorOfMembers(house, takersOf(people) * COURSES_EACH)), () => apply(house, courses)),
  ]
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

const fileOf = (house: TestHouse, bytes: Buffer): ImportFile => ({ bytes, source: 'schild', at: house.clock.now(), tell: () => {} })

async function preview(house: TestHouse, bytes: Buffer): Promise<void> {
  await previewFile(house.platform, fileOf(house, bytes))
}

/** With the preview it needs before it. */
async function apply(house: TestHouse, bytes: Buffer): Promise<number> {
  const { differenceHash } = await previewFile(house.platform, fileOf(house, bytes))
  const began = performance.now()
  await applyFile(house.platform, fileOf(house, bytes), { differenceHash, confirmSafety: true }, (work) => write(house.platform, null, house.clock.now(), work))
  return (performance.now() - began) / 1000
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

/** Two parents for two of three children, one for the others, as in the example school. */
const parentsCount = (people: number): number => Math.ceil(childrenOf(people) * (5 / 3))
/** A file holds 50,000 rows: of the largest school the parents of 30,000 children. */
const childrenOf = (people: number): number => Math.min(people, 30_000)

function parentsOf(people: number): Buffer {
  const lines = ['Eltern-ID;Nachname;Vorname;Kind-ID;Art;sorgeberechtigt;E-Mail']
  for (let n = 0; n < childrenOf(people); n++) {
    lines.push(`${2_000_000 + n};${FAMILY[n % FAMILY.length]};${GIVEN[(n + 3) % GIVEN.length]};${100_000 + n};Mutter;ja;`)
    if (n % 3 !== 0) lines.push(`${4_000_000 + n};${FAMILY[(n + 5) % FAMILY.length]};${GIVEN[(n + 7) % GIVEN.length]};${100_000 + n};Vater;ja;e${n}@example.org`)
  }
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
}

/** Whole classes take the same courses; a file holds 50,000 rows, so of the largest schools not everybody has some. */
const COURSES_EACH = 8
const takersOf = (people: number): number => Math.min(people, 6_000)

function coursesOf(people: number): Buffer {
  const lines = ['Kurs-ID;Kurs;Kürzel;Schüler-ID']
  for (let n = 0; n < takersOf(people); n++) {
    const group = Math.floor(n / CLASS_SIZE)
    for (let k = 0; k < COURSES_EACH; k++) lines.push(`K${group}-${k};Kurs ${group}-${k};;${100_000 + n}`)
  }
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
}

async function step(name: string, floor_s: number | null, work: () => Promise<number | void>): Promise<Step> {
  let rss = process.memoryUsage.rss()
  const looking = setInterval(() => (rss = Math.max(rss, process.memoryUsage.rss())), 10)
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const began = performance.now()
  const own_s = await work()
  const seconds = own_s ?? (performance.now() - began) / 1000
  delay.disable()
  clearInterval(looking)
  return { step: name, seconds, rss_mb: Math.max(rss, process.memoryUsage.rss()) / 1e6, stall_ms: delay.max / 1e6, floor_s }
}

const GIVEN = ['Mia', 'Noah', 'Emma', 'Ayşe', 'Łukasz', 'Zoë', 'Ben', 'Lina', 'Can', 'Thị-Mai', 'Oleksandr', 'Frieda', 'Matteo', 'Ida', 'Emre', 'Jule', 'Finn']
const FAMILY = [
  'Müller',
  'Schmidt',
  'Nguyễn',
  'Kaya',
  'Đorđević',
  'van den Berg',
  'Weber',
  'Freiherr von Knigge',
  'Şahin',
  'Okafor',
  'Lindqvist',
  'García-López',
  'Krüger',
]

/**
 * An export with the columns of SchILD. In year 1 everybody is a year further and the last year's pupils are gone, as far as that is no more than
 * one in twenty; as many new ones begin.
 */
function csvOf(people: number, year: 0 | 1): Buffer {
  const lines = [
    'Interne ID-Nummer;Nachname;Vorname;Klasse;Jahrgang;Geburtsdatum;Geschlecht;Religionszugehörigkeit;Staatsangehörigkeit;Förderschwerpunkt;Aufnahmedatum;Entlassdatum;Telefon-Nr.',
  ]
  const perYear = Math.ceil(people / YEARS)
  for (let n = 0; n < people; n++) {
    const begun = 5 + Math.floor(n / perYear)
    const leaves = year === 1 && begun === 4 + YEARS && n % 2 === 0
    const grade = leaves ? 5 : Math.min(begun + year, 4 + YEARS)
    const klass = `${String(grade).padStart(2, '0')}-${Math.floor((n % perYear) / CLASS_SIZE)}`
    const born = `${String(1 + (n % 28)).padStart(2, '0')}.${String(1 + (n % 12)).padStart(2, '0')}.${2021 - begun}`
    lines.push(
      `${leaves ? 900_000 + n : 100_000 + n};${FAMILY[n % FAMILY.length]};${GIVEN[n % GIVEN.length]};${klass};${String(grade).padStart(2, '0')};${born};w;ER;deutsch;;01.08.2026;;0511 ${100_000 + n}`,
    )
  }
  return Buffer.from(`\ufeff${lines.join('\r\n')}\r\n`)
}

/** What it costs to only cut the text into cells. */
async function floorOfParse(bytes: Buffer): Promise<number> {
  const began = performance.now()
  const rows = bytes
    .toString('utf8')
    .split('\r\n')
    .map((line) => line.split(';'))
  if (rows.length < 2) throw new Error('no rows')
  return (performance.now() - began) / 1000
}

/** The same rows by bare INSERTs from arrays in one transaction: people, two memberships each, one fact each; rolled back. */
async function floorOfRows(house: TestHouse, people: number): Promise<number> {
  const client = new pg.Client(connectionOf(house.db.appUrl))
  await client.connect()
  const at = house.clock.now()
  const ids = Array.from({ length: people }, () => newId(at))
  const groups = [newId(at), newId(at)]
  const began = performance.now()
  await client.query('BEGIN')
  await client.query(`INSERT INTO school_group SELECT id, 'class', 'Messung', $2, NULL FROM unnest($1::uuid[]) AS id`, [groups, at])
  await client.query(
    `INSERT INTO person SELECT id, 'pupil', 'Kim', 'Muster', 'floor' || id, '2030-01-01', '2026-11-23', NULL, 'floor', id::text, 1, $2 FROM unnest($1::uuid[]) AS id`,
    [ids, at],
  )
  for (const group of groups) {
    await client.query(`INSERT INTO membership SELECT m, $3, id, 'member', '2026-11-23', NULL FROM unnest($1::uuid[], $2::uuid[]) AS t (m, id)`, [
      ids.map(() => newId(at)),
      ids,
      group,
    ])
  }
  await client.query(
    `INSERT INTO access_fact SELECT f, id, NULL, 'account', 'active', $3, NULL, 'identity', id::text FROM unnest($1::uuid[], $2::uuid[]) AS t (f, id)`,
    [ids.map(() => newId(at)), ids, at],
  )
  const seconds = (performance.now() - began) / 1000
  await client.query('ROLLBACK')
  await client.end()
  return seconds
}

/** As many memberships by bare INSERTs from arrays, of people on record in one group that is made for it; rolled back. */
async function floorOfMembers(house: TestHouse, count: number): Promise<number> {
  const client = new pg.Client(connectionOf(house.db.appUrl))
  await client.connect()
  const at = house.clock.now()
  const { rows } = await client.query<{ id: string }>(`SELECT id FROM person WHERE type = 'pupil' LIMIT $1`, [Math.ceil(count / COURSES_EACH)])
  const people = rows.map((row) => row.id)
  const groups = Array.from({ length: COURSES_EACH }, () => newId(at))
  const began = performance.now()
  await client.query('BEGIN')
  await client.query(`INSERT INTO school_group SELECT id, 'course', 'Messung', $2, NULL FROM unnest($1::uuid[]) AS id`, [groups, at])
  for (const group of groups)
    await client.query(`INSERT INTO membership SELECT m, $3, id, 'member', '2026-11-23', NULL FROM unnest($1::uuid[], $2::uuid[]) AS t (m, id)`, [people.map(() => newId(at)), people, group])
  const seconds = (performance.now() - began) / 1000
  await client.query('ROLLBACK')
  await client.end()
  return seconds
}
