/**
 * Builds the web into dist/web: hashed files, manifest.json, sizes printed. `--design` adds design.html, which shows every component in every state.
 * Ends with 1 when the start page's script is over its budget.
 */
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { webConfig } from '../vite.config.ts'

/** experience.md 3: the first load of the start page, in bytes after gzip. */
export const START_SCRIPT_BYTES_MAX = 200_000

export type BuiltFile = { file: string; size_bytes: number; gzip_bytes: number; isStart: boolean }

/** Builds into `outDir` (absolute) and answers with every script and stylesheet, largest first; `isStart` marks what the start page loads at once. */
export async function buildWeb(options: { outDir: string; design?: boolean }): Promise<BuiltFile[]> {
  await build(webConfig({ outDir: options.outDir, design: options.design ?? false }))
  const manifest = JSON.parse(await readFile(`${options.outDir}/manifest.json`, 'utf8')) as Manifest
  const start = startFiles(manifest, 'index.html')
  const files = new Set(Object.values(manifest).flatMap((chunk) => [chunk.file, ...(chunk.css ?? [])]))
  const built = await Promise.all([...files].filter((file) => /\.(js|css)$/.test(file)).map(async (file) => {
    const content = await readFile(`${options.outDir}/${file}`)
    return { file, size_bytes: content.length, gzip_bytes: gzipSync(content).length, isStart: start.has(file) }
  }))
  return built.sort((a, b) => b.gzip_bytes - a.gzip_bytes)
}

/** Bytes of script after gzip that the start page loads before it shows anything. */
export function startScriptBytes(files: readonly BuiltFile[]): number {
  return files.filter((file) => file.isStart && file.file.endsWith('.js')).reduce((sum, file) => sum + file.gzip_bytes, 0)
}

type Manifest = Readonly<Record<string, { file: string; css?: string[]; imports?: string[] }>>

/** The entry with everything it imports statically. */
function startFiles(manifest: Manifest, entry: string): Set<string> {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (key: string): void => {
    const chunk = manifest[key]
    if (chunk === undefined || seen.has(key)) return
    seen.add(key)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const next of chunk.imports ?? []) visit(next)
  }
  visit(entry)
  return files
}

async function main(): Promise<void> {
  const outDir = fileURLToPath(new URL('../dist/web', import.meta.url))
  const files = await buildWeb({ outDir, design: process.argv.includes('--design') })
  const kB = (bytes: number) => `${(bytes / 1000).toFixed(1).padStart(8)} kB`
  console.log('  gzip          raw')
  for (const file of files) console.log(`${kB(file.gzip_bytes)} ${kB(file.size_bytes)}  ${file.isStart ? '*' : ' '} ${file.file}`)
  const script_bytes = startScriptBytes(files)
  console.log(`\nStart page (*): ${kB(script_bytes).trim()} of script after gzip, at most ${kB(START_SCRIPT_BYTES_MAX).trim()}`)
  if (script_bytes > START_SCRIPT_BYTES_MAX) {
    console.error('The start page loads too much script: load pages and heavy components lazily.')
    process.exitCode = 1
  }
}

if (import.meta.main) await main()
