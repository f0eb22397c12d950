/** From the code of the terminal to the first release: the head founds the school, appoints somebody in writing, releases a module, and it works for the appointed person. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { addDays, formatGermanDate } from '#platform/time/calendar.ts'
import { installerCode } from '#modules/administration/founding.ts'
import { checkAxe, listenForComplaints, openBrowser } from '../browser.ts'
import type { OpenBrowser } from '../browser.ts'
import { openTestHouse } from '../house.ts'
import type { TestHouse } from '../house.ts'
import { becomes, clean, enrolTotp, messagesOf, openRoom, steps, write } from './school.ts'

const PASSWORD = 'vier Kamele lesen Landkarten'

describe('from the first run to the first release', { timeout: 300_000 }, () => {
  let house: TestHouse
  let browser: OpenBrowser
  let origin: string
  /** The head on the phone, the colleague at a desk. */
  let head: Page
  let colleague: Page
  let complaints: string[]
  let code: string
  const step = steps()

  before(async () => {
    house = await openTestHouse({ withWeb: true })
    browser = await openBrowser()
    origin = await house.listen()
    head = await (await browser.open({ width: 390, height: 844 })).newPage()
  })
  after(async () => {
    await browser?.close()
    await house?.close()
  })

  step('R4.1 the code of the terminal founds the school; its head chooses a password, enrols a second factor and sees what to do first', async () => {
    const terminal = installerCode(house.platform)
    const page = head
    await page.goto(origin)
    await heading(page, 'Schule einrichten').waitFor()
    assert.equal(new URL(page.url()).pathname, '/einrichten')
    await clean(page)
    const next = () => page.getByRole('button', { name: 'Weiter', exact: true }).click()
    const step = (name: string) => page.getByRole('heading', { level: 2, name }).waitFor()
    await next()
    assert.equal(await page.getByText('Hier fehlt noch etwas.').count(), 4)

    await page.getByLabel('Einmalcode').fill('AAAA-BBBB-CCCC')
    await page.getByLabel('Name der Schule').fill('Gymnasium am Wall')
    await page.getByRole('button', { name: /Schulart/ }).click()
    await page.getByRole('option', { name: /Weiterführende Schule/ }).click()
    await page.getByRole('button', { name: /Bundesland/ }).click()
    await page.getByRole('option', { name: 'Niedersachsen' }).click()
    await next()
    await step('Schritt 2 von 5 Schuljahr')
    await page.getByRole('button', { name: /Herbstferien ab .* entfernen/ }).click()
    await clean(page)
    await next()
    await step('Schritt 3 von 5 Leitung')
    await page.getByLabel('Vorname').first().fill('Ingrid')
    await page.getByLabel('Nachname').first().fill('Vogt')
    await page.getByText('Stellvertretung später eintragen').click()
    await next()
    await step('Schritt 4 von 5 Datenschutz')
    await page.getByLabel('jemand von außen').check({ force: true })
    await page.getByLabel('Vorname').fill('Petra')
    await page.getByLabel('Nachname').fill('Lange')
    await next()
    assert.equal(await page.getByText('Hier fehlt noch etwas.').count(), 1, 'somebody from outside needs a reference')
    await page.getByLabel('Vertrag oder Verpflichtung').fill('Vertrag 3')
    await clean(page)
    await next()
    await step('Schritt 5 von 5 Einwilligung')
    await clean(page)
    await page.getByRole('button', { name: 'Schule einrichten' }).click()
    // The wrong code leads back to where it was typed; nothing else is lost.
    await page.getByText(/Einrichten kann nur, wer die Plattform gestartet hat/).waitFor()
    await page.getByLabel('Einmalcode').fill(terminal.toLowerCase())
    for (const name of ['Schritt 2 von 5 Schuljahr', 'Schritt 3 von 5 Leitung', 'Schritt 4 von 5 Datenschutz', 'Schritt 5 von 5 Einwilligung']) {
      await next()
      await step(name)
    }
    await page.getByRole('button', { name: 'Schule einrichten' }).click()

    await heading(page, 'Die Schule ist eingerichtet.').waitFor()
    assert.equal(await page.getByText('ingrid.vogt', { exact: true }).count(), 1)
    await clean(page)
    await page.getByRole('button', { name: 'Weiter: Passwort wählen' }).click()
    await heading(page, 'Hallo Ingrid!').waitFor()
    await page.getByLabel('Neues Passwort').fill(PASSWORD)
    await page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    // R4.1: nothing else is there before the head has a second factor.
    await heading(page, 'Zweiten Faktor einrichten').waitFor()
    await clean(page)
    await enrolTotp(house, page)
    await heading(page, 'Guten Morgen, Ingrid Vogt').waitFor()
    await page.getByRole('heading', { name: /Erste Schritte/ }).waitFor()
    assert.match((await page.locator('[aria-current=step]').textContent()) ?? '', /^Module freigeben \(jetzt\)/)
    await clean(page)
  })

  step('R4.1 the head appoints somebody new for the accounts: the slip for the way in, and the letter to sign', async () => {
    const page = head
    complaints = listenForComplaints(page)
    await page.getByRole('link', { name: 'Zur Freigabe' }).click()
    await heading(page, 'Verwaltung').waitFor()
    await page.getByText('Noch ist niemand bestellt.').waitFor()
    await page.getByText(/^Einsicht nicht möglich:/).waitFor()
    assert.equal(await page.getByText('E-Mail funktioniert').count(), 0, 'there is no e-mail yet')
    await clean(page)
    await page.getByRole('link', { name: 'Aufgabe übertragen' }).first().click()
    await heading(page, 'Aufgabe übertragen').waitFor()
    await page.getByRole('button', { name: 'Aufgabe übertragen' }).click()
    assert.equal(await page.getByText('Hier fehlt noch etwas.').count(), 2, 'no task, no person')
    await page.getByRole('button', { name: /Aufgabe/ }).first().click()
    await page.getByRole('option', { name: 'Konten', exact: true }).click()
    await page.getByText('Eine neue Person', { exact: true }).click()
    await page.getByLabel('Vorname').fill('Jonas')
    await page.getByLabel('Nachname').fill('Weber')
    await clean(page)
    await page.getByRole('button', { name: 'Aufgabe übertragen' }).click()
    await page.getByText('Jonas Weber ist jetzt zuständig: Konten.').waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'Zettel drucken' }).click()
    await page.getByRole('button', { name: 'Zettel erstellen' }).click()
    code = await page.locator('.slip-code').innerText()
    await clean(page)
    await page.goto(`${origin}/verwaltung`)
    await page.getByRole('link', { name: 'Schreiben drucken: Jonas Weber, Konten' }).click()
    await heading(page, 'Bestellung').waitFor()
    const letter = page.locator('.letter')
    assert.match(await letter.innerText(), /Gymnasium am Wall[\s\S]*Jonas Weber[\s\S]*Konten[\s\S]*Ingrid Vogt/)
    await clean(page)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('button', { name: 'Drucken' }).isVisible(), false, 'on paper stands the letter alone')
    assert.ok(await letter.isVisible())
    await page.emulateMedia({ media: 'screen' })
  })

  step('R4.1 R10.2 a service provider gets an account with an end, and is appointed with contract and end; called off before it begins, it is gone from the page', async () => {
    const page = head
    await page.goto(`${origin}/verwaltung/andere`)
    await page.getByRole('button', { name: 'Antrag stellen' }).first().click()
    const asked = page.getByRole('dialog', { name: 'Konto beantragen' })
    await asked.getByLabel('Vorname').fill('Ina')
    await asked.getByLabel('Nachname').fill('Technik')
    await asked.getByLabel('Funktion').fill('Dienstleister')
    await asked.getByLabel('Begründung').fill('Betreut die Geräte')
    await asked.getByRole('button', { name: 'Antrag stellen' }).click()
    await page.getByRole('button', { name: 'Konto für Ina Technik zustimmen' }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Zustimmen' }).click()
    await page.getByText('Ina Technik bekommt ein Konto.').waitFor()
    await page.goto(`${origin}/verwaltung/bestellen`)
    await page.getByRole('button', { name: /Aufgabe/ }).first().click()
    await page.getByRole('option', { name: 'Schulgeräte' }).click()
    // By keyboard: what scrolls closes the list.
    const person = page.getByRole('combobox', { name: /Person/ })
    await person.focus()
    await page.keyboard.type('Technik')
    await page.getByRole('option', { name: /Ina Technik/ }).waitFor({ state: 'attached' })
    await page.keyboard.press('ArrowDown')
    await page.locator('[role=combobox][aria-activedescendant]').waitFor()
    await page.keyboard.press('Enter')
    const tomorrow = addDays(house.clock.today(), 1)
    await page.getByLabel('Von').fill(tomorrow)
    await page.getByRole('button', { name: 'Aufgabe übertragen' }).click()
    const missing = page.getByText('Hier fehlt noch etwas.')
    await missing.nth(1).waitFor()
    assert.equal(await missing.count(), 2, 'contract and end')
    // At its end, where the bar of the phone lies over nothing.
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    await clean(page)
    await page.getByLabel('Vertrag oder Verpflichtung').fill('Vertrag 7')
    await page.getByLabel('Letzter Tag').fill(addDays(tomorrow, 20))
    await page.getByRole('button', { name: 'Aufgabe übertragen' }).click()
    await page.getByText(`Ina Technik ist ab ${formatGermanDate(tomorrow)} zuständig: Schulgeräte.`).waitFor()
    await page.goto(`${origin}/verwaltung`)
    await page.locator('summary', { hasText: 'Eine frühere oder künftige Bestellung' }).click()
    await page.getByRole('button', { name: 'Bestellung beenden: Ina Technik, Schulgeräte' }).click()
    const ending = page.getByRole('dialog', { name: 'Bestellung beenden?' })
    await ending.getByText('Ina Technik übernimmt „Schulgeräte“ dann nicht.').waitFor()
    await ending.getByRole('button', { name: 'Bestellung beenden' }).click()
    await page.getByText(/vorgesehen, vorher beendet/).waitFor({ state: 'attached' })
    assert.equal(await page.getByRole('button', { name: 'Bestellung beenden: Ina Technik, Schulgeräte' }).count(), 0)
  })

  step('R4.1 the appointed person comes in with the slip and a second factor of their own; without a release there are no messages', async () => {
    colleague = await (await browser.open({ width: 1280 })).newPage()
    const page = colleague
    await page.goto(`${origin}/anmelden#zettel=${code}`)
    await heading(page, 'Hallo Jonas!').waitFor()
    await page.getByLabel('Neues Passwort').fill(`${PASSWORD} zwei`)
    await page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    await heading(page, 'Zweiten Faktor einrichten').waitFor()
    await enrolTotp(house, page)
    await heading(page, 'Guten Morgen, Jonas Weber').waitFor()
    await clean(page)
    assert.equal(await page.getByRole('link', { name: /Nachrichten/ }).count(), 0)
    await page.goto(`${origin}/nachrichten`)
    await page.locator('h1').waitFor()
    assert.deepEqual(await checkAxe(page), [])
    assert.equal(await page.getByRole('list', { name: 'Räume' }).count(), 0, 'the address does not help either')
  })

  step('RP.1 the head releases the messages, and the appointed person reads the rules and writes to the head, who reads it', async () => {
    await head.goto(`${origin}/verwaltung`)
    await head.getByRole('button', { name: 'Freigeben' }).first().click()
    const dialog = head.getByRole('dialog', { name: '„Nachrichten“ freigeben?' })
    await dialog.waitFor()
    await clean(head)
    await dialog.getByRole('button', { name: 'Freigeben' }).click()
    await head.getByText(/Freigegeben am .* von Ingrid Vogt/).first().waitFor()
    await clean(head)

    const page = colleague
    await page.goto(origin)
    await readAll(page)
    await page.getByRole('link', { name: /Nachrichten/ }).first().click()
    await page.getByRole('button', { name: 'Neue Nachricht' }).click()
    await page.getByRole('dialog', { name: 'Wem schreiben?' }).getByText('Ingrid Vogt').click()
    await write(page, 'Guten Morgen, das geht ja schon!')
    await becomes(() => messagesOf(page), ['Guten Morgen, das geht ja schon!'], 'it is sent')
    await clean(page)
    await head.goto(origin)
    await readAll(head)
    await openRoom(head, 'Jonas Weber')
    await becomes(() => messagesOf(head), ['Guten Morgen, das geht ja schon!'], 'the head reads it')
    await clean(head)
  })

  step('R9a.2 both are in the staff room without anybody having put them there; on the phone its menu stands in one line', async () => {
    await head.goto(origin)
    await openRoom(head, 'Kollegium')
    await write(head, 'Willkommen im neuen Haus.')
    await openRoom(colleague, 'Kollegium')
    await becomes(() => messagesOf(colleague), ['Willkommen im neuen Haus.'], 'the colleague reads it')
    await head.goto(`${origin}/personen`)
    await heading(head, 'Klassen & Gruppen').waitFor()
    const bar = head.getByRole('navigation', { name: 'Hauptmenü' }).filter({ visible: true })
    await bar.getByRole('link', { name: 'Gruppen', exact: true }).waitFor()
    const lines = (words: SVGElement | HTMLElement) => [words.textContent, Math.round(words.getBoundingClientRect().height / Number.parseFloat(getComputedStyle(words).lineHeight))]
    const found = await Promise.all((await bar.locator('.nav-word').all()).map((word) => word.evaluate(lines)))
    assert.deepEqual(found, ['Heute', 'Nachrichten', 'Einwilligungen', 'Gruppen', 'Mehr'].map((word) => [word, 1]))
    await clean(head)
    assert.deepEqual(complaints.filter((one) => !/403|ERR_ABORTED/.test(one)), [])
  })
})

function heading(page: Page, name: string) {
  return page.getByRole('heading', { level: 1, name, exact: true })
}

/** Whoever is new reads the texts first, one after the other. */
async function readAll(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Lesen', exact: true }).click()
  await page.getByRole('button', { name: 'Gelesen', exact: true }).click()
  await page.waitForURL(/\/gelesen\/messenger-rules/)
  await page.getByRole('button', { name: 'Gelesen', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: /^Guten Morgen/ }).waitFor()
}
