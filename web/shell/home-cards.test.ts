/** Heute waits for its cards, so a card that asks the server must say when it is answered: it goes through HomeAnswer. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { webs } from '../modules.ts'

const root = join(import.meta.dirname, '../..')

/** Asks by itself, or by a hook of its module that asks. */
const ASKS = /\buseQuery\(|from '\.{1,2}\/[\w/-]*use-[\w-]+\.ts'/

/** What is wrong with the source of a card; null when nothing is. */
function faultOf(source: string): string | null {
  return ASKS.test(source) && !source.includes('<HomeAnswer ') ? 'asks the server and does not say when it is answered' : null
}

/** The file of a card, found by the component that its loader gives. */
function sourceOf(load: () => unknown): string {
  const path = /import\(\s*['"]([^'"]+)['"]\s*\)/.exec(load.toString())?.[1] ?? assert.fail(load.toString())
  const name = path.replace(/^.*\//, '')
  const [found, ...others] = globSync(`{web,modules}/**/${name}`, { cwd: root })
  assert.ok(found !== undefined && others.length === 0, `${path}: one file of this name`)
  return readFileSync(join(root, found), 'utf8')
}

describe('cards of Heute', () => {
  test('each says when it is answered', () => {
    const cards = webs.flatMap((web) => web.home ?? [])
    assert.ok(cards.length > 5, 'the cards are found')
    for (const card of cards) assert.equal(faultOf(sourceOf(card.load)), null, card.id)
    for (const part of ['FirstSteps', 'WeekCard']) assert.equal(faultOf(readFileSync(join(root, `modules/home/web/${part}.tsx`), 'utf8')), null, part)
  })

  test('a planted card that renders nothing until its answer comes is found', () => {
    assert.notEqual(faultOf("const { data } = useQuery({ queryKey: ['a'] })\nif (data === undefined) return null"), null)
    assert.notEqual(faultOf("import { useRooms } from './use-rooms.ts'\nconst { data } = useRooms()"), null)
    assert.equal(faultOf("const { factor } = useSignedIn()\nreturn factor.isAdvised ? <Card /> : null"), null)
  })
})
