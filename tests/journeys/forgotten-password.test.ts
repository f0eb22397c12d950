/** A forgotten password at a school computer, with a teacher's phone beside it (A5); and a lost phone, a mother, and a new password (R8.2). */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { checkAxe } from '../browser.ts'
import { setPassword } from '#platform/identity/sign-in/passwords.ts'
import { PASSWORD } from '#example/people.ts'
import { openSchool, signIn, steps } from './school.ts'
import type { School } from './school.ts'

const NEXT = 'vier Kamele lesen Landkarten'
const PHONE = { width: 390, height: 844 }

describe('a forgotten password', { timeout: 300_000 }, () => {
  let school: School
  let code = ''
  before(async () => {
    school = await openSchool()
    await school.house.write(async (w) => { for (const key of ['mother', 'father'] as const) await setPassword(w, school.world.ids[key], PASSWORD) })
  })
  after(() => school[Symbol.asyncDispose]())
  const step = steps()
  const account = () => school.world.accountName('pupil')

  step('the teacher opens the pupil on the phone and presses one button: a code, shown once', async () => {
    const teacher = await school.enter('otherTeacher', PHONE)
    await teacher.page.goto(`${school.origin}/personen/person/${school.world.ids.pupil}`)
    await teacher.page.getByRole('button', { name: 'Passwort vergessen? Code geben' }).click()
    code = await teacher.page.locator('.code-large').innerText()
    assert.match(code, /^[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    assert.deepEqual(await checkAxe(teacher.page), [])
    await teacher.page.getByRole('button', { name: 'Schließen' }).last().click()
    await teacher.page.locator('.code-large').waitFor({ state: 'detached' })
    assert.deepEqual(teacher.complaints(), [])
    await teacher.close()
  })

  step('the pupil types it at the school computer, chooses a new password, and is asked whether that was meant', async () => {
    const pupil = await school.open()
    await pupil.page.goto(`${school.origin}/anmelden/zettel`)
    await pupil.page.getByLabel('Code vom Zettel').fill(code.toLowerCase())
    await pupil.page.getByRole('button', { name: 'Weiter' }).click()
    await pupil.page.getByLabel('Neues Passwort', { exact: true }).fill(NEXT)
    await pupil.page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    await pupil.page.getByText('Warst du das?').waitFor()
    await pupil.page.getByText(/Paul Winter hat heute um/).waitFor()
    assert.deepEqual(await checkAxe(pupil.page), [])
    await pupil.page.getByRole('button', { name: 'Das war ich', exact: true }).click()
    await pupil.page.getByText('Warst du das?').waitFor({ state: 'detached' })
    await pupil.close()
  })

  step('the phone is lost: the mother reports it, and whoever finds it stands before the page for a second proof', async () => {
    const mother = await school.enter('mother', PHONE)
    await mother.page.getByRole('link', { name: 'Familie' }).filter({ visible: true }).first().click()
    await mother.page.getByRole('link', { name: 'Geräte und Passwort von Lina' }).click()
    await mother.page.getByRole('button', { name: 'Gerät verloren' }).click()
    await mother.page.getByRole('button', { name: 'Alle Geräte abmelden und Passwort sperren' }).click()
    await mother.page.getByRole('button', { name: 'Neues Passwort bestätigen' }).waitFor()
    await mother.close()
    const finder = await school.open(PHONE)
    await finder.page.goto(`${school.origin}/anmelden`)
    await signIn(finder.page, { accountName: account(), password: NEXT })
    await finder.page.getByRole('heading', { name: 'Neues Passwort nötig' }).waitFor()
    assert.equal(await finder.page.getByLabel('Neues Passwort', { exact: true }).count(), 0)
    assert.deepEqual(await checkAxe(finder.page), [])
    await finder.close()
  })

  step('the father hears of it on Heute and confirms beside the child, and the child chooses a new one', async () => {
    const father = await school.enter('father', PHONE)
    await father.page.getByText('Ein Gerät von Lina Sommer wurde als verloren gemeldet').waitFor()
    await father.page.getByRole('link', { name: 'Ansehen' }).click()
    await father.page.getByRole('button', { name: 'Neues Passwort bestätigen' }).click()
    await father.page.getByText(/Bestätigt bis/).waitFor()
    await father.close()
    const pupil = await school.open()
    await pupil.page.goto(`${school.origin}/anmelden`)
    await signIn(pupil.page, { accountName: account(), password: NEXT })
    await pupil.page.getByLabel('Neues Passwort', { exact: true }).fill('neun blaue Esel rechnen')
    await pupil.page.getByRole('button', { name: 'Passwort speichern und anmelden' }).click()
    await pupil.page.getByRole('navigation', { name: 'Hauptmenü' }).filter({ visible: true }).waitFor()
    await pupil.close()
  })
})
