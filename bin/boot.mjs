/**
 * What every command does before Node can run TypeScript: install what the lockfile names, find the bundled Node and hand over to it.
 * Plain JavaScript on purpose: it must work on any Node from 18, before a single package is there.
 */
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { closeSync, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const packages = join(root, 'node_modules')
const lockfile = join(root, 'package-lock.json')
const marker = join(packages, '.schulhof-lock')
const node_major_min = 24
const install_wait_ms = 500
/** How long a signal that went to the whole group has to reach the child by itself, before we pass it on. */
const signal_pass_ms = 200

/** Installs, builds the web where asked, runs `entry` (a path below the project) with the arguments and Node's `flags`; ends this process with the entry's exit code. */
export async function boot(entry, { args = process.argv.slice(2), web = false, flags = [] } = {}) {
  await installPackages()
  const node = findNode()
  if (web && webIsStale()) await buildWeb(node)
  const watch = pathToFileURL(join(root, 'bin', 'child.mjs')).href
  finish(await run(node, [...flags, '--import', watch, resolve(root, entry), ...args], { env: childEnvironment(), channel: true }))
}

async function installPackages() {
  if (packagesAreCurrent()) return
  const release = await oneInstallAtATime()
  try {
    if (packagesAreCurrent()) return
    process.stderr.write('Pakete werden eingerichtet, das dauert beim ersten Mal eine Minute ... (installing packages)\n')
    const ended = await run(...npmCommand(['ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, stdout: 'ignore' }))
    if (ended.signal) finish(ended)
    if (ended.code !== 0) stop('npm ci ist gescheitert; der Grund steht darüber.', 'npm ci failed; the reason stands above.')
    writeFileSync(marker, lockHash())
  } finally {
    release()
  }
}

/** The marker holds the lockfile's hash. Where it does not fit (somebody ran npm by hand) npm's own list of what it put there decides. */
function packagesAreCurrent() {
  if (readIfThere(marker) === lockHash()) return true
  if (!installedAsLocked()) return false
  try {
    writeFileSync(marker, lockHash())
  } catch {
    // A folder that only root may write is fine as long as its packages are right.
  }
  return true
}

function installedAsLocked() {
  let installed
  try {
    installed = JSON.parse(readFileSync(join(packages, '.package-lock.json'), 'utf8')).packages
  } catch {
    return false
  }
  const locked = JSON.parse(readFileSync(lockfile, 'utf8')).packages
  return Object.entries(locked).every(([path, wanted]) => {
    if (path === '') return true
    const found = installed[path]
    return found ? found.version === wanted.version && found.integrity === wanted.integrity : wanted.optional === true
  })
}

function lockHash() {
  return createHash('sha256').update(readFileSync(lockfile)).digest('hex')
}

/** Two commands started side by side in a fresh clone: the second waits for the first one's installation. */
async function oneInstallAtATime() {
  const file = join(root, 'dist', 'install.lock')
  mkdirSync(dirname(file), { recursive: true })
  for (;;) {
    try {
      const handle = openSync(file, 'wx')
      writeFileSync(handle, String(process.pid))
      closeSync(handle)
      return () => rmSync(file, { force: true })
    } catch (problem) {
      if (problem.code !== 'EEXIST') throw problem
    }
    if (!isAlive(Number(readIfThere(file)))) rmSync(file, { force: true })
    await new Promise((resolve) => setTimeout(resolve, install_wait_ms))
  }
}

function isAlive(pid) {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
    return true
  } catch (problem) {
    return problem.code === 'EPERM'
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}

/** npm by the path it tells its scripts, so that no other npm of the machine answers; by name otherwise. */
function npmCommand(args, options) {
  const script = process.env.npm_execpath
  if (script && /npm-cli\.[cm]?js$/.test(script)) return [process.execPath, [script, ...args], options]
  return process.platform === 'win32' ? ['npm.cmd', args, { ...options, shell: true }] : ['npm', args, options]
}

/** The Node of the lockfile, else the running one when it is new enough. */
function findNode() {
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`
  const bundled = join(packages, name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  // Probed, not only looked for: on a machine with another C library the file is there and does not run.
  if (existsSync(bundled) && spawnSync(bundled, ['--version']).status === 0) return bundled
  if (Number.parseInt(process.versions.node, 10) >= node_major_min) return process.execPath
  return stop(
    `Schulhof braucht Node ${node_major_min} oder neuer; hier läuft ${process.versions.node}, und für ${process.platform}-${process.arch} liegt keins bei.`,
    `Schulhof needs Node ${node_major_min} or newer; this is ${process.versions.node}, and none is bundled for ${process.platform}-${process.arch}.`,
  )
}

const webIndex = join(root, 'dist', 'web', 'index.html')

/** Whether a file the browser's bundle is made of is newer than the bundle. */
function webIsStale() {
  return !existsSync(webIndex) || newestSource() - statSync(webIndex).mtimeMs > 1
}

async function buildWeb(node) {
  const newest = newestSource()
  process.stderr.write('Die Seiten werden gebaut ... (building the pages)\n')
  const ended = await run(node, [join(root, 'bin', 'build.ts')], { cwd: root, env: childEnvironment() })
  if (ended.signal) finish(ended)
  if (ended.code !== 0) stop('Die Seiten ließen sich nicht bauen; der Grund steht darüber.', 'The pages could not be built; the reason stands above.')
  // The bundle is as old as its newest source: a file saved while the build ran makes the next start build again.
  if (existsSync(webIndex)) utimesSync(webIndex, newest / 1000, newest / 1000)
}

function newestSource() {
  const files = [lockfile, ...filesBelow('web'), ...filesBelow('platform').filter(isScript)]
  for (const file of filesBelow('modules')) {
    if (file.includes('/web/') || file.endsWith('/contract.ts') || /\/texts[^/]*\.ts$/.test(file)) files.push(file)
  }
  return Math.max(...files.filter((file) => !/\.test\.tsx?$/.test(file)).map((file) => statSync(file).mtimeMs))
}

function filesBelow(folder) {
  const path = join(root, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { withFileTypes: true }).flatMap((entry) => {
    const below = `${folder}/${entry.name}`
    return entry.isDirectory() ? filesBelow(below) : entry.isFile() ? [join(root, below).replaceAll('\\', '/')] : []
  })
}

function isScript(file) {
  return file.endsWith('.ts')
}

/**
 * Compiled code is kept between starts: 600 files load in a third of the time. The C library gives room back to the system as soon as it is free, and keeps two stores instead of
 * one for each thread: else what an import or a print-out once needed stays with the process (25 MB after an import of 20,000).
 */
function childEnvironment() {
  return {
    NODE_COMPILE_CACHE: join(packages, '.cache', 'compiled'),
    MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072',
    ...process.env,
  }
}

/** Runs a child on our own terminal and waits for it: `{ code, signal }`. A signal sent to us is passed on once. */
function run(command, args, { cwd = process.cwd(), env = process.env, shell = false, channel = false, stdout = 'inherit' } = {}) {
  return new Promise((done) => {
    const child = spawn(command, args, { cwd, env, shell, stdio: ['inherit', stdout, 'inherit', ...(channel ? ['ipc'] : [])] })
    const off = passSignals(child)
    const end = (ended) => {
      off()
      done(ended)
    }
    child.once('error', (problem) => {
      process.stderr.write(`${command}: ${problem.message}\n`)
      end({ code: 1, signal: null })
    })
    child.once('exit', (code, signal) => end({ code, signal }))
  })
}

/**
 * A Ctrl-C reaches the whole group, `kill` only us, and we can not tell them apart. So the child is told over the channel and a moment later:
 * child.mjs raises the signal unless it has already come. Children without our channel (npm, the build) bear a second one.
 */
function passSignals(child) {
  const passed = new Set()
  const pass = (signal) => {
    if (passed.has(signal)) return
    passed.add(signal)
    if (!child.connected) child.kill(signal)
    else setTimeout(() => child.connected && child.send({ signal }), signal_pass_ms)
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, pass)
  return () => signals.forEach((signal) => process.off(signal, pass))
}

/** Ends as the child ended: same exit code, or killed by the same signal. */
function finish({ code, signal }) {
  if (signal === null) process.exit(code ?? 1)
  process.kill(process.pid, signal)
  // Reached only where the signal does not end us at once.
  process.exit(128 + (constants.signals[signal] ?? 0))
}

function stop(german, english) {
  process.stderr.write(`${german}\n${english}\n`)
  process.exit(1)
}
