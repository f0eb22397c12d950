/** A20: whatever waits is called by its name. The kinds are read from the code of the rooms that open tasks, so that a new one is missed here. */
import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { web as consentWeb } from '#modules/consent/web/index.ts'
import { KNOWN_KINDS } from '../rules/week.ts'
import { EXAMPLE_WORDS, WORDS, texts } from '../texts/week.de.ts'
import { PLACES } from './week-places.ts'

const root = join(import.meta.dirname, '../../..')

/** Kinds in files that call openTask or openTasks: written out, or by a constant that is declared in any file. */
function kindsOpened(): string[] {
  const sources = globSync('{platform,modules}/**/*.ts', { cwd: root }).filter((path) => !path.endsWith('.test.ts')).map((path) => readFileSync(join(root, path), 'utf8'))
  const constants = new Map(sources.flatMap((source) => [...source.matchAll(/const ([A-Z][A-Z_]+) = '([a-z]+\.[a-z_]+)'/g)].map(([, name, kind]) => [name!, kind!] as const)))
  const opening = sources.filter((source) => /(?:await|=>|return) openTasks?\(/.test(source))
  const found = opening.flatMap((source) => [...source.matchAll(/\bkind: '([a-z]+\.[a-z_]+)'/g)].map(([, kind]) => kind!).concat([...source.matchAll(/\b[A-Z][A-Z_]+\b/g)].flatMap(([name]) => constants.get(name) ?? [])))
  return [...new Set(found)].sort()
}

describe('A20 the words of the week', () => {
  test('every kind of task that a room opens is estimated, has words and a place; another one is called a task', () => {
    const opened = kindsOpened()
    assert.ok(opened.length > 15, 'the kinds are found')
    assert.deepEqual([...KNOWN_KINDS].sort(), opened)
    assert.deepEqual(Object.keys(WORDS).sort(), opened)
    assert.deepEqual(Object.keys(PLACES).sort(), opened)
    assert.equal(texts.kindTitle({ kind: 'room.thing', n: 1 }), 'Eine Aufgabe wartet')
    assert.equal(texts.kindTitle({ kind: 'room.thing', n: 3 }), '3 Aufgaben warten')
  })

  test('R12.2 what is decided about a family is found on its page: a withdrawal to clarify, and who decides for a child', () => {
    const web = consentWeb.routes.map((route) => route.path as string)
    for (const kind of ['consent.clarify', 'people.custody_no_holder', 'people.custody_unclear']) assert.equal(PLACES[kind]?.person?.pattern, '/einwilligungen/familie/$pupilId', kind)
    for (const { path, person } of Object.values(PLACES)) if ((path ?? person?.pattern)?.startsWith('/einwilligungen')) assert.ok(web.includes(path ?? person!.pattern), path ?? person!.pattern)
  })

  test('the example school says that its own machine was looked at; a real school hears the ordinary words', () => {
    const kind = 'administration.host_attention'
    assert.deepEqual(Object.keys(EXAMPLE_WORDS), [kind])
    assert.match(texts.kindTitle({ kind, n: 1, isExample: true }), /^Beispielschule: /)
    assert.match(texts.kindSuggestion({ kind, day: '2026-12-28', isExample: true }), /als root/)
    assert.equal(texts.kindTitle({ kind, n: 1 }), 'Der Rechner der Schule braucht Aufmerksamkeit')
    assert.equal(texts.kindTitle({ kind: 'control.broken', n: 1, isExample: true }), texts.kindTitle({ kind: 'control.broken', n: 1 }))
  })

  test('what an office leaves lying is said with its area, its kinds and since when', () => {
    assert.equal(texts.lateTitle({ n: 3, office: 'task:users', isHeld: true }), 'Überfällig: 3 Aufgaben im Bereich „Konten“')
    assert.equal(texts.lateTitle({ n: 1, office: 'task:updates', isHeld: false }), 'Niemand zuständig: eine Aufgabe im Bereich „Aktualisierungen“')
    assert.equal(texts.lateKind({ kind: 'consent.clarify', n: 2, since: '2026-11-02' }), '2 Widerrufe sind zu klären (seit 02.11.2026)')
  })

  test('each title counts or is about one, and each suggestion is a sentence', () => {
    for (const kind of KNOWN_KINDS) {
      for (const n of [1, 2]) assert.match(texts.kindTitle({ kind, n }), /^(\d|[A-ZÄÖÜ]).+[^.]$/, kind)
      assert.match(texts.kindSuggestion({ kind, day: '2026-12-28' }), /\.$/, kind)
    }
  })
})
