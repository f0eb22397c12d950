import assert from 'node:assert/strict'
import { argon2Sync } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { getPriority } from 'node:os'
import { describe, test } from 'node:test'
import { limits } from '../limits.ts'
import { hashInThread } from './hash-threads.ts'

const given = { message: Buffer.from('gurke nebel zaun'), nonce: Buffer.alloc(16, 7), parallelism: 1, tagLength: 32, memory: 64, passes: 1, secret: Buffer.from('school'), associatedData: Buffer.from('anna') }

describe('threads that hash', () => {
  test('B21 the hash is the same as in the main thread, also of several at once', async () => {
    const wanted = ['one', 'two', 'three'].map((word) => ({ ...given, message: Buffer.from(word) }))
    const made = await Promise.all(wanted.map((one) => hashInThread({ given: one })))
    assert.deepEqual(made, wanted.map((one) => argon2Sync('argon2id', one)))
  })

  test('what can not be hashed fails without saying what it was, and the next one works', async () => {
    await assert.rejects(hashInThread({ given: { ...given, memory: 1 } }), (error: Error) => /^a hash failed: ERR_\w+$/.test(error.message))
    assert.deepEqual(await hashInThread({ given }), argon2Sync('argon2id', given))
  })

  test('B21 they step back behind the main thread, which keeps its priority', { skip: process.platform !== 'linux' && 'only Linux knows a priority of each thread' }, async () => {
    const before = getPriority()
    await hashInThread({ given })
    const after = getPriority()
    assert.equal(after, before)
    const all = await priorities()
    assert.ok(all.some((one) => one === Math.min(19, limits.hash_thread_niceness)), `priorities of the threads: ${all.join(', ')}`)
    assert.ok(limits.hash_thread_niceness > before, 'otherwise this test shows nothing')
  })
})

/** Of all threads of this process. */
async function priorities(): Promise<number[]> {
  const stats = await Promise.all((await readdir('/proc/self/task')).map((id) => readFile(`/proc/self/task/${id}/stat`, 'utf8').catch(() => '')))
  // Behind the name, which may hold spaces: the 17th field.
  return stats.map((stat) => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]))
}
