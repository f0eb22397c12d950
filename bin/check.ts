/** What CI looks at beside the tests, as sentences; `--update` writes the golden files anew. */
import { execFileSync } from 'node:child_process'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { modules } from '#modules/index.ts'
import { allGoldenFiles } from './golden.ts'

const ROOT = new URL('../', import.meta.url)
const isUpdate = process.argv.includes('--update')
let failed = 0

for (const [path, text] of allGoldenFiles(modules)) {
  const url = new URL(path, ROOT)
  if (isUpdate) {
    await mkdir(new URL('./', url), { recursive: true })
    await writeFile(url, text)
  } else if ((await readFile(url, 'utf8').catch(() => '')) !== text) {
    process.stdout.write(`${path} is not what the manifests say; run npm run check -- --update and read the difference\n`)
    failed++
  }
}
step('types', 'tsc', ['--noEmit', '-p', '.'])
step('lint', 'oxlint', ['--deny-warnings', 'platform', 'modules', 'server', 'web', 'bin', 'example', 'tests'])
process.exit(failed === 0 ? 0 : 1)

function step(name: string, command: string, args: string[]): void {
  try {
    execFileSync(new URL(`node_modules/.bin/${command}`, ROOT).pathname, args, { cwd: ROOT, stdio: 'inherit' })
    process.stdout.write(`${name}: fine\n`)
  } catch {
    failed++
  }
}
