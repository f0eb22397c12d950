/** Looking into logs and „Hilf mir“ as people do it (R6.1, A9): a case by the admin, a name by a second person, and what the person concerned sees. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe } from 'node:test'
import { unzip } from '#platform/export/test-zip.ts'
import { openFromSafe } from '#platform/safe/safe.ts'
import { arrive } from '../interleave.ts'
import { visitor } from '../visitor.ts'
import { asksBeforeLeaving, clean, openSchool, steps } from './school.ts'
import type { School } from './school.ts'

describe('logs, for those who look and those who are looked at', () => {
  let school: School
  let mark = ''
  const step = steps()
  before(async () => {
    school = await openSchool()
    const { house, world } = school
    const head = await arrive(house, world.ids.head)
    const from = house.clock.today()
    await head.call('administration.appoint', { task: 'logs', person: { id: world.ids.admin }, from, until: null, isDeputy: false })
    await head.call('administration.nameOffice', { office: 'officer', person: { id: world.ids.clerk }, from, until: null, reference: null })
    await (await arrive(house, world.ids.teacher)).call('messenger.findPeople', { query: 'zz' })
    for (let n = 0; n < 3; n++) await visitor(house).signIn(world.accountName('pupil'), { password: 'falsch' })
  })
  after(() => school?.[Symbol.asyncDispose]())

  step('A9 the pupil releases the own attempts on the phone and sees it on Heute', async () => {
    const { page, close } = await school.enter('pupil', { width: 390, height: 844 })
    await page.goto(`${school.origin}/profil`)
    await page.getByRole('link', { name: 'Klappt das Anmelden nicht? So hilft dir die Administration.' }).click()
    await page.getByRole('heading', { level: 1, name: 'Hilf mir' }).waitFor()
    await clean(page)
    await page.getByRole('button', { name: 'Versuche freigeben' }).click()
    await page.getByRole('button', { name: 'Freigabe beenden' }).waitFor()
    await clean(page)
    await page.goto(`${school.origin}/`)
    await page.getByRole('heading', { name: 'Hilfe beim Anmelden ist offen' }).waitFor()
    await page.goto(`${school.origin}/protokolle/was`)
    await page.getByRole('heading', { name: 'Zugriffe' }).waitFor()
    await clean(page)
    await page.goto(`${school.origin}/protokolle/ueber-mich`)
    await page.getByRole('heading', { name: 'Was über dich aufgeschrieben ist' }).waitFor()
    await clean(page)
    await close()
  })

  step('A9 the admin reads "Passwort falsch, 3×"', async () => {
    const { page, close } = await school.enter('admin')
    await page.goto(`${school.origin}/hilfe-beim-anmelden`)
    await page.getByRole('button', { name: 'Versuche von Lina Sommer ansehen' }).waitFor()
    await clean(page)
    await page.getByRole('button', { name: 'Versuche von Lina Sommer ansehen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('3×').waitFor()
    await dialog.getByText('Passwort falsch').waitFor()
    await close()
  })

  step('R6.1 without a case there is nothing to see; the admin opens one, looks, and asks for a name', async () => {
    const { page, close } = await school.enter('admin')
    await page.goto(`${school.origin}/protokolle`)
    await page.getByText('Kein Fall eröffnet').waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'Fall eröffnen' }).click()
    await page.getByText('Störung finden', { exact: true }).click()
    await page.getByRole('textbox', { name: 'Begründung' }).fill('Die Suche nach Personen antwortet seit heute früh nicht.')
    await clean(page)
    await asksBeforeLeaving(page, () => page.getByRole('link', { name: 'Heute', exact: true }).filter({ visible: true }).first().click())
    await page.getByRole('button', { name: 'Eröffnen' }).click()
    await page.getByRole('button', { name: 'Abfragen' }).click()
    await page.getByRole('row').filter({ hasText: 'messenger.findPeople' }).first().waitFor()
    mark = /U-\d{4}/.exec(await page.getByRole('row').filter({ hasText: 'messenger.findPeople' }).first().innerText())![0]
    assert.doesNotMatch(await page.locator('main').innerText(), /Demir|Sommer/)
    await clean(page)
    await page.getByRole('button', { name: 'Name erbitten' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Nummer' }).fill(mark)
    await page.getByRole('dialog').getByRole('textbox', { name: 'Begründung' }).fill('Von hier kommen hunderte Anfragen in der Minute.')
    await page.getByRole('dialog').getByRole('button', { name: 'Name erbitten' }).click()
    await page.getByText('wartet auf die zweite Person').waitFor()
    await page.goto(`${school.origin}/betrieb`)
    await page.getByText('Alles läuft').waitFor()
    await clean(page)
    await close()
  })

  step('R6.1 the data protection officer allows it; the teacher learns of it; the head reads every step', async () => {
    const officer = await school.enter('clerk')
    await officer.page.goto(`${school.origin}/protokolle`)
    await officer.page.getByRole('heading', { name: new RegExp(mark) }).waitFor()
    await clean(officer.page)
    await officer.page.getByRole('button', { name: 'Erlauben' }).click()
    await officer.page.getByText('Erlaubt. Die Person wird benachrichtigt.').waitFor()
    await officer.close()
    const teacher = await school.enter('teacher', { width: 390, height: 844 })
    await teacher.page.getByText('In einem Protokollfall wurde Ihr Name geöffnet').waitFor()
    await teacher.page.goto(`${school.origin}/protokolle/ueber-mich`)
    await teacher.page.getByRole('button', { name: 'Gelesen' }).waitFor()
    await clean(teacher.page)
    await teacher.page.getByRole('button', { name: 'Gelesen' }).click()
    await teacher.page.getByRole('button', { name: 'Gelesen' }).waitFor({ state: 'detached' })
    await teacher.close()
    const head = await school.enter('head')
    await head.page.goto(`${school.origin}/protokolle`)
    await head.page.getByText('Alle Schritte').first().click()
    await head.page.getByText(new RegExp(`Sabine Ott: Namen erlaubt: ${mark}`)).waitFor()
    await clean(head.page)
    await head.close()
  })

  step('R6.1 on an order the head gives the rows away: the exact window, the officer\'s agreement, a sealed file and its key, once', async () => {
    const { page, close } = await school.enter('head')
    await page.goto(`${school.origin}/protokolle/neu`)
    await page.getByRole('textbox', { name: 'Aktenzeichen' }).fill('12 Js 345/26')
    await page.getByRole('textbox', { name: 'Begründung' }).fill('Beschluss des Amtsgerichts vom 20. November')
    await page.getByText('ein genauer Zeitraum').click()
    for (const [field, value] of [['Von (Tag)', '2026-11-22'], ['Von (Uhrzeit)', '06:00'], ['Bis (Tag)', '2026-11-23'], ['Bis (Uhrzeit)', '12:00']] as const) await page.getByLabel(field).fill(value)
    await page.getByRole('button', { name: 'Eröffnen' }).click()
    await page.getByText('Zeilen von 22.11.2026, 6:00 bis 23.11.2026, 12:00').waitFor()
    await page.getByRole('button', { name: 'Versiegelten Export erbitten' }).click()
    await page.getByRole('dialog').getByRole('textbox', { name: 'Für wen' }).fill('Staatsanwaltschaft Köln')
    await page.getByRole('dialog').getByRole('button', { name: 'Versiegelten Export erbitten' }).click()
    await page.getByText('wartet auf den Datenschutz').waitFor()
    const officer = await school.enter('clerk', { width: 390, height: 844 })
    await officer.page.goto(`${school.origin}/protokolle`)
    await officer.page.getByText('Aktenzeichen 12 Js 345/26, alle Dienste').waitFor()
    await clean(officer.page)
    await officer.page.getByRole('button', { name: 'Zustimmen' }).click()
    await officer.page.getByText('Zugestimmt.').waitFor()
    await officer.close()
    await page.reload()
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Versiegelt herunterladen' }).click()])
    await page.getByText('Der Schlüssel wird nur jetzt angezeigt.').waitFor()
    await clean(page)
    // What stands on the sheet opens what the browser saved.
    const key = (await page.getByRole('list', { name: 'Schlüssel, in Gruppen' }).innerText()).replaceAll(/\s/g, '')
    assert.deepEqual([...unzip(openFromSafe(await readFile(await download.path()), key)).keys()], ['fall.html', 'zeilen.html', 'daten.json'])
    await page.getByRole('button', { name: 'Ist gedruckt' }).click()
    await page.getByText('Versiegelt am 23.11.2026').waitFor()
    assert.doesNotMatch(await page.locator('main').innerText(), /AGE-SECRET-KEY/)
    await clean(page)
    await close()
  })
})
