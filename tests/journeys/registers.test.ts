/** The registers as the head keeps them (X6): a legal basis entered, a measure of the school, a processor, and the paper saved. */
import assert from 'node:assert/strict'
import { readFile } from 'node:fs/promises'
import { after, before, describe } from 'node:test'
import { clean, openSchool, steps } from './school.ts'
import type { School } from './school.ts'

describe('the registers of the school', () => {
  let school: School
  const step = steps()
  before(async () => {
    school = await openSchool()
  })
  after(() => school?.[Symbol.asyncDispose]())

  step('X6 the head enters on the phone, and the paper holds it', async () => {
    const { page, close } = await school.enter('head', { width: 390, height: 844, scheme: 'dark' })
    await page.goto(`${school.origin}/kontrolle`)
    await page.getByRole('link', { name: 'Verzeichnis', exact: true }).click()
    await page.getByRole('button', { name: 'Eintragen: Nachrichten' }).click()
    await page.getByLabel('Rechtsgrundlage').fill('Einwilligung der Familien')
    await page.getByRole('button', { name: 'Speichern' }).click()
    await page.getByText('Einwilligung der Familien').first().waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'Maßnahmen' }).click()
    await page.getByRole('button', { name: 'Maßnahme eintragen' }).click()
    await page.getByLabel('Was gilt').fill('Der Serverraum ist verschlossen.')
    await page.getByRole('button', { name: 'Speichern' }).click()
    await page.getByText('Der Serverraum ist verschlossen.').first().waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'Auftragsverarbeiter' }).click()
    await page.getByRole('button', { name: 'Eintragen' }).click()
    for (const [label, text] of [['Name', 'Rechenzentrum Nord'], ['Dienst', 'Wartung'], ['Welche Daten', 'Stammdaten'], ['Vertrag vom', '2026-02-01']] as const) await page.getByLabel(label, { exact: true }).fill(text)
    await page.getByRole('button', { name: 'Speichern' }).click()
    await page.getByRole('heading', { name: 'Rechenzentrum Nord' }).waitFor()
    await clean(page)
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Nachweis als PDF' }).click()])
    assert.match(download.suggestedFilename(), /^nachweis-\d{4}-\d\d-\d\d\.pdf$/)
    const bytes = await readFile(await download.path())
    assert.equal(bytes.subarray(0, 5).toString(), '%PDF-')
    await close()
  })
})
