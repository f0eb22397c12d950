/**
 * Papers written on the server: slips of 30 and 1,000 people, of 1,000 parents, 1,000 codes for parents in no file, and 150 and 1,000 consent forms, beside a floor of the same run (a bare
 * document of the same library with as many pages and the same QR codes, in this thread). Also told: how long the main thread did not answer, for that is how long messages wait.
 * Then the same asked for at the door, with codes and numbers made. Goals: 1,000 slips in 20 s, the main thread never away for more than 50 ms.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import PDFDocument from 'pdfkit'
import pg from 'pg'
import { encode } from 'uqr'
import { writePaper } from '#platform/pdf/write-paper.ts'
import { documents } from '#modules/consent/documents.de.ts'
import type { LettersContent } from '#modules/consent/families/letters-paper.ts'
import type { Forms } from '#modules/consent/paper/form-paper.ts'
import type { SlipsContent } from '#modules/people/paper/slips-paper.ts'
import { globalSetup, globalTeardown } from '#tests/setup.ts'
import type { Reply } from '#tests/visitor.ts'
import { inSeededSchool } from './consent/seed.ts'

const SLIPS = new URL('../modules/people/paper/slips-paper.ts', import.meta.url)
const LETTERS = new URL('../modules/consent/families/letters-paper.ts', import.meta.url)
const FORMS = new URL('../modules/consent/paper/form-paper.ts', import.meta.url)
const PEOPLE = Number(process.env['BENCH_PEOPLE'] ?? 1_000)
const SHEETS = Math.ceil(PEOPLE / 6)
const NAMES = ['Lina Sommer', 'Ayşe Demir', 'Олена Кравченко', 'Łukasz Wójcik', 'Maximiliane-Charlotte Freifrau von Hohenstein-Waldeck', 'Nguyễn Thị Hương']

/** Prints a table. */
export async function run(): Promise<void> {
  console.log('paper                        seconds   floor   ratio       size   main thread stood still')
  await measure('30 slips, cold', 5, SLIPS, slips(30))
  await measure('30 slips, warm', 5, SLIPS, slips(30))
  await measure(`${PEOPLE} slips`, SHEETS, SLIPS, slips(PEOPLE))
  await measure(`${PEOPLE} parents`, SHEETS, SLIPS, slips(PEOPLE, 'parent'))
  await measure(`${PEOPLE} parents' codes`, SHEETS, LETTERS, letters(PEOPLE / 2))
  await measure('150 forms', 150, FORMS, forms(150))
  // Printed by class or year, at most 600 on a paper: a thousand children are two papers.
  await measure('500 forms', 500, FORMS, forms(500))
  await measure('500 more forms', 500, FORMS, forms(500))
  await globalSetup()
  try {
    await throughTheDoor()
  } finally {
    await globalTeardown()
  }
}

async function measure(name: string, pages: number, layout: URL, content: SlipsContent | LettersContent | Forms): Promise<void> {
  const floor_s = await floorOf(pages, 'forms' in content ? 1 : 6)
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = performance.now()
  const bytes = await writePaper(layout, { title: name, at: new Date('2026-11-23T07:50:00Z') }, content)
  const seconds = (performance.now() - began) / 1_000
  delay.disable()
  console.log(`${name.padEnd(26)} ${seconds.toFixed(2).padStart(9)} ${floor_s.toFixed(2).padStart(7)} ${(seconds / floor_s).toFixed(1).padStart(7)} ${`${(bytes.length / 1_000).toFixed(0)} kB`.padStart(10)} ${`${(delay.max / 1e6).toFixed(0)} ms`.padStart(10)}`)
}

/** From the request to the last byte, with codes and numbers made and written down: pupils, parents, and class by class slips for all parents, forms, and codes for parents in no file. */
async function throughTheDoor(): Promise<void> {
  await inSeededSchool(PEOPLE, async ({ client, groupIds, signIn }) => {
    const idsOf = async (type: string) => (await client.query<{ id: string }>(`SELECT id FROM person WHERE source = 'bench' AND type = $1 ORDER BY source_id LIMIT $2`, [type, PEOPLE])).rows.map((row) => row.id)
    const [admin, clerk] = [await signIn('admin'), await signIn('clerk')]
    for (const type of ['pupil', 'parent']) {
      const personIds = await idsOf(type)
      await asked(`${personIds.length} ${type}s`, [() => admin.call('people.printChosenSlipPapers', { whom: { kind: 'people', personIds } })])
    }
    await asked(`parents, ${groupIds.length} classes`, groupIds.map((id) => () => clerk.call('people.printGuardianSlipPapers', { id, all: true })))
    await asked(`forms, ${groupIds.length} classes`, groupIds.map((groupId) => () => clerk.call('consent.printForms', { groupId, purposes: ['platform'], whom: 'all' })))
    // Codes are for children about whose parents nobody is on record.
    await client.query(`UPDATE guardianship SET until_on = from_on WHERE source = 'bench'`)
    await asked(`codes, ${groupIds.length} classes`, groupIds.map((groupId) => () => clerk.call('consent.printClassFamilyCodes', { groupId })))
  })
}

async function asked(name: string, calls: readonly (() => Promise<Reply>)[]): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const began = performance.now()
  let bytes = 0
  for (const call of calls) {
    const reply = await call()
    if (reply.status !== 200) throw new Error(`${name}: ${reply.status} ${reply.text.slice(0, 300)}`)
    bytes += reply.bytes.length
  }
  const seconds = (performance.now() - began) / 1_000
  delay.disable()
  console.log(`${`asked: ${name}`.padEnd(26)} ${seconds.toFixed(2).padStart(9)} ${''.padStart(15)} ${`${(bytes / 1_000).toFixed(0)} kB`.padStart(10)} ${`${(delay.max / 1e6).toFixed(0)} ms`.padStart(10)}`)
}

function slips(people: number, type: 'pupil' | 'parent' = 'pupil'): SlipsContent {
  return {
    lastDays: Array.from({ length: people }, () => 'Montag, 7. Dezember 2026'),
    slips: {
      schoolName: 'Gesamtschule am Lindenhof', signInUrl: 'https://schulhof.gesamtschule-lindenhof.example/anmelden', validUntil: '2026-12-08T00:00:00Z', withPassword: 0,
      slips: Array.from({ length: people }, (_, n) => {
        const [givenName = '', ...family] = NAMES[n % NAMES.length]!.split(' ')
        return { personId: String(n), type, givenName, familyName: family.join(' '), place: type === 'pupil' ? '07b' : null, accountName: `vorname.nachname${n}`, code: `${String(1_000 + n)}-ABCD-EFGH`, validUntil: '2026-12-08T00:00:00Z' }
      }),
    },
  }
}

/** Two for each child. */
function letters(children: number): LettersContent {
  return {
    lastDay: '2027-01-22',
    made: {
      schoolName: 'Gesamtschule am Lindenhof', familyUrl: 'https://schulhof.gesamtschule-lindenhof.example/familie/code', validUntil: '2027-01-23T00:00:00Z',
      letters: Array.from({ length: children }, (_, n) => {
        const [givenName = '', ...family] = NAMES[n % NAMES.length]!.split(' ')
        return { pupilId: String(n), givenName, familyName: family.join(' '), place: '07b', codes: [`${1_000 + n}-ABCD-EFGH`, `${1_000 + n}-EFGH-ABCD`] }
      }),
    },
  }
}

function forms(children: number): Forms {
  const { title, body } = documents.platform
  return {
    school: 'Gesamtschule am Lindenhof', address: 'schulhof.example', isOneEnough: false, voiceAge: 14, texts: [{ title, version: 'Fassung 1.0 vom 23.11.2026', body, aids: null }],
    forms: Array.from({ length: children }, (_, n) => ({ text: 0, code: '23456789ABCD', child: { name: NAMES[n % NAMES.length]!, place: '07b' }, isAdult: false, isRenewal: false, voiceAge: n % 2 === 0 ? 14 : null, isVoiceNeeded: false })),
  }
}

/** The library alone: pages, QR codes, some lines of a built-in font. */
async function floorOf(pages: number, codes: number): Promise<number> {
  const began = performance.now()
  const document = new PDFDocument({ size: 'A4', margin: 0, autoFirstPage: false })
  const ended = new Promise((resolve) => document.on('data', () => {}).on('end', resolve))
  for (let page = 0; page < pages; page++) {
    document.addPage()
    for (let code = 0; code < codes; code++) {
      const { data, size } = encode('https://schulhof.gesamtschule-lindenhof.example/anmelden#zettel=1000-ABCD-EFGH', { ecc: 'M' })
      for (let y = 0; y < size; y++) for (let x = 0; x < size; x++) if (data[y]![x]) document.rect(x * 2, y * 2, 2, 2)
      document.fill()
      for (let line = 0; line < 8; line++) document.fontSize(9).text('Scanne den QR-Code. Oder tippe den Code ein.', 20, 300 + line * 12, { lineBreak: false })
    }
  }
  document.end()
  await ended
  return (performance.now() - began) / 1_000
}
