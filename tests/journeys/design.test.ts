/** The look, in a real Chromium under the product's security policy: every component in every state, light and dark, phone and desktop. */
import { mkdtemp, rm } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { tmpdir } from 'node:os'
import { after, before, describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { Page } from 'playwright-core'
import { buildWeb } from '#bin/build.ts'
import { checkAxe, checkReflow, listenForComplaints, openBrowser } from '../browser.ts'
import type { OpenBrowser } from '../browser.ts'
import { serveFolder } from '../static-server.ts'

const views = ['components', 'today', 'messages', 'message', 'door', 'slips', 'upload', 'help'] as const
type View = (typeof views)[number]

/** Both schemes and both widths; the other two pairs of them by LOOKS=all. */
const looks = [['light', 390], ['dark', 1280], ...(process.env['LOOKS'] === 'all' ? ([['light', 1280], ['dark', 390]] as const) : [])] as const
type Options = NonNullable<Parameters<OpenBrowser['open']>[0]>

describe('the look', { timeout: 900_000 }, () => {
  let folder = ''
  let site: AsyncDisposable & { origin: string }
  let browser: OpenBrowser
  const uploads: { headers: IncomingMessage['headers']; size_bytes: number; url: string }[] = []
  let isUploadTaken = true

  /** The server that the sample of an upload needs: counts bytes, or refuses. */
  const take = (request: IncomingMessage, response: ServerResponse): boolean => {
    if (!request.url?.startsWith('/api/sample')) return false
    let size_bytes = 0
    request.on('data', (part: Buffer) => (size_bytes += part.length))
    request.on('end', () => {
      uploads.push({ headers: request.headers, size_bytes, url: request.url ?? '' })
      const body = isUploadTaken ? { size_bytes } : { refusal: { status: 413, code: 'too_large' } }
      response.writeHead(isUploadTaken ? 200 : 413, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
    return true
  }

  before(async () => {
    folder = await mkdtemp(`${tmpdir()}/schulhof-design-`)
    await buildWeb({ outDir: folder, design: true })
    site = await serveFolder(folder, take)
    browser = await openBrowser()
  })
  after(async () => {
    await browser?.close()
    await site?.[Symbol.asyncDispose]()
    await rm(folder, { recursive: true, force: true })
  })

  /** Shows views one after the other in one context and closes it; fails when a page complained about anything. */
  async function show(shown: View | readonly View[], options: Options, look: (page: Page, view: View) => Promise<void>): Promise<void> {
    const context = await browser.open(options)
    const page = await context.newPage()
    const complaints = listenForComplaints(page)
    for (const view of typeof shown === 'string' ? [shown] : shown) {
      await page.goto(`${site.origin}/design.html?view=${view}`)
      await page.locator('h1').first().waitFor()
      await page.evaluate(() => document.fonts.ready)
      await look(page, view)
      assert.deepEqual(complaints, [], `${view} complains`)
    }
    await context.close()
  }

  for (const [scheme, width] of looks) {
    test(`X9 no finding of axe and no breach of the policy in any view, ${scheme}, ${width} px`, async () => {
      await show(views, { width, scheme }, async (page, view) => assert.deepEqual(await checkAxe(page), [], view))
    })
  }

  test('X9 nothing sticks out at 320 px (400 % zoom)', async () => {
    await show(views, { width: 320, height: 640 }, async (page, view) => assert.deepEqual(await checkReflow(page), [], view))
  })

  test('X9 everything that opens has no finding, keeps the focus inside, and gives it back', async () => {
    await show('components', {}, async (page) => {
      for (const [button, role] of [
        ['Frage öffnen', 'dialog'],
        ['Löschfrage öffnen', 'dialog'],
        ['Suche öffnen', 'dialog'],
        ['Weitere Möglichkeiten', 'menu'],
      ] as const) {
        await page.getByRole('button', { name: button, exact: true }).click()
        await page.getByRole(role).waitFor()
        // While a menu is open the page behind it is hidden from readers on purpose, main and heading with it; axe knows that only of dialogs.
        const isOfPage = (finding: string) => role === 'menu' && /^(landmark-one-main|page-has-heading-one) /.test(finding)
        assert.deepEqual((await checkAxe(page)).filter((finding) => !isOfPage(finding)), [], button)
        for (let i = 0; i < 8; i++) await page.keyboard.press('Tab')
        if (role === 'dialog')
          assert.ok(await page.getByRole(role).evaluate((element) => element.contains(document.activeElement)), `${button}: the focus left`)
        await page.keyboard.press('Escape')
        await page.getByRole(role).waitFor({ state: 'detached' })
        if (role === 'dialog') assert.equal(await page.evaluate(() => document.activeElement?.textContent), button)
      }
    })
  })

  test('X9 lists open and choose by keyboard alone', async () => {
    await show('components', {}, async (page) => {
      await page
        .getByRole('button', { name: /Bundesland/ })
        .first()
        .focus()
      await page.keyboard.press('Enter')
      await page.getByRole('listbox').waitFor()
      assert.deepEqual(await checkAxe(page), [])
      await page.keyboard.type('Nor')
      await page.keyboard.press('Enter')
      assert.match(
        await page
          .getByRole('button', { name: /Bundesland/ })
          .first()
          .innerText(),
        /Nordrhein-Westfalen/,
      )
      await page.getByRole('combobox', { name: 'Person' }).focus()
      await page.keyboard.type('Cem')
      await page.getByRole('option', { name: /Cem Demir/ }).waitFor()
      await page.keyboard.press('ArrowDown')
      await page.locator('[role=combobox][aria-activedescendant]').waitFor()
      await page.keyboard.press('Enter')
      await page.getByRole('listbox').waitFor({ state: 'detached' })
      assert.equal(await page.getByRole('combobox', { name: 'Person' }).inputValue(), 'Cem Demir')
    })
  })

  test('the search everywhere finds by typing and is left by choosing', async () => {
    await show('components', {}, async (page) => {
      await page.getByRole('button', { name: 'Suche öffnen' }).click()
      await page.keyboard.type('ada')
      await page.getByRole('option', { name: /Ada Adler/ }).waitFor()
      assert.deepEqual(await checkAxe(page), [])
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('ArrowDown')
      await page.keyboard.press('Enter')
      await page.getByRole('dialog').waitFor({ state: 'detached' })
    })
  })

  test('a deed that can not be undone waits for the typed word', async () => {
    await show('components', {}, async (page) => {
      await page.getByRole('button', { name: 'Löschfrage öffnen' }).click()
      const deed = page.getByRole('dialog').getByRole('button', { name: 'Endgültig löschen' })
      assert.ok(await deed.isDisabled())
      await page.getByLabel(/eintippen/).fill('Löschen')
      assert.ok(await deed.isEnabled())
    })
  })

  test('a toast is read out, offers undo, and undo undoes', async () => {
    await show('components', {}, async (page) => {
      await page.getByRole('button', { name: 'Meldung zeigen', exact: true }).click()
      const region = page.getByRole('region', { name: 'Meldungen' })
      // Under the pointer its time stands still, however long somebody needs to read.
      await region.getByText('Nachricht gelöscht.').hover()
      assert.deepEqual(await checkAxe(page), [])
      await region.getByRole('button', { name: 'Rückgängig' }).click()
      await region.getByText('Wieder da.').waitFor()
      assert.equal(await region.getByText('Nachricht gelöscht.').count(), 0)
    })
  })

  test('a table is sorted by its headings, the German way', async () => {
    await show('components', {}, async (page) => {
      const table = page.getByRole('table', { name: 'Schülerinnen und Schüler' })
      const names = () => table.getByRole('rowheader').allInnerTexts()
      await table.getByRole('button', { name: /Klasse/ }).click()
      assert.deepEqual(await names(), ['Ada Adler', 'Cem Demir', 'Özlem Öz'])
      assert.equal(await table.getByRole('columnheader', { name: /Klasse/ }).getAttribute('aria-sort'), 'ascending')
      await table.getByRole('button', { name: /Klasse/ }).click()
      assert.deepEqual(await names(), ['Özlem Öz', 'Cem Demir', 'Ada Adler'])
    })
  })

  test('X9 targets are 44 px on phones', async () => {
    await show(['today', 'messages', 'message', 'door'], { width: 390, height: 844 }, async (page, view) =>
      assert.deepEqual(await smallTargets(page), [], view),
    )
  })

  test('on phones the rail becomes a bar of four and "Mehr", which holds the rest and the way out', async () => {
    await show('today', { width: 390, height: 844 }, async (page) => {
      const bar = page.getByRole('navigation', { name: 'Hauptmenü' })
      assert.deepEqual(await bar.locator('.nav-word').allInnerTexts(), ['Heute', 'Nachrichten', 'Dateien', 'E-Mail', 'Mehr'])
      await bar.getByRole('button', { name: 'Mehr' }).click()
      const more = page.getByRole('dialog', { name: 'Mehr' })
      for (const name of ['Forum', 'Klassen & Gruppen', 'Hilfe']) await more.getByRole('link', { name }).waitFor()
      await more.getByRole('button', { name: 'Abmelden' }).waitFor()
      assert.deepEqual(await checkAxe(page), [])
    })
  })

  test('the first Tab offers to skip to the content', async () => {
    await show('today', {}, async (page) => {
      await page.keyboard.press('Tab')
      assert.equal(await page.evaluate(() => document.activeElement?.textContent), 'Zum Inhalt springen')
      await page.keyboard.press('Enter')
      assert.equal(await page.evaluate(() => document.activeElement?.id), 'content')
    })
  })

  test('the typeface is our own file and really used; nothing is loaded from elsewhere', async () => {
    const hosts = new Set<string>()
    await show('today', {}, async (page) => {
      page.on('request', (request) => hosts.add(new URL(request.url()).origin))
      await page.reload()
      await page.locator('h1').first().waitFor()
      assert.ok(
        await page.evaluate(async () => {
          await document.fonts.ready
          return [...document.fonts].some((font) => font.family.includes('Atkinson') && font.status === 'loaded')
        }),
      )
    })
    assert.deepEqual([...hosts], [site.origin])
  })

  test('nothing stays in the browser: no storage, no cookie (amendment A7)', async () => {
    await show('components', {}, async (page) => {
      assert.deepEqual(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie]), [0, 0, ''])
    })
  })

  test('who wants no motion gets none', async () => {
    await show('components', { calm: true }, async (page) => {
      const moving = await page.evaluate(
        () =>
          document.getAnimations().filter((animation) => animation.playState === 'running' && Number(animation.effect?.getComputedTiming().duration ?? 0) > 10)
            .length,
      )
      assert.equal(moving, 0)
    })
  })

  test('slips print on exactly one A4 sheet, black on white in the dark theme too', async () => {
    await show('slips', { scheme: 'dark' }, async (page) => {
      const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: true })).toString('latin1')
      assert.equal(pdf.match(/\/Type\s*\/Page\b/g)?.length, 1)
      assert.match(pdf, /\/MediaBox\s*\[0 0 59[45](\.\d+)? 84[12](\.\d+)?\]/)
      await page.emulateMedia({ media: 'print', colorScheme: 'dark' })
      assert.deepEqual(await page.locator('.print-page').evaluate((sheet) => [getComputedStyle(sheet).color, getComputedStyle(sheet).backgroundColor]), [
        'rgb(0, 0, 0)',
        'rgb(255, 255, 255)',
      ])
      assert.equal(await page.locator('.print-bar').isVisible(), false)
    })
  })

  test('an upload travels raw, tells how far it is, and a refusal says three things', async () => {
    await show('upload', {}, async (page) => {
      await page.getByLabel('Datei').setInputFiles({ name: 'größe.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(3_000_000, 7) })
      await page.getByText('3000000 Byte sind angekommen.').waitFor()
      assert.equal(await page.getByRole('progressbar').getAttribute('aria-valuenow'), '100')
      assert.equal(uploads.at(-1)?.size_bytes, 3_000_000)
      assert.equal(uploads.at(-1)?.headers['x-schulhof'], '1')
      assert.equal(uploads.at(-1)?.url, '/api/sample?name=gr%C3%B6%C3%9Fe.bin')
    })
    isUploadTaken = false
    const context = await browser.open()
    const page = await context.newPage()
    await page.goto(`${site.origin}/design.html?view=upload`)
    await page.getByLabel('Datei').setInputFiles({ name: 'a.bin', mimeType: 'application/octet-stream', buffer: Buffer.alloc(10) })
    const refusal = page.getByRole('alert')
    for (const words of [/zu groß/, /gibt es eine Grenze/, /teilen Sie die Datei auf/]) await refusal.getByText(words).waitFor()
    assert.deepEqual(await checkAxe(page), [])
    await context.close()
  })

  test('the guards see: an unnamed button, a part that sticks out, and an inline style are found', async () => {
    const context = await browser.open({ width: 320 })
    const page = await context.newPage()
    const complaints = listenForComplaints(page)
    await page.goto(`${site.origin}/design.html?view=door`)
    await page.locator('h1').first().waitFor()
    await page.evaluate(() => {
      document.querySelector('main')?.insertAdjacentHTML('beforeend', '<button></button><div class="planted"></div><p style="color: red"></p>')
      const planted = document.querySelector<HTMLElement>('.planted')!
      planted.style.width = '600px'
      planted.style.height = '1px'
    })
    assert.match((await checkAxe(page)).join('\n'), /button-name/)
    assert.match((await checkReflow(page)).join('\n'), /planted/)
    assert.match(complaints.join('\n'), /Content Security Policy/)
    await context.close()
  })
})

/** Targets below 44 px by 44 px, except links in running text (WCAG 2.5.8 leaves them out). A label counts as part of its control. */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = []
    for (const element of document.querySelectorAll<HTMLElement>('a[href], button, input, select, textarea, [role=button], [role=tab]')) {
      const target = element.closest<HTMLElement>('label, .field-box') ?? element
      const { width, height } = target.getBoundingClientRect()
      const isHidden = width < 2 || height < 2 || getComputedStyle(element).visibility === 'hidden'
      if (isHidden || element.matches('.link, .skip')) continue
      if (width < 43.5 || height < 43.5) found.push(`${element.tagName.toLowerCase()} ${element.className} ${Math.round(width)}x${Math.round(height)}`)
    }
    return found
  })
}
