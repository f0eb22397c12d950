/** The committed golden documents say what the manifests say today. */
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { allGoldenFiles } from '#bin/golden.ts'
import { modules } from '#modules/index.ts'

describe('golden documents', () => {
  for (const [path, text] of allGoldenFiles(modules)) {
    test(`${path} is up to date (npm run check -- --update, then read the difference)`, () => {
      assert.equal(readFileSync(new URL(`../${path}`, import.meta.url), 'utf8'), text)
    })
  }

  test('A14 no document claims what only a court could', () => {
    for (const [path, text] of allGoldenFiles(modules)) assert.doesNotMatch(text, /DSGVO-konform|rechtssicher|Stand der Technik|zertifiziert/i, path)
  })
})
