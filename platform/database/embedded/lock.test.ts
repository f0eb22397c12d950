import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, describe, test } from 'node:test'
import { FolderProblem, LockError, lockFolder } from './lock.ts'
import { markOf } from './processes.ts'

const lockModule = JSON.stringify(import.meta.resolve('./lock.ts'))

/** A little process that runs this code with `lockFolder` and `folder` at hand. */
function run(folder: string, code: string): ChildProcess {
  const program = `import { lockFolder } from ${lockModule}; const folder = ${JSON.stringify(folder)}; ${code}`
  return spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function output(child: ChildProcess): Promise<string> {
  let text = ''
  child.stdout!.setEncoding('utf8').on('data', (part: string) => (text += part))
  await once(child, 'close')
  return text.trim()
}

describe('the lock on a data folder', () => {
  const made: string[] = []
  async function emptyFolder(): Promise<string> {
    const folder = await mkdtemp(join(tmpdir(), 'schulhof-lock-'))
    made.push(folder)
    return folder
  }
  after(async () => {
    for (const folder of made) await rm(folder, { recursive: true, force: true })
  })

  test('a second start on the same data refuses with a sentence that names the process', async () => {
    const folder = join(await emptyFolder(), 'schule')
    const lock = await lockFolder(folder)
    const problem = await output(run(folder, 'await lockFolder(folder).catch((problem) => console.log(problem.constructor.name, problem.pid, problem.message))'))
    assert.equal(problem, `LockError ${process.pid} Auf den Daten in ${folder} läuft Schulhof schon (Prozess ${process.pid}); zuerst diesen beenden.`)
    await assert.rejects(lockFolder(folder), LockError)
    await lock.release()
  })

  test('after release the next one takes it, and an old holder can not give back what is no longer its own', async () => {
    const folder = await emptyFolder()
    const first = await lockFolder(folder)
    await first.release()
    const second = await lockFolder(folder)
    await first.release()
    await assert.rejects(lockFolder(folder), LockError)
    await second.release()
    await (await lockFolder(folder)).release()
    assert.equal((await readdir(join(folder, 'lock'))).length, 1, 'old numbers and drafts are swept')
  })

  test('a lock left by a killed process is taken over', async () => {
    const folder = await emptyFolder()
    const child = run(folder, "await lockFolder(folder); console.log('locked'); setInterval(() => {}, 1000)")
    await once(child.stdout!, 'data')
    await assert.rejects(lockFolder(folder), (problem: unknown) => problem instanceof LockError && problem.pid === child.pid)
    child.kill('SIGKILL')
    await once(child, 'exit')
    await (await lockFolder(folder)).release()
  })

  test('a lock is dead when its number was given to another process, its boot is over or its file is torn', async () => {
    const self = markOf(process.pid)
    assert.ok(self)
    for (const left of [JSON.stringify({ ...self, started: '1' }), JSON.stringify({ ...self, boot: 'another' }), '{"pid":', '', 'null']) {
      const folder = await emptyFolder()
      await mkdir(join(folder, 'lock'))
      await writeFile(join(folder, 'lock', '000000000007'), left)
      await (await lockFolder(folder)).release()
    }
    const folder = await emptyFolder()
    await mkdir(join(folder, 'lock'))
    await writeFile(join(folder, 'lock', '000000000007'), JSON.stringify(self))
    await assert.rejects(lockFolder(folder), LockError, 'the same file of a living process holds')
  })

  test('of many simultaneous starts on a dead lock exactly one wins', async () => {
    for (let round = 0; round < 20; round++) {
      const folder = await emptyFolder()
      await mkdir(join(folder, 'lock'))
      await writeFile(join(folder, 'lock', '000000000041'), JSON.stringify({ pid: process.pid, started: '1', boot: 'another' }))
      const answers = await Promise.allSettled(Array.from({ length: 12 }, () => lockFolder(folder)))
      const won = answers.filter((answer) => answer.status === 'fulfilled')
      assert.equal(won.length, 1)
      for (const answer of answers) if (answer.status === 'rejected') assert.ok(answer.reason instanceof LockError)
    }
  })

  test('processes that take and give back all the time, and die with the lock in hand, are never two inside', async () => {
    const folder = await emptyFolder()
    const code = `
      import { openSync, closeSync, rmSync } from 'node:fs'
      for (let entered = 0, tried = 0; entered < 40 && tried < 20000; tried++) {
        const lock = await lockFolder(folder).catch((problem) => { if (problem.constructor.name !== 'LockError') throw problem })
        if (!lock) continue
        entered++
        closeSync(openSync(folder + '/inside', 'wx'))
        await new Promise((resolve) => setImmediate(resolve))
        rmSync(folder + '/inside')
        if (entered === 40) { console.log('40 times alone'); process.kill(process.pid, 'SIGKILL') }
        await lock.release()
      }`
    const answers = await Promise.all([1, 2, 3].map(() => output(run(folder, code))))
    assert.deepEqual(answers, ['40 times alone', '40 times alone', '40 times alone'])
  })

  test('a folder that can not be written is refused with a sentence', async () => {
    const folder = await emptyFolder()
    await writeFile(join(folder, 'datei'), '')
    await assert.rejects(lockFolder(join(folder, 'datei', 'schule')), (problem: unknown) => problem instanceof FolderProblem && problem.message.includes('SCHULHOF_DATA'))
  })
})
