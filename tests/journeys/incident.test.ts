/** A data breach as people live it (X8): raised by a teacher on the phone, led to its end by the head, and opened again by the data protection officer. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { addPeople } from '#platform/identity/people.ts'
import { arrive } from '../interleave.ts'
import { asksBeforeLeaving, clean, openSchool, steps } from './school.ts'
import type { School } from './school.ts'

const REASON = 'Der Stick war verschlüsselt und ist wieder da'

describe('a data breach, from the suspicion to its end', () => {
  let school: School
  const step = steps()
  before(async () => {
    school = await openSchool()
    const { house, world } = school
    await (await arrive(house, world.ids.head)).call('administration.nameOffice', { office: 'officer', person: { id: world.ids.clerk }, from: house.clock.today(), until: null, reference: null })
  })
  after(() => school?.[Symbol.asyncDispose]())

  step('X8 a teacher raises it on the phone in two fields and sees no case afterwards', async () => {
    const { page, close } = await school.enter('teacher', { width: 390, height: 844 })
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('searchbox').fill('Datenschutzvorfall')
    await page.getByRole('option', { name: /Datenschutzvorfall melden/ }).click()
    await page.getByRole('button', { name: 'Melden' }).click()
    await page.getByText('Bitte mindestens 10 Zeichen').waitFor()
    await page.waitForFunction(() => document.activeElement?.matches('textarea[aria-invalid=true]'))
    await clean(page)
    await page.getByRole('textbox', { name: 'Was ist passiert?' }).fill('Ein USB-Stick mit der Klassenliste ist weg')
    await asksBeforeLeaving(page, () => page.getByRole('link', { name: 'Heute' }).filter({ visible: true }).click())
    assert.equal(await page.getByRole('textbox', { name: 'Was ist passiert?' }).inputValue(), 'Ein USB-Stick mit der Klassenliste ist weg')
    await page.getByRole('link', { name: 'Heute' }).filter({ visible: true }).click()
    await page.getByRole('button', { name: 'Ohne Speichern verlassen' }).click()
    await page.waitForURL(`${school.origin}/`)
    await page.goto(`${school.origin}/vorfaelle/neu`)
    await page.getByRole('textbox', { name: 'Was ist passiert?' }).fill('Ein USB-Stick mit der Klassenliste ist weg')
    await page.getByRole('button', { name: 'Melden' }).click()
    await page.getByRole('heading', { level: 1, name: 'Danke, das ist angekommen' }).waitFor()
    await clean(page)
    // Sent: nothing is asked any more.
    await page.locator('#content').getByRole('link', { name: 'Heute' }).click()
    await page.waitForURL(`${school.origin}/`)
    await page.goto(`${school.origin}/vorfaelle`)
    await page.locator('h1').filter({ visible: true }).waitFor()
    assert.doesNotMatch(await page.locator('body').innerText(), /USB-Stick/)
    await close()
  })

  step('X8 the head finds it on Heute with its clock, decides both questions and closes it', async () => {
    const { page, close } = await school.enter('head')
    await page.goto(`${school.origin}/`)
    await page.getByRole('article').filter({ hasText: 'Ein Verdacht auf einen Datenschutzvorfall' }).getByRole('link', { name: 'Ansehen' }).click()
    await page.getByRole('heading', { level: 1, name: 'Vorfälle' }).waitFor()
    await page.getByRole('link', { name: 'Ansehen' }).click()
    await page.getByText(/^noch 7[12] Stunden, bis Donnerstag \d+:\d\d$/).waitFor()
    await clean(page)
    for (const [label, answer] of [['Bekommt die Aufsichtsbehörde eine Meldung?', 'Nein'], ['Werden die Betroffenen informiert?', 'Nein']] as const) await decide(page, label, answer)
    await page.getByText('Keine Meldung: so entschieden, mit Begründung').waitFor()
    await page.getByRole('button', { name: 'Fall abschließen' }).click()
    await page.getByRole('heading', { name: /^Abgeschlossen am/ }).waitFor()
    await clean(page)
    await close()
  })

  step('X8 the data protection officer opens it again; until both questions are settled it does not close', async () => {
    const { page, close } = await school.enter('clerk')
    await page.goto(`${school.origin}/vorfaelle`)
    await page.getByRole('link', { name: 'Ein USB-Stick mit der Klassenliste ist weg' }).click()
    await page.getByRole('button', { name: 'Wieder öffnen' }).click()
    await page.getByRole('textbox', { name: 'Warum wird der Fall wieder geöffnet?' }).fill('Der Stick wurde doch gelesen')
    await page.getByRole('dialog').getByRole('button', { name: 'Wieder öffnen' }).click()
    await page.getByRole('button', { name: 'Neu entscheiden' }).first().click()
    await choose(page, 'Ja')
    await page.getByRole('textbox', { name: 'Begründung' }).fill(REASON)
    await page.getByRole('dialog').getByRole('button', { name: 'Eintragen' }).click()
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.getByRole('button', { name: 'Fall abschließen' }).click()
    await page.getByRole('heading', { name: 'Abschließen geht noch nicht.' }).waitFor()
    await page.getByRole('button', { name: 'Als geschehen eintragen' }).click()
    await page.getByRole('textbox', { name: 'Aktenzeichen oder Vorgangsnummer' }).fill('V-17')
    await clean(page)
    await page.getByRole('dialog').getByRole('button', { name: 'Eintragen' }).click()
    await page.getByText(/Aktenzeichen V-17/).first().waitFor()
    await close()
  })

  step('X8 somebody who came after the instruction finds the way beside its text, reports, and reads on', async () => {
    const { house, world, origin } = school
    const head = await arrive(house, world.ids.head)
    assert.equal((await head.call('instruction.publishInstruction', { hash: (await head.call('instruction.readDraft')).body['hash'] })).status, 200)
    await house.clock.advance({ days: 1 })
    const [id] = await house.write((w) => addPeople(w, [{ type: 'teacher', givenName: 'Vera', familyName: 'Kurzweil', source: 'hand', sourceId: 'late', enteredOn: w.today }]))
    const newcomer = await arrive(house, id!)
    const { page, context, close } = await school.open()
    await context.addCookies([...newcomer.cookies].map(([name, value]) => ({ name, value, url: origin })))
    await page.goto(`${origin}/`)
    await page.getByText('Bevor es weitergeht').waitFor()
    await page.getByRole('link', { name: 'Datenschutzvorfall melden' }).click()
    await page.getByRole('textbox', { name: 'Was ist passiert?' }).fill('Ein USB-Stick mit der Klassenliste ist weg')
    await clean(page)
    await page.getByRole('button', { name: 'Melden' }).click()
    await page.getByRole('heading', { level: 1, name: 'Danke, das ist angekommen' }).waitFor()
    await page.getByRole('link', { name: 'Heute' }).click()
    await page.getByRole('button', { name: 'Zur Kenntnis genommen' }).click()
    await page.getByRole('navigation', { name: 'Hauptmenü' }).filter({ visible: true }).waitFor()
    await close()
  })
})

async function decide(page: Page, question: string, answer: string): Promise<void> {
  await page.getByRole('button', { name: 'Entscheiden', exact: true }).first().click()
  await page.getByRole('radiogroup', { name: question }).waitFor()
  await choose(page, answer)
  await page.getByRole('textbox', { name: 'Begründung' }).fill(REASON)
  await page.getByRole('dialog').getByRole('button', { name: 'Eintragen' }).click()
  await page.getByRole('dialog').waitFor({ state: 'detached' })
}

/** A radio lies under its drawn mark: people press the words. */
async function choose(page: Page, answer: string): Promise<void> {
  await page.getByRole('dialog').locator('label').filter({ hasText: new RegExp(`^${answer}$`) }).click()
}
