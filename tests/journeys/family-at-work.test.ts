/**
 * Where family and school meet: the clerk ties the two accounts of one human, the head decides how a contact ban is kept in the staff room, a mother who is
 * here already comes for another child with the code from its letter, and pairs the tablet at home for the card of her youngest.
 */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { act } from '#example/act.ts'
import { addFamilies, banFather } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import { PASSWORD } from '#example/world.ts'
import { setFacts } from '#platform/access/facts.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { contract as identity } from '#platform/identity/contract.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { addPeople } from '#platform/identity/people.ts'
import { contract as school } from '#platform/school/contract.ts'
import { pictureNames } from '#web/design/pictures.de.ts'
import { clean, openSchool, steps } from './school.ts'
import type { School, Visit } from './school.ts'

const PHONE = { width: 390, height: 844 }

describe('where family and school meet', () => {
  let there: School
  let families: Families
  let clerk: Visit
  let head: Visit
  let mother: Visit
  let card: { code: string; pictures: number[] }
  const step = steps()

  before(async () => {
    there = await openSchool()
    const { house, world } = there
    families = await addFamilies(house, world)
    const mila = await house.write(async (w) => {
      await addPeople(w, [{ type: 'parent', givenName: 'Uwe', familyName: 'Brandt', source: 'test', sourceId: 'namesake' }])
      await addMembers(w, [{ groupId: families.groups.class6c, personId: world.ids.otherTeacher, role: 'responsible' }])
      const [class2a] = await foundGroups(w, [{ kind: 'class', label: '02a', purpose: 'Unterricht der Klasse', schoolYear: '2026/27' }])
      const [id] = await addPeople(w, [{ type: 'pupil', givenName: 'Mila', familyName: 'Marlow', majorityOn: '2037-01-01', source: 'test', sourceId: 'mila' }])
      await addMembers(w, [{ groupId: class2a!, personId: id!, role: 'member' }, { groupId: class2a!, personId: world.ids.teacher, role: 'lead' }])
      await addGuardianships(w, [{ guardianId: families.ids.motherOfTwo, wardId: id!, kind: 'mother', hasCustody: true, source: 'test' }])
      await setFacts(w, { module: 'consent', id: id! }, [{ personId: id!, kind: 'purpose', key: 'platform', validFrom: w.at, validUntil: null }])
      await acknowledgeCurrent(w, id!)
      return { id: id!, class2a: class2a! }
    })
    await act(house, world.ids.head, 'school', school, 'decideOption', { option: 'signin.cards_to_grade', value: 4 })
    card = (await act(house, world.ids.teacher, 'identity', identity, 'printCards', { groupId: mila.class2a })).cards.find((one) => one.personId === mila.id)!
    await banFather(house, world, families)
    ;[clerk, head, mother] = await Promise.all([there.enter('clerk'), there.enter('head'), there.enter({ accountName: families.accountName('motherOfTwo'), password: PASSWORD }, PHONE)])
  })
  after(() => there?.[Symbol.asyncDispose]())

  step('B12 the clerk says that two of one name are two, and ties the accounts of one human; nothing is tied by itself', async () => {
    const { page } = clerk
    await page.getByRole('link', { name: 'Einwilligungen' }).filter({ visible: true }).first().click()
    await page.getByRole('link', { name: 'Gleiche Person' }).click()
    await page.getByRole('heading', { level: 1, name: 'Gleiche Person' }).waitFor()
    await page.getByRole('heading', { name: 'Uwe Brandt' }).waitFor()
    await page.getByText('Noch niemand verknüpft').waitFor()
    await clean(page)
    await page.getByRole('button', { name: 'Zwei Menschen' }).click()
    await page.getByText('Notiert. Der Vorschlag kommt nicht wieder.').waitFor()
    await page.getByRole('heading', { name: 'Uwe Brandt' }).waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Verknüpfen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Zwei Konten verknüpfen' })
    for (const [field, typed, name] of [['Konto im Kollegium', 'Wint', /Paul Winter/], ['Konto als Eltern', 'Breh', /Volker Brehm/]] as const) {
      await dialog.getByRole('combobox', { name: field }).fill(typed)
      await page.getByRole('option', { name }).click()
    }
    await dialog.getByRole('button', { name: 'Verknüpfen' }).click()
    await page.getByText('Für diese Person gilt ein Kontaktverbot: Die Schulleitung hat jetzt eine Aufgabe.').waitFor()
    await page.getByRole('heading', { name: 'Paul Winter und Volker Brehm' }).waitFor()
    await dialog.waitFor({ state: 'detached' })
  })

  step('T3 the head is told on Heute and decides: separated is refused while they share a class, the order needs its reference', async () => {
    const { page } = head
    await page.reload()
    await page.getByText('Ein Kontaktverbot betrifft jemanden aus dem Kollegium').first().waitFor()
    await page.locator('a[href="/einwilligungen/kontaktverbot-im-kollegium"]').first().click()
    await page.getByRole('heading', { level: 2, name: 'Paul Winter und Tilda Marlow' }).waitFor()
    await page.getByText(/^Gemeinsam: 06c\./).waitFor()
    await page.getByRole('button', { name: 'Entscheiden' }).click()
    const dialog = page.getByRole('dialog', { name: 'Wie wird das Verbot in der Schule eingehalten?' })
    const save = dialog.getByRole('button', { name: 'Festhalten' })
    await dialog.getByText('Sie sind getrennt', { exact: true }).click()
    await save.click()
    await dialog.getByRole('alert').waitFor()
    await clean(page)
    await dialog.getByText('Die Anordnung lässt den Umgang in der Schule zu', { exact: true }).click()
    assert.equal(await save.isDisabled(), true)
    await dialog.getByLabel('Aktenzeichen oder Unterlage').fill('Beschluss Nr. 3')
    await save.click()
    await page.getByText('Die Anordnung lässt den Umgang in der Schule zu.').waitFor()
    await dialog.waitFor({ state: 'detached' })
    await page.getByText(/Renate Albrecht, Beschluss Nr\. 3/).waitFor()
    await page.getByRole('button', { name: 'Neu entscheiden' }).waitFor()
  })

  step('B12 T3 when the clerk unties them the ban is the parent\'s alone again', async () => {
    const { page } = clerk
    await page.getByRole('button', { name: /^Verknüpfung von Paul Winter und Volker Brehm/ }).click()
    await page.getByRole('dialog').getByRole('button', { name: 'Lösen' }).click()
    await page.getByText('Noch niemand verknüpft').waitFor()
    await head.page.reload()
    await head.page.getByText('Gerade betrifft das niemanden').waitFor()
  })

  step('3.1 codes for a class are printed for the letters; a mother with an account comes for one more child, and sees it when the clerk has looked', async () => {
    const office = clerk.page
    await office.goto(`${there.origin}/einwilligungen/klasse/${families.groups.class6c}`)
    await office.locator(`a[href="/einwilligungen/codes/${families.groups.class6c}"]`).click()
    await office.getByText('Ein Kind dieser Klasse bekommt zwei Codes.').waitFor()
    await clean(office)
    await office.getByRole('button', { name: 'Codes erzeugen' }).click()
    const letters = office.locator('.family-part').filter({ hasText: 'Ravi Anand' })
    await letters.nth(1).waitFor()
    const code = await letters.first().locator('.family-code').innerText()
    const { page } = mother
    await page.getByRole('link', { name: 'Familie' }).filter({ visible: true }).first().click()
    await page.getByRole('link', { name: 'Weiteres Kind mit Code anmelden' }).click()
    await page.getByLabel('Code aus dem Brief').fill(code)
    await page.getByRole('button', { name: 'Weiter' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sie kommen für Ravi' }).waitFor()
    assert.equal(await page.getByLabel('Ihr Vorname').count(), 0, 'who is here already is not asked for the name')
    await page.getByText('andere Beziehung', { exact: true }).click()
    await page.getByText('Ich habe das Sorgerecht').click()
    await page.getByRole('button', { name: 'Angaben absenden' }).click()
    await page.getByText('Wir prüfen Ihre Angaben zu Ravi').waitFor()
    await office.goto(`${there.origin}/einwilligungen/eltern`)
    await office.getByText(/Henrike Aldinger/).first().waitFor()
    await clean(office)
    await office.getByRole('button', { name: 'Stimmt, bestätigen' }).click()
    await office.getByText('Gerade ist nichts zu prüfen').waitFor()
    await page.reload()
    await page.getByRole('heading', { name: 'Ravi Anand' }).waitFor()
  })

  step('A18 X2 the mother reads what is stored about one of her children, and nothing of the private rooms stands there', async () => {
    const { page } = mother
    await page.getByRole('link', { name: 'Was über Ravi gespeichert ist' }).click()
    await page.getByRole('heading', { level: 1, name: 'Was über Ravi gespeichert ist' }).waitFor()
    await page.getByText('Einwilligung').first().waitFor()
    await clean(page)
  })

  step('A6 the mother pairs the tablet at home with her own password; then the child\'s card and three pictures open there', async () => {
    const { page } = mother
    await page.goto(`${there.origin}/personen?ansicht=personen`)
    await page.getByRole('link', { name: /^Marlow, Mila/ }).first().click()
    await page.getByRole('heading', { level: 1, name: 'Mila Marlow' }).waitFor()
    await page.getByRole('button', { name: 'Dieses Gerät freischalten' }).click()
    const dialog = page.getByRole('dialog', { name: 'Dieses Gerät freischalten' })
    const pair = dialog.getByRole('button', { name: 'Dieses Gerät freischalten' })
    await dialog.getByLabel('Ihr eigenes Passwort').fill('ein anderes Passwort')
    await pair.click()
    await dialog.getByText('Das Passwort stimmt nicht. Gemeint ist das, mit dem Sie sich selbst anmelden.').waitFor()
    await dialog.getByLabel('Ihr eigenes Passwort').fill(PASSWORD)
    await pair.click()
    await page.getByText(/\(dieses Gerät\)$/).waitFor()
    await dialog.waitFor({ state: 'detached' })
    await clean(page)
    await page.getByRole('button', { name: 'Mehr' }).filter({ visible: true }).click()
    await page.getByRole('dialog', { name: 'Mehr' }).getByRole('button', { name: 'Abmelden' }).click()
    await page.getByLabel('Anmeldename').waitFor()
    await page.goto(`${there.origin}/karte#karte=${card.code}`)
    await page.getByRole('heading', { level: 1, name: 'Deine drei Bilder' }).waitFor()
    for (const place of card.pictures) await page.getByRole('button', { name: pictureNames[place]!, exact: true }).click()
    await page.getByRole('navigation', { name: 'Hauptmenü' }).filter({ visible: true }).waitFor()
    assert.match((await page.locator('.rail-person-name').textContent()) ?? '', /Mila Marlow$/)
    // Refused on purpose: separated in spite of the class, the wrong password.
    for (const visit of [clerk, head, mother]) assert.deepEqual(visit.complaints().filter((one) => !/^(409 POST .*\/decisions|403 POST .*paired-devices|console: Failed to load resource: .* (409|403))/.test(one)), [])
  })
})
