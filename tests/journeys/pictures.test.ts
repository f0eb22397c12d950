/** A pupil chooses a picture of herself on the phone, her class teacher sees it in the list and the chat, and takes it down with a reason. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { samples, tattling } from '#modules/people/pictures/samples.ts'
import { clean, openSchool, steps } from './school.ts'
import type { School, Visit } from './school.ts'

const PHONE = { width: 390, height: 844 }

describe('pictures of persons and groups', () => {
  let school: School
  let lina: Visit
  let teacher: Visit
  const step = steps()
  before(async () => {
    school = await openSchool()
    ;[lina, teacher] = await Promise.all([school.enter('pupil', PHONE), school.enter('teacher', { scheme: 'dark' })])
  })
  after(() => school?.[Symbol.asyncDispose]())

  /** The round signs that show a picture which the browser could draw. */
  const drawn = (page: Page): Promise<number> => page.locator('.avatar-picture').evaluateAll((all) => all.filter((one) => (one as HTMLImageElement).complete && (one as HTMLImageElement).naturalWidth > 0).length)
  const untilDrawn = (page: Page, count: number) => page.waitForFunction((n) => [...document.querySelectorAll<HTMLImageElement>('.avatar-picture')].filter((one) => one.complete && one.naturalWidth > 0).length >= n, count)
  /** A photo as a phone takes it: large, not square, with the place in it. */
  const photo = async (page: Page): Promise<Buffer> => {
    const base64 = await page.evaluate(async () => {
      const canvas = document.createElement('canvas')
      Object.assign(canvas, { width: 1200, height: 1600 })
      const pen = canvas.getContext('2d')!
      const sky = pen.createLinearGradient(0, 0, 0, 1600)
      sky.addColorStop(0, '#9ad1f5')
      sky.addColorStop(1, '#e8b06a')
      pen.fillStyle = sky
      pen.fillRect(0, 0, 1200, 1600)
      pen.fillStyle = '#7a4a24'
      pen.beginPath()
      pen.arc(600, 800, 380, 0, 7)
      pen.fill()
      return canvas.toDataURL('image/jpeg', 0.9).split(',')[1]!
    })
    const bytes = Buffer.from(base64, 'base64')
    // What stands between the first two bytes and the rest of the small one: its EXIF and the rest.
    const planted = tattling('CANARYPLACE').jpeg
    return Buffer.concat([bytes.subarray(0, 2), planted.subarray(2, planted.length - samples.jpeg.length + 2), bytes.subarray(2)])
  }

  step('the pupil chooses a photo on the phone: it is sent small, and stands in the profile without where and when', async () => {
    const { page } = lina
    await page.goto(`${school.origin}/profil`)
    await page.getByRole('heading', { level: 1, name: 'Profil' }).waitFor()
    await page.getByRole('button', { name: 'Bild wählen' }).waitFor()
    await clean(page)
    const sent = page.waitForRequest((request) => request.method() === 'POST' && request.url().endsWith('/picture'))
    await page.locator('input[type=file]').setInputFiles({ name: 'IMG_0001.jpg', mimeType: 'image/jpeg', buffer: await photo(page) })
    const body = (await sent).postDataBuffer()
    assert.ok(body === null || body.length < 60_000, `${body?.length}`)
    await page.getByRole('button', { name: 'Anderes Bild' }).waitFor()
    await untilDrawn(page, 1)
    await clean(page)
    const address = await page.locator('.avatar-picture').first().getAttribute('src')
    const stored = Buffer.from(await (await lina.context.request.get(`${school.origin}${address}`)).body())
    assert.ok(stored.length > 500 && !/CANARYPLACE|GPS|Exif|ICC/.test(stored.toString('latin1')))
    const sides = await page.locator('.avatar-picture').first().evaluate((one) => [(one as HTMLImageElement).naturalWidth, (one as HTMLImageElement).naturalHeight])
    assert.deepEqual(sides, [256, 256])
  })

  step('what is no picture is refused in words, and the old one stays', async () => {
    const { page } = lina
    await page.locator('input[type=file]').setInputFiles({ name: 'bild.jpg', mimeType: 'image/jpeg', buffer: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>') })
    await page.getByText('Das ist kein Bild, das hier geht.').waitFor()
    await page.getByText('Wähl ein Foto').waitFor()
    assert.equal(await drawn(page), 1)
    await clean(page)
  })

  step('every kind that is taken can be drawn as it is stored, also with what was taken out of it', async () => {
    const { page } = lina
    for (const [name, bytes] of Object.entries({ ...samples, ...tattling('CANARYPLACE') })) {
      const width = await page.evaluate(async (base64) => {
        const me = (await (await fetch('/api/profile')).json()) as { id: string }
        const reply = await fetch(`/api/people/${me.id}/picture`, { method: 'POST', headers: { 'x-schulhof': '1', 'content-type': 'application/octet-stream' }, body: Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0)) })
        const { version } = (await reply.json()) as { version: string }
        const image = new Image()
        image.src = `/api/people/${me.id}/picture?version=${version}`
        await image.decode()
        return image.naturalWidth
      }, bytes.toString('base64'))
      assert.equal(width, 24, name)
    }
    await page.reload()
    await page.locator('input[type=file]').setInputFiles({ name: 'IMG_0002.jpg', mimeType: 'image/jpeg', buffer: await photo(page) })
    await page.waitForFunction(() => [...document.querySelectorAll<HTMLImageElement>('.avatar-picture')].some((one) => one.naturalWidth === 256))
  })

  step('the teacher sees it in the class and beside what she writes, and gives the class a picture of its own', async () => {
    const { page } = teacher
    await page.goto(`${school.origin}/personen/gruppe/${school.world.groups.class7b}`)
    await page.getByRole('heading', { level: 1, name: '07b' }).waitFor()
    await untilDrawn(page, 1)
    await page.getByRole('button', { name: 'Bild', exact: true }).click()
    await page.locator('input[type=file]').setInputFiles({ name: 'tafel.jpg', mimeType: 'image/jpeg', buffer: await photo(page) })
    await page.getByRole('button', { name: 'Anderes Bild' }).waitFor()
    await clean(page)
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await untilDrawn(page, 2)
    await clean(page)
    await lina.page.goto(`${school.origin}/nachrichten`)
    await lina.page.getByRole('link', { name: /07b/ }).first().click()
    await lina.page.getByRole('textbox').last().fill('Hallo!')
    await lina.page.keyboard.press('Enter')
    await page.goto(`${school.origin}/nachrichten`)
    await page.getByRole('link', { name: /07b/ }).first().click()
    await page.getByText('Hallo!').first().waitFor()
    // The class in the list and in the head, the pupil beside her words.
    await untilDrawn(page, 3)
    await clean(page)
  })

  step('she takes it down with a reason; it is gone for the pupil too, who may choose another', async () => {
    const { page } = teacher
    await page.goto(`${school.origin}/personen/person/${school.world.ids.pupil}`)
    await page.getByRole('button', { name: 'Bild entfernen' }).click()
    const dialog = page.getByRole('dialog', { name: /Bild von Lina Sommer entfernen/ })
    await dialog.getByText('zeigt jemand anderen').click()
    await clean(page)
    await dialog.getByRole('button', { name: 'Entfernen', exact: true }).click()
    await page.getByText('Das Bild von Lina Sommer ist entfernt.').waitFor()
    await page.getByRole('button', { name: 'Bild entfernen' }).waitFor({ state: 'detached' })
    await lina.page.goto(`${school.origin}/profil`)
    await lina.page.getByRole('button', { name: 'Bild wählen' }).waitFor()
    const { fields } = await school.house.platform.database.selectFrom('journal_entry').select('fields').where('event', '=', 'people.picture_taken_down').executeTakeFirstOrThrow()
    assert.match(JSON.stringify(fields), /not_the_person/)
    assert.deepEqual([...lina.complaints(), ...teacher.complaints()], [])
  })
})
