/** The steps of a change of the school year, which the way back reads some at a time. */
import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { openTestHouse } from '#tests/house.ts'
import type { TestHouse } from '#tests/house.ts'
import { steps_page_rows } from '../limits.ts'
import { recordRollOver, recordSteps, stepsOf } from './years.ts'
import type { Step } from './years.ts'

describe('the steps of a change of the school year', () => {
  let house: TestHouse

  before(async () => {
    house = await openTestHouse()
  })
  after(() => house.close())

  test('each step of the kind comes once, in the order of its record, also where there are several pages', async () => {
    const stepOf = (kind: Step['kind']): Step => ({ kind, recordId: randomUUID(), personId: null, before: null, after: '10a' })
    for (const count of [0, 1, steps_page_rows, 2 * steps_page_rows + 1]) {
      const own = Array.from({ length: count }, () => stepOf('label'))
      const read = await house.write(async (w) => {
        const id = await recordRollOver(w, { schoolYear: '2027/28', undoUntil: w.today, counts: {} })
        await recordSteps(w, id, [...own, stepOf('group_end')])
        const steps: Step[] = []
        for await (const page of stepsOf(w.trx, id, 'label')) {
          assert.ok(page.length > 0 && page.length <= steps_page_rows)
          steps.push(...page)
        }
        return steps
      })
      assert.deepEqual(read, own.sort((a, b) => (a.recordId < b.recordId ? -1 : 1)))
    }
  })
})
