/** Lists that end at a limit say so: who reads one must not take what is shown for all there is. */
import { after, before, describe, test } from 'node:test'
import type { PersonKey } from '#example/people.ts'
import { entries_told_max } from '#modules/control/limits.ts'
import { limits as incidentLimits } from '#modules/incident/limits.ts'
import { limits as lifecycleLimits } from '#modules/lifecycle/limits.ts'
import { DELETE_CLARIFIED } from '#modules/lifecycle/tasks.ts'
import { limits as logsLimits } from '#modules/logs/limits.ts'
import { newId } from '#platform/id/id.ts'
import { addPeople } from '#platform/identity/people.ts'
import { openTasks } from '#platform/tasks/tasks.ts'
import { arrive } from '../interleave.ts'
import { clean, openSchool } from './school.ts'
import type { School } from './school.ts'

/** One more than is shown. */
const more = <R>(max: number, make: (n: number) => R): R[] => Array.from({ length: max + 1 }, (_, n) => make(n))

describe('lists that are cut say so', () => {
  let school: School
  let caseId = ''
  before(async () => {
    school = await openSchool()
    const { house, world: { ids } } = school
    const head = await arrive(house, ids.head)
    await head.call('administration.nameOffice', { office: 'officer', person: { id: ids.clerk }, from: house.clock.today(), until: null, reference: null })
    await head.call('administration.appoint', { task: 'logs', person: { id: ids.admin }, from: house.clock.today(), until: null, isDeputy: false })
    caseId = (await head.call('incident.raiseIncident', { what: 'Ein USB-Stick mit der Klassenliste ist weg', knownSince: house.clock.now().toISOString() })).body['id'] as string
    await house.write(async (w) => {
      const pupils = await addPeople(w, more(lifecycleLimits.page_max, (n) => ({ type: 'pupil' as const, givenName: 'Viel', familyName: `Zuviel ${String(n).padStart(3, '0')}`, source: 'test', sourceId: `many ${n}` })))
      // The last of them is due first, and must not be the one that is left out.
      await openTasks(w, pupils.map((id, n) => ({ kind: DELETE_CLARIFIED, key: id, for: { office: 'task:deletion' as const }, aboutPersonId: id, params: {}, dueOn: n === lifecycleLimits.page_max ? '2026-11-24' : '2026-11-30' })))
      const at = (n: number) => new Date(w.at.getTime() - n * 1_000)
      const over = new Date(w.at.getTime() + 3_600_000)
      const { owner } = house.db
      await owner.insertInto('evidence_opening').values(more(lifecycleLimits.openings_max, (n) => ({ id: newId(at(n)), purpose: 'authority', reason: `Anfrage Nummer ${n}`, asked_by: ids.head, asked_at: at(n) }))).execute()
      await owner.insertInto('log_case').values(more(logsLimits.cases_listed_max, (n) => ({ id: newId(at(n)), opened_by: ids.admin, purpose: 'fault', reason: `Störung Nummer ${n}`, reference: null, service: 'all', window_from: at(n + 10), window_until: at(n), in_representation: false, opened_at: at(n), closes_at: new Date(at(n).getTime() + 3_600_000) }))).execute()
      await owner.insertInto('processing_remark').values(more(entries_told_max, (n) => ({ id: newId(at(n)), module: 'people', remark: `Anmerkung ${n}`, entered_by: ids.head, entered_at: at(n) }))).execute()
      const helped = await owner.selectFrom('person').select('id').where('type', '=', 'parent').limit(1).executeTakeFirstOrThrow()
      await owner.insertInto('log_help').values(more(logsLimits.helps_listed_max, (n) => ({ id: newId(at(n)), person_id: helped.id, opened_by: helped.id, opened_at: at(n), closes_at: over }))).execute()
    })
  })
  after(() => school?.[Symbol.asyncDispose]())

  /** The page says these words. */
  async function says(who: PersonKey, path: string, words: string): Promise<void> {
    const { page, close } = await school.enter(who, { width: 390, height: 844 })
    await page.goto(`${school.origin}${path}`)
    await page.getByText(words).waitFor()
    await clean(page)
    await close()
  }

  test('R12.2 accounts to be deleted: those that are due first are among the shown', async () => {
    const { page, close } = await school.enter('secondAdmin', { width: 390, height: 844 })
    await page.goto(`${school.origin}/loeschung/widerruf`)
    await page.getByText('Es sind noch mehr. Gezeigt werden die, bei denen es zuerst fällig ist').waitFor()
    await page.getByText(`Viel Zuviel ${lifecycleLimits.page_max}`, { exact: true }).waitFor()
    await clean(page)
    await page.goto(`${school.origin}/loeschung/neu`)
    await page.getByRole('searchbox', { name: 'Name' }).fill('zuviel')
    await page.getByText('Es gibt noch mehr. Bitte mehr vom Namen eintippen.').waitFor()
    await close()
  })

  test('B8 openings of sealed evidence', () => says('head', '/loeschung/versiegelt', 'Es sind noch mehr. Gezeigt werden die neuesten.'))
  test('R6.1 own log cases', () => says('admin', '/protokolle', 'Es sind noch mehr. Gezeigt werden Ihre neuesten Fälle.'))
  test('A9 who waits for help with signing in, on the page and on Heute', async () => {
    await says('admin', '/hilfe-beim-anmelden', 'Es warten noch mehr. Gezeigt werden die, deren Freigabe zuerst endet.')
    await says('admin', '/', `Mehr als ${logsLimits.helps_listed_max} Personen bitten um Hilfe beim Anmelden`)
  })

  test('X6 former entries of one processing: all are counted, the newest are told', async () => {
    const { page, close } = await school.enter('head')
    await page.goto(`${school.origin}/kontrolle/verzeichnis`)
    await page.getByText(`${entries_told_max + 1} Eintragungen`).click()
    await page.getByText(`Gezeigt werden die neuesten ${entries_told_max}.`).waitFor()
    await clean(page)
    await close()
  })

  test('X8 people for the list of those affected', async () => {
    const { page, close } = await school.enter('head', { width: 390, height: 844 })
    await page.goto(`${school.origin}/vorfaelle/fall/${caseId}`)
    await page.getByRole('button', { name: 'Personen eintragen' }).click()
    await page.getByRole('dialog').getByRole('searchbox').fill('zuviel')
    await page.getByRole('dialog').getByText('Es gibt noch mehr. Bitte mehr vom Namen eintippen.').waitFor()
    await page.getByRole('dialog').getByRole('listitem').nth(incidentLimits.found_max - 1).waitFor()
    await clean(page)
    await close()
  })
})
