/**
 * A real Chromium for journeys: `$SCHULHOF_CHROMIUM`, else the system's, else the one from npm (unpacked below the run's own TMPDIR). Nothing is downloaded.
 */
import { rmSync } from 'node:fs'
import { access, mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium } from 'playwright-core'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'

export type OpenBrowser = AsyncDisposable & {
  /** A context of its own: own cookies, own storage. `scheme` is the system's wish, `width` in CSS pixels. */
  open(options?: { width?: number; height?: number; scheme?: 'light' | 'dark'; calm?: boolean } & BrowserContextOptions): Promise<BrowserContext>
  close(): Promise<void>
}

/** Starts one headless Chromium; close it (or use `await using`) at the end. Throws with the places that were tried when there is none. */
export async function openBrowser(): Promise<OpenBrowser> {
  const { executablePath, env } = await findChromium()
  const profile = await mkdtemp(join(tmpdir(), 'schulhof-chromium-'))
  // No --disk-cache-dir: Chromium without a window (the one from npm) gives it to every context, and the second waits for the first to let go of it, for ever.
  const browser = await chromium.launch({ executablePath, args: FLAGS, env: { ...process.env, ...env, HOME: profile } as Record<string, string> })
  const close = async () => {
    await browser.close()
    await rm(profile, { recursive: true, force: true })
  }
  return {
    async open({ width = 1280, height = 860, scheme = 'light', calm = true, ...rest } = {}) {
      const context = await browser.newContext({
        viewport: { width, height },
        colorScheme: scheme,
        reducedMotion: calm ? 'reduce' : 'no-preference',
        locale: 'de-DE',
        timezoneId: 'Europe/Berlin',
        hasTouch: width < 600,
        ...rest,
      })
      context.setDefaultTimeout(WAIT_MS_MAX)
      return context
    },
    close,
    [Symbol.asyncDispose]: close,
  }
}

/** Finds the Chromium once for this process and all that it starts from now on: unpacking the one from npm costs seconds and 200 MB each time. Without one nothing happens; who needs it says so. */
export async function shareChromium(): Promise<void> {
  const found = await findChromium().catch(() => null)
  if (found !== null) Object.assign(process.env, found.env, { SCHULHOF_CHROMIUM: found.executablePath })
}

/** One line per finding of axe on the page as it is now (WCAG 2.2 AA and good practice); empty when there is none. `contrast`: only what colours change, for the second theme. */
export async function checkAxe(page: Page, only?: 'contrast'): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(await axeSource)
  const runOnly = only === 'contrast' ? { type: 'rule', values: ['color-contrast'] } : { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }
  // React Aria's announcer keeps what it said for some seconds, also when the button it spoke of is gone.
  const { violations } = await page.evaluate(async (options) => {
    const { axe } = globalThis as unknown as { axe: Axe }
    // What lies below the bar of phones just now is reached by scrolling: it is not too small a target for that.
    const bar = document.querySelector<HTMLElement>('.phone-bar')
    if (bar !== null) bar.style.position = 'static'
    return axe.run({ exclude: [['[data-live-announcer]']] }, options).finally(() => bar?.style.removeProperty('position'))
  }, { runOnly, resultTypes: ['violations'] })
  return violations.flatMap((rule) =>
    rule.nodes.map((node) => `${rule.id} (${rule.impact}): ${node.target.join(' ')}: ${node.failureSummary?.split('\n')[1]?.trim() ?? rule.help}`),
  )
}

type Axe = { run(context: unknown, options: unknown): Promise<{ violations: { id: string; impact: string; help: string; nodes: { target: string[]; failureSummary?: string }[] }[] }> }

/** Put into each document once and asked there: the package's own way does it for every look, in a second page, and takes ten times as long. No page of ours has frames. */
const axeSource = readFile(createRequire(import.meta.resolve('@axe-core/playwright')).resolve('axe-core/axe.min.js'), 'utf8')

/** Whether the page is wider than its window: at 320 px this is 400 % zoom on a common screen (WCAG 1.4.10). Names the elements that stick out. */
export async function checkReflow(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth <= width) return []
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 1)
      .slice(0, 10)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
  })
}

/** Everything the page complained about from now on: script errors, refused resources, breaches of the security policy. */
export function listenForComplaints(page: Page): string[] {
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`))
  page.on('console', (message) => {
    if (message.type() === 'error' || /Content Security Policy/i.test(message.text())) complaints.push(`console: ${message.text()}`)
  })
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()} ${request.failure()?.errorText ?? ''}`))
  return complaints
}

/** A net for pages that hang, not a measure of speed: machines that build and test at the same time are slow. */
const WAIT_MS_MAX = 90_000

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  '--lang=de-DE',
]

async function findChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const wished = process.env.SCHULHOF_CHROMIUM
  if (wished !== undefined) {
    if (await isThere(wished)) return { executablePath: wished, env: {} }
    throw new Error(`SCHULHOF_CHROMIUM names ${wished}, and there is no such file.`)
  }
  for (const path of ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'])
    if (await isThere(path)) return { executablePath: path, env: {} }
  return unpackChromium()
}

/** The npm one brings its own libraries for machines without libnss3; it unpacks into TMPDIR when imported, so that must be a folder of its own. */
async function unpackChromium(): Promise<{ executablePath: string; env: Record<string, string> }> {
  const before = { tmpdir: process.env.TMPDIR, runtime: process.env.AWS_LAMBDA_JS_RUNTIME }
  const folder = await mkdtemp(join(tmpdir(), 'schulhof-chromium-npm-'))
  // 200 MB that nobody would clear away; the process may start more browsers from it, so they go with the process.
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  process.env.TMPDIR = folder
  if (!(await isThere('/usr/lib/x86_64-linux-gnu/libnss3.so'))) process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs22.x'
  try {
    const { default: packed } = await import('@sparticuz/chromium')
    const executablePath = await packed.executablePath()
    return { executablePath, env: process.env.LD_LIBRARY_PATH === undefined ? {} : { LD_LIBRARY_PATH: process.env.LD_LIBRARY_PATH } }
  } catch (error) {
    throw new Error('No Chromium found: set SCHULHOF_CHROMIUM, install the package chromium, or install the dependencies of this project.', { cause: error })
  } finally {
    restore('TMPDIR', before.tmpdir)
    restore('AWS_LAMBDA_JS_RUNTIME', before.runtime)
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name]
  else process.env[name] = value
}

async function isThere(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  )
}
