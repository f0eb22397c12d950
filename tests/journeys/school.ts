/** What every journey begins with: the example school on a listening house, a Chromium, and people in front of it. */
import assert from 'node:assert/strict'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import type { TestContext } from 'node:test'
import { Secret } from 'otpauth'
import type { BrowserContext, Page } from 'playwright-core'
import { codeOf } from '#example/factors.ts'
import type { PersonKey } from '#example/people.ts'
import { buildWorld } from '#example/world.ts'
import type { World } from '#example/world.ts'
import { codeOfStep, stepAt } from '#platform/identity/factor/totp.ts'
import { checkAxe, checkReflow, listenForComplaints, openBrowser } from '../browser.ts'
import type { OpenBrowser } from '../browser.ts'
import { openTestHouse } from '../house.ts'
import { arrive } from '../interleave.ts'
import type { TestHouse } from '../house.ts'
import { openTestWorld } from '../world.ts'

/** Waits are for conditions; this only says when one is given up. A busy machine is slow, not wrong. */
const WAIT_MS_MAX = 60_000

type ContextOptions = NonNullable<Parameters<OpenBrowser['open']>[0]>

export type Visit = {
  page: Page
  context: BrowserContext
  /** What the page complained about since it was opened, without requests that it gave up itself. */
  complaints(): string[]
  close(): Promise<void>
}

export type School = AsyncDisposable & {
  house: TestHouse
  world: World
  origin: string
  /** An empty page of a browser of its own: own cookies, own storage. */
  open(options?: ContextOptions): Promise<Visit>
  /** The same, signed in and inside: who is named by key with a session at once, who is named by account and password through the page. */
  enter(who: PersonKey | { accountName: string; password: string }, options?: ContextOptions): Promise<Visit>
}

/** The example world behind its doors, with the built pages; `at` is when it begins, for who wants another day than all the others. */
export async function openSchool(at?: string): Promise<School> {
  const [{ house, world }, browser] = await Promise.all([at === undefined ? openTestWorld({ withWeb: true }) : buildAt(at), openBrowser()])
  const origin = await house.listen()
  const open: School['open'] = async (options) => {
    const context = await browser.open(options)
    context.setDefaultTimeout(WAIT_MS_MAX)
    const page = await context.newPage()
    const complaints = listenForComplaints(page)
    // The console does not say what could not be loaded.
    page.on('response', (response) => response.status() >= 400 && complaints.push(`${response.status()} ${response.request().method()} ${response.url()}`))
    return { page, context, complaints: () => complaints.filter((one) => !one.includes('net::ERR_ABORTED')), close: () => context.close() }
  }
  return {
    house, world, origin, open,
    async enter(who, options) {
      const visit = await open(options)
      if (typeof who === 'string') {
        const { cookies } = await arrive(house, world.ids[who])
        await visit.context.addCookies([...cookies].map(([name, value]) => ({ name, value, url: origin, httpOnly: true, sameSite: 'Lax' as const })))
        await visit.page.goto(origin)
      } else {
        await visit.page.goto(`${origin}/anmelden`)
        await signIn(visit.page, who)
        await confirm(house, visit.page, who.accountName)
      }
      await visit.page.getByRole('navigation', { name: 'Hauptmenü' }).filter({ visible: true }).waitFor()
      return visit
    },
    async [Symbol.asyncDispose]() {
      await browser.close()
      await house.close()
    },
  }
}

/** Before the day on which the school is built for all there is none to copy. */
async function buildAt(at: string): Promise<{ house: TestHouse; world: World }> {
  const house = await openTestHouse({ withWeb: true, at })
  return { house, world: await buildWorld(house) }
}

/** Tests that are steps of one way: each stands on the one before, so after a failure the rest is not tried. */
export function steps(): (name: string, work: (t: TestContext) => Promise<unknown>) => void {
  let failed: string | null = null
  return (name, work) => void test(name, async (t) => {
    if (failed !== null) return t.skip(`stands on: ${failed}`)
    failed = name
    await work(t)
    failed = null
  })
}

/** Fills in the form of the sign-in and sends it, on somebody's own device. What comes then is the journey's business. */
export async function signIn(page: Page, { accountName, password }: { accountName: string; password: string }): Promise<void> {
  await page.getByLabel('Anmeldename').fill(accountName)
  await page.getByLabel('Passwort', { exact: true }).fill(password)
  await page.getByText('Mein Gerät', { exact: true }).click()
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click()
}

/** After the password: the code of the app, for whoever has one. Everybody else is inside already. */
export async function confirm(house: TestHouse, page: Page, accountName: string): Promise<void> {
  const person = await house.platform.database.selectFrom('person').select('id').where('account_name', '=', accountName).executeTakeFirst()
  const code = person === undefined ? null : await codeOf(house.platform, person.id)
  if (code === null) return
  await page.getByLabel('Code aus der App').fill(code)
  await page.getByRole('button', { name: 'Bestätigen', exact: true }).last().click()
}

/** On the page that lets somebody enrol a code app: reads the key as an app would, types its first code, and keeps the recovery codes, which are given back. */
export async function enrolTotp(house: TestHouse, page: Page): Promise<string[]> {
  // Where passkeys are possible too, the way is chosen first.
  const next = page.getByRole('button', { name: 'Weiter', exact: true })
  const typed = page.getByText('Bild nicht scannbar?')
  await next.or(typed).first().waitFor()
  if (await next.isVisible()) {
    await page.getByText('Code-App', { exact: true }).click()
    await next.click()
  }
  await typed.click()
  const secret = Buffer.from(Secret.fromBase32((await page.locator('.factor-secret').innerText()).replaceAll(' ', '')).bytes)
  await page.getByLabel('Code, den die App jetzt zeigt').fill(codeOfStep(secret, stepAt(house.clock.now())))
  await page.getByRole('button', { name: 'Einrichten', exact: true }).click()
  await page.getByRole('heading', { level: 1, name: 'Ihre Wiederherstellungscodes' }).waitFor()
  const codes = await page.locator('.factor-codes code').allInnerTexts()
  await page.getByRole('button', { name: 'Fertig, ich habe sie' }).click()
  return codes
}

/** Goes to another page of the house as a link would: the shell stays, no reload. */
export async function goTo(page: Page, path: string): Promise<void> {
  await page.evaluate((to) => history.pushState(null, '', to), path)
}

/** X9: nothing for axe, light and dark, and nothing sticks out, here and at 320 px. With SCREENSHOTS=folder the page is pictured on the way, on a phone and on a desk. */
export async function clean(page: Page): Promise<void> {
  const before = page.viewportSize()!
  // At its end nothing of the page lies half behind the bar of the phone.
  const scrolled = await page.evaluate(() => [scrollY, scrollTo(0, document.documentElement.scrollHeight)] as const)
  assert.deepEqual(await checkAxe(page), [], page.url())
  await page.emulateMedia({ colorScheme: 'dark' })
  assert.deepEqual(await checkAxe(page, 'contrast'), [], `${page.url()}, dark`)
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize({ width: 320, height: 640 })
  assert.deepEqual(await checkReflow(page), [], `${page.url()} at 320 px`)
  await page.setViewportSize(before)
  await page.evaluate((y) => scrollTo(0, y), scrolled[0])
  await picture(page)
}

let pictured = 0

async function picture(page: Page): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (folder === undefined) return
  await mkdir(folder, { recursive: true })
  const before = page.viewportSize()!
  const name = `${process.pid}-${String(++pictured).padStart(2, '0')}-${new URL(page.url()).pathname.replace(/[0-9a-f-]{36}/g, 'x').replaceAll(/[^a-z0-9-]/gi, '_')}`
  for (const [width, height] of [[390, 844], [1280, 860]] as const) for (const colorScheme of ['light', 'dark'] as const) {
    await page.setViewportSize({ width, height })
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true })
  }
  await page.emulateMedia({ colorScheme: 'light' })
  await page.setViewportSize(before)
}

/** Leaving a form with something in it, by `away` and by the browser's way back, asks first; staying keeps the page. */
export async function asksBeforeLeaving(page: Page, away: () => Promise<unknown>): Promise<void> {
  const at = page.url()
  const dialog = page.getByRole('dialog', { name: 'Seite verlassen?' })
  for (const leave of [away, () => page.evaluate(() => history.back())]) {
    await leave()
    await dialog.waitFor()
    // Half faded in it has no contrast yet.
    await page.evaluate(() => Promise.allSettled(document.getAnimations().map((one) => one.finished)))
    await clean(page)
    await dialog.getByRole('button', { name: 'Hier bleiben' }).click()
    await dialog.waitFor({ state: 'detached' })
    await page.waitForURL(at)
  }
}

/** On a page that prints: parts to cut out of which something would be cut off or stand on the next sheet. */
export async function cutOff(page: Page): Promise<string[]> {
  return page.locator('.cut-part').evaluateAll((parts) => parts.flatMap((part) => {
    const place = part.getBoundingClientRect()
    const sheet = part.closest('.print-page')!.getBoundingClientRect()
    const isInside = (box: DOMRect) => box.top >= place.top - 1 && box.bottom <= place.bottom + 1 && box.left >= place.left - 1 && box.right <= place.right + 1 && box.bottom <= sheet.bottom + 1
    return [...part.querySelectorAll('*')].every((element) => isInside(element.getBoundingClientRect())) ? [] : [part.textContent]
  }))
}

/** Waits until `look` gives `wanted`; fails with both when it does not come. */
export async function becomes<T>(look: () => Promise<T>, wanted: T, what: string): Promise<void> {
  const until_ms = performance.now() + WAIT_MS_MAX
  let seen = await look()
  while (JSON.stringify(seen) !== JSON.stringify(wanted)) {
    if (performance.now() > until_ms) assert.deepEqual(seen, wanted, what)
    await new Promise((resolve) => setTimeout(resolve, 50))
    seen = await look()
  }
}

/** The room's messages as one reads them, oldest first; what is still on its way is left out. */
export async function messagesOf(page: Page): Promise<string[]> {
  return page.locator('.message-body:not([data-pending] *)').allInnerTexts()
}

/** Types into the field of the open room and sends with Enter. */
export async function write(page: Page, text: string): Promise<void> {
  await page.getByRole('textbox', { name: /^Nachricht an / }).fill(text)
  await page.getByRole('textbox', { name: /^Nachricht an / }).press('Enter')
}

/** Opens a room from the list of rooms, from wherever one is. */
export async function openRoom(page: Page, title: string): Promise<void> {
  if (!new URL(page.url()).pathname.startsWith('/nachrichten')) await page.getByRole('link', { name: /Nachrichten/ }).filter({ visible: true }).first().click()
  await page.getByRole('list', { name: 'Räume' }).getByRole('link', { name: new RegExp(`^(ungelesen )?${title}`) }).click()
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor()
}
