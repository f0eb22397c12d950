/** From the file of the school's own program to the first message between two browsers, through the pages alone. */
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { addMembers, listGroups } from '#platform/identity/groups.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { checkAxe } from '../browser.ts'
import { becomes, cutOff, messagesOf, openSchool, steps, write } from './school.ts'
import type { School, Visit } from './school.ts'

const FILE = fileURLToPath(new URL('../../example/import/schueler-schild.csv', import.meta.url))
const CLASS = '05a'
const PASSWORD = 'Zwei Igel lesen Comics'

/** A key every 1.2 seconds is slow; a class of thirty is done in two minutes with less than four of them for each child. */
const KEYS_PER_CHILD_MAX = 4

type Slip = { name: string; accountName: string; code: string; text: string; sheet: number }

describe('from the import to the first message', () => {
  let school: School
  let admin: Visit
  /** The children of the class, as the clerk's page listed them. */
  let children: string[] = []
  let entered: string[] = []
  let slips: Slip[] = []
  let pupil: Visit
  const step = steps()

  before(async () => {
    school = await openSchool()
  })
  after(() => school?.[Symbol.asyncDispose]())

  step('R2.1 the admin sees what a file would change and what is not taken over, before anything is kept', async () => {
    admin = await school.enter('admin')
    const { page } = admin
    await page.getByRole('link', { name: 'Klassen & Gruppen' }).click()
    await page.getByRole('link', { name: 'Datei übernehmen' }).click()
    const choosing = page.waitForEvent('filechooser')
    await page.getByLabel('Datei mit Schülerinnen und Schülern').click()
    await (await choosing).setFiles(FILE)
    await page.getByRole('heading', { name: 'schueler-schild.csv' }).waitFor()
    assert.match(await page.locator('.tally').innerText(), /824\s+neu\s+9\s+schon gegangen/)
    const ignored = await page.locator('.import-ignored li').allInnerTexts()
    for (const column of ['Geschlecht', 'Religionszugehörigkeit', 'Staatsangehörigkeit', 'Förderschwerpunkt', 'Telefon-Nr.']) assert.ok(ignored.includes(column), `${column} is not among ${ignored.join(', ')}`)
    assert.deepEqual(await checkAxe(page), [])
    const { n } = await school.house.platform.database.selectFrom('person').select((eb) => eb.fn.countAll<string>().as('n')).where('source', '=', 'schild').executeTakeFirstOrThrow()
    assert.equal(Number(n), 0, 'looking keeps nothing')
  })

  step('R1.1 the second press takes it over and says what comes next', async () => {
    const { page } = admin
    await page.getByRole('button', { name: '824 Änderungen übernehmen' }).click()
    await page.getByRole('heading', { level: 1, name: 'Übernommen' }).waitFor()
    await page.getByText(/824 neu/).waitFor()
    await page.getByRole('link', { name: `Zettel drucken: ${CLASS}` }).waitFor()
    assert.deepEqual(await checkAxe(page), [])
    await giveLead(school)
  })

  step('A4 the clerk enters the forms of a class by keyboard alone, on one screen, with few keys', async () => {
    const clerk = await school.enter('clerk')
    const { page } = clerk
    await page.getByRole('link', { name: 'Einwilligungen' }).click()
    await page.getByRole('link', { name: CLASS }).click()
    await page.getByRole('link', { name: 'Formulare eintragen' }).click()
    await page.locator('.entry-row').first().waitFor()
    children = await page.locator('.entry-row .entry-name strong').allInnerTexts()
    assert.ok(children.length >= 20, `${children.length} children`)
    const address = page.url()
    let keys = 0
    const press = async (key: string) => {
      keys += 1
      await page.keyboard.press(key)
    }
    const childInFocus = () => page.evaluate(() => document.activeElement?.closest('.entry-row')?.querySelector('strong')?.textContent ?? null)
    while ((await childInFocus()) === null) await press('Tab')
    for (const [index, child] of children.entries()) {
      assert.equal(await childInFocus(), child)
      // Two forms with an exception, one that did not come back; all others are complete.
      if (index === 3) await press('ArrowRight')
      if (index === 7) for (let i = 0; i < 3; i++) await press('ArrowRight')
      if (index === 5) await press('Tab')
      else await press('Enter')
    }
    const send = page.getByRole('button', { name: `${children.length - 1} Formulare eintragen` })
    assert.ok(await send.evaluate((button) => button === document.activeElement), 'after the last child the button is in focus')
    assert.deepEqual(await checkAxe(page), [])
    await press('Enter')
    await page.getByText(`Eingetragen. ${children.length - 2} Zugänge sind jetzt offen.`).waitFor()
    await becomes(() => page.locator('.entry-row .entry-name').allInnerTexts(), [children[5]!, `${children[7]!}\neine Unterschrift fehlt`], 'what is left to do')
    assert.equal(page.url(), address, 'all on one page')
    assert.ok(keys <= children.length * KEYS_PER_CHILD_MAX, `${keys} keys for ${children.length} children`)
    entered = children.filter((_, index) => index !== 5 && index !== 7)
    assert.deepEqual(clerk.complaints(), [])
    await clerk.close()
  })

  step('X10 the admin prints slips: each whole, on as few sheets as the page showed', async (t) => {
    const { page } = admin
    await page.getByRole('link', { name: `Zettel drucken: ${CLASS}` }).click()
    await page.getByRole('button', { name: 'Zettel erstellen' }).click()
    await page.locator('.slip').first().waitFor()
    await page.emulateMedia({ media: 'print' })
    slips = await readSlips(page)
    assert.equal(slips.length, children.length)
    assert.equal(new Set(slips.map((slip) => slip.code)).size, slips.length, 'codes differ')
    assert.deepEqual(await cutOff(page), [], 'slips that are larger than their place')
    const sheets = await page.locator('.print-page').count()
    assert.ok(sheets <= Math.ceil(children.length / 6), `${sheets} sheets for ${children.length} slips`)
    const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: true })
    await page.emulateMedia({ media: 'screen' })
    assert.equal(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)?.length, sheets)
    const texts = await textOfPages(pdf, sheets)
    if (texts === null) return t.diagnostic('pdftotext is not installed: the text of the sheets was not read')
    for (const slip of slips) {
      const lines = slip.text.split('\n').filter((line) => line.trim() !== '')
      for (const words of [slip.accountName, slip.code]) assert.deepEqual(pagesWith(texts, words), [slip.sheet], `${words} stands on one sheet`)
      for (const words of [lines[0]!, lines.at(-1)!]) {
        const isThere = slips.filter((one) => one.sheet === slip.sheet && one.text.includes(words)).length
        assert.equal(texts[slip.sheet]!.split(words).length - 1, isThere, `sheet ${slip.sheet + 1} shows all of its slips from first to last line: ${words}`)
      }
    }
    assert.deepEqual(admin.complaints(), [])
  })

  step('R4.2 a pupil scans the slip, chooses a password and reads the two documents once', async () => {
    const slip = slipOf(slips, entered[0]!)
    pupil = await school.open({ width: 390, height: 844 })
    const { page } = pupil
    const address = /[\w.]+:\d+\/\w+/.exec(slip.text)?.[0]
    await page.goto(`http://${address}#zettel=${slip.code}`)
    await page.getByRole('heading', { level: 1, name: `Hallo ${slip.name.split(' ')[0]}` }).waitFor()
    assert.equal(new URL(page.url()).hash, '', 'the code does not stay in the address')
    assert.deepEqual(await checkAxe(page), [])
    await page.getByLabel('Neues Passwort').fill(PASSWORD)
    await page.getByText('Mein Gerät', { exact: true }).click()
    await page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    await page.getByText('2 Texte zum Lesen').waitFor()
    await page.getByRole('link', { name: 'Lesen', exact: true }).click()
    for (const title of [/Was hier gespeichert wird|Daten/, /Regeln für Nachrichten/]) {
      await page.getByRole('heading', { level: 1, name: title }).waitFor()
      await page.getByRole('button', { name: 'Gelesen' }).click()
    }
    await page.getByRole('heading', { level: 1, name: /^Guten / }).waitFor()
    await page.waitForLoadState('networkidle')
    assert.equal(await page.getByText(/Texte? zum Lesen/).count(), 0, 'what was read is not asked for again')
  })

  step('R9a.1 the pupil writes to the class, the class lead reads it live and answers, the pupil sees the answer live', async () => {
    const lead = await school.enter('otherTeacher')
    await lead.page.getByRole('link', { name: /Nachrichten/ }).first().click()
    await lead.page.getByRole('link', { name: new RegExp(`^${CLASS}`) }).click()
    await lead.page.getByText('Hier hat noch niemand geschrieben').waitFor()
    const { page } = pupil
    await page.getByRole('link', { name: /Nachrichten/ }).filter({ visible: true }).click()
    await page.getByRole('link', { name: new RegExp(CLASS) }).click()
    await write(page, 'Guten Morgen! Haben wir heute Sport?')
    await becomes(() => messagesOf(lead.page), ['Guten Morgen! Haben wir heute Sport?'], 'the class lead reads it')
    await lead.page.getByText(slipOf(slips, entered[0]!).name, { exact: true }).waitFor()
    await write(lead.page, 'Ja, in der dritten Stunde. Bringt Turnschuhe mit.')
    const both = ['Guten Morgen! Haben wir heute Sport?', 'Ja, in der dritten Stunde. Bringt Turnschuhe mit.']
    await becomes(() => messagesOf(page), both, 'the pupil reads the answer')
    await becomes(() => messagesOf(lead.page), both, 'both in the same order')
    for (const visit of [pupil, lead]) assert.deepEqual(await checkAxe(visit.page), [])
    assert.deepEqual(lead.complaints(), [])
    // Before the documents were read the rooms were refused, rightly.
    assert.deepEqual(pupil.complaints().filter((one) => !/403/.test(one)), [])
  })

  step('a used slip opens nothing any more', async () => {
    const slip = slipOf(slips, entered[0]!)
    const { page } = await school.open()
    await page.goto(`${school.origin}/anmelden#zettel=${slip.code}`)
    await page.getByRole('alert').waitFor()
    assert.equal(await page.getByLabel('Neues Passwort').count(), 0)
  })

  step('R2.1 a classmate whose second signature is missing stands before the friendly door', async () => {
    const slip = slipOf(slips, children[7]!)
    const { page } = await school.open({ width: 390, height: 844 })
    await page.goto(`${school.origin}/anmelden#zettel=${slip.code}`)
    await page.getByLabel('Neues Passwort').fill(`${PASSWORD} 2`)
    await page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    await page.getByRole('heading', { level: 1, name: 'Dein Zugang ist noch nicht offen.' }).waitFor()
    assert.equal(await page.getByText(/Unterschrift fehlt/).count(), 0, 'no reason is named')
    assert.deepEqual(await checkAxe(page), [])
  })

  step('B12 a line that was taken for the wrong person is taken back on their page, with the date that is theirs', async () => {
    const { database } = school.house.platform
    const { id } = await database.selectFrom('person').select('id').where('source', '=', 'schild').orderBy('source_id', 'desc').limit(1).executeTakeFirstOrThrow()
    const { page } = await school.enter('admin')
    await page.goto(`${school.origin}/personen/person/${id}`)
    await page.getByText('Aus dem Schulverwaltungsprogramm').waitFor()
    await page.getByRole('button', { name: 'Von der Datei lösen' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Geburtsdatum').fill('2012-05-06')
    assert.deepEqual(await checkAxe(page), [])
    await dialog.getByRole('button', { name: 'Von der Datei lösen' }).click()
    await page.getByText('Von Hand eingetragen').waitFor()
    assert.equal(await page.getByRole('button', { name: 'Von der Datei lösen' }).count(), 0)
    assert.equal((await database.selectFrom('person').select('majority_on').where('id', '=', id).executeTakeFirstOrThrow()).majority_on, '2030-05-06')
  })
})

/** The teachers come with the next import; until then the class gets its lead by hand. */
async function giveLead({ house, world }: School): Promise<void> {
  await house.write(async (w) => {
    const groups = await listGroups(w.trx, schoolYearAt(w.platform.school, w.today).label, { kinds: ['class'] })
    await addMembers(w, [{ groupId: groups.find((group) => group.label === CLASS)!.id, personId: world.ids.otherTeacher, role: 'lead' }])
  })
}

async function readSlips(page: Page): Promise<Slip[]> {
  return page.locator('.print-page').evaluateAll((sheets) => sheets.flatMap((element, sheet) => [...element.querySelectorAll<HTMLElement>('.slip')].map((slip) => ({
    name: slip.querySelector('.slip-name')!.textContent, accountName: slip.querySelector('.slip-facts dd')!.textContent, code: slip.querySelector('.slip-code')!.textContent, text: slip.innerText, sheet,
  }))))
}

/** 'Sommer, Lina' as the lists say it -> the slip of 'Lina Sommer'. */
function slipOf(slips: readonly Slip[], child: string): Slip {
  const found = slips.find((slip) => slip.name === child.split(', ').reverse().join(' '))
  assert.ok(found !== undefined, `no slip for ${child}`)
  return found
}

/** What stands on each page; null where the program for it is not there. */
async function textOfPages(pdf: Buffer, pages: number): Promise<string[] | null> {
  const read = (page: number) => new Promise<string | null>((done) => {
    const child = execFile('pdftotext', ['-f', String(page), '-l', String(page), '-', '-'], { encoding: 'utf8' }, (error, text) => done(error === null ? text : null))
    child.stdin?.on('error', () => {})
    child.stdin?.end(pdf)
  })
  const texts = await Promise.all(Array.from({ length: pages }, (_, index) => read(index + 1)))
  return texts.some((text) => text === null) ? null : texts.map((text) => text!.replace(/\s+/g, ' '))
}

function pagesWith(pages: readonly string[], words: string): number[] {
  return pages.flatMap((text, page) => (text.includes(words) ? [page] : []))
}
