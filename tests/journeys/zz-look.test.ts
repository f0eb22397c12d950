import { after, before, describe, test } from 'node:test'
import { writeFile } from 'node:fs/promises'
import { arrive } from '../interleave.ts'
import { openSchool } from './school.ts'
import type { School } from './school.ts'
describe('look', () => {
  let school: School
  before(async () => {
    school = await openSchool()
    const head = await arrive(school.house, school.world.ids.head)
    await head.call('control.runProbes')
    await head.call('control.enterProcessing', { module: 'messenger', basis: 'Einwilligung der Familien', remark: 'Eine lange Bemerkung der Schule. '.repeat(30).slice(0, 990) })
    await head.call('control.addMeasure', { topic: 'storage', text: 'Der Serverraum ist verschlossen. '.repeat(14).slice(0, 480) })
    await head.call('control.addProcessor', { isOwn: false, name: 'Rechenzentrum Nord', service: 'Wartung', categories: 'Stammdaten', contractOn: '2026-01-15', reference: 'AV 12/26', untilOn: null, covers: [] })
    const pdf = await head.call('control.printProof')
    await writeFile("/tmp/reg-proof.pdf", pdf.bytes)
  })
  after(() => school?.[Symbol.asyncDispose]())
  for (const [width, scheme] of [[1280, 'light'], [390, 'dark']] as const) test(`${width}`, async () => {
    const { page, close } = await school.enter('head', { width, height: 900, scheme })
    for (const name of ['', '/verzeichnis', '/massnahmen', '/auftragsverarbeiter']) {
      await page.goto(`${school.origin}/kontrolle${name}`)
      await page.waitForTimeout(1500)
      await page.screenshot({ path: `/tmp/reg-${width}${name.replace('/', '-')}.png`, clip: undefined })
    }
    await page.getByRole('button', { name: 'Eintragen' }).first().click()
    await page.waitForTimeout(500)
    await page.screenshot({ path: `/tmp/reg-${width}-dialog.png` })
    await close()
  })
})
