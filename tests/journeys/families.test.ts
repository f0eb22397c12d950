/** Parents on the phone: the mother reads, consents and withdraws; the father is told; a parent in no file comes with the code from the letter. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { act } from '#example/act.ts'
import { addFamilies } from '#example/families.ts'
import type { Families } from '#example/families.ts'
import { PASSWORD } from '#example/world.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { drawQr } from '#web/design/qr-path.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { checkAxe } from '../browser.ts'
import { becomes, clean, cutOff, openSchool, steps } from './school.ts'
import type { School, Visit } from './school.ts'

type Letter = { code: string; address: string; path: string }

const LONG_NAMES = [['Maximiliane-Katharina', 'von Hohenstein-Freudenberg'], ['Maximiliane-Charlotte Wilhelmine', 'Freifrau von Hohenstein-Freudenberg zu Waldeck'], ['Nguyễn Thị', 'Hương'], ['Олександра', 'Кравченко-Шевченко'], ['Li', 'Wu']] as const

const PHONE = { width: 390, height: 844 }

describe('parents on the phone', () => {
  let school: School
  let families: Families
  let mother: Visit
  let father: Visit
  let clerk: Visit
  let parent: Visit
  let letters: Letter[]
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
    mother = await school.enter({ accountName: families.accountName('motherOfTwo'), password: PASSWORD }, PHONE)
    await mother.page.getByText('2 Entscheidungen warten auf Sie').waitFor()
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

  step('R4.2 the clerk prints slips for the parents of one child, as file and as page: one for each, whole', async () => {
    const { page } = clerk
    await page.goto(`${school.origin}/einwilligungen/familie/${families.ids.elder}`)
    await page.getByRole('link', { name: 'Zettel für Eltern' }).click()
    await page.getByText('für alle; noch unbenutzte Zettel werden ungültig').click()
    await clean(page)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Als PDF' }).click()
    assert.match((await download).suggestedFilename(), /^elternzettel-.*\.pdf$/)
    await page.getByText('Die Datei ist gespeichert.').waitFor()
    await page.getByRole('button', { name: 'Zettel erstellen' }).click()
    await page.locator('.slip').first().waitFor()
    assert.deepEqual(await page.locator('.slip-name').allInnerTexts(), ['Henrike Aldinger', 'Volker Brehm'])
    assert.deepEqual(await page.locator('.slip-place').allInnerTexts(), ['09d', '09d'])
    for (const slip of await page.locator('.slip').all()) {
      const address = `${school.origin}/anmelden#zettel=${await slip.locator('.slip-code').innerText()}`
      assert.equal(await slip.locator('svg path').getAttribute('d'), drawQr(address).path)
    }
    await page.emulateMedia({ media: 'print' })
    assert.deepEqual(await cutOff(page), [])
    await page.emulateMedia({ media: 'screen' })
    assert.deepEqual(clerk.complaints(), [])
  })

  step('R2.1 the clerk prints the codes for the letter, as page and as file: each part whole, with its own code in the QR', async () => {
    const { page } = clerk
    await page.goto(`${school.origin}/einwilligungen/familie/${families.ids.nobodyOnRecord}`)
    await page.getByRole('link', { name: 'Codes drucken' }).click()
    await page.getByRole('heading', { level: 1, name: 'Codes für die Eltern von Ravi Anand' }).waitFor()
    await clean(page)
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Als PDF' }).click()
    assert.match((await download).suggestedFilename(), /^elterncodes-.*\.pdf$/)
    await page.getByText('Die Datei ist gespeichert.').waitFor()
    await page.getByRole('button', { name: 'Codes erzeugen' }).click()
    await page.locator('.family-part').first().waitFor()
    letters = await page.locator('.family-part').evaluateAll((parts) => parts.map((part) => ({ code: part.querySelector('.family-code')!.textContent, address: /\S+\/familie\/code/.exec(part.textContent)![0], path: part.querySelector('svg path')!.getAttribute('d')! })))
    assert.equal(new Set(letters.map((one) => one.code)).size, 2)
    const { protocol } = new URL(school.house.platform.publicUrl)
    for (const { code, address, path } of letters) assert.equal(path, drawQr(`${protocol}//${address}#code=${code}`).path, 'what a phone reads')
    await clean(page)
    await page.emulateMedia({ media: 'print' })
    assert.deepEqual(await cutOff(page), [])
    await page.emulateMedia({ media: 'screen' })
    assert.deepEqual(clerk.complaints(), [])
  })

  step('R2.1 for a whole class with long names too: two for each child, six on a sheet, nothing cut off', async () => {
    const { page } = clerk
    const classId = await school.house.write(async (w) => {
      const [id] = await foundGroups(w, [{ kind: 'class', label: '05x', purpose: 'Unterricht', schoolYear: schoolYearAt(w.platform.school, w.today).label }])
      const names = LONG_NAMES.map(([givenName, familyName]) => ({ type: 'pupil' as const, givenName, familyName, source: 'test', enteredOn: w.today }))
      const pupilIds = await addPeople(w, Array.from({ length: 30 }, (_, n) => ({ ...names[n % names.length]!, sourceId: `letters ${n}` })))
      await addMembers(w, pupilIds.map((personId) => ({ groupId: id!, personId, role: 'member' as const })))
      return id!
    })
    await page.goto(`${school.origin}/einwilligungen/codes/${classId}`)
    await page.getByText('30 Kinder dieser Klasse bekommen je zwei Codes.').waitFor()
    await page.getByRole('button', { name: 'Codes erzeugen' }).click()
    await page.locator('.family-part').first().waitFor()
    assert.equal(await page.locator('.family-part').count(), 60)
    await page.emulateMedia({ media: 'print' })
    assert.deepEqual(await cutOff(page), [])
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    await page.emulateMedia({ media: 'screen' })
    assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, 10)
    assert.deepEqual(clerk.complaints(), [])
  })

  step('3.1 a parent in no file scans the QR and only presses: nothing is typed of the code, and it is gone from the address', async () => {
    const [{ code }, other] = letters as [Letter, Letter]
    const { page } = parent
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    await page.goto(`${school.origin}/familie/code#code=${other.code}`)
    await page.getByText('Der Code aus Ihrem Brief ist schon eingetragen.').waitFor()
    assert.equal(await page.getByLabel('Code aus dem Brief').inputValue(), other.code)
    assert.equal(page.url(), `${school.origin}/familie/code`)
    await clean(page)
    await page.getByRole('button', { name: 'Weiter' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sie kommen für Ravi' }).waitFor()
    // The wrong one of the two letters: the right one is scanned into the same page.
    await page.evaluate((hash) => void (location.hash = hash), `code=${code}`)
    await becomes(() => page.getByLabel('Code aus dem Brief').inputValue(), code, 'the second letter')
    assert.equal(page.url(), `${school.origin}/familie/code`)
    await page.getByRole('button', { name: 'Weiter' }).click()
    await page.getByRole('heading', { level: 1, name: 'Sie kommen für Ravi' }).waitFor()
    const isSent = (url: string, sign: string) => `${new URL(url).pathname}${new URL(url).search}`.includes(sign)
    assert.deepEqual(asked.filter((url) => letters.some((one) => isSent(url, one.code))), [], 'in no address that is sent')
    assert.ok(asked.some((url) => isSent(url, '/family-code-readings')))
  })

  step('3.1 the parent says who comes, and sees nothing before the clerk has looked', async () => {
    const { page } = parent
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

  step('X17 the negative: a letter that was used, one that was replaced and one that was never printed open nothing, say the same and name nobody', async () => {
    const [used] = letters as [Letter, Letter]
    const pupilId = families.ids.nobodyOnRecord
    const made = await act(school.house, school.world.ids.clerk, 'consent', consent, 'makeFamilyCodes', { pupilId, count: 1 })
    await act(school.house, school.world.ids.clerk, 'consent', consent, 'makeFamilyCodes', { pupilId, count: 1 })
    const said = new Set<string>()
    for (const [code, isScanned] of [[used.code, true], [made.letters[0]!.codes[0]!, true], ['AAAA-BBBB-CCCC', true], ['AAAA-BBBB-CCCC', false]] as const) {
      const { page, close } = await school.open(PHONE)
      if (isScanned) await page.goto(`${school.origin}/familie/code#code=${code}`)
      else {
        await page.goto(`${school.origin}/anmelden`)
        await page.getByText('Ich bin Mutter, Vater oder sorgeberechtigt').click()
        await page.getByLabel('Code aus dem Brief').fill(code.toLowerCase().replaceAll('-', ''))
      }
      assert.equal(await page.getByLabel('Code aus dem Brief').inputValue(), code)
      await page.getByRole('button', { name: 'Weiter' }).click()
      await page.getByText('Mit diesem Code geht es nicht weiter.').waitFor()
      said.add(await page.getByRole('alert').innerText())
      assert.doesNotMatch(await page.locator('body').innerText(), /Ravi|Anand|Meera/)
      await close()
    }
    assert.equal(said.size, 1)
  })
})
