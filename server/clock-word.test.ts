import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import { setImmediate as turn } from 'node:timers/promises'
import type { ClockDoubt } from '#platform/time/plausible.ts'
import { awaitClockWord, confirmClock, readClockQuestion } from './clock-word.ts'

const reason: ClockDoubt = { kind: 'jumped_ahead', now: new Date('2026-09-07T05:30:00Z'), against: new Date('2026-07-17T11:00:00Z') }

describe('X18 the word for the clock', () => {
  let folder = ''
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schulhof-clock-'))
  })
  after(() => rm(folder, { recursive: true, force: true }))

  /** Waits with a terminal or without; `said` collects the lines. */
  function wait(isTTY: boolean, isPlausibleNow?: () => boolean) {
    const stdin: PassThrough & { isTTY?: boolean } = Object.assign(new PassThrough(), { isTTY })
    const said: string[] = []
    const options = { folder, reason, say: (line: string) => void said.push(line), stdin, ...(isPlausibleNow && { isPlausibleNow }) }
    return { stdin, said, answer: awaitClockWord(options) }
  }

  async function isWaiting(answer: Promise<unknown>): Promise<boolean> {
    for (let turns = 0; turns < 20; turns++) await turn()
    return (await Promise.race([answer.then(() => 'done'), turn('waiting')])) === 'waiting'
  }

  test('X18 says what the clock shows, what stands against it, and that a ja is enough after holidays', async () => {
    const { stdin, said, answer } = wait(true)
    while (said.length < 3) await turn()
    assert.match(said[0]!, /07\.09\.2026, 07:30 Uhr.*17\.07\.2026, 13:00 Uhr.*Ferien.*ja/)
    stdin.write('nein\n j\n')
    assert.ok(await isWaiting(answer))
    stdin.write('  JA \n')
    assert.equal(await answer, 'terminal')
    assert.deepEqual(await readdir(folder), [])
  })

  test('X18 without a terminal only the command counts, not what flows in', async () => {
    const { stdin, said, answer } = wait(false)
    while (readClockQuestion(folder) === null) await turn()
    stdin.write('ja\n')
    assert.ok(await isWaiting(answer))
    assert.match(said.at(-1)!, /clock confirm/)
    assert.deepEqual(readClockQuestion(folder), reason)
    assert.deepEqual(await confirmClock(folder), reason)
    assert.equal(await answer, 'command')
    assert.equal(await confirmClock(folder), null)
  })

  test('X18 an answer to an earlier question does not count', async () => {
    await writeFile(join(folder, 'clock-answer.json'), JSON.stringify({ ...reason, now: new Date('2026-09-07T05:29:59Z') }))
    const looks: number[] = []
    const { answer } = wait(false, () => looks.push(1) > 2)
    assert.equal(await answer, 'clock', 'it waited until the clock itself was right')
  })

  test('X18 a question that nobody asks, or that is torn, is none', async () => {
    assert.equal(readClockQuestion(join(folder, 'nowhere')), null)
    await writeFile(join(folder, 'clock-question.json'), '{"kind":')
    assert.equal(await confirmClock(folder), null)
  })
})
