/**
 * R6.1, edge "the provider of the machine has syslog": what the server says to the terminal, journald or syslog holds nobody: no name, no account name, no id,
 * no address, no word that somebody typed. Everybody asks every operation, with inputs made up and hostile, and faults are provoked.
 */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { PersonKey } from '#example/people.ts'
import type { World } from '#example/world.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { visitor } from '../visitor.ts'
import { openTestWorld } from '../world.ts'
import { plainInput } from './inputs.ts'

const WORD = 'geheimwort'
const LEFT_OUT = ['identity.signOut', 'identity.endOtherSessions', 'identity.reportLostDevice', 'administration.reportCompromise', 'administration.runHostCheck', 'administration.readHostCheck', 'control.runProbes']

describe('what the server says', () => {
  let house: TestHouse
  let world: World
  const said: string[] = []
  before(async () => {
    ;({ house, world } = await openTestWorld({ say: (line) => said.push(line) }))
  })
  after(() => house.close())

  /** Asks everything that reads and a good part of what writes, in the role of this person. */
  async function sweep(key: PersonKey | null): Promise<void> {
    const one = key === null ? visitor(house) : await arrive(house, world.ids[key])
    for (const [name, { operation }] of house.assembly.entries) {
      if (LEFT_OUT.includes(name) || operation.body !== undefined) continue
      const input = plainInput(operation, world.ids.pupil)
      await one.call(name, input)
      // A paper takes no words, and a second.
      if (operation.answer !== 'pdf') await one.call(name, { ...input, query: WORD, q: WORD, name: 'Lina Sommer', account: world.accountName('pupil') })
    }
  }

  test('R6.1 a sweep by pupil, teacher, head, admin and nobody leaves no line about anybody, also when the database breaks under it', async () => {
    for (const key of [null, 'pupil', 'teacher', 'head', 'admin'] as const) await sweep(key)
    // Faults: a table that is gone while people work.
    await house.db.owner.schema.alterTable('messenger_message').renameTo('messenger_message_away').execute()
    await house.db.owner.schema.alterTable('sign_in_attempt').renameTo('sign_in_attempt_away').execute()
    try {
      await sweep('pupil')
      await visitor(house).call('identity.signIn', { account: world.accountName('friend'), password: WORD, device: 'own' })
    } finally {
      await house.db.owner.schema.alterTable('messenger_message_away').renameTo('messenger_message').execute()
      await house.db.owner.schema.alterTable('sign_in_attempt_away').renameTo('sign_in_attempt').execute()
    }
    assert.ok(said.some((line) => line.startsWith('error ')), 'the faults were said')
    assert.deepEqual(said.filter(isAboutSomebody), [])
  })

  /** What a line must not hold. */
  function isAboutSomebody(line: string): boolean {
    const names = ['Lina', 'Sommer', 'Albrecht', 'Demir', 'Kurz', 'Kaya', WORD, world.accountName('pupil'), world.accountName('friend'), '127.0.0.1']
    return names.some((name) => line.includes(name)) || /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}|@|::1/i.test(line)
  }

  test('planted: a line with a name, an account, an id, an address or a typed word is found', () => {
    const lines = ['error GET /x: Lina', `failed for ${world.accountName('pupil')}`, `person ${world.ids.pupil}`, 'from 127.0.0.1', `searched ${WORD}`, 'mail a@b.de']
    assert.deepEqual(lines.filter(isAboutSomebody), lines)
    assert.equal(isAboutSomebody('error GET /api/messenger/rooms: DatabaseError 42P01 modules/messenger/store/rooms.ts:12:3'), false)
  })
})
