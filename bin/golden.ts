/** All generated documents that are committed: those of the manifests, and the table of clauses, which also reads the titles of tests. */
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { Module } from '#platform/module/module.ts'
import { goldenFiles } from '#platform/privacy/golden.ts'
import { clauseTable } from './clause-table.ts'

const ROOT = fileURLToPath(new URL('../', import.meta.url))

/** Path -> text of every golden file. */
export function allGoldenFiles(modules: readonly Module[]): Map<string, string> {
  return new Map([...goldenFiles(modules), ['docs/instruction/clauses.md', clauseTable(modules, testsOfClauses())]])
}

/** Path -> text of the tests that speak in the words of the instruction. */
function testsOfClauses(): Map<string, string> {
  return new Map(globSync('tests/clauses/*.ts', { cwd: ROOT }).sort().map((path) => [path, readFileSync(`${ROOT}${path}`, 'utf8')]))
}
