/** Through the summer: a second class signs in with cards, the admin changes the school year and takes it back, and twins come of age at midnight. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { act } from '#example/act.ts'
import { PASSWORD } from '#example/people.ts'
import { contract as consent } from '#modules/consent/contract.ts'
import { loadDocuments } from '#modules/consent/store.ts'
import { acknowledgeCurrent } from '#platform/documents/documents.ts'
import { newId } from '#platform/id/id.ts'
import { addGuardianships } from '#platform/identity/guardianship.ts'
import { addMembers, foundGroups } from '#platform/identity/groups.ts'
import { addPeople } from '#platform/identity/people.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { contract as options } from '#platform/school/contract.ts'
import { becomes, clean, openSchool, signIn, steps } from './school.ts'
import type { School, Visit } from './school.ts'

const PHONE = { width: 390, height: 844 }
/** Shortly before the summer's turn: the clock rings for all jobs of each day it passes, so the ways are short. */
const BEGINS = '2026-07-30 07:50'
const BIRTHDAY = '2026-08-05'
/** What this school decided (opt:majority.grace_days), and the first day on which the door is closed then. */
const GRACE_DAYS = 3
const GRACE_ENDS = '2026-08-08'

type Added = { ids: Record<'first' | 'declares' | 'silent' | 'mother', string>; accountName(key: keyof Added['ids']): string; class2a: string }

describe('through the school year', { timeout: 300_000 }, () => {
  let school: School
  let added: Added
  const step = steps()

  before(async () => {
    school = await openSchool(BEGINS)
    added = await addChildren(school)
  })
  after(() => school?.[Symbol.asyncDispose]())

  const enter = (key: 'declares' | 'silent' | 'mother') => school.enter({ accountName: added.accountName(key), password: PASSWORD }, PHONE)

  describe('A6 a class of the first grades signs in', () => {
    let teacher: Visit
    let card: { code: string; pictures: string[] }

    /** What a child does with the card on the tablet or phone that lies there. */
    const show = async ({ page }: Visit) => {
      await page.goto(`${school.origin}/karte#karte=${card.code}`)
      await page.getByRole('heading', { level: 1, name: 'Deine drei Bilder' }).waitFor()
      assert.equal(new URL(page.url()).hash, '', 'the code leaves the address at once')
      for (const name of card.pictures) await page.getByRole('button', { name, exact: true }).click()
    }

    step('A6 the class lead prints the card, and before the class is open it opens nothing', async () => {
      teacher = await school.enter('teacher')
      const { page } = teacher
      await page.getByRole('link', { name: 'Klassen & Gruppen' }).click()
      await page.getByRole('link', { name: /^02a/ }).click()
      await page.getByRole('link', { name: 'Klasse anmelden' }).click()
      await page.getByText('Die Klasse ist geschlossen').waitFor()
      await clean(page)
      await page.getByRole('link', { name: 'Karten drucken' }).click()
      await page.getByRole('button', { name: 'Karten erstellen' }).click()
      card = { code: await page.locator('.sign-in-card-code').innerText(), pictures: await page.locator('.picture-list-one').allInnerTexts() }
      assert.equal(card.pictures.length, 3)
      await clean(page)
      await page.getByRole('link', { name: 'Zurück' }).click()
      const early = await school.open(PHONE)
      await show(early)
      await early.page.getByRole('alert').waitFor()
      await clean(early.page)
      await early.close()
    })

    step('A6 the teacher opens the class, the child comes in on the phone with card and pictures, and the teacher sees it', async () => {
      const { page } = teacher
      await page.getByRole('button', { name: 'Klasse öffnen' }).click()
      await page.getByText(/^Geöffnet bis/).waitFor()
      await page.getByText('0 von 1 sind da').first().waitFor()
      await clean(page)
      const child = await school.open(PHONE)
      await child.page.goto(`${school.origin}/karte#karte=${card.code}`)
      await child.page.getByRole('heading', { level: 1, name: 'Deine drei Bilder' }).waitFor()
      await clean(child.page)
      await show(child)
      await child.page.getByRole('heading', { level: 1, name: /Mila/ }).waitFor()
      await clean(child.page)
      await page.getByText('1 von 1 sind da').first().waitFor()
      await clean(page)
      assert.deepEqual(child.complaints(), [])
      await child.close()
    })

    step('A6 closed again, the card opens nothing more', async () => {
      const { page } = teacher
      await page.getByRole('button', { name: 'Jetzt schließen' }).click()
      await page.getByText('Die Klasse ist geschlossen').waitFor()
      const late = await school.open(PHONE)
      await show(late)
      await late.page.getByRole('alert').waitFor()
      assert.equal((await late.context.cookies()).length, 0, 'and leaves no session')
      await late.close()
      assert.deepEqual(teacher.complaints(), [])
      await teacher.close()
    })
  })

  describe('A15 the change of the school year', () => {
    let admin: Visit
    let before: string[]

    step('A15 before it begins the page is a preview; in August one confirmation moves all classes on', async () => {
      admin = await school.enter('admin')
      const { page } = admin
      before = await groupsSeen(school, page)
      assert.ok(['02a', '07b', 'Q1'].every((label) => before.some((line) => line.startsWith(label))), before.join(', '))
      await page.goto(`${school.origin}/personen/schuljahr`)
      await page.getByText('Möglich ab 01.08.2026').waitFor()
      assert.equal(await page.getByRole('button', { name: /^Ins Schuljahr/ }).count(), 0)
      await clean(page)

      await school.house.clock.travelTo('2026-08-03 08:00')
      await admin.close()
      admin = await school.enter('admin')
      await change(admin.page)
      const after = await groupsSeen(school, admin.page)
      assert.ok(['03a', '08b', 'Q2'].every((label) => after.some((line) => line.startsWith(label))), after.join(', '))
      assert.ok(['02a', '07b', 'Q1'].every((label) => !after.some((line) => line.startsWith(label))), after.join(', '))
    })

    step('A15 taking it back brings everything back, and who only leads a class has no such page', async () => {
      const { page } = admin
      await page.goto(`${school.origin}/personen/schuljahr`)
      await page.getByText('zurückzunehmen bis 17.08.2026').waitFor()
      await page.getByRole('button', { name: 'Zurücknehmen' }).click()
      const dialog = page.getByRole('dialog', { name: 'Den Wechsel zurücknehmen?' })
      await dialog.waitFor()
      await clean(page)
      await dialog.getByRole('button', { name: 'Zurücknehmen' }).click()
      await page.getByText('Zurückgenommen. Alles steht wie vor dem Wechsel.').waitFor()
      await clean(page)
      assert.deepEqual(await groupsSeen(school, page), before)
      assert.deepEqual(admin.complaints(), [])
      const teacher = await school.enter('teacher')
      await teacher.page.goto(`${school.origin}/personen/schuljahr`)
      await teacher.page.getByRole('heading', { level: 1 }).waitFor()
      assert.equal(await teacher.page.getByRole('button', { name: /^Ins Schuljahr/ }).count(), 0)
    })

    /** Preview and the one confirmation. */
    const change = async (page: Page) => {
      await page.goto(`${school.origin}/personen/schuljahr`)
      await page.getByRole('list', { name: 'Räume der Klassen' }).getByText('07b → 08b').first().waitFor()
      await clean(page)
      await page.getByRole('button', { name: 'Ins Schuljahr 2026/27 wechseln' }).click()
      await page.getByText('Willkommen im Schuljahr 2026/27. Alle Klassen tragen ihre neuen Namen.').waitFor()
      await page.getByText('Möglich ab 01.08.2027').waitFor()
      await clean(page)
    }
  })

  describe('3.1 the 18th birthday', () => {
    let declares: Visit
    let silent: Visit
    let mother: Visit

    step('3.1 on the eve the mother decides, and nobody asks the twins', async () => {
      await school.house.clock.travelTo('2026-08-04 23:50')
      declares = await enter('declares')
      silent = await enter('silent')
      mother = await enter('mother')
      assert.equal(await declares.page.getByText('Du entscheidest jetzt selbst').count(), 0)
      await mother.page.goto(`${school.origin}/familie`)
      await mother.page.getByRole('heading', { name: 'Tara Nadler' }).waitFor()
      await mother.page.getByRole('heading', { name: 'Timo Nadler' }).waitFor()
      await clean(mother.page)
    })

    step('3.1 from midnight in Berlin on Heute asks for the own declaration and names the end of the grace; the mother neither sees nor decides', async () => {
      await mother.page.getByRole('button', { name: 'Widerrufen' }).first().click()
      await school.house.clock.travelTo(`${BIRTHDAY} 00:00:01`)
      // Her page is from before midnight: what she presses there now is refused.
      await mother.page.getByRole('button', { name: 'Widerrufen' }).last().click()
      await mother.page.getByRole('alert').waitFor()
      await mother.page.reload()
      await mother.page.getByText('2 Kinder sind volljährig geworden').waitFor()
      await mother.page.getByText('Sie entscheiden jetzt selbst.').waitFor()
      assert.doesNotMatch(await mother.page.locator('main').innerText(), /Tara|Timo|Widerrufen/)
      await clean(mother.page)
      for (const { page } of [declares, silent]) {
        await page.reload()
        await page.getByText('Du entscheidest jetzt selbst').waitFor()
        await page.getByText('Ohne deine eigene Einwilligung schließt der Zugang am 08.08.2026.').waitFor()
      }
      await clean(declares.page)
      await mother.close()
    })

    step('3.1 who declares is asked no more', async () => {
      const { page } = declares
      await page.getByRole('link', { name: 'Lesen und entscheiden' }).click()
      await page.getByRole('heading', { level: 1, name: 'Deine Einwilligungen' }).waitFor()
      await clean(page)
      await page.getByRole('button', { name: 'Ich willige ein' }).first().click()
      await becomes(() => page.getByText('Du entscheidest jetzt selbst').count(), 0, 'the question is answered')
      await clean(page)
      await page.goto(school.origin)
      await page.getByRole('heading', { level: 1, name: /Tara/ }).waitFor()
      await page.waitForLoadState('networkidle')
      assert.equal(await page.getByText('Du entscheidest jetzt selbst').count(), 0)
    })

    step('3.1 when the grace ends at midnight the one who declared stays in, and the other is out by itself, before the friendly door', async () => {
      await school.house.clock.travelTo('2026-08-07 23:59')
      await Promise.all([declares, silent].map(async ({ page }) => {
        await page.reload()
        await page.getByRole('navigation', { name: 'Hauptmenü' }).filter({ visible: true }).waitFor()
      }))
      await school.house.clock.travelTo(`${GRACE_ENDS} 00:00:01`)
      const { page } = silent
      await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
      await declares.page.reload()
      await declares.page.getByRole('heading', { level: 1, name: /Tara/ }).waitFor()
      await signIn(page, { accountName: added.accountName('silent'), password: PASSWORD })
      await page.getByRole('heading', { level: 1, name: 'Dein Zugang ist noch nicht offen.' }).waitFor()
      await page.getByRole('heading', { name: 'Deine Einwilligungen' }).waitFor()
      await clean(page)
      assert.deepEqual(declares.complaints(), [])
      await Promise.all([declares.close(), silent.close()])
    })
  })
})

/** The list of classes and groups as it is shown, in its order. */
async function groupsSeen(school: School, page: Page): Promise<string[]> {
  await page.goto(`${school.origin}/personen`)
  const rows = page.locator('main').getByRole('link', { name: /^(\d\d[a-z]|Q\d|7b Mathematik)/ })
  await rows.first().waitFor()
  return rows.allInnerTexts()
}

/** A child of a second class, twins of 17 with their mother; the forms are entered by the clerk as everybody's are. */
async function addChildren({ house, world }: School): Promise<Added> {
  const { clock } = house
  const from = clock.today()
  const ids = {} as Added['ids']
  const people = [['first', 'Mila', 'Klein', '2036-05-04'], ['declares', 'Tara', 'Nadler', BIRTHDAY], ['silent', 'Timo', 'Nadler', BIRTHDAY]] as const
  const class2a = await house.write(async (w) => {
    const [group] = await foundGroups(w, [{ kind: 'class', label: '02a', purpose: 'Unterricht der Klasse', schoolYear: '2025/26' }])
    const pupils = await addPeople(w, people.map(([sourceId, givenName, familyName, majorityOn]) => ({ type: 'pupil' as const, givenName, familyName, majorityOn, source: 'test', sourceId })))
    for (const [index, [key]] of people.entries()) ids[key] = pupils[index]!
    ids.mother = (await addPeople(w, [{ type: 'parent', givenName: 'Judith', familyName: 'Nadler', source: 'test', sourceId: 'mother' }]))[0]!
    await addGuardianships(w, [ids.declares, ids.silent].map((wardId) => ({ guardianId: ids.mother, wardId, kind: 'mother' as const, hasCustody: true, from, source: 'test' })))
    await addMembers(w, [
      { groupId: group!, personId: world.ids.teacher, role: 'lead' }, { groupId: group!, personId: ids.first, role: 'member' },
      ...[ids.declares, ids.silent].map((personId) => ({ groupId: world.groups.q1, personId, role: 'member' as const })),
    ])
    for (const id of Object.values(ids)) {
      await setPassword(w, id, PASSWORD)
      await acknowledgeCurrent(w, id)
    }
    return group!
  })
  const documentVersionId = (await loadDocuments(house.platform.database)).find((document) => document.purpose === 'platform')!.id
  for (const [groupId, pupilIds] of [[class2a, [ids.first]], [world.groups.q1, [ids.declares, ids.silent]]] as const) {
    const entries = pupilIds.map((pupilId) => ({ pupilId, signed: 'complete' as const, declaredOn: from, documentVersionId }))
    await act(house, world.ids.clerk, 'consent', consent, 'recordDeclarations', { groupId, purpose: 'platform', clientId: newId(clock.now()), entries })
  }
  await act(house, world.ids.head, 'school', options, 'decideOption', { option: 'signin.cards_to_grade', value: 4 })
  await act(house, world.ids.head, 'school', options, 'decideOption', { option: 'majority.grace_days', value: GRACE_DAYS })
  const rows = await house.platform.database.selectFrom('person').select(['id', 'account_name']).where('id', 'in', Object.values(ids)).execute()
  const names = new Map(rows.map((row) => [row.id, row.account_name]))
  return { ids, class2a, accountName: (key) => names.get(ids[key]) ?? '' }
}
