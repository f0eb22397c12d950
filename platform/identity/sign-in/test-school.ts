/** A small school and browsers for the tests of sign-in. Used by tests and benches only. */
import type { FastifyInstance } from 'fastify'
import { setFacts } from '#platform/access/facts.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { addDays } from '#platform/time/calendar.ts'
import { addMembers, foundGroups } from '../groups.ts'
import { addPeople } from '../people.ts'
import { setPassword } from './passwords.ts'

export type Answer = { status: number; body: Record<string, unknown>; text: string; cookies: readonly string[] }
export type TestBrowser = {
  cookies: Map<string, string>
  /** `ticket` goes into the header; `from` is the address of the browser. */
  ask(method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: object, more?: { ticket?: string; from?: string }): Promise<Answer>
}

export const FIREFOX = 'Mozilla/5.0 (Android 14; Mobile; rv:130.0) Gecko/130.0 Firefox/130.0'

/**
 * A browser without a port: keeps cookies as a browser does, sends what our pages send. The jar is empty; it is somewhere in the world unless `from` says
 * otherwise.
 */
export function testBrowser(app: FastifyInstance, { from = '203.0.113.9', userAgent = FIREFOX }: { from?: string; userAgent?: string } = {}): TestBrowser {
  const cookies = new Map<string, string>()
  return {
    cookies,
    async ask(method, path, body, more = {}) {
      const jar = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
      const answer = await app.inject({
        method,
        url: `/api${path}`,
        remoteAddress: more.from ?? from,
        headers: {
          'x-schulhof': '1',
          'user-agent': userAgent,
          ...(jar !== '' && { cookie: jar }),
          ...(more.ticket !== undefined && { authorization: `Ticket ${more.ticket}` }),
        },
        ...(body !== undefined && { payload: body }),
      })
      const set = [answer.headers['set-cookie'] ?? []].flat()
      for (const cookie of set) keep(cookies, cookie)
      return { status: answer.statusCode, body: answer.json<Record<string, unknown>>(), text: answer.body, cookies: set }
    },
  }
}

function keep(cookies: Map<string, string>, header: string): void {
  const [pair = ''] = header.split(';')
  const cut = pair.indexOf('=')
  const name = pair.slice(0, cut)
  if (/;\s*Max-Age=0\b/i.test(header)) cookies.delete(name)
  else cookies.set(name, pair.slice(cut + 1))
}

export const PASSWORD = 'gurke nebel zaun trichter'

/** Everybody but `fresh` has the password above. `open` and `friend` have a consent to the platform, `closed` and `fresh` have none. */
export type TestSchool = Record<'open' | 'friend' | 'closed' | 'fresh' | 'departed' | 'coming' | 'lead' | 'teacher' | 'office', string>

export async function makeTestSchool(w: Write): Promise<TestSchool> {
  await w.trx
    .insertInto('school')
    .values({ id: newId(w.at), name: 'Gymnasium am Deich Wiesenmoor', state: 'NI', founded_at: w.at })
    .execute()
  w.schoolChanged = true
  const person = (type: 'pupil' | 'teacher' | 'staff', givenName: string, familyName: string, more: { enteredOn?: string; exitOn?: string } = {}) => ({
    type,
    givenName,
    familyName,
    enteredOn: addDays(w.today, -100),
    source: 'test',
    sourceId: `${givenName} ${familyName}`,
    ...more,
  })
  const [open, friend, closed, fresh, departed, coming, lead, teacher, office] = (await addPeople(w, [
    person('pupil', 'Anna-Lena', 'Müller'),
    person('pupil', 'Ben', 'Özdemir'),
    person('pupil', 'Clara', 'Voß'),
    person('pupil', 'Dilan', 'Kaya'),
    person('teacher', 'Eva', 'Ehemals', { exitOn: addDays(w.today, -1) }),
    person('teacher', 'Kai', 'Kommend', { enteredOn: addDays(w.today, 1) }),
    person('teacher', 'Lars', 'Lehmann'),
    person('teacher', 'Tina', 'Thiel'),
    person('staff', 'Olga', 'Orlowa'),
  ])) as [string, string, string, string, string, string, string, string, string]
  const [class5a] = await foundGroups(w, [{ kind: 'class', label: '05a', purpose: 'Unterricht der Klasse', schoolYear: '2026/27' }])
  const pupils = [open, friend, closed, fresh].map((personId) => ({ groupId: class5a!, personId, role: 'member' as const, from: addDays(w.today, -100) }))
  await addMembers(w, [...pupils, { groupId: class5a!, personId: lead, role: 'lead', from: addDays(w.today, -100) }])
  for (const pupil of [open, friend]) await consent(w, pupil, true)
  await setFacts(w, { module: 'administration', id: newId(w.at) }, [{ personId: office, kind: 'task', key: 'users', validFrom: w.at, validUntil: null }])
  for (const personId of [open, friend, closed, departed, coming, lead, teacher, office]) await setPassword(w, personId, PASSWORD)
  return { open, friend, closed, fresh, departed, coming, lead, teacher, office }
}

/** Opens or closes the platform for a pupil, as the consent register does. */
export async function consent(w: Write, pupilId: string, isGiven: boolean): Promise<void> {
  await setFacts(
    w,
    { module: 'consent', id: pupilId },
    isGiven ? [{ personId: pupilId, kind: 'purpose', key: 'platform', validFrom: w.at, validUntil: null }] : [],
  )
}
