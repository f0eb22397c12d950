/** The head decides an option on its page (A6), and what follows is there: reading aids beside the text that a mother decides on (A20). */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { addFamilies } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import { PASSWORD } from '#example/world.ts'
import { clean, openSchool, steps } from './school.ts'
import type { School } from './school.ts'

describe('the settings of the school', () => {
  let school: School
  let families: Families
  const step = steps()
  before(async () => {
    school = await openSchool()
    families = await addFamilies(school.house, school.world)
  })
  after(() => school?.[Symbol.asyncDispose]())

  step('A6 the head finds an option by its German name and decides it; a value beyond the bounds is not taken', async () => {
    const { page, complaints, close } = await school.enter('head')
    await page.goto(`${school.origin}/verwaltung`)
    await page.getByRole('link', { name: 'Einstellungen' }).click()
    await page.getByRole('heading', { level: 1, name: 'Einstellungen' }).waitFor()
    await clean(page)
    await page.getByRole('button', { name: /^Zugangszettel gelten/ }).click()
    await page.getByLabel('Tage').fill('61')
    assert.equal(await page.getByRole('button', { name: 'Entscheiden' }).isDisabled(), true)
    await page.getByLabel('Tage').fill('21')
    await page.getByRole('button', { name: 'Entscheiden' }).click()
    await page.getByRole('button', { name: /^Zugangszettel gelten.*21 Tage/ }).waitFor()
    await page.getByRole('button', { name: /^Lesehilfen zum Formular/ }).click()
    await page.getByText('Türkisch', { exact: true }).click()
    await page.getByText('Arabisch', { exact: true }).click()
    await page.getByRole('button', { name: 'Entscheiden' }).click()
    await page.getByRole('button', { name: /^Lesehilfen zum Formular.*Türkisch und Arabisch/ }).waitFor()
    await page.getByRole('button', { name: /^Rechtsgrundlagen/ }).click()
    await page.getByRole('dialog').getByLabel('Nachrichten', { exact: true }).fill('Schulgesetz, von der Schule geprüft')
    await page.getByRole('button', { name: 'Entscheiden' }).click()
    await page.getByRole('button', { name: /^Rechtsgrundlagen.*für 1 Teil eingetragen/ }).waitFor()
    await page.goto(`${school.origin}/datenschutz`)
    await page.getByText('Schulgesetz, von der Schule geprüft').waitFor()
    // R9a.5: the document on data has changed, so the rooms are closed until it is read.
    assert.deepEqual(complaints().filter((one) => !one.includes('/api/messenger/') && !one.includes('status of 403')), [])
    await close()
  })

  step('X16 the page Kontrolle says what is set', async () => {
    const { page, close } = await school.enter('head')
    await page.goto(`${school.origin}/kontrolle`)
    await page.getByText('Was eingestellt ist, 1 davon selbst entschieden').last().click()
    await page.getByText('Zugangszettel gelten: 21 Tage').waitFor()
    await page.getByRole('link', { name: 'Einstellungen ändern' }).waitFor()
    await close()
  })

  step('A20 a mother finds the reading aids beside the text, marked as such', async () => {
    const { page, complaints, close } = await school.enter({ accountName: families.accountName('motherOfTwo'), password: PASSWORD }, { width: 390, height: 844 })
    await page.goto(`${school.origin}/familie`)
    await page.getByRole('link', { name: 'Lesen und entscheiden' }).first().click()
    await page.getByText('Lesehilfe in anderen Sprachen. Es gilt der deutsche Text.').waitFor()
    await clean(page)
    await page.getByRole('link', { name: 'Türkçe' }).click()
    await page.getByText('Okuma yardımı. Yalnızca Almanca metin geçerlidir.').waitFor()
    assert.deepEqual(complaints(), [])
    await close()
  })
})
