import { describe, test } from 'node:test'
import assert from 'node:assert/strict'
import type { ModuleSearch, SearchHit } from './module-web.ts'
import { SEARCH_HITS_MAX } from './module-web.ts'
import { findPlaces, searchModules } from './search-everywhere.ts'
import type { SearchOutcome } from './search-everywhere.ts'

const places = [
  { path: '/gruppen', label: 'Klassen & Gruppen' },
  { path: '/einstellungen/zettel', label: 'Gültigkeit der Zettel', words: ['Slips', 'Zugang'] },
] as const
const hit = (id: string): SearchHit => ({ id, title: id, path: '/x' })

describe('the search of the house', () => {
  test('places are found by the beginnings of their words, whatever the case, with or without umlauts', () => {
    for (const query of ['klassen', 'GRUPP', 'kla gru', 'Gruppen & Klassen']) assert.equal(findPlaces(query, places)[0]?.path, '/gruppen', query)
    for (const query of ['gültig', 'Gueltigkeit', 'zett', 'zugang']) assert.equal(findPlaces(query, places)[0]?.path, '/einstellungen/zettel', query)
    for (const query of ['', '  ', '&', 'lassen', 'gruppen zettel']) assert.deepEqual(findPlaces(query, places), [], query)
  })

  test('answers keep the order of the modules however late they come, and one that fails is named', async () => {
    let release: (() => void) | undefined
    const late = new Promise<void>((resolve) => (release = resolve))
    const searches: ModuleSearch[] = [
      {
        label: 'Personen',
        order: 1,
        load: async () => async () => {
          await late
          return [hit('ada')]
        },
      },
      { label: 'Räume', order: 2, load: async () => async () => [hit('7b')] },
      {
        label: 'Dateien',
        order: 3,
        load: async () => async () => {
          throw new Error('down')
        },
      },
      { label: 'Forum', order: 4, load: async () => async () => [] },
    ]
    const outcomes: SearchOutcome[] = []
    const done = searchModules('ad', searches, new AbortController().signal, (outcome) => {
      outcomes.push(outcome)
      if (outcomes.length === 3) release?.()
    })
    await done
    assert.deepEqual(outcomes.at(-1), {
      parts: [
        { label: 'Personen', hits: [hit('ada')] },
        { label: 'Räume', hits: [hit('7b')] },
      ],
      failed: ['Dateien'],
    })
    assert.equal(outcomes[0]?.parts[0]?.label, 'Räume')
  })

  test('no module fills the page: hits are limited', async () => {
    let last: SearchOutcome | null = null
    await searchModules(
      'x',
      [{ label: 'Viele', order: 1, load: async () => async () => Array.from({ length: 50 }, (_, i) => hit(String(i))) }],
      new AbortController().signal,
      (outcome) => (last = outcome),
    )
    assert.equal((last as SearchOutcome | null)?.parts[0]?.hits.length, SEARCH_HITS_MAX)
  })

  test('what was called off says nothing more', async () => {
    const stop = new AbortController()
    let said = 0
    stop.abort()
    await searchModules('x', [{ label: 'A', order: 1, load: async () => async () => [hit('a')] }], stop.signal, () => (said += 1))
    assert.equal(said, 0)
  })
})
