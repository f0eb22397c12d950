/** The way in, in a real browser: slip, first password, closed door, refusals, devices, loss. */
import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { BrowserContext, Page } from 'playwright-core'
import { act } from '#example/act.ts'
import { PASSWORD } from '#example/people.ts'
import type { PersonKey } from '#example/people.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { contract as people } from '#modules/people/contract.ts'
import { newId } from '#platform/id/id.ts'
import { becomes, clean, openSchool, signIn } from './school.ts'
import type { School, Visit } from './school.ts'

const OWN_PASSWORD = 'vier Kamele lesen Landkarten'
/** Amendment A2, word by word. */
const CLOSED = 'Dein Zugang ist noch nicht offen. Du hast nichts falsch gemacht. Deine Klassenlehrkraft oder das Sekretariat hilft dir.'

describe('signing in', { timeout: 600_000 }, () => {
  let school: School

  before(async () => {
    school = await openSchool()
  })
  after(() => school?.[Symbol.asyncDispose]())

  test('R4.2 a slip: its QR fills in the code and leaves the address at once, a good password lets in, and then the code is used up', async () => {
    const { code, accountName } = await newColleague(school, 'Nora', 'Amsel')
    const visit = await school.open({ width: 390, height: 844 })
    const { page } = visit
    await page.goto(`${school.origin}/anmelden?weiter=%2Fhilfe#zettel=${code}`)
    await heading(page, 'Hallo Nora!').waitFor()
    assert.equal(new URL(page.url()).hash, '')
    assert.equal(await page.getByLabel('Zum Merken: der Anmeldename').inputValue(), accountName)
    await clean(page)

    const field = page.getByLabel('Neues Passwort')
    await field.fill('Nora Amsel 2026')
    await page.getByText('Leicht zu erraten: vor allem der eigene Name.').waitFor()
    await page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    assert.ok(await heading(page, 'Hallo Nora!').isVisible(), 'a guessable password saves nothing')
    await clean(page)
    await field.fill(OWN_PASSWORD)
    await page.getByText('nicht leicht zu erraten (erfüllt)').waitFor()
    await page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    await becomes(async () => new URL(page.url()).pathname, '/hilfe', 'where one was going')
    await page.goto(school.origin)
    await heading(page, 'Guten Morgen, Nora Amsel').waitFor()
    assert.deepEqual(visit.complaints().filter((one) => !/403/.test(one)), [])
    await visit.close()

    const again = await school.open()
    await again.page.goto(`${school.origin}/anmelden/zettel`)
    await again.page.getByLabel('Code vom Zettel').pressSequentially(code.toLowerCase().replaceAll('-', ''))
    assert.equal(await again.page.getByLabel('Code vom Zettel').inputValue(), code, 'typed without dashes it looks as on the paper')
    await again.page.getByRole('button', { name: 'Weiter' }).click()
    await again.page.getByText('Dieser Code gilt nicht.').waitFor()
    await clean(again.page)
    await again.close()
  })

  test('R9a.5 whoever is new reads the texts first: Heute asks, one after the other, and then it is quiet', async () => {
    const { code } = await newColleague(school, 'Olga', 'Birke')
    const { page, close, complaints } = await school.open()
    await page.goto(`${school.origin}/anmelden#zettel=${code}`)
    await page.getByLabel('Neues Passwort').fill(OWN_PASSWORD)
    await page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    await page.getByText('2 Texte zum Lesen').waitFor()
    await page.getByRole('link', { name: 'Lesen', exact: true }).click()
    await heading(page, 'Welche Daten werden in welchem Modul verarbeitet').waitFor()
    await clean(page)
    await page.getByRole('button', { name: 'Gelesen', exact: true }).click()
    await page.waitForURL(/\/gelesen\/messenger-rules/)
    await page.getByRole('button', { name: 'Gelesen', exact: true }).click()
    await heading(page, 'Guten Morgen, Olga Birke').waitFor()
    await page.waitForLoadState('networkidle')
    assert.equal(await page.getByText(/Texte? zum Lesen/).count(), 0)
    // Before they are read the messenger says so to its own entry in the menu: 403 `seen_needed`.
    assert.deepEqual(complaints().filter((one) => !/403/.test(one)), [])
    await close()
  })

  test('A2 the closed door: exactly its words after a correct password, no session, no reason, and gone with the page', async () => {
    const { page, context, close, complaints } = await at(school, '/anmelden')
    await signIn(page, named(school, 'withoutConsent'))
    await heading(page, 'Dein Zugang ist noch nicht offen.').waitFor()
    assert.equal((await page.locator('.closed-door').innerText()).replace(/\s+/g, ' ').replace(' Neu anmelden', ''), CLOSED)
    assert.deepEqual(await keptBy(context, page), { cookies: [], storage: {} })
    await page.waitForLoadState('networkidle')
    assert.equal(await page.getByText('Deine Einwilligungen').count(), 0, 'a minor is asked nothing')
    assert.equal(await page.getByText(/widerrufen|Unterschrift|abgelehnt/).count(), 0)
    await clean(page)

    await page.getByRole('link', { name: /^Text der Einwilligung/ }).click()
    await heading(page, 'Einwilligung zur Nutzung der Kommunikationsplattform').waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'Zurück' }).click()
    await page.getByRole('link', { name: /^Was hier gespeichert wird/ }).click()
    await heading(page, 'Welche Daten werden in welchem Modul verarbeitet').waitFor()
    await page.getByRole('link', { name: 'Zurück' }).click()
    await heading(page, 'Dein Zugang ist noch nicht offen.').waitFor()
    await page.reload()
    await heading(page, 'Anmelden').waitFor()
    assert.deepEqual(complaints().filter((one) => !one.includes('404')), [])
    await close()
  })

  test('B13 3.1 whoever is of age opens the door: declares behind it, and signs in', async () => {
    await withdrawn(school, 'adult')
    const { page, close } = await at(school, '/anmelden')
    await signIn(page, named(school, 'adult'))
    await heading(page, 'Dein Zugang ist noch nicht offen.').waitFor()
    await page.getByRole('heading', { name: 'Deine Einwilligungen' }).waitFor()
    await clean(page)
    await page.getByRole('button', { name: 'Ich willige ein' }).first().click()
    await page.getByText('Dein Zugang ist jetzt offen.').waitFor()
    await clean(page)
    await page.getByRole('status').getByRole('button', { name: 'Neu anmelden' }).click()
    await signIn(page, named(school, 'adult'))
    await heading(page, 'Guten Morgen, Felix').waitFor()
    await close()
  })

  test('X17 one neutral refusal for a wrong name, a wrong password and a wrong password behind a closed door', async () => {
    const tries = [{ accountName: 'gibt.es.nicht', password: PASSWORD }, { ...named(school, 'pupil'), password: 'falsch geraten' }, { ...named(school, 'withoutConsent'), password: 'falsch geraten' }]
    const said: string[] = []
    for (const one of tries) {
      const { page, close } = await at(school, '/anmelden')
      await signIn(page, one)
      const alert = page.getByRole('alert')
      await alert.waitFor()
      said.push(await alert.innerText())
      assert.equal(new URL(page.url()).pathname, '/anmelden')
      assert.equal(await page.getByLabel('Anmeldename').inputValue(), one.accountName, 'what was typed stays')
      if (said.length === 1) await clean(page)
      await close()
    }
    assert.equal(new Set(said).size, 1)
    assert.match(said[0]!, /Die Anmeldung hat nicht geklappt\./)
  })

  test('A7 a shared device is the default and keeps nothing; an own one is remembered by a word that names nobody', async () => {
    const shared = await at(school, '/anmelden')
    assert.ok(await shared.page.getByRole('radio', { name: /^Gemeinsames Gerät/ }).isChecked())
    await shared.page.getByLabel('Anmeldename').fill(named(school, 'friend').accountName)
    await shared.page.getByLabel('Passwort', { exact: true }).fill(PASSWORD)
    await shared.page.getByRole('button', { name: 'Anmelden', exact: true }).click()
    await heading(shared.page, 'Guten Morgen, Emre').waitFor()
    assert.deepEqual((await keptBy(shared.context, shared.page)).storage, {})
    const own = await school.enter({ accountName: school.world.accountName('third'), password: PASSWORD })
    assert.deepEqual((await keptBy(own.context, own.page)).storage, { device: 'own' })

    await school.house.clock.advance({ minutes: 11 })
    await Promise.all([shared.page.reload(), own.page.reload()])
    await heading(shared.page, 'Anmelden').waitFor()
    await heading(own.page, 'Guten Morgen, Zoë').waitFor()
    await own.page.getByRole('button', { name: 'Abmelden' }).filter({ visible: true }).click()
    await heading(own.page, 'Anmelden').waitFor()
    assert.ok(await own.page.getByRole('radio', { name: /^Mein Gerät/ }).isChecked(), 'the next sign-in begins with what was chosen last')
    await Promise.all([shared.close(), own.close()])
  })

  test('A12 a lost device: reported from any browser with the same answer for right and wrong, and the session there ends', async () => {
    const lost = await school.enter('fifteen')
    const answers: string[] = []
    for (const password of ['falsch geraten', PASSWORD]) {
      const { page, close } = await at(school, '/anmelden')
      await page.getByRole('link', { name: 'Gerät verloren?' }).click()
      await heading(page, 'Gerät verloren').waitFor()
      await clean(page)
      await page.getByLabel('Anmeldename').fill(named(school, 'fifteen').accountName)
      await page.getByLabel('Passwort', { exact: true }).fill(password)
      await page.getByRole('button', { name: 'Alles abmelden' }).click()
      await page.getByText('Die Meldung ist angekommen.').waitFor()
      answers.push(await page.locator('main').innerText())
      await clean(page)
      await close()
    }
    assert.equal(answers[0], answers[1])
    await heading(lost.page, 'Anmelden').waitFor()
    await lost.page.getByText('Die Anmeldung ist beendet.').waitFor()
    await signIn(lost.page, named(school, 'fifteen'))
    // Whoever found it knows the old password: it leads to the page for a new one, and there a second proof is missing (R8.2).
    await lost.page.waitForURL('**/anmelden/erneuern')
    assert.equal(await lost.page.getByRole('navigation', { name: 'Hauptmenü' }).count(), 0)
    await lost.close()
  })

  test('X1 the document on data is open to everybody, leads to its chapters and prints as a document', async () => {
    const { page, close, complaints } = await at(school, '/datenschutz')
    await heading(page, 'Welche Daten werden in welchem Modul verarbeitet').waitFor()
    await clean(page)
    await page.getByRole('navigation', { name: 'Inhalt' }).getByRole('link', { name: 'Nachrichten' }).click()
    await becomes(() => page.getByRole('heading', { level: 2, name: 'Nachrichten' }).evaluate((element) => element.getBoundingClientRect().top >= 0 && element.getBoundingClientRect().top < 200), true, 'the chapter is in sight')
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('button', { name: 'Drucken' }).isVisible(), false)
    assert.equal(await page.locator('.document-letterhead').innerText(), 'Gesamtschule am Lindenhof')
    const sheets = (await page.pdf({ preferCSSPageSize: true })).toString('latin1').match(/\/MediaBox\s*\[[^\]]*\]/g) ?? []
    assert.ok(sheets.length > 2)
    for (const sheet of sheets) assert.match(sheet, /\[0 0 59\d(\.\d+)? 84\d(\.\d+)?\]/, 'A4, upright')
    assert.deepEqual(complaints(), [])
    await close()
  })
})

function heading(page: Page, name: string) {
  return page.getByRole('heading', { level: 1, name, exact: true })
}

/** An empty browser on a page of the school. */
async function at(school: School, path: string): Promise<Visit> {
  const visit = await school.open()
  await visit.page.goto(`${school.origin}${path}`)
  return visit
}

function named({ world }: School, who: PersonKey): { accountName: string; password: string } {
  return { accountName: world.accountName(who), password: PASSWORD }
}

/** What a browser holds of the school: cookies by name, and all of its storage. */
async function keptBy(context: BrowserContext, page: Page): Promise<{ cookies: string[]; storage: Record<string, string> }> {
  const cookies = (await context.cookies()).map((cookie) => cookie.name)
  return { cookies, storage: await page.evaluate(() => ({ ...localStorage, ...sessionStorage })) }
}

/** Somebody new on the staff, added by who keeps the accounts, with a slip of the head. */
async function newColleague({ house, world }: School, givenName: string, familyName: string): Promise<{ code: string; accountName: string }> {
  const { id } = await act(house, world.ids.admin, 'people', people, 'addPerson', { type: 'staff', givenName, familyName })
  const { slips } = await act(house, world.ids.head, 'people', people, 'printPersonSlip', { id })
  return slips[0]!
}

/** The clerk enters that somebody of age withdrew. */
async function withdrawn({ house, world }: School, who: PersonKey): Promise<void> {
  await act(house, world.ids.clerk, 'consent', consent, 'recordWithdrawal', { pupilId: world.ids[who], purpose: 'platform', clientId: newId(house.clock.now()), by: 'adult_pupil', receivedOn: house.clock.today() })
}
