/** The repository keeps its style, and each check of the style finds what it is there to find. */
import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { describe, test } from 'node:test'
import { documentChecks } from './tidy-documents.ts'
import { checks, importsOf } from './tidy.ts'
import type { Tree } from './tidy.ts'

const ROOT = new URL('../', import.meta.url)

/** One planted violation for each check. */
const planted: Record<string, [string, string][]> = {
  'platform knows no module': [['platform/http/x.ts', "import { a } from '#modules/forum/store.ts'"], ['platform/http/y.ts', "const { a } = await import('#modules/forum/contract.ts')"]],
  'modules use each other only as declared': [['modules/forum/actions.ts', "import { a } from '#modules/mail/contract.ts'"], ['modules/forum/rules.ts', "import { findPost } from './store.ts'"]],
  'rules are pure': [['modules/forum/rules.ts', "import { sql } from 'kysely'"], ['modules/forum/rules/post.ts', 'export async function judge() {}']],
  'only web/design knows the UI library': [['modules/forum/web/Page.tsx', "import { Button } from 'react-aria-components'"]],
  'the server has no React': [['platform/http/Page.tsx', ''], ['modules/forum/store.ts', "import { useState } from 'react'"]],
  'time is read in platform/time only': [['modules/forum/actions.ts', 'const at = new Date()'], ['platform/http/x.ts', 'const ms = Date.now()']],
  'a school year is asked of the school': [['modules/forum/actions.ts', 'const { label } = schoolYearOf(today)'], ['platform/identity/x.ts', 'const year = schoolYearOf(today, [])'], ['example/x.ts', 'const next = schoolYearAfter(year)'], ['modules/forum/store.ts', 'const year = presetSchoolYear(today)']],
  'SQL does not read the time': [['modules/forum/migrations/0001_x.sql', 'CREATE TABLE t (at timestamptz DEFAULT now())'], ['modules/forum/store.ts', 'const q = sql`SELECT current_date`']],
  'names are sorted with a collation': [['modules/forum/store.ts', "query.orderBy('person.family_name')"]],
  'words of users stand in texts': [['modules/forum/web/Page.tsx', '<p>Bitte später noch einmal</p>'], ['modules/forum/actions.ts', "throw new Error('Das geht nicht für dich: größer')"]],
  'no empty names': [['platform/http/x.ts', 'export class PostManager {}']],
  'files stay small': [['platform/http/x.ts', 'const a = 1\n'.repeat(301)], ['modules/forum/web/forum.css', '.a {}\n'.repeat(301)]],
  'no barrel files, no default exports': [['platform/http/x.ts', "export * from './y.ts'"], ['modules/forum/rules.ts', 'export default 1']],
  'modules have the shape of a module': [['modules/forum/stuff.ts', '']],
  'each lock has a number of its own': [['modules/forum/store.ts', 'const POST_LOCK = 7_305_599\nawait query(\'SELECT pg_advisory_lock(7305599)\')']],
  'how much is done at once stands in limits.ts': [['platform/forum/store.ts', 'const NEWS_AT_ONCE = 50'], ['modules/forum/store.ts', 'export const PIECE_ROWS = 2_000'], ['modules/forum/actions.ts', 'const a = 1\nconst ROWS = 500']],
  'tests set up inside of their suite': [['modules/forum/forum.test.ts', 'before(async () => {})'], ['tests/clauses/R1.test.ts', "describe('x', () => {})\nafterEach(() => house.close())"]],
  'each right, refusal and column is spoken of once': [['platform/http/x.ts', '// TODO later']],
  'links of documents lead somewhere': [['docs/x.md', 'see [there](gone.md)'], ['docs/x.md', '# Here\n[below](#there)'], ['docs/x.md', '[up](../README.md#here)']],
  'paths that documents name exist': [['docs/x.md', 'done by `platform/gone/x.ts`'], ['README.md', 'see docs/gone.md.']],
  'every room is on the map': [['platform/forum/x.ts', ''], ['modules/forum/manifest.ts', '']],
  'the handbook calls pages and buttons as the texts do': [['docs/handbuch/x.md', '**Senden.** Dann *Absenden*.']],
  'each word of the glossary has one entry': [['docs/glossary.md', '| Amt | office | |\n| Amt | bureau | |']],
}

function repository(): Tree {
  const paths = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], { cwd: ROOT, encoding: 'utf8' }).split('\0').filter((path) => path !== '')
  return new Map(paths.flatMap((path) => {
    try {
      // Of what no check reads it counts that it is there.
      return [[path, /\.(ts|tsx|sql|md|css)$/.test(path) ? readFileSync(new URL(path, ROOT), 'utf8') : ''] as const]
    } catch {
      return []
    }
  }))
}

describe('tidy', () => {
  const tree = repository()
  for (const { name, check } of [...checks, ...documentChecks]) {
    test(name, () => assert.deepEqual(check(tree), []))
    test(`${name}: a planted violation is found`, () => {
      const violations = planted[name] ?? []
      assert.ok(violations.length > 0, 'a check without a planted violation proves nothing')
      for (const violation of violations) assert.notDeepEqual(check(new Map([violation])), [], violation[0])
    })
  }

  test('what leans in the handbook is found in texts of all forms', () => {
    const texts = "export const t = { a: 'Eins', b: ({ n }) => (n === 1 ? 'Das Konto löschen' : `Alle ${n} Konten ${n > 9 ? 'bald' : ''} löschen`), // isn't one\n c: `Ganz${n === 0 ? '' : `, ${n} davon`}` }"
    const { check } = documentChecks.find(({ name }) => name.startsWith('the handbook'))!
    const says = (words: string) => check(new Map([['modules/forum/texts.de.ts', texts], ['docs/handbuch/x.md', words]]))
    assert.deepEqual(says('*Eins*, *Das Konto löschen*, *Alle … Konten … löschen*, *Ganz*, *bald*'), [])
    assert.equal(says('*Zwei*, *Alle 3 Konten löschen*').length, 2)
  })

  test('imports are read in all their forms', () => {
    assert.deepEqual(importsOf("import { a } from 'x'\nimport type { B } from \"y\"\nexport { c } from 'z'\nimport 'w'\nconst d = await import('v')"), ['x', 'y', 'z', 'w', 'v'])
  })
})
