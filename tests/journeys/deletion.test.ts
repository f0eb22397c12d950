/** R12.4, R12.5: the administration deletes two accounts and restores one; a third is purged at the family's wish, and the head reads its sheet. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { act } from '#example/act.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { purgeDue } from '#modules/lifecycle/purge.ts'
import { DELETE_CLARIFIED } from '#modules/lifecycle/tasks.ts'
import { contract as people } from '#modules/people/contract.ts'
import { makeExportCode } from '#platform/export/codes.ts'
import { makeExport } from '#platform/export/making.ts'
import { unzip } from '#platform/export/test-zip.ts'
import { newSafeKey } from '#platform/safe/safe.ts'
import { openTask } from '#platform/tasks/tasks.ts'
import { arrive } from '../interleave.ts'
import { asksBeforeLeaving, clean, openSchool, steps } from './school.ts'
import type { School, Visit } from './school.ts'

describe('accounts are deleted, restored and purged', () => {
  let school: School
  let admin: Visit
  let code = ''
  const step = steps()
  before(async () => {
    school = await openSchool()
    const { house, world: { ids } } = school
    await (await arrive(house, ids.head)).call('administration.nameOffice', { office: 'officer', person: { id: ids.clerk }, from: house.clock.today(), until: null, reference: null })
    code = (await house.write((w) => newSafeKey(w, false))).code
    await act(house, ids.admin, 'people', people, 'recordDeparture', { id: ids.adult, exitOn: '2026-12-18' })
    await act(house, ids.admin, 'people', people, 'recordDeparture', { id: ids.caretaker, exitOn: '2026-11-30' })
    await act(house, ids.clerk, 'consent', consent, 'decideClarification', { pupilId: ids.withdrawn, outcome: 'local_only' })
    await house.write((w) => openTask(w, { kind: DELETE_CLARIFIED, key: ids.withoutConsent, for: { office: 'task:deletion' }, aboutPersonId: ids.withoutConsent, params: {}, dueOn: '2026-11-30' }))
  })
  after(() => school?.[Symbol.asyncDispose]())

  const isDeleted = async (key: 'friend' | 'third') => (await school.house.platform.database.selectFrom('person').select('deleted_on').where('id', '=', school.world.ids[key]).executeTakeFirstOrThrow()).deleted_on !== null

  step('A18 the class lead prints a code on Heute; the pupil, with nothing but the paper, opens one page with it, takes the file along and closes it', async () => {
    const lead = await school.enter('teacher', { width: 390, height: 844 })
    await lead.page.getByRole('button', { name: 'Code drucken: Mia Wolff' }).click()
    await lead.page.getByRole('dialog', { name: 'Daten mitnehmen: Mia Wolff' }).getByText(/^Gilt bis 23\.12\.2026/).waitFor()
    await clean(lead.page)
    const [paper] = await Promise.all([lead.page.waitForEvent('download'), lead.page.getByRole('button', { name: 'Code zum Mitnehmen drucken', exact: true }).click()])
    assert.match(paper.suggestedFilename(), /^mitnehmen-[0-9a-f]{8}\.pdf$/)
    assert.deepEqual(lead.complaints(), [])
    // What stands on the paper stands nowhere else; the test reads it off a second one, which makes the first worthless.
    const code = await school.house.write((w) => makeExportCode(w, { personId: school.world.ids.withdrawn, untilOn: '2026-12-23' }))
    const pupil = await school.open({ width: 390, height: 844, acceptDownloads: true })
    const { page } = pupil
    await page.goto(`${school.origin}/mitnehmen#code=${code}`)
    await page.getByRole('heading', { level: 1, name: 'Daten mitnehmen mit Code' }).waitFor()
    await page.waitForFunction(() => location.hash === '' && document.querySelector<HTMLInputElement>('input[name=code]')!.value.length === 14)
    await clean(page)
    await page.getByRole('button', { name: 'Weiter' }).click()
    await page.getByText(/Der Code gilt bis 23\.12\.2026/).waitFor()
    await page.getByRole('button', { name: 'Datei erstellen' }).click()
    await page.getByRole('progressbar').waitFor()
    const { id } = await school.house.platform.database.selectFrom('export_request').select('id').where('ended_at', 'is', null).executeTakeFirstOrThrow()
    await makeExport(school.house.platform, { id }, school.house.clock.now())
    await page.getByText(/^Die Datei ist fertig/).waitFor()
    await clean(page)
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Herunterladen' }).click()])
    const names = [...unzip(await readFile(await file.path())).keys()]
    assert.ok(names.includes('index.html') && names.some((name) => name.startsWith('daten/')), names.join())
    await page.getByRole('button', { name: 'Fertig, Seite schließen' }).click()
    await page.getByLabel('Code').fill(code)
    await page.getByRole('button', { name: 'Weiter' }).click()
    await page.getByText('Der Code öffnet nichts.').waitFor()
    assert.deepEqual(pupil.complaints().filter((one) => !/useExportCode|export-code/.test(one) && !/403/.test(one)), [])
    await pupil.close()
    await lead.close()
  })

  step('R12.5 two are chosen by name; who has an office is left out; nothing goes before their number is typed', async () => {
    admin = await school.enter('secondAdmin', { width: 390, height: 844 })
    const { page } = admin
    await page.goto(`${school.origin}/loeschung`)
    await page.getByRole('heading', { level: 1, name: 'Abgang und Löschung' }).waitFor()
    await page.getByRole('img', { name: 'Heute 23.11.2026, letzter Tag 18.12.2026, gelöscht ab 19.12.2026' }).waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'Zu löschen' }).click()
    await page.getByRole('button', { name: 'Das Konto löschen' }).click()
    await page.getByRole('dialog', { name: 'Ein Konto löschen' }).getByLabel('Grund').waitFor()
    await clean(page)
    await page.keyboard.press('Escape')
    await page.getByRole('link', { name: 'Nur Schulrechner' }).click()
    await page.getByText('Plattform geschlossen seit 23.11.2026').waitFor()
    await page.getByText('Inhalte mitnehmen bis 23.12.2026').waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'Gelöscht', exact: true }).click()
    await page.getByRole('link', { name: 'Konto löschen' }).click()
    for (const [typed, name] of [['kaya em', 'Emre Kaya'], ['lindq', 'Zoë Lindqvist'], ['kurz', 'Miriam Kurz']] as const) {
      await page.getByRole('searchbox', { name: 'Name' }).fill(typed)
      await page.getByText(name, { exact: true }).first().click()
      await page.getByRole('button', { name: `Nicht löschen: ${name}` }).waitFor()
    }
    await clean(page)
    await asksBeforeLeaving(page, () => page.getByRole('link', { name: 'Zu löschen' }).click())
    await page.getByRole('button', { name: '3 Konten löschen …' }).click()
    const dialog = page.getByRole('dialog', { name: '2 Konten löschen' })
    await dialog.getByText('Miriam Kurz: Hat ein Amt oder eine Aufgabe. Das endet zuerst.').waitFor()
    await clean(page)
    const press = dialog.getByRole('button', { name: 'Löschen', exact: true })
    // The button is never shut without a word: the first field that is wrong says why, and has the focus.
    await press.click()
    await dialog.getByText('Bitte mindestens 3 Zeichen').waitFor()
    await isFocused(page, 'Grund')
    await dialog.getByLabel('Grund').fill('Abmeldung liegt vor')
    await dialog.getByLabel('Bitte 2 eintippen').fill('3')
    await press.click()
    await dialog.getByText('Hier muss 2 stehen: So viele Konten sind es.').waitFor()
    await isFocused(page, 'Bitte 2 eintippen')
    await clean(page)
    assert.equal(await isDeleted('friend'), false)
    await dialog.getByLabel('Bitte 2 eintippen').fill('2')
    await press.click()
    await page.getByRole('heading', { level: 1, name: 'Gelöscht' }).waitFor()
    assert.deepEqual([await isDeleted('friend'), await isDeleted('third')], [true, true])
  })

  step('R12.4 each has a line with today on it; one is restored and gone from the list, by keyboard', async () => {
    const { page } = admin
    await page.getByRole('img', { name: /^Gelöscht am 23\.11\.2026, wiederherstellbar bis 21\.02\.2027, noch 90 Tage$/ }).first().waitFor()
    await clean(page)
    await page.getByRole('searchbox').fill('kaya')
    await page.getByRole('heading', { name: /Zoë Lindqvist/ }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Wiederherstellen: Emre Kaya' }).focus()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Emre Kaya wiederherstellen' })
    await dialog.getByRole('button', { name: 'Wiederherstellen' }).click()
    await dialog.getByText('Bitte auswählen').waitFor()
    await dialog.getByText('Bitte mindestens 3 Zeichen').waitFor()
    await clean(page)
    await dialog.getByText('wurde versehentlich gelöscht').click()
    await dialog.getByLabel('Grund').fill('Verwechslung')
    await clean(page)
    await dialog.getByLabel('Grund').press('Tab')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Enter')
    await page.getByText('Das Konto ist wieder da.').waitFor()
    await page.getByText('Kein gelöschtes Konto mit diesem Namen.').waitFor()
    assert.deepEqual([await isDeleted('friend'), await isDeleted('third')], [false, true])
    await page.waitForFunction(() => document.activeElement?.tagName === 'H1')
  })

  step('Art. 17 the head is asked, decides with a typed word, and reads on the sheet what is gone, without a name', async () => {
    const { page, complaints } = admin
    await page.getByRole('searchbox').fill('')
    await page.getByRole('button', { name: 'Sofort endgültig löschen: Zoë Lindqvist' }).click()
    await page.getByRole('button', { name: 'Die Schulleitung fragen' }).click()
    await page.getByRole('dialog').getByText('Bitte mindestens 3 Zeichen').waitFor()
    await page.getByRole('dialog').getByLabel('Grund').fill('Wunsch der Familie, schriftlich')
    await page.getByRole('button', { name: 'Die Schulleitung fragen' }).click()
    await page.getByText(/ist die Schulleitung gefragt, ob/).waitFor()
    assert.deepEqual(complaints(), [])
    await admin.close()
    const head = await school.enter('head')
    await head.page.goto(`${school.origin}/verwaltung`)
    await head.page.getByRole('link', { name: 'Abgang und Löschung' }).click()
    await head.page.getByText('Noch wurde nichts endgültig gelöscht.').waitFor()
    await head.page.getByRole('navigation', { name: 'Abgang und Löschung' }).getByRole('link', { name: 'Endgültig löschen' }).click()
    await head.page.getByText('Grund: Wunsch der Familie, schriftlich').waitFor()
    await clean(head.page)
    await head.page.getByRole('button', { name: 'Zustimmen: Zoë Lindqvist', exact: true }).click()
    const press = head.page.getByRole('dialog').getByRole('button', { name: 'Endgültig löschen' })
    assert.equal(await press.isDisabled(), true)
    await head.page.getByRole('dialog').getByRole('textbox').fill('endgültig')
    await press.click()
    await head.page.getByText('Es wartet keine Entscheidung.').waitFor()
    await purgeDue(school.house.platform, school.house.clock.now())
    await head.page.getByRole('link', { name: 'Nachweise' }).click()
    await head.page.getByText(/^im System gelöscht am 23\.11\.2026; verschlüsselte Sicherungen laufen bis .* aus$/).waitFor()
    await head.page.getByText('Nachgesehen: Es ist nichts übrig.').waitFor()
    await head.page.getByText('Zahlen nach Modulen').click()
    await clean(head.page)
    assert.doesNotMatch(await head.page.locator('main').innerText(), /Zoë|Lindqvist/)
    await head.page.getByRole('navigation', { name: 'Abgang und Löschung' }).getByRole('link', { name: 'Was von selbst läuft' }).click()
    await head.page.getByText('Konten nach dem letzten Tag löschen').waitFor()
    await clean(head.page)
    assert.deepEqual(head.complaints(), [])
    await head.close()
  })

  step('B8 what is sealed of her is read for a purpose, when the officer agrees, by name and key: it takes the focus, and is printed without all the rest', async () => {
    const head = await school.enter('head', { width: 390, height: 844 })
    const { page } = head
    await page.goto(`${school.origin}/loeschung/versiegelt`)
    await page.getByRole('button', { name: 'Öffnen beantragen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Öffnen beantragen' }).click()
    await dialog.getByText('Bitte auswählen').waitFor()
    await dialog.getByText('Bitte mindestens 10 Zeichen').waitFor()
    await dialog.getByText('Gericht oder Behörde').click()
    await dialog.getByLabel('Grund').fill('Das Gericht fragt nach einer Einwilligung.')
    await clean(page)
    await dialog.getByRole('button', { name: 'Öffnen beantragen' }).click()
    await page.getByText('Das haben Sie selbst beantragt.').waitFor()
    const officer = await school.enter('clerk')
    await officer.page.goto(`${school.origin}/loeschung/versiegelt`)
    await officer.page.getByText(/^Stimmen Sie zu, kann Renate Albrecht eine Woche lang/).waitFor()
    await clean(officer.page)
    await officer.page.getByRole('button', { name: 'Zustimmen', exact: true }).click()
    await officer.page.getByText('Entschieden hat Sabine Ott').waitFor()
    assert.deepEqual(officer.complaints(), [])
    await officer.close()
    await page.reload()
    const form = page.getByRole('form', { name: 'Nachweise einer Person lesen' })
    await form.getByLabel('Vorname').fill('Zoë')
    await form.getByRole('button', { name: 'Lesen' }).click()
    await form.getByText('Bitte ausfüllen').waitFor()
    await isFocused(page, 'Nachname')
    await form.getByLabel('Nachname').fill('Lindqvist')
    await form.getByLabel('Schlüssel aus dem Tresor').fill('falsch')
    await form.getByRole('button', { name: 'Lesen' }).click()
    await form.getByText(/^Er ist falsch geschrieben oder gehört zu keinem Tresor/).waitFor()
    assert.equal(await form.getByLabel('Vorname').inputValue(), 'Zoë', 'what was typed stays')
    await form.getByLabel('Schlüssel aus dem Tresor').fill(code)
    await form.getByRole('button', { name: 'Lesen' }).click()
    await page.getByRole('heading', { name: 'Nachweise zu Zoë Lindqvist' }).first().waitFor()
    await page.waitForFunction(() => document.activeElement?.textContent === 'Nachweise zu Zoë Lindqvist')
    assert.equal(await form.getByLabel('Schlüssel aus dem Tresor').inputValue(), '')
    await page.getByText('einmal gelesen, höchstens 20-mal').waitFor()
    await clean(page)
    await page.emulateMedia({ media: 'print' })
    assert.equal(await page.getByRole('heading', { name: 'Nachweise zu Zoë Lindqvist' }).first().isVisible(), true)
    for (const gone of [page.getByText('Schlüssel aus dem Tresor', { exact: true }).first(), page.getByRole('button', { name: 'Lesen' }), page.locator('.lifecycle-sealed')]) assert.equal(await gone.isVisible(), false)
    await head.close()
  })
})

/** Waits until the field with this label has the focus. */
async function isFocused(page: Page, label: string): Promise<void> {
  await page.waitForFunction((name) => (document.activeElement as HTMLInputElement | null)?.labels?.[0]?.textContent?.startsWith(name) === true, label)
}
