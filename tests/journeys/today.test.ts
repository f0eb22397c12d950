/** Heute never says that nothing waits before everybody has answered who could know better. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { act } from '#example/act.ts'
import { contract as home } from '#modules/home/contract.ts'
import { newId } from '#platform/id/id.ts'
import { openSchool, steps } from './school.ts'
import type { School, Visit } from './school.ts'

const NOTICES = '**/notices'
const TITLE = 'Wandertag am Freitag'
const EMPTY = 'Gerade wartet nichts auf dich'

describe('Heute while answers are on their way', () => {
  let school: School
  let pupil: Visit
  let noticeId: string
  const test = steps()

  before(async () => {
    school = await openSchool()
    const { house, world: { ids } } = school
    const today = house.clock.today()
    noticeId = (await act(house, ids.head, 'home', home, 'writeNotice', { clientId: newId(house.clock.now()), forSchool: true, groupIds: [], title: TITLE, body: 'Treffpunkt am Tor.', from: today, until: today })).id
    pupil = await school.enter('pupil')
    await pupil.page.getByText(TITLE).waitFor()
    await pupil.page.addInitScript(watchEmptiness, EMPTY)
  })
  after(() => school?.[Symbol.asyncDispose]())

  test('experience 3: a slow card has a place with its shape, and the page says nothing about the day until it has answered', async () => {
    const { page } = pupil
    let release = () => {}
    const held = new Promise<void>((resolve) => (release = resolve))
    await page.route(NOTICES, async (route) => {
      await held
      await route.continue()
    })
    await page.reload()
    await page.locator('.home-part-late .skeleton').first().waitFor()
    assert.equal(await page.getByText(EMPTY).count(), 0)
    release()
    await page.getByText(TITLE).waitFor()
    assert.equal(await page.locator('.skeleton').count(), 0)
    assert.deepEqual(await seen(page), [])
    await page.unroute(NOTICES)
  })

  test('experience 3: a card that fails says so in its own place and can be tried again; the day is not called empty', async () => {
    const { page } = pupil
    await page.route(NOTICES, (route) => route.fulfill({ status: 503, json: { refusal: { status: 503, code: 'unavailable' } } }))
    await page.reload()
    const again = page.locator('.home-part').getByRole('button', { name: 'Noch einmal versuchen' })
    await again.waitFor()
    assert.deepEqual(await seen(page), [])
    await page.unroute(NOTICES)
    await again.click()
    await page.getByText(TITLE).waitFor()
    assert.equal(await again.count(), 0)
    assert.deepEqual(await seen(page), [])
  })

  test('when everybody has answered and there is nothing, it says so; the watch that found nothing above finds this', async () => {
    const { page } = pupil
    await act(school.house, school.world.ids.head, 'home', home, 'takeBackNotice', { noticeId })
    await page.reload()
    await page.getByText(EMPTY).waitFor()
    assert.deepEqual(await seen(page), [EMPTY])
  })
})

/** In the page, before its first script: notes when the sentence is to be seen, be it for one frame. */
function watchEmptiness(sentence: string): void {
  const found = new Set<string>()
  Object.assign(globalThis, { emptiness: found })
  const look = () => {
    const place = document.querySelector<HTMLElement>('.today-nothing')
    if (place?.checkVisibility() === true && place.innerText.includes(sentence)) found.add(sentence)
    requestAnimationFrame(look)
  }
  look()
}

function seen(page: Page): Promise<string[]> {
  return page.evaluate(() => [...(globalThis as unknown as { emptiness: Set<string> }).emptiness])
}
