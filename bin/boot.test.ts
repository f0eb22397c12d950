import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'

const locked = { packages: { '': {}, 'node_modules/left-pad': { version: '1.3.0', integrity: 'sha512-x' }, 'node_modules/only-elsewhere': { version: '1.0.0', optional: true } } }
const installed = { packages: { 'node_modules/left-pad': { version: '1.3.0', integrity: 'sha512-x' } } }

/** In place of npm: notes how it was called and installs what the lockfile says. */
const npm = `#!/bin/sh
echo "$@" >> npm-calls
[ -e npm-fails ] && exit 1
rm -rf node_modules && mkdir node_modules && cp installed.json node_modules/.package-lock.json
`

describe('the commands before Node runs TypeScript', () => {
  let folder = ''
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'schulhof-boot-'))
    await mkdir(join(folder, 'bin'))
    await mkdir(join(folder, 'path'))
    for (const file of ['boot.mjs', 'child.mjs', 'run.mjs', 'start.mjs', 'server-flags.mjs']) await cp(join(import.meta.dirname, file), join(folder, 'bin', file))
    await put('package.json', '{"type":"module"}')
    await put('package-lock.json', JSON.stringify(locked))
    await put('installed.json', JSON.stringify(installed))
    await writeFile(join(folder, 'path', 'npm'), npm, { mode: 0o755 })
    await put('entry.ts', `const words: string[] = process.argv.slice(2); console.log(words.join(' ')); process.exitCode = Number(words[0] ?? 0)`)
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  const put = (file: string, text: string): Promise<void> => writeFile(join(folder, file), text)
  const calls = (): Promise<string> => readFile(join(folder, 'npm-calls'), 'utf8').catch(() => '')

  function start(args: string[], flags: string[] = []): ChildProcess {
    const { npm_execpath: _, ...env } = process.env
    const path = `${join(folder, 'path')}${delimiter}${process.env['PATH']}`
    return spawn(process.execPath, [...flags, ...args], { cwd: folder, env: { ...env, PATH: path, NODE_ENV: 'production' }, stdio: ['ignore', 'pipe', 'pipe'] })
  }

  async function run(args: string[], flags: string[] = []): Promise<{ code: number | null; signal: string | null; out: string; err: string }> {
    const child = start(args, flags)
    const [out, err] = [collect(child.stdout!), collect(child.stderr!)]
    const [code, signal] = (await once(child, 'close')) as [number | null, string | null]
    return { code, signal, out: out.text, err: err.text }
  }

  test('arguments go in, output and exit code come out', async () => {
    const { code, out } = await run(['bin/run.mjs', 'entry.ts', '7', 'a b', '--flag'])
    assert.deepEqual({ code, out }, { code: 7, out: '7 a b --flag\n' })
    assert.equal((await run(['bin/run.mjs'])).code, 1)
  })

  test('packages are installed once per lockfile, with what tests and pages need, also under NODE_ENV=production', async () => {
    const first = await run(['bin/run.mjs', 'entry.ts'])
    assert.equal(first.code, 0, first.err)
    assert.match(await calls(), /^ci --include=dev [^\n]*\n$/)
    assert.equal(first.err.trim().split('\n').length, 1, 'one sentence')
    assert.equal((await run(['bin/run.mjs', 'entry.ts'])).err, '')
    assert.equal((await calls()).split('\n').length, 2, 'not again')
    await put('package-lock.json', JSON.stringify(locked).replace('1.3.0', '1.4.0'))
    await put('installed.json', JSON.stringify(installed).replace('1.3.0', '1.4.0'))
    await run(['bin/run.mjs', 'entry.ts'])
    assert.equal((await calls()).split('\n').length, 3, 'another lockfile')
  })

  test('what somebody installed by hand is left alone when it fits the lockfile', async () => {
    await mkdir(join(folder, 'node_modules'))
    await put('node_modules/.package-lock.json', JSON.stringify(installed))
    assert.equal((await run(['bin/run.mjs', 'entry.ts'])).code, 0)
    assert.equal(await calls(), '')
    await put('node_modules/.schulhof-lock', 'of another time')
    await put('node_modules/.package-lock.json', '{"packages":{}}')
    await run(['bin/run.mjs', 'entry.ts'])
    assert.match(await calls(), /^ci /, 'a package is missing')
  })

  test('two commands at once in a fresh clone install once', async () => {
    const both = await Promise.all([run(['bin/run.mjs', 'entry.ts']), run(['bin/run.mjs', 'entry.ts'])])
    assert.deepEqual(both.map(({ code }) => code), [0, 0])
    assert.equal((await calls()).split('\n').length, 2)
  })

  test('a failed installation ends with a sentence in both languages, and the next try starts afresh', async () => {
    await put('npm-fails', '')
    const { code, err } = await run(['bin/run.mjs', 'entry.ts'])
    assert.equal(code, 1)
    assert.match(err, /npm ci ist gescheitert.*\n.*npm ci failed/)
    await rm(join(folder, 'npm-fails'))
    assert.equal((await run(['bin/run.mjs', 'entry.ts'])).code, 0)
  })

  test('on a Node that is too old, without one of its own, it says so in both languages', async () => {
    const old = 'data:text/javascript,Object.defineProperty(process, "versions", { value: { node: "18.20.0" } })'
    const { code, err } = await run(['bin/run.mjs', 'entry.ts'], ['--import', old])
    assert.equal(code, 1)
    assert.match(err, /Schulhof braucht Node 24 .* 18\.20\.0.*\nSchulhof needs Node 24 .* 18\.20\.0/)
    const name = `node-${process.platform}-${process.arch}`
    await mkdir(join(folder, 'node_modules', name, 'bin'), { recursive: true })
    await symlink(process.execPath, join(folder, 'node_modules', name, 'bin', 'node'))
    assert.equal((await run(['bin/run.mjs', 'entry.ts'], ['--import', old])).code, 0, 'the one of the lockfile serves')
  })

  test('start builds the pages when a source is newer than they are, and only then', async () => {
    await mkdir(join(folder, 'server'))
    await mkdir(join(folder, 'modules', 'forum'), { recursive: true })
    await put('server/main.ts', '')
    await put('modules/forum/contract.ts', '')
    await put('modules/forum/contract.test.ts', '')
    await put('bin/build.ts', `import { appendFileSync, mkdirSync, writeFileSync } from 'node:fs'
      mkdirSync('dist/web', { recursive: true }); writeFileSync('dist/web/index.html', ''); appendFileSync('builds', 'x')`)
    const builds = async (): Promise<number> => {
      const { code, err } = await run(['bin/start.mjs'])
      assert.equal(code, 0, err)
      return (await readFile(join(folder, 'builds'), 'utf8')).length
    }
    assert.equal(await builds(), 1)
    assert.equal(await builds(), 1)
    const later = new Date('2100-01-01')
    await utimes(join(folder, 'modules/forum/contract.test.ts'), later, later)
    assert.equal(await builds(), 1, 'tests are not in the pages')
    await utimes(join(folder, 'modules/forum/contract.ts'), later, later)
    assert.equal(await builds(), 2)
    assert.equal(await builds(), 2)
    await put('bin/build.ts', 'process.exit(3)')
    await rm(join(folder, 'dist/web'), { recursive: true })
    const { code, err } = await run(['bin/start.mjs'])
    assert.equal(code, 1)
    assert.match(err, /ließen sich nicht bauen/)
  })

  /** A server that counts the signals it gets and ends a moment after the first. */
  const server = `
    let count = 0
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => { count++; setTimeout(() => { console.log(signal, count); process.exit(5) }, 400) })
    console.log('up', process.pid); setInterval(() => {}, 1000)`

  test('a signal to us or to the whole group reaches the server once, and we wait for it', async () => {
    await put('entry.ts', server)
    await run(['bin/run.mjs'])
    const cases = (['SIGINT', 'SIGTERM', 'SIGHUP'] as const).flatMap((signal) => [{ signal, isGroup: false }, { signal, isGroup: true }])
    await Promise.all(cases.map(async ({ signal, isGroup }) => {
      const child = start(['bin/run.mjs', 'entry.ts'])
      const out = collect(child.stdout!)
      while (!out.text.includes('up')) await once(child.stdout!, 'data')
      child.kill(signal)
      if (isGroup) process.kill(Number(/up (\d+)/.exec(out.text)![1]), signal)
      assert.deepEqual(await once(child, 'close'), [5, null])
      assert.match(out.text, new RegExp(`${signal} 1\n`), `${signal} ${isGroup ? 'to the group' : 'to us'}`)
    }))
  })

  test('a command without a handler ends by the signal, and so do we', async () => {
    await put('entry.ts', `console.log('up'); setInterval(() => {}, 1000)`)
    const child = start(['bin/run.mjs', 'entry.ts'])
    await once(child.stdout!, 'data')
    child.kill('SIGTERM')
    assert.deepEqual(await once(child, 'close'), [null, 'SIGTERM'])
  })

  test('kill -9 of the command ends the server it started', async () => {
    await put('entry.ts', server)
    const child = start(['bin/run.mjs', 'entry.ts'])
    const out = collect(child.stdout!)
    while (!out.text.includes('up')) await once(child.stdout!, 'data')
    child.kill('SIGKILL')
    await once(child, 'close')
    assert.match(out.text, /SIGTERM 1\n/)
  })
})

function collect(stream: NodeJS.ReadableStream): { text: string } {
  const collected = { text: '' }
  stream.setEncoding('utf8').on('data', (part: string) => (collected.text += part))
  return collected
}
