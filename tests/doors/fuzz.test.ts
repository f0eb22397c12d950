/**
 * Every operation of every room with random inputs from its contract, hostile values in places, as nobody, as a teacher and as somebody who holds offices
 * (security check 37): a refusal or the declared answer, never a fault of the server. nine inputs for each operation, a third of them for each of the three;
 * FUZZ=10000 for as many. Each run throws others; it says its seed, and FUZZ_SEED throws those of a seed again.
 */
import assert from 'node:assert/strict'
import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import { setFacts } from '#platform/access/facts.ts'
import { TASKS } from '#platform/access/vocabulary.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import type { Entry } from '#platform/module/perform.ts'
import { contract as administration } from '#modules/administration/contract.ts'
import { act } from '#example/act.ts'
import { assertDiscreet, cookieFor, openHostileHouse } from './hostile.ts'
import type { HostileHouse } from './hostile.ts'
import { filesOf, inputsOf } from './inputs.ts'

const RUNS = Math.ceil(Number(process.env['FUZZ'] ?? 9) / 3)
const SEED = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31))
/** These cost what a password costs, or a thread: only a part of their inputs. */
const DEAR: Readonly<Record<string, number>> = { 'identity.signIn': 0.2, 'identity.reportLostDeviceByPassword': 0.2, 'identity.changePassword': 0.2, 'people.previewImport': 0.3, 'people.applyImport': 0.3, 'consent.printForms': 0.3, 'consent.printBlankForms': 0.2, 'consent.printProof': 0.3, 'consent.printClassList': 0.3, 'people.printSlipPapers': 0.2, 'people.printChosenSlipPapers': 0.2, 'people.printGuardianSlipPapers': 0.2, 'people.printFamilySlipPapers': 0.2, 'consent.printFamilyCodes': 0.2, 'consent.printClassFamilyCodes': 0.2, 'control.printProof': 0.2, 'control.runProbes': 0.2, 'administration.runHostCheck': 0.2 }
/** After these somebody may be another one, or nobody: they come last. */
const LAST = ['administration.endAppointment', 'administration.endRelease', 'administration.releaseModule', 'consent.recordWithdrawal', 'people.recordDeparture', 'school.decideOption', 'identity.endSession', 'identity.endOtherSessions', 'identity.reportLostDeviceFor', 'identity.signOut', 'identity.reportLostDevice']

const example = readFileSync(new URL('../../example/import/schueler-schild.csv', import.meta.url))
const small = example.subarray(0, example.indexOf('\n', 4_000) + 1)

describe('random inputs at every operation', () => {
  let hostile: HostileHouse
  let ids: string[]
  const roles: Record<string, string | null> = { nobody: null, teacher: null, office: null }

  before(async () => {
    hostile = await openHostileHouse()
    const { house, world } = hostile
    // One person with all tasks and an office, so that inputs get as far as they can.
    await house.write((w) => setFacts(w, { module: 'administration', id: 'all tasks' }, TASKS.map((key) => ({ personId: world.ids.deputy, kind: 'task' as const, key, validFrom: w.at, validUntil: null }))))
    roles['teacher'] = world.ids.otherTeacher
    roles['office'] = world.ids.deputy
    const rows = await Promise.all((['messenger_room', 'session', 'document_version', 'appointment', 'task'] as const).map((table) => house.platform.database.selectFrom(table).select('id').limit(5).execute()))
    // Whoever sends the ordinary message afterwards, and whoever asks, are left alone.
    const spared: readonly string[] = [world.ids.teacher, world.ids.pupil, world.ids.otherTeacher, world.ids.deputy]
    ids = [...Object.values(world.ids).filter((id) => !spared.includes(id)), ...Object.values(world.groups), ...rows.flat().map(({ id }) => id)]
  })
  after(() => hostile.close())

  for (const [place, role] of Object.keys(roles).entries()) {
    test(`as ${role}: every answer is a refusal or what is declared, and the house goes on`, async (t) => {
      t.diagnostic(`FUZZ_SEED=${SEED}`)
      const entries = [...hostile.house.assembly.entries].sort(([a], [b]) => LAST.indexOf(a) - LAST.indexOf(b))
      for (const [name, entry] of entries) if (entry.operation.doors.includes('http')) await throwAt(name, entry, role, SEED + place)
      assert.equal(({} as Record<string, unknown>)['polluted'], undefined)
      // An office may close the messenger, and decide what has everybody read a document again: that is no fault, and is taken back; lines look again every
      // second what they may hear.
      const { house, world } = hostile
      await act(house, world.ids.head, 'administration', administration, 'releaseModule', { module: 'messenger' })
      for (const id of [world.ids.pupil, world.ids.teacher]) await house.write((w) => acknowledgeCurrent(w, id))
      while ([...house.platform.live.all()].some(({ topics }) => topics.size === 0)) await new Promise((resolve) => setTimeout(resolve, 50))
      await hostile.isUnharmed()
    })
  }

  async function throwAt(name: string, entry: Entry, role: string, seed: number): Promise<void> {
    const { operation } = entry
    const personId = roles[role] ?? null
    const cookie = personId === null ? '' : await cookieFor(hostile.house, personId)
    const runs = Math.ceil(RUNS * (role === 'office' || operation.body !== 'raw' ? (DEAR[name] ?? 1) : 1))
    const property = fc.asyncProperty(inputsOf(operation, ids), operation.body === 'raw' ? filesOf(small) : fc.constant(null), async (input, file) => {
      const answer = await hostile.house.app.inject(requestOf(entry, input, file, cookie))
      const about = `${name} as ${role}: ${answer.statusCode} ${answer.body.slice(0, 200)}`
      assert.ok(answer.statusCode < 500, about)
      assertDiscreet(answer.statusCode === 200 ? '' : answer.body)
      if (answer.statusCode === 200 && operation.answer === 'pdf') return assert.equal(answer.body.slice(0, 5), '%PDF-', about)
      const body = answer.json<{ refusal?: { status: number; code: string } }>()
      assert.ok(typeof body === 'object' && body !== null && !Array.isArray(body), about)
      if (answer.statusCode === 200) assert.equal(body.refusal, undefined, about)
      else assert.ok(body.refusal?.status === answer.statusCode && /^[a-z_]+$/.test(body.refusal.code), about)
    })
    await fc.assert(property, { numRuns: runs, seed })
    assert.deepEqual(hostile.said.filter((line) => !line.startsWith('journal head ')), [], name)
  }

  function requestOf({ operation }: Entry, input: Record<string, unknown>, file: Buffer | null, cookie: string) {
    const rest = { ...input }
    const path = operation.path.replace(/:([a-zA-Z]+)/g, (_, field: string) => {
      const value = rest[field]
      delete rest[field]
      return encodeURIComponent(wordOf(value)) || '%20'
    })
    const isQuery = operation.method === 'GET' || operation.body === 'raw'
    const query = new URLSearchParams(isQuery ? Object.entries(rest).map(([field, value]) => [field, wordOf(value)]) : [])
    return {
      method: operation.method, url: `/api${path}${query.size > 0 ? `?${query}` : ''}`, headers: { 'x-schulhof': '1', cookie, 'content-type': operation.body === 'raw' ? 'text/csv' : 'application/json' },
      ...(file !== null ? { payload: file } : isQuery ? {} : { payload: JSON.stringify(rest) }),
    }
  }
})

/** A value as it can stand in an address. */
function wordOf(value: unknown): string {
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).toWellFormed()
}
