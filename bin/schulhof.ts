/** The admin's command line on the school's computer: `bin/schulhof import preview|apply FILE --as KONTO`, `school-year`, `export`, `journal verify`, `clock confirm`. */
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { holds } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { perform } from '#platform/module/perform.ts'
import { systemClock } from '#platform/time/clock.ts'
import { runImportCommand } from '#modules/people/command.ts'
import { runYearCommand } from '#modules/people/year/command.ts'
import { confirmClock } from '#server/clock-word.ts'
import { ConfigError, readConfig } from '#server/config.ts'
import type { Config } from '#server/config.ts'
import { openSchool } from '#server/school.ts'
import type { OpenSchool } from '#server/school.ts'
import { commandTexts as texts } from './schulhof.texts.de.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

/** No browser is asking. */
const NO_REQUEST = { address: '127.0.0.1', cookies: {}, userAgent: '', setCookie: () => {} }

process.exit(await run(process.argv.slice(2)))

async function run(args: string[]): Promise<number> {
  const [room, verb, ...rest] = args
  try {
    const config = readConfig(process.env, [])
    if (room === 'clock' && verb === 'confirm') return tell(clockAnswer(await confirmClock(config.dataFolder)))
    if (room === 'journal' && verb === 'verify') return await inSchool(config, (school) => verify(school))
    if (room === 'school-year' && (verb === 'preview' || verb === 'apply' || verb === 'undo')) return await inSchool(config, (school) => asPerson(school, 'task:users', rest, (actor, args) => runYearCommand(school.house, actor, [verb, ...args], say)))
    if (room === 'export' && (verb === 'accounts' || verb === 'consents')) return await inSchool(config, (school) => exportList(school, verb, rest))
    if (room === 'import' && (verb === 'preview' || verb === 'apply')) return await inSchool(config, (school) => importFile(school, verb, rest))
  } catch (error) {
    if (!(error instanceof ConfigError) && !/Problem$|LockError$/.test((error as Error).constructor.name)) throw error
    say((error as Error).message)
    return 1
  }
  say(texts.usage)
  return 1
}

/** Beside a running server, or on a school that is not running. */
async function inSchool(config: Config, work: (school: OpenSchool) => Promise<number>): Promise<number> {
  const options = { clock: systemClock(), demo: false, webFolder: join(import.meta.dirname, '../dist/web'), say }
  const school = await openSchool({ ...config, join: true }, options).catch(() => openSchool({ ...config, join: false }, options))
  try {
    return await work(school)
  } finally {
    await school.close()
  }
}

async function verify({ house, keys }: OpenSchool): Promise<number> {
  const result = await verifyJournal(house.platform.database, keys.journal.publicKey)
  say(result.ok ? texts.journalWhole(result.entries, result.heads) : texts.journalBroken(JSON.stringify(result.problem)))
  return result.ok ? 0 : 1
}

/** R4.1: also at the console somebody acts who is appointed for it, and the journal says who. */
async function asPerson({ house }: OpenSchool, office: 'task:users' | 'task:consent_register', args: string[], work: (actor: Actor, args: string[]) => Promise<number>): Promise<number> {
  const at = args.indexOf('--as')
  const account = at < 0 ? undefined : args[at + 1]
  if (account === undefined) return tell({ line: texts.importAs })
  const { platform } = house
  const person = await platform.database.selectFrom('person').select('id').where('account_name', '=', account).executeTakeFirst()
  const actor: Actor | null = person === undefined ? null : await platform.actors.find(person.id)
  if (actor === null || !holds(actor.facts, 'task', office.slice(5), platform.clock.now())) return tell({ line: texts.importNotAppointed(account) })
  return work(actor, args.filter((_, index) => index !== at && index !== at + 1))
}

function importFile(school: OpenSchool, verb: 'preview' | 'apply', args: string[]): Promise<number> {
  return asPerson(school, 'task:users', args, (actor, rest) => runImportCommand(school.house, actor, [verb, ...rest], say))
}

/** Through the same operation as the page; to a file that only its owner reads, or to the screen. */
async function exportList(school: OpenSchool, verb: 'accounts' | 'consents', args: string[]): Promise<number> {
  const { platform } = school.house
  const [moduleId, name, office] = verb === 'accounts' ? (['people', 'exportAccounts', 'task:users'] as const) : (['consent', 'exportConsents', 'task:consent_register'] as const)
  return asPerson(school, office, args, async (actor, rest) => {
    const at = platform.clock.now()
    const entry = school.house.assembly.entries.get(`${moduleId}.${name}`)!
    const { csv, count } = (await perform(platform, entry, { actor, door: 'http', input: {}, at, request: NO_REQUEST })) as { csv: string; count: number }
    const path = rest[rest.indexOf('--out') + 1]
    if (rest.includes('--out') && path !== undefined) await writeFile(path, csv, { mode: 0o600, flag: 'wx' })
    else process.stdout.write(csv)
    if (path !== undefined && rest.includes('--out')) say(texts.exported(count, path))
    return 0
  })
}

function tell({ line, code = 1 }: { line: string; code?: number }): number {
  say(line)
  return code
}

function clockAnswer(question: Awaited<ReturnType<typeof confirmClock>>): { line: string; code: number } {
  return question === null ? { line: texts.clockNotAsked, code: 1 } : { line: texts.clockConfirmed(question.now.toISOString()), code: 0 }
}
