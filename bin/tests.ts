/** npm test: types, then all tests in two processes, then the journeys two at a time. With files or folders as arguments only these. */
import { spawn } from 'node:child_process'
import { globSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, matchesGlob, relative, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Counts, Summary } from './tests-count.ts'
import weights from './tests-weights.json' with { type: 'json' }

const root = fileURLToPath(new URL('../', import.meta.url))
const quick = ['platform/**/*.test.ts', 'modules/**/*.test.ts', 'server/**/*.test.ts', 'bin/**/*.test.ts', 'web/**/*.test.ts', 'tests/*.test.ts', 'tests/clauses/*.test.ts', 'tests/doors/*.test.ts']
const journeys = ['tests/journeys/*.test.ts']

/** A test, or a file of them, that takes longer hangs. Well above the budget of three minutes plus four for everything (amendment B23). */
const quick_ms_max = Number(process.env['TEST_MS_MAX'] ?? 180_000)
const journey_ms_max = 300_000

const asked = process.argv.slice(2)
const files = asked.length === 0 ? globSync([...quick, ...journeys], { cwd: root }) : asked.flatMap(filesOf)
const isJourney = (file: string): boolean => journeys.some((pattern) => matchesGlob(file, pattern))
/** Seconds of each file that takes one or more, as WEIGH=1 measured them. Only how files are spread over two processes follows from it. */
const weights_s: Record<string, number> = weights
const weighed_s: Record<string, number> = {}
const counts: Counts[] = []

if (asked.length === 0) counts.push(await step('types', checkTypes))
// Two processes with a cluster each, one for each core: starting a process per file would cost more than the tests. A test that hangs on to something is ended.
counts.push(await step('tests', () => runBeside(files.filter((file) => !isJourney(file)), ['--test-isolation=none', '--test-force-exit', `--test-timeout=${quick_ms_max}`])))
// A browser and a server each: two at a time, for each waits for the other side half of its time, and what one leaves behind ends with its process.
counts.push(await step('journeys', () => runTests(files.filter(isJourney), ['--test-isolation=process', '--test-concurrency=2', `--test-timeout=${journey_ms_max}`])))

const sum = (key: keyof Counts): number => counts.reduce((total, run) => total + run[key], 0)
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`)
if (process.env['WEIGH'] !== undefined) writeFileSync(join(root, 'bin', 'tests-weights.json'), `${JSON.stringify(Object.fromEntries(Object.entries(weighed_s).sort(([, a], [, b]) => b - a)), null, 2)}\n`)
process.exitCode = sum('failed') > 0 || sum('passed') === 0 ? 1 : 0

/** Prints the step's name before and its seconds after it. */
async function step(name: string, run: () => Promise<Counts>): Promise<Counts> {
  process.stdout.write(`== ${name}\n`)
  const from_ms = performance.now()
  const ended = await run()
  process.stdout.write(`== ${name}: ${ended.failed > 0 ? 'failed' : 'done'} after ${((performance.now() - from_ms) / 1_000).toFixed(1)} s\n`)
  return ended
}

async function checkTypes(): Promise<Counts> {
  const code = await runNode([join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', root])
  return { passed: 0, failed: code === 0 ? 0 : 1, skipped: 0 }
}

/** Two processes with files of about the same weight; what the second one tells is shown when the first is through. */
async function runBeside(paths: string[], flags: string[]): Promise<Counts> {
  const [first, second] = halves(paths)
  const [one, other] = await Promise.all([runTests(first, flags), runTests(second, flags, 'at the end')])
  return { passed: one.passed + other.passed, failed: one.failed + other.failed, skipped: one.skipped + other.skipped }
}

/** The heaviest first, each to the side that has less so far; a file that was never weighed is taken for a light one. */
function halves(paths: string[]): [string[], string[]] {
  const sides: [string[], string[]] = [[], []]
  const total_s = [0, 0]
  const weight = (path: string): number => weights_s[path] ?? 0.3
  for (const path of paths.toSorted((a, b) => weight(b) - weight(a) || (a < b ? -1 : 1))) {
    const side = total_s[0]! <= total_s[1]! ? 0 : 1
    sides[side].push(path)
    total_s[side]! += weight(path)
  }
  return sides
}

async function runTests(paths: string[], flags: string[], tell: 'at once' | 'at the end' = 'at once'): Promise<Counts> {
  if (paths.length === 0) return { passed: 0, failed: 0, skipped: 0 }
  const folder = mkdtempSync(join(tmpdir(), 'schulhof-tests-'))
  const summary = join(folder, 'counts')
  const reporter = new URL('tests-count.ts', import.meta.url).href
  try {
    const code = await runNode([
      '--test', ...flags, `--test-global-setup=${join(root, 'tests', 'setup.ts')}`,
      '--test-reporter=spec', '--test-reporter-destination=stdout', `--test-reporter=${reporter}`, `--test-reporter-destination=${summary}`,
      ...paths,
    ], tell)
    return countsOf(summary, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** A run that died before its summary, or complains in spite of it, counts as one failure more than it told. */
function countsOf(summary: string, code: number): Counts {
  let told: Counts = { passed: 0, failed: 0, skipped: 0 }
  try {
    const { files_ms, ...ended } = JSON.parse(readFileSync(summary, 'utf8')) as Summary
    told = ended
    for (const [path, ms] of Object.entries(files_ms)) if (ms >= 1_000 && !isJourney(relative(root, path))) weighed_s[relative(root, path)] = Math.round(ms / 1_000)
  } catch {
    process.stdout.write('The run ended before it could count its tests.\n')
    return { ...told, failed: 1 }
  }
  return code !== 0 && told.failed === 0 ? { ...told, failed: 1 } : told
}

function runNode(args: string[], tell: 'at once' | 'at the end' = 'at once'): Promise<number> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['inherit', tell === 'at once' ? 'inherit' : 'pipe', 'inherit'] })
  const told: Buffer[] = []
  child.stdout?.on('data', (piece: Buffer) => told.push(piece))
  // Told to end, we let the run end first: it stops its cluster and its servers.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => child.kill(signal))
  return new Promise((done) => child.once('close', (code) => {
    process.stdout.write(Buffer.concat(told))
    done(code ?? 1)
  }))
}

/** Test files of an argument, a file or a folder, relative to the project. Ends with a sentence when there are none. */
function filesOf(argument: string): string[] {
  const path = relative(root, resolve(argument))
  const found = statSync(resolve(argument), { throwIfNoEntry: false })
  const below = found?.isDirectory() ? globSync(`${path}/**/*.test.ts`, { cwd: root }) : found?.isFile() ? [path] : []
  if (below.length > 0) return below
  process.stderr.write(`${argument}: no test file there.\n`)
  process.exit(1)
}
