/**
 * Builds the web into dist/web: hashed files, manifest.json, sizes printed. `--design` adds design.html, which shows every component in every state.
 * Ends with 1 when one of the pages that people begin with is over its budget.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { webConfig } from '../vite.config.ts'

/** experience.md 3: the first load of a page that people begin with, all of its script in bytes after gzip. */
export const START_SCRIPT_BYTES_MAX = 200_000

/** Where people begin: before the sign-in, and after it with the frame around every page. The first of each gives it its name. */
export const START_PAGES: readonly (readonly [string, ...string[]])[] = [['signin/SignInPage.tsx'], ['home/web/TodayPage.tsx', 'shell/InsideFrame.tsx']]

export type Built = {
  /** Every script and stylesheet, largest first; `isFrame` marks what every page loads. */
  files: readonly { file: string; size_bytes: number; gzip_bytes: number; isFrame: boolean }[]
  /** Script of the pages that people begin with: the frame and the page with all they import at once. */
  starts: readonly { page: string; gzip_bytes: number }[]
}

/** Builds into `outDir` (absolute). Throws when the bundler finds a mistake or a start page is no longer where it is expected. */
export async function buildWeb(options: { outDir: string; design?: boolean }): Promise<Built> {
  await build(webConfig({ outDir: options.outDir, design: options.design ?? false }))
  const manifest = JSON.parse(await readFile(`${options.outDir}/manifest.json`, 'utf8')) as Manifest
  const frame = filesOf(manifest, ['index.html'])
  const names = [...new Set(Object.values(manifest).flatMap((chunk) => [chunk.file, ...(chunk.css ?? [])]))].filter((file) => /\.(js|css)$/.test(file))
  const files = await Promise.all(
    names.map(async (file) => {
      const content = await readFile(`${options.outDir}/${file}`)
      return { file, size_bytes: content.length, gzip_bytes: gzipSync(content).length, isFrame: frame.has(file) }
    }),
  )
  const starts = START_PAGES.map((parts) => {
    const needed = filesOf(manifest, ['index.html', ...parts.map((part) => pageKey(manifest, part))])
    return { page: parts[0], gzip_bytes: files.filter(({ file }) => file.endsWith('.js') && needed.has(file)).reduce((sum, { gzip_bytes }) => sum + gzip_bytes, 0) }
  })
  return { files: files.sort((a, b) => b.gzip_bytes - a.gzip_bytes), starts }
}

type Manifest = Readonly<Record<string, { file: string; css?: string[]; imports?: string[] }>>

function pageKey(manifest: Manifest, page: string): string {
  const key = Object.keys(manifest).find((name) => name.endsWith(page))
  if (key === undefined) throw new Error(`No page ends with ${page} in the build: correct START_PAGES in bin/build.ts.`)
  return key
}

/** Entries with everything they import statically. */
function filesOf(manifest: Manifest, entries: readonly string[]): Set<string> {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) return
    seen.add(key)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  for (const entry of entries) visit(entry)
  return files
}

async function main(): Promise<void> {
  const outDir = fileURLToPath(new URL('../dist/web', import.meta.url))
  const { files, starts } = await buildWeb({ outDir, design: process.argv.includes('--design') })
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`
  console.log('      gzip         raw   * on every page')
  for (const file of files) console.log(`${kB(file.gzip_bytes).padStart(10)}  ${kB(file.size_bytes).padStart(10)} ${file.isFrame ? '*' : ' '} ${file.file}`)
  console.log(`\nScript of the pages that people begin with, after gzip, at most ${kB(START_SCRIPT_BYTES_MAX)}:`)
  for (const { page, gzip_bytes } of starts) console.log(`${kB(gzip_bytes).padStart(10)}  ${page}`)
  if (starts.some(({ gzip_bytes }) => gzip_bytes > START_SCRIPT_BYTES_MAX)) {
    console.error('Too much: load pages and heavy components lazily, and keep module texts out of web/index.ts.')
    process.exitCode = 1
  }
}

if (import.meta.main) await main()
