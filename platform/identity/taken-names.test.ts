import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { stemOf, TakenNames } from './taken-names.ts'

/** The rule itself: the first of `wish`, `wish2`, `wish3` ... that is not there. */
function firstFree(wish: string, taken: Set<string>): string {
  let name = wish
  for (let number = 2; taken.has(name); number++) name = `${wish}${number}`
  taken.add(name)
  return name
}

test('whatever is taken and whatever is wished for, the first free name is given, and no name twice', () => {
  const name = fc.tuple(fc.constantFrom('mia', 'mia.ott', 'k2-so', ''), fc.constantFrom('', '0', '1', '2', '3', '4', '5', '10', '11', '02', '22', '23', '1234567890')).map((parts) => parts.join(''))
  fc.assert(
    fc.property(fc.array(name), fc.array(name), (inUse, wishes) => {
      const taken = new Set(inUse)
      const names = new TakenNames()
      const stems = [...new Set(wishes.map(stemOf))]
      names.learn(stems, inUse.filter((one) => stems.includes(stemOf(one))))
      for (const wish of wishes) assert.equal(names.take(wish), firstFree(wish, taken))
    }),
    { numRuns: 2_000 },
  )
})

test('only stems that were told are known', () => {
  const names = new TakenNames()
  names.learn(['mia'], ['mia', 'mia2'])
  assert.deepEqual([names.knows('mia'), names.knows('ben')], [true, false])
  assert.deepEqual([names.take('mia'), names.take('ben')], ['mia3', 'ben'])
})
