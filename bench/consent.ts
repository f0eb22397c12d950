/**
 * The consent desk with 800 and 5,000 pupils who have two parents each and their papers: a class page, the overview of all classes, and a class entered by
 * keyboard, by list and by scanner, as time of the server. The floor is the same rows of that class by bare queries in the same run. Goal: a class page of
 * the large school takes at most 1.5 times that of the small one.
 */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import { formsFor } from '#modules/consent/paper/store.ts'
import type { TestHouse } from '#tests/house.ts'
import { globalSetup, globalTeardown } from '#tests/setup.ts'
import type { Visitor } from '#tests/visitor.ts'
import { quantile } from './quantile.ts'
import { CLASS_SIZE, inSeededSchool } from './consent/seed.ts'

const SIZES = (process.env['BENCH_SIZES'] ?? '800,5000').split(',').map(Number)
const CLASS_PAGES = Number(process.env['BENCH_TIMES'] ?? 300)
const OVERVIEWS = Math.ceil(CLASS_PAGES / 10)
const WARM = 20
/** Classes entered in each way. */
const ENTERED = 6

type Took = [p50: number, p99: number]
type Figures = { pupils: number; page: Took; floor: Took; overview: Took; overviewFloor: Took; perMinute: { list: number; scanner: number; single: number } }

/** Prints the figures of each size, and their ratios. */
export async function run(): Promise<void> {
  await globalSetup()
  try {
    const all: Figures[] = []
    for (const pupils of SIZES) all.push(await measure(pupils))
    console.log('pupils   class page p50 / p99 ms   floor p50 ms   ratio   overview p50 / p99 ms   floor p50 ms   ratio   entries per minute: list, scanner, one by one')
    for (const one of all) console.log(lineOf(one))
    const [small, large] = [all[0]!, all.at(-1)!]
    if (small !== large) {
      const grown = (take: (one: Figures) => number) => (take(large) / take(small)).toFixed(2)
      console.log(`${large.pupils} to ${small.pupils}: class page p50 ${grown((one) => one.page[0])}, p99 ${grown((one) => one.page[1])} (goal: at most 1.5); overview ${grown((one) => one.overview[0])} for ${(large.pupils / small.pupils).toFixed(1)} times the pupils; entering a class ${(small.perMinute.list / large.perMinute.list).toFixed(2)}`)
    }
  } finally {
    await globalTeardown()
  }
}

async function measure(pupils: number): Promise<Figures> {
  return inSeededSchool(pupils, async ({ house, client, groupIds, signIn }) => {
    const clerk = await signIn('clerk')
    const page = await times(CLASS_PAGES, (n) => read(clerk, 'consent.readClass', { groupId: groupIds[(n * 7) % groupIds.length]!, purpose: 'platform' }))
    const floor = await times(CLASS_PAGES, (n) => rowsOf(client, [groupIds[(n * 7) % groupIds.length]!]))
    const overview = await times(OVERVIEWS, () => read(clerk, 'consent.listClasses', { purpose: 'platform' }))
    const overviewFloor = await times(OVERVIEWS, () => rowsOf(client, groupIds))
    const perMinute = {
      list: await entered(groupIds.slice(0, ENTERED), (groupId) => enterByList(clerk, groupId)),
      scanner: await entered(groupIds.slice(ENTERED, 2 * ENTERED), (groupId, codes) => enterByScanner(clerk, groupId, codes), (groupId) => numbersOf(house, clerk, groupId)),
      single: await entered(groupIds.slice(2 * ENTERED, 3 * ENTERED), (groupId) => enterOneByOne(clerk, groupId)),
    }
    return { pupils, page, floor, overview, overviewFloor, perMinute }
  })
}

function lineOf({ pupils, page, floor, overview, overviewFloor, perMinute }: Figures): string {
  const ms = (took: Took) => took.map((one) => one.toFixed(1)).join(' / ')
  const beside = (took: Took, least: Took) => `${ms(took).padStart(24)} ${least[0].toFixed(1).padStart(14)} ${(took[0] / least[0]).toFixed(1).padStart(7)}`
  return `${String(pupils).padStart(6)} ${beside(page, floor)} ${beside(overview, overviewFloor)}   ${[perMinute.list, perMinute.scanner, perMinute.single].map((one) => one.toFixed(0)).join(', ')}`
}

type ClassRead = { today: string; documents: { id: string }[]; pupils: { id: string; open: boolean; signatures: number }[] }

/** As the page does: reads the class, sends all rows at once, and reads the class again. */
async function enterByList(clerk: Visitor, groupId: string): Promise<number> {
  const found = await readClass(clerk, groupId)
  const entries = entriesOf(found)
  await read(clerk, 'consent.recordDeclarations', { groupId, purpose: 'platform', clientId: randomUUID(), entries })
  await readClass(clerk, groupId)
  return entries.length
}

/** The number of each form is looked up before. */
async function enterByScanner(clerk: Visitor, groupId: string, codes: ReadonlyMap<string, string>): Promise<number> {
  const found = await readClass(clerk, groupId)
  const entries = entriesOf(found).map((entry) => ({ ...entry, formCode: codes.get(entry.pupilId)! }))
  for (const { formCode } of entries) await read(clerk, 'consent.findForm', { code: formCode })
  await read(clerk, 'consent.recordDeclarations', { groupId, purpose: 'platform', clientId: randomUUID(), entries })
  await readClass(clerk, groupId)
  return entries.length
}

/** The slowest way: whoever gets one form at a time sends and reads anew for each. */
async function enterOneByOne(clerk: Visitor, groupId: string): Promise<number> {
  const entries = entriesOf(await readClass(clerk, groupId))
  for (const entry of entries) {
    await read(clerk, 'consent.recordDeclarations', { groupId, purpose: 'platform', clientId: randomUUID(), entries: [entry] })
    await readClass(clerk, groupId)
  }
  return entries.length
}

function entriesOf(found: ClassRead) {
  return found.pupils.filter((pupil) => !pupil.open).map((pupil) => ({ pupilId: pupil.id, signed: 'complete' as const, declaredOn: found.today, documentVersionId: found.documents.at(-1)!.id }))
}

/** Numbers on the forms of a class, by child. */
async function numbersOf(house: TestHouse, clerk: Visitor, groupId: string): Promise<ReadonlyMap<string, string>> {
  const found = await readClass(clerk, groupId)
  return house.write((w) => formsFor(w, found.pupils.map((pupil) => pupil.id), { purpose: 'platform', documentVersionId: found.documents.at(-1)!.id }))
}

async function readClass(clerk: Visitor, groupId: string): Promise<ClassRead> {
  return (await read(clerk, 'consent.readClass', { groupId, purpose: 'platform' })) as ClassRead
}

async function read(clerk: Visitor, name: string, input: Record<string, unknown>): Promise<unknown> {
  const reply = await clerk.call(name, input)
  if (reply.status !== 200) throw new Error(`${name}: ${reply.status} ${reply.text.slice(0, 300)}`)
  return reply.body
}

/** Entries a minute, when nobody but the server took time. */
async function entered(groupIds: readonly string[], enter: (groupId: string, codes: ReadonlyMap<string, string>) => Promise<number>, prepare?: (groupId: string) => Promise<ReadonlyMap<string, string>>): Promise<number> {
  let forms = 0
  let took_ms = 0
  for (const groupId of groupIds) {
    const codes = (await prepare?.(groupId)) ?? new Map<string, string>()
    const began = performance.now()
    forms += await enter(groupId, codes)
    took_ms += performance.now() - began
  }
  if (forms < groupIds.length * (CLASS_SIZE / 4)) throw new Error(`only ${forms} forms were there to enter`)
  return (60_000 * forms) / took_ms
}

/** The rows a class page is made of, and nothing else. */
async function rowsOf(client: pg.Client, groupIds: readonly string[]): Promise<void> {
  const { rows } = await client.query<{ id: string }>('SELECT p.id, p.given_name, p.family_name, p.majority_on, p.entered_on, p.exit_on FROM membership m JOIN person p ON p.id = m.person_id WHERE m.group_id = ANY($1::uuid[])', [groupIds])
  const ids = rows.map((row) => row.id)
  await client.query('SELECT guardian_id, ward_id, has_custody, from_on, until_on FROM guardianship WHERE ward_id = ANY($1::uuid[])', [ids])
  await client.query('SELECT * FROM consent_declaration WHERE pupil_id = ANY($1::uuid[])', [ids])
}

async function times(count: number, work: (n: number) => Promise<unknown>): Promise<Took> {
  const took: number[] = []
  for (let n = 0; n < count + Math.min(WARM, count); n++) {
    const began = performance.now()
    await work(n)
    if (n >= WARM) took.push(performance.now() - began)
  }
  return [quantile(took, 0.5), quantile(took, 0.99)]
}
