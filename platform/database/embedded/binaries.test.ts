import assert from 'node:assert/strict'
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { tmpdir } from 'node:os'
import { whyNot } from '#tests/cluster.ts'
import { ClusterProblem, clusterAccount } from './account.ts'
import { packageFolder, usableBinaries } from './binaries.ts'

const isRoot = process.getuid?.() === 0
const skip = whyNot(packageFolder)

describe('the programs of the embedded database', { skip }, () => {
  const original = skip === false ? packageFolder() : ''
  const account = clusterAccount(undefined, undefined)
  let top = ''
  /** A package whose libraries npm has not linked. */
  let checkout = ''

  before(async () => {
    top = await mkdtemp(join(await placeForPrograms(), 'schulhof-binaries-'))
    await chmod(top, 0o755)
    checkout = join(top, 'checkout', 'package')
    await mirror(original, checkout)
  })
  after(async () => {
    await makeWritable(top)
    await rm(top, { recursive: true, force: true })
  })

  /** Root's account for the database is shut out; an ordinary user may not complete a package that somebody else installed. */
  async function closeCheckout(): Promise<void> {
    const libraries = join(checkout, 'native', 'lib')
    for (const entry of await readdir(libraries, { withFileTypes: true })) if (entry.isSymbolicLink()) await rm(join(libraries, entry.name))
    await (isRoot ? chmod(dirname(checkout), 0o700) : chmod(libraries, 0o555))
  }

  test('links that npm did not make are made', async () => {
    const copies = join(top, 'copies-of-none')
    assert.deepEqual(await usableBinaries(account, copies, { original: checkout, temporary: top }), { bin: join(checkout, 'native', 'bin'), major: '18' })
    assert.ok((await lstat(join(checkout, 'native', 'lib', 'libpq.so.5'))).isSymbolicLink())
    await assert.rejects(lstat(copies), 'nothing is copied where nothing must be')
  })

  test('a package that the account can not use is copied once, readable for it, and used from there', async () => {
    await closeCheckout()
    const copies = join(top, 'copies')
    await mkdir(copies, { mode: 0o755 })
    const { bin } = await usableBinaries(account, copies, { original: checkout, temporary: top })
    assert.ok(bin.startsWith(`${copies}/`), bin)
    const first = await lstat(join(bin, 'postgres'))
    assert.equal((await usableBinaries(account, copies, { original: checkout, temporary: top })).bin, bin)
    assert.equal((await lstat(join(bin, 'postgres'))).ino, first.ino, 'the copy is kept')
  })

  test('where the data folder can not hold programs the copy goes to the temporary folder, but never into a folder prepared by somebody else', async () => {
    await closeCheckout()
    const noFolder = join(checkout, 'package.json', 'copies')
    const { bin } = await usableBinaries(account, noFolder, { original: checkout, temporary: top })
    const [place] = (await readdir(top)).filter((name) => name.startsWith('schulhof-postgres-'))
    assert.equal(bin, join(top, place!, 'copy', 'native', 'bin'))
    await chmod(join(top, place!), 0o777)
    const other = await usableBinaries(account, noFolder, { original: checkout, temporary: top })
    assert.notEqual(other.bin, bin)
    assert.ok(other.bin.startsWith(join(top, `${place!}-`)))
  })

  test('programs that do not run on this machine are refused with a sentence that names the way out', async () => {
    await makeWritable(checkout)
    await rm(join(checkout, 'native', 'bin', 'postgres'))
    await writeFile(join(checkout, 'native', 'bin', 'postgres'), 'no program', { mode: 0o755 })
    const noFolder = join(checkout, 'package.json', 'copies')
    await assert.rejects(
      usableBinaries(account, noFolder, { original: checkout, temporary: noFolder }),
      (problem: unknown) => problem instanceof ClusterProblem && problem.message.includes('DATABASE_URL'),
    )
  })
})

/** Memory where programs may run in it (containers often forbid that): the copies below are 60 MB each. */
async function placeForPrograms(): Promise<string> {
  const shared = (await readFile('/proc/mounts', 'utf8')).split('\n').find((line) => line.split(' ')[1] === '/dev/shm')
  return shared === undefined || shared.includes('noexec') ? tmpdir() : '/dev/shm'
}

/** The package as npm unpacks it: without symbolic links. */
async function mirror(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    if (entry.isDirectory()) await mirror(join(from, entry.name), join(to, entry.name))
    else if (entry.isFile()) await cp(join(from, entry.name), join(to, entry.name))
  }
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) if (entry.isDirectory()) await makeWritable(join(folder, entry.name))
}
