/** A consent is withdrawn while the pupil reads and the teacher writes: out within two seconds, calmly, and nothing comes after. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { checkAxe } from '../browser.ts'
import { becomes, messagesOf, openRoom, openSchool, signIn, steps, write } from './school.ts'
import type { School, Visit } from './school.ts'
import { PASSWORD } from '#example/world.ts'

/** The law of the house (amendment B2). */
const OUT_MS_MAX = 2_000
const AFTERWARDS = 'Die Arbeit schreiben wir am Donnerstag.'

describe('withdrawn while the other writes', () => {
  let school: School
  let pupil: Visit
  let friend: Visit
  let teacher: Visit
  /** Everything that the server said to the pupil's page over its line. */
  const heard: string[] = []
  const step = steps()

  before(async () => {
    school = await openSchool()
  })
  after(() => school?.[Symbol.asyncDispose]())

  step('pupil, classmate and teacher read the same room live', async () => {
    pupil = await school.enter('pupil', { width: 390, height: 844 })
    pupil.page.on('websocket', (line) => line.on('framereceived', ({ payload }) => heard.push(payload.toString())))
    friend = await school.enter('friend')
    teacher = await school.enter('teacher')
    for (const visit of [pupil, friend, teacher]) await openRoom(visit.page, '07b')
    // The line was there before anybody listened to it; after a reload it is heard from its first word on.
    await pupil.page.reload()
    await write(teacher.page, 'Guten Morgen zusammen!')
    await becomes(() => messagesOf(pupil.page), ['Guten Morgen zusammen!'], 'the pupil reads along')
    await becomes(() => messagesOf(friend.page), ['Guten Morgen zusammen!'], 'the classmate reads along')
    // The page may have read the message with its room, before its line was there; what is written now comes over the line.
    await write(teacher.page, 'Seid ihr alle da?')
    await becomes(() => messagesOf(pupil.page), ['Guten Morgen zusammen!', 'Seid ihr alle da?'], 'the pupil hears it live')
    assert.ok(heard.some((frame) => frame.includes('Seid ihr alle da?')), 'the test hears what the page hears')
    await pupil.page.getByRole('textbox', { name: /^Nachricht an / }).fill('Ich wollte noch fragen')
  })

  step('R2.1 the clerk enters the withdrawal, and the pupil is out within two seconds, with no reason named', async () => {
    const clerk = await school.enter('clerk')
    const { page } = clerk
    await page.getByRole('link', { name: 'Einwilligungen' }).click()
    await page.getByRole('link', { name: '07b' }).click()
    await page.getByRole('link', { name: 'Sommer, Lina' }).click()
    await page.getByRole('button', { name: 'Widerruf eintragen' }).click()
    const dialog = page.getByRole('dialog', { name: 'Widerruf eintragen' })
    await dialog.getByText('Marc Sommer').click()
    assert.deepEqual(await checkAxe(page), [])
    const out = pupil.page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor().then(() => performance.now())
    const answered = page.waitForResponse((response) => response.url().endsWith('/consent-withdrawals') && response.ok()).then(() => performance.now())
    await dialog.getByRole('button', { name: 'Widerruf eintragen und Zugang schließen' }).click()
    const took_ms = (await out) - (await answered)
    assert.ok(took_ms < OUT_MS_MAX, `out after ${Math.round(took_ms)} ms`)
    const words = await pupil.page.locator('body').innerText()
    assert.match(words, /abgemeldet|Anmeldung/i)
    assert.doesNotMatch(words, /Einwilligung|Widerruf|widerrufen|gesperrt|Morgen zusammen/i)
    assert.deepEqual(await checkAxe(pupil.page), [])
    await page.getByText('Widerruf eingetragen. Der Zugang ist geschlossen.').waitFor()
    await page.getByText('widerrufen', { exact: true }).waitFor()
    assert.deepEqual(clerk.complaints(), [])
    await clerk.close()
  })

  step('what the teacher writes afterwards reaches the class and never the pupil', async () => {
    await write(teacher.page, AFTERWARDS)
    await becomes(async () => (await messagesOf(friend.page)).at(-1), AFTERWARDS, 'the classmate reads it')
    await pupil.page.waitForLoadState('networkidle')
    assert.equal(heard.some((frame) => frame.includes(AFTERWARDS)), false)
    assert.equal((await pupil.page.content()).includes(AFTERWARDS), false)
    for (const visit of [friend, teacher]) assert.deepEqual(visit.complaints(), [])
  })

  step('the way back and a reload lead to no word of the room', async () => {
    const { page } = pupil
    await page.goBack().catch(() => null)
    await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
    await page.goto(`${school.origin}/nachrichten`)
    await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor()
    assert.doesNotMatch(await page.content(), /Morgen zusammen/)
  })

  step('A2 signing in again leads to the friendly closed door', async () => {
    const { page } = pupil
    await signIn(page, { accountName: school.world.accountName('pupil'), password: PASSWORD })
    await page.getByRole('heading', { level: 1, name: 'Dein Zugang ist noch nicht offen.' }).waitFor()
    await page.getByText(/Du hast nichts falsch gemacht/).waitFor()
    assert.doesNotMatch(await page.locator('body').innerText(), /Widerruf|widerrufen|Marc/)
    assert.deepEqual(await checkAxe(page), [])
  })
})
