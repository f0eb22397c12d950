/** The admin's command line on the school's computer: `bin/schulhof import preview|apply FILE --as KONTO`, `school-year`, `export`, `verify`, `journal verify`, `blobs verify`, `blobs move`, `backup create|list|verify|drill|fetch-ledger|restore`, `clock confirm`. */
import { open } from 'node:fs/promises'
import { join } from 'node:path'
import type { Actor } from '#platform/access/actor.ts'
import { runBackupCommand } from '#platform/backup/command.ts'
import { texts as backupTexts } from '#platform/backup/texts.de.ts'
import { runBlobsCommand } from '#platform/blobs/command.ts'
import { verifyJournal } from '#platform/journal/verify.ts'
import { systemClock } from '#platform/time/clock.ts'
import { runVerifyCommand } from '#modules/control/command.ts'
import { runImportCommand } from '#modules/people/command.ts'
import { runYearCommand } from '#modules/people/year/command.ts'
import { confirmClock } from '#server/clock-word.ts'
import { consoleActor, exportList, waitsInBrowser } from '#server/console.ts'
import { ConfigError } from '#server/config-error.ts'
import { readConfig } from '#server/config.ts'
import type { Config } from '#server/config.ts'
import { fetchLedgerOf } from '#server/fetch-ledger.ts'
import { readRestoreArgs, restoreSchool, typedCode } from '#server/restore.ts'
import { openSchool } from '#server/school.ts'
import type { OpenSchool } from '#server/school.ts'
import { commandTexts as texts } from './schulhof.texts.de.ts'

const say = (line: string) => void process.stdout.write(`${line}\n`)

process.exit(await run(process.argv.slice(2)))

async function run(args: string[]): Promise<number> {
  const [room, verb, ...rest] = args
  try {
    const config = readConfig(process.env, [])
    if (room === 'clock' && verb === 'confirm') return tell(clockAnswer(await confirmClock(config.dataFolder)))
    if (room === 'verify' && verb === undefined) return await inSchool(config, ({ house }) => runVerifyCommand(house.platform, say))
    if (room === 'journal' && verb === 'verify') return await inSchool(config, (school) => verify(school))
    if (room === 'backup' && verb === 'restore') return await restore(config, rest)
    if (room === 'backup' && verb === 'fetch-ledger') return rest.length === 0 ? await fetchLedgerOf(config, { clock: systemClock(), say }) : tell({ line: backupTexts.usage })
    if (room === 'backup') return await inSchool(config, ({ house }) => runBackupCommand(house.platform, [verb ?? '', ...rest], say))
    if (room === 'blobs') return await inSchool(config, ({ house }) => runBlobsCommand(house.platform, [verb ?? '', ...rest], say))
    if (room === 'school-year' && (verb === 'preview' || verb === 'apply' || verb === 'undo')) return await inSchool(config, (school) => asPerson(school, 'people.changeYear', rest, (actor, args) => runYearCommand(school.house, actor, [verb, ...args], say)))
    if (room === 'export' && (verb === 'accounts' || verb === 'consents')) return await inSchool(config, (school) => exportTo(school, verb, rest))
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
    if (school.house.platform.school.school === null) return tell({ line: texts.noSchool(config.dataFolder) })
    return await work(school)
  } finally {
    await school.close()
  }
}

/** Onto an empty machine: there is no school yet that could be opened. */
async function restore(config: Config, args: string[]): Promise<number> {
  const asked = readRestoreArgs(args)
  if (asked === null) return tell({ line: backupTexts.usage })
  return (await restoreSchool(config, asked, { clock: systemClock(), say, askCode: typedCode(process.stdin, say) })) === 0 ? 0 : 2
}

async function verify({ house, keys }: OpenSchool): Promise<number> {
  const result = await verifyJournal(house.platform.database, keys.journal.publicKey)
  say(result.ok ? texts.journalWhole(result.entries, result.heads) : texts.journalBroken(JSON.stringify(result.problem)))
  return result.ok ? 0 : 1
}

/** R4.1: also at the console somebody acts who is appointed for it, and the journal says who. */
async function asPerson({ house }: OpenSchool, operation: string, args: string[], work: (actor: Actor, args: string[]) => Promise<number>): Promise<number> {
  const at = args.indexOf('--as')
  const account = at < 0 ? undefined : args[at + 1]
  if (account === undefined) return tell({ line: texts.importAs })
  const found = await consoleActor(house, account, operation)
  if ('refusal' in found) return tell({ line: waitsInBrowser(found.refusal) ? texts.firstInBrowser(account) : texts.importNotAppointed(account) })
  return work(found.actor, args.filter((_, index) => index !== at && index !== at + 1))
}

function importFile(school: OpenSchool, verb: 'preview' | 'apply', args: string[]): Promise<number> {
  return asPerson(school, 'people.applyImport', args, (actor, rest) => runImportCommand(school.house, actor, [verb, ...rest], say))
}

/** To a file that only its owner reads, or to the screen. */
async function exportTo(school: OpenSchool, verb: 'accounts' | 'consents', args: string[]): Promise<number> {
  const operation = verb === 'accounts' ? 'people.exportAccounts' : 'consent.exportConsents'
  return asPerson(school, operation, args, async (actor, rest) => {
    const path = rest.includes('--out') ? rest[rest.indexOf('--out') + 1] : undefined
    // Nothing leaves, and nothing is written down as having left, where it could not be kept.
    const file = path === undefined ? null : await open(path, 'wx', 0o600).catch((error: NodeJS.ErrnoException) => error)
    if (path !== undefined && file instanceof Error) return tell({ line: file.code === 'EEXIST' ? texts.outExists(path) : texts.outRefused(path) })
    const { csv, count } = await exportList(school.house, actor, operation)
    if (path === undefined || file === null || file instanceof Error) process.stdout.write(csv)
    else {
      await file.writeFile(csv)
      await file.close()
      say(texts.exported(count, path))
    }
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
