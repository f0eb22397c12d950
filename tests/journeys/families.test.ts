/** Parents on the phone: the mother reads, consents and withdraws; the father is told; a parent in no file comes with the code from the letter. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { addFamilies } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import { PASSWORD } from '#example/world.ts'
import { checkAxe } from '../browser.ts'
import { openSchool, steps } from './school.ts'
import type { School, Visit } from './school.ts'

const PHONE = { width: 390, height: 844 }

describe('parents on the phone', () => {
  let school: School
  let families: Families
  let mother: Visit
  let father: Visit
  let clerk: Visit
  let parent: Visit
  const step = steps()

  before(async () => {
    school = await openSchool()
    families = await addFamilies(school.house, school.world)
  })
  after(() => school?.[Symbol.asyncDispose]())

  const consents = async ({ page }: Visit) => {
    await page.getByRole('link', { name: 'Lesen und entscheiden' }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Einwilligung für Jasper' }).waitFor()
    await page.getByText('Um welche Daten geht es?').waitFor()
    assert.deepEqual(await checkAxe(page), [])
    await page.getByRole('button', { name: 'Ich willige ein' }).click()
    await page.getByText(/Sie haben am .* eingewilligt/).first().waitFor()
  }

  step('R2.1 Heute says what waits, and the mother consents for one purpose of one child', async () => {
    // Everybody is there from the beginning, each on a device of their own.
    father = await school.enter({ accountName: families.accountName('bannedFather'), password: PASSWORD }, PHONE)
    clerk = await school.enter('clerk')
    parent = await school.open(PHONE)
    await parent.page.goto(`${school.origin}/anmelden`)
    mother = await school.enter({ accountName: families.accountName('motherOfTwo'), password: PASSWORD }, PHONE)
    await mother.page.getByText('4 Entscheidungen warten auf Sie').waitFor()
    await mother.page.getByRole('link', { name: 'Ansehen' }).click()
    await mother.page.getByRole('heading', { level: 1, name: 'Familie' }).waitFor()
    assert.deepEqual(await checkAxe(mother.page), [])
    await consents(mother)
    assert.doesNotMatch(await mother.page.locator('body').innerText(), /Volker|Brehm/)
  })

  step('R2.1 the father consents too: it is allowed now, and he learns nothing of the mother', async () => {
    await father.page.getByRole('link', { name: 'Familie' }).filter({ visible: true }).first().click()
    await father.page.getByText('Die andere Unterschrift liegt vor.').first().waitFor()
    await consents(father)
    await father.page.getByText('erlaubt', { exact: true }).first().waitFor()
    assert.doesNotMatch(await father.page.locator('body').innerText(), /Henrike|Aldinger/)
  })

  step('R12.2 withdrawing takes two presses, asks no reason, and says what comes next', async () => {
    const { page } = mother
    await page.reload()
    await page.getByRole('button', { name: 'Widerrufen' }).first().click()
    await page.getByRole('button', { name: 'Widerrufen' }).last().click()
    await page.getByText('Ihr Widerruf für Jasper gilt').waitFor()
    await page.getByText('Was soll aus dem Konto von Jasper werden?').waitFor()
    assert.deepEqual(await checkAxe(page), [])
    await father.page.goto(school.origin)
    await father.page.getByText('Für Jasper Marlow ist der Zugang jetzt geschlossen').waitFor()
    for (const visit of [mother, father]) assert.deepEqual(visit.complaints(), [])
  })

  step('3.1 a parent in no file comes with the code, and sees nothing before the clerk has looked', async () => {
    await clerk.page.goto(`${school.origin}/einwilligungen/familie/${families.ids.nobodyOnRecord}`)
    await clerk.page.getByRole('button', { name: 'Einen Code erzeugen' }).click()
    const code = await clerk.page.locator('.family-code').innerText()
    assert.deepEqual(await checkAxe(clerk.page), [])
    const { page } = parent
    await page.getByText('Ich bin Mutter, Vater oder sorgeberechtigt').click()
    await page.getByLabel('Code aus dem Brief').fill(code)
    await page.getByRole('button', { name: 'Weiter' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sie kommen für Ravi' }).waitFor()
    await page.getByLabel('Ihr Vorname').fill('Meera')
    await page.getByLabel('Ihr Nachname').fill('Anand')
    await page.getByText('Mutter', { exact: true }).click()
    await page.getByText('Ich habe das Sorgerecht').click()
    assert.deepEqual(await checkAxe(page), [])
    await page.getByRole('button', { name: 'Angaben absenden' }).click()
    await page.getByLabel('Neues Passwort').fill('Vier Wale tanzen im Nebel')
    await page.getByText('Mein Gerät', { exact: true }).click()
    await page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    await page.getByText('Wir prüfen Ihre Angaben zu Ravi').waitFor()
    await clerk.page.goto(`${school.origin}/einwilligungen/eltern`)
    await clerk.page.getByRole('button', { name: 'Stimmt, bestätigen' }).click()
    await clerk.page.getByText('Gerade ist nichts zu prüfen').waitFor()
    await page.reload()
    await page.getByRole('link', { name: 'Lesen und entscheiden' }).first().waitFor()
  })
})
