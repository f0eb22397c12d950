/** The line breaks while both write: nothing lost, nothing twice, the same order for both; what was typed stays. */
import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { becomes, messagesOf, openRoom, openSchool, steps, write } from './school.ts'
import type { School, Visit } from './school.ts'

describe('a line that breaks', () => {
  let school: School
  let pupil: Visit
  let teacher: Visit
  const step = steps()

  before(async () => {
    school = await openSchool()
  })
  after(() => school?.[Symbol.asyncDispose]())

  step('both write and read live', async () => {
    pupil = await school.enter('pupil', { width: 390, height: 844 })
    teacher = await school.enter('teacher')
    for (const visit of [pupil, teacher]) await openRoom(visit.page, '07b')
    await write(teacher.page, 'eins')
    await write(pupil.page, 'zwei')
    for (const visit of [pupil, teacher]) await becomes(() => messagesOf(visit.page), ['eins', 'zwei'], 'live')
  })

  step('without a line a message waits, says so, and what the others write is missed for now', async () => {
    await pupil.context.setOffline(true)
    await write(pupil.page, 'drei, ohne Netz')
    await write(pupil.page, 'vier, ohne Netz')
    await write(teacher.page, 'fünf, mit Netz')
    await becomes(() => messagesOf(teacher.page), ['eins', 'zwei', 'fünf, mit Netz'], 'the teacher goes on')
    await becomes(() => pending(pupil), ['drei, ohne Netz: wartet auf die Verbindung', 'vier, ohne Netz: wartet auf die Verbindung'], 'the pupil sees what waits')
    assert.deepEqual(await messagesOf(pupil.page), ['eins', 'zwei'])
    await pupil.page.getByRole('link', { name: 'Zurück' }).click()
    await pupil.page.getByRole('heading', { level: 1, name: 'Nachrichten' }).waitFor()
    await openRoom(pupil.page, '07b')
    assert.equal((await pending(pupil)).length, 2, 'looking elsewhere loses nothing')
    await pupil.page.getByText(/Keine Verbindung|offline/i).waitFor()
  })

  step('when the line is back everything goes by itself, once, in one order for both', async () => {
    await pupil.context.setOffline(false)
    await becomes(() => pending(pupil), [], 'nothing waits any more')
    await becomes(async () => (await messagesOf(pupil.page)).length, 5, 'the pupil has all five')
    await becomes(async () => JSON.stringify(await messagesOf(teacher.page)) === JSON.stringify(await messagesOf(pupil.page)), true, 'both read the same')
    const read = await messagesOf(pupil.page)
    assert.deepEqual([...read].sort(), ['drei, ohne Netz', 'eins', 'fünf, mit Netz', 'vier, ohne Netz', 'zwei'])
    assert.ok(read.indexOf('drei, ohne Netz') < read.indexOf('vier, ohne Netz'), `in the order of writing: ${read.join(', ')}`)
  })

  step('many breaks while both write: all there, none twice, the same order', async () => {
    const sent: string[] = []
    for (let turn = 0; turn < 6; turn++) {
      const who = turn % 2 === 0 ? pupil : teacher
      await who.context.setOffline(true)
      for (const visit of [pupil, teacher]) {
        const text = `${visit === pupil ? 'Schülerin' : 'Lehrerin'} ${turn}`
        sent.push(text)
        await write(visit.page, text)
      }
      await who.context.setOffline(false)
    }
    for (const visit of [pupil, teacher]) await becomes(async () => new Set(await messagesOf(visit.page)).size, 5 + sent.length, 'everything arrived')
    for (const visit of [pupil, teacher]) await becomes(() => pending(visit), [], 'nothing waits')
    const [ofPupil, ofTeacher] = [await messagesOf(pupil.page), await messagesOf(teacher.page)]
    assert.deepEqual(ofPupil, ofTeacher)
    assert.equal(ofPupil.length, 5 + sent.length, 'none twice')
    await teacher.page.reload()
    await becomes(() => messagesOf(teacher.page), ofPupil, 'and so it is kept')
  })

  step('X5 what was typed is there after a reload, and after looking into another room', async () => {
    const field = () => pupil.page.getByRole('textbox', { name: /^Nachricht an / })
    const kept = () => pupil.page.waitForResponse((response) => response.url().includes('/draft') && response.ok())
    const first = kept()
    await field().fill('Noch nicht fertig')
    await first
    await pupil.page.reload()
    await becomes(() => field().inputValue(), 'Noch nicht fertig', 'after a reload')
    await field().press('End')
    await field().pressSequentially(' und mehr')
    await pupil.page.getByRole('link', { name: 'Zurück' }).click()
    await openRoom(pupil.page, '7b Mathematik')
    assert.equal(await field().inputValue(), '')
    await pupil.page.getByRole('link', { name: 'Zurück' }).click()
    await openRoom(pupil.page, '07b')
    await becomes(() => field().inputValue(), 'Noch nicht fertig und mehr', 'after another room')
    await field().press('Enter')
    await becomes(async () => (await messagesOf(teacher.page)).at(-1), 'Noch nicht fertig und mehr', 'sent as it was')
    await pupil.page.reload()
    await becomes(async () => (await messagesOf(pupil.page)).at(-1), 'Noch nicht fertig und mehr', 'the message is there')
    await becomes(() => field().inputValue(), '', 'and is no draft any more')
  })
})

/** Messages on their way, each with what is said of it. */
async function pending({ page }: Visit): Promise<string[]> {
  return (await page.locator('[data-pending]').allInnerTexts()).map((words) => words.replace(/\n+/, ': '))
}
