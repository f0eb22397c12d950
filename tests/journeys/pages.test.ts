/** Every page that a role has, on a desk and on a phone, light and dark: nothing for axe, nothing in the console, nothing that sticks out. */
import assert from 'node:assert/strict'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import type { Page } from 'playwright-core'
import { START_PAGES, START_SCRIPT_BYTES_MAX } from '#bin/build.ts'
import { act } from '#example/act.ts'
import { conversations } from '#example/stories.de.ts'
import { SCHOOL } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { contract as incident } from '#modules/incident/contract.ts'
import { contract as lifecycle } from '#modules/lifecycle/contract.ts'
import { DELETE_CLARIFIED } from '#modules/lifecycle/tasks.ts'
import { contract as messenger } from '#modules/messenger/contract.ts'
import { contract as people } from '#modules/people/contract.ts'
import { DOCUMENTS, STAFF_DOCUMENT } from '#platform/documents/contract.ts'
import { newId } from '#platform/id/id.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { addDays } from '#platform/time/calendar.ts'
import { webs } from '#web/modules.ts'
import type { Session } from '#web/api/session.ts'
import { routesFor } from '#web/shell/navigation.ts'
import { checkAxe, checkReflow } from '../browser.ts'
import { goTo, openSchool } from './school.ts'
import type { School } from './school.ts'

const roles = ['pupil', 'teacher', 'head', 'admin', 'clerk', 'secondAdmin'] as const satisfies readonly PersonKey[]
type Role = (typeof roles)[number]

/** Whose other pages somebody before has as well. */
const ONLY: Partial<Record<Role, string>> = { secondAdmin: '/loeschung' }

/** Pages that are left behind by signing in. */
const outside = ['/anmelden', '/anmelden/zettel', '/anmelden/passwort', '/anmelden/erneuern', '/anmelden/bestaetigen', '/karte', '/noch-zu', '/geraet-verloren', '/einrichten']
/** Where pictures of all pages go, for whoever wants to look at them. */
const pictures = process.env.SCREENSHOTS

describe('every page', () => {
  let school: School

  before(async () => {
    school = await openSchool()
    await converse(school)
    await leave(school)
    await lose(school)
  })
  after(() => school?.[Symbol.asyncDispose]())

  for (const role of roles) {
    test(`X9 ${role}: axe, console, title, focus and reflow of every page`, async () => {
      const desk = await school.enter(role, { width: 1280 })
      const phone = await school.open({ width: 390, height: 844, storageState: await desk.context.storageState() })
      await phone.page.goto(school.origin)
      await heading(phone.page).waitFor()
      const paths = await pathsOf(desk.page, school, role)
      const found = await Promise.all([
        walk(desk.page, role, paths, (path) => faults(desk.page, path === '/' ? ['light', 'dark'] : ['light'])),
        walk(phone.page, role, paths, async (path) => {
          const wide = await faults(phone.page, path === '/' ? ['dark', 'light'] : ['dark'])
          await phone.page.setViewportSize({ width: 320, height: 640 })
          const narrow = await checkReflow(phone.page)
          await phone.page.setViewportSize({ width: 390, height: 844 })
          return [...wide, ...narrow.map((one) => `sticks out at 320 px: ${one}`)]
        }),
      ])
      assert.deepEqual([...found.flat(), ...desk.complaints(), ...phone.complaints()], [])
      await desk.close()
      await phone.close()
    })
  }

  test('the script of the pages that people begin with is small', async () => {
    const folder = new URL('../../dist/web/', import.meta.url)
    const manifest = JSON.parse(await readFile(new URL('manifest.json', folder), 'utf8')) as Record<string, { file: string; imports?: string[] }>
    for (const parts of START_PAGES) {
      const keys = parts.map((part) => Object.keys(manifest).find((name) => name.endsWith(part)) ?? assert.fail(part))
      const needed = new Set<string>()
      const visit = (name: string): void => {
        if (needed.has(name)) return
        needed.add(name)
        manifest[name]?.imports?.forEach(visit)
      }
      for (const name of ['index.html', ...keys]) visit(name)
      const files = new Set([...needed].map((name) => manifest[name]!.file).filter((file) => file.endsWith('.js')))
      let sum_bytes = 0
      for (const file of files) sum_bytes += gzipSync(await readFile(new URL(file, folder))).length
      assert.ok(sum_bytes > 50_000 && sum_bytes <= START_SCRIPT_BYTES_MAX, `${parts[0]}: ${sum_bytes} bytes`)
    }
  })
})

function heading(page: Page) {
  return page.locator('h1').filter({ visible: true })
}

/** Goes to each page as a link would and looks when it stands still. All faults of all pages, each with its place. */
async function walk(page: Page, role: Role, paths: readonly string[], look: (path: string) => Promise<string[]>): Promise<string[]> {
  const found: string[] = []
  const { width } = page.viewportSize()!
  for (const path of paths) {
    const isThere = new URL(page.url()).pathname === path
    if (!isThere) {
      await page.evaluate(() => document.querySelector('h1')?.setAttribute('data-left', ''))
      await goTo(page, path)
    }
    await page.waitForFunction(() => document.querySelector('h1:not([data-left])') !== null && document.querySelector('.skeleton') === null).catch((error) => assert.fail(`${role} ${path} does not come: ${error}`))
    await page.waitForLoadState('networkidle')
    await picture(page, role, path)
    const faults = await look(path)
    if (await heading(page).count() !== 1) faults.push('not exactly one heading of the first order')
    if (!(await page.title()).endsWith(` – ${SCHOOL.name}`)) faults.push(`title of the window: ${await page.title()}`)
    // The page one begins with was not gone to, so its focus is the browser's.
    if (!isThere && (await page.evaluate(() => document.activeElement?.tagName)) !== 'H1') faults.push('the focus is not on the heading')
    found.push(...faults.map((fault) => `${path} at ${width} px: ${fault}`))
  }
  return found
}

/** Findings of axe in each theme. Heute is looked at in all of both widths and themes, the others light on the desk and dark on the phone: the frame is the same. */
async function faults(page: Page, schemes: readonly ('light' | 'dark')[]): Promise<string[]> {
  const found: string[] = []
  // At its end nothing of the page lies half behind the bar of the phone.
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight))
  const shape = `${page.viewportSize()!.width} ${await page.evaluate(shapeOf)}`
  for (const colorScheme of schemes) {
    if (asked.has(`${colorScheme} ${shape}`)) continue
    asked.add(`${colorScheme} ${shape}`)
    await page.emulateMedia({ colorScheme })
    found.push(...(await checkAxe(page)).map((one) => `${colorScheme}: ${one}`))
  }
  return found
}

/** Shapes of pages that axe was asked about, with width and theme. */
const asked = new Set<string>()

/**
 * What axe's answer depends on: elements with their classes, roles, states and kinds, and where there is text. Lines of one shape that follow each other are
 * one. A page that looks the same for the head and for the clerk, but for its words, is asked about once.
 */
function shapeOf(): string {
  const left = /^(id|for|href|src|value|title|alt|placeholder|name|data-.*|aria-(labelledby|describedby|controls|owns|label|activedescendant))$/
  const of = (element: Element): string => {
    const attributes = [...element.attributes].map(({ name, value }) => (left.test(name) ? `${name}${value === '' ? '=' : ''}` : `${name}=${value}`)).toSorted()
    const parts: string[] = []
    for (const node of element.childNodes) {
      const part = node instanceof Element ? of(node) : node.textContent?.trim() ? 'text' : ''
      if (part !== '' && part !== parts.at(-1)) parts.push(part)
    }
    return `<${element.tagName} ${attributes.join(' ')}>${parts.join('')}</>`
  }
  return of(document.body)
}

async function picture(page: Page, role: Role, path: string): Promise<void> {
  if (pictures === undefined) return
  const width = page.viewportSize()!.width
  const name = path === '/' ? 'heute' : path.slice(1).replace(/[0-9a-f-]{36}/g, 'x').replaceAll(/[^a-z0-9-]/gi, '_')
  await mkdir(pictures, { recursive: true })
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme })
    await page.screenshot({ path: join(pictures, `${role}-${name}-${width}-${scheme}.png`), fullPage: true })
  }
}

/** The pages that exist for this person, with a subject that this person may see in each field of a path. */
async function pathsOf(page: Page, school: School, role: Role): Promise<string[]> {
  const session = await page.evaluate(async () => (await (await fetch('/api/session')).json()) as Session)
  const subjects = await subjectsOf(school, role)
  const routes = routesFor(webs, session).map((route) => route.path).filter((path) => !outside.includes(path) && path !== '/')
  const paths = routes.flatMap((path) => {
    const field = /\$\w+/.exec(path)?.[0]
    if (field === undefined) return [path]
    const found = Object.entries(subjects).find(([beginning]) => path.startsWith(beginning))
    assert.ok(found !== undefined, `no subject for ${path}`)
    return found[1].map((value) => path.replace(field, value))
  })
  const only = ONLY[role]
  return only === undefined ? ['/', ...paths, '/hilfe'] : paths.filter((path) => path.startsWith(only))
}

/** By the beginning of a path: the ids for its field. None where the example world has nothing of the kind for this role. */
async function subjectsOf({ house, world: { ids, groups } }: School, role: Role): Promise<Record<string, readonly string[]>> {
  const { rooms } = await act(house, ids[role], 'messenger', messenger, 'listRooms', {})
  // The same for all who are addressed the same way.
  const documents = role === 'head' ? DOCUMENTS : role === 'pupil' ? DOCUMENTS.filter((one) => one !== STAFF_DOCUMENT) : []
  const breach = await house.platform.database.selectFrom('incident').select('id').orderBy('id').executeTakeFirstOrThrow()
  const appointment = await house.platform.database.selectFrom('appointment').select('id').orderBy('id').executeTakeFirstOrThrow()
  return {
    '/verwaltung/bestellt/': role === 'head' ? [appointment.id] : [],
    '/verwaltung/bestellung/': role === 'head' ? [appointment.id] : [],
    '/nachrichten/': [(rooms.find((room) => room.groupId === groups.class7b) ?? rooms[0])!.id],
    '/personen/gruppe/': [role === 'clerk' ? groups.staff : groups.class7b],
    // Pages of people that none of these is: the parents of a child (family-at-work), the one who opened a case (logs).
    '/personen/person/$personId/gespeichert': [],
    '/protokolle/fall/': [],
    '/vorfaelle/fall/': role === 'head' ? [breach.id] : [],
    '/personen/person/': [role === 'pupil' || role === 'clerk' ? ids.teacher : ids.pupil],
    '/einwilligungen/person/': [ids.withdrawn],
    '/einwilligungen/familie/': [ids.withdrawn],
    // A text about which nobody has decided: the page says what a list looks like, and refuses one.
    '/einwilligungen/fruehere-texte/': [ids.withdrawn],
    '/lesehilfe/': [],
    // The admin leads no class.
    '/einwilligungen/': role === 'admin' ? [] : [groups.class7b],
    // No class of the example world is of the grades with cards.
    '/klasse-anmelden/': [],
    '/dokumente/': documents,
    '/gelesen/': documents,
  }
}

/** Somebody to be deleted, somebody who is, one whose family wants it gone and one for whom the head refused it; sealed evidence that somebody asks for. Those whose pages are looked at stay. */
async function leave({ house, world: { ids } }: School): Promise<void> {
  await act(house, ids.admin, 'people', people, 'recordDeparture', { id: ids.adult, exitOn: addDays(house.platform.clock.today(), 20) })
  await act(house, ids.secondAdmin, 'lifecycle', lifecycle, 'deleteAccounts', { personIds: [ids.third, ids.fifteen], reason: 'Abmeldung liegt vor', typed: 2 })
  const { deletions } = await act(house, ids.secondAdmin, 'lifecycle', lifecycle, 'listDeleted', {})
  await act(house, ids.secondAdmin, 'lifecycle', lifecycle, 'askEarlyPurge', { id: deletions.find((one) => one.personId === ids.third)!.id, reason: 'Wunsch der Familie' })
  const refused = deletions.find((one) => one.personId === ids.fifteen)!.id
  await act(house, ids.secondAdmin, 'lifecycle', lifecycle, 'askEarlyPurge', { id: refused, reason: 'Wunsch der Familie' })
  await act(house, ids.head, 'lifecycle', lifecycle, 'decideEarlyPurge', { id: refused, agrees: false })
  await house.db.owner.insertInto('sealed_evidence').values({ id: newId(house.clock.now()), safe_key_id: null, sealed: Buffer.alloc(300), sealed_on: house.clock.today(), keep_until: addDays(house.clock.today(), 900) }).execute()
  await act(house, ids.head, 'lifecycle', lifecycle, 'askEvidence', { purpose: 'authority', reason: 'Das Gericht fragt nach einer Einwilligung.' })
  await house.write((w) => openTask(w, { kind: DELETE_CLARIFIED, key: ids.withoutConsent, for: { office: 'task:deletion' }, aboutPersonId: ids.withoutConsent, params: {}, dueOn: addDays(w.today, 7) }))
  await act(house, ids.clerk, 'consent', consent, 'decideClarification', { pupilId: ids.withdrawn, outcome: 'local_only' })
}

/** Something to read in the rooms, from the stories of the example school. */
async function converse({ house, world }: School): Promise<void> {
  const { rooms } = await act(house, world.ids.teacher, 'messenger', messenger, 'listRooms', {})
  for (const { room, lines } of conversations) {
    const roomId = rooms.find((one) => one.groupId === world.groups[room])!.id
    for (const { by, text } of lines) await act(house, world.ids[by], 'messenger', messenger, 'sendMessage', { roomId, clientId: newId(house.clock.now()), body: text })
  }
}

/** A case of the head with something in each of its parts. */
async function lose({ house, world: { ids, groups } }: School): Promise<void> {
  const { id } = await act(house, ids.head, 'incident', incident, 'raiseIncident', { what: 'Ein USB-Stick mit der Klassenliste der 7b lag im Bus und ist noch nicht wieder da.', knownSince: new Date(house.clock.now().getTime() - 41 * 3_600_000).toISOString() })
  const of = { caseId: id! }
  await act(house, ids.head, 'incident', incident, 'describeIncident', { ...of, happened: 'Ein unverschlüsselter USB-Stick mit der Klassenliste lag im Bus der Linie 7.', categories: ['names', 'contact'], persons: 28 })
  await act(house, ids.head, 'incident', incident, 'addMeasure', { ...of, takenOn: house.clock.today(), measure: 'Beim Fundbüro der Verkehrsbetriebe angerufen' })
  await act(house, ids.head, 'incident', incident, 'assessIncident', { ...of, risk: 'risk', reason: 'Adressen und Telefonnummern könnten missbraucht werden.' })
  await act(house, ids.head, 'incident', incident, 'addAffected', { ...of, personIds: [], groupId: groups.class7b })
  await act(house, ids.head, 'incident', incident, 'decideIncident', { ...of, question: 'affected', isYes: true, reason: 'Die Familien sollen auf ungewöhnliche Anrufe achten.' })
}
