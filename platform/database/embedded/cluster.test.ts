import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, afterEach, before, describe, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { whyNot } from '#tests/cluster.ts'
import { ClusterProblem, clusterAccount } from './account.ts'
import { packageFolder } from './binaries.ts'
import { joinCluster, startCluster } from './cluster.ts'
import type { Cluster } from './cluster.ts'
import { foldersOf } from './folders.ts'
import { LockError } from './lock.ts'
import { postgresIn } from './processes.ts'

const place = existsSync('/dev/shm') ? '/dev/shm' : tmpdir()
const isRoot = process.getuid?.() === 0
const clusterModule = JSON.stringify(import.meta.resolve('./cluster.ts'))

describe('the embedded database', { skip: whyNot(packageFolder) }, () => {
  let top = ''
  let folder = ''
  let said: string[] = []
  const started: Cluster[] = []
  const start = async (at = folder): Promise<Cluster> => {
    const cluster = await startCluster({ folder: at, say: (line) => said.push(line), isThrowaway: true })
    started.push(cluster)
    return cluster
  }
  const data = (): string => foldersOf(folder).data

  before(async () => {
    top = await mkdtemp(join(place, 'schulhof-cluster-'))
    await chmod(top, 0o711)
    folder = join(top, 'schule')
  })
  afterEach(async () => {
    for (const cluster of started.splice(0)) await cluster.stop()
  })
  after(async () => {
    for (const pid of postgresIn(data())) process.kill(pid, 'SIGKILL')
    await rm(top, { recursive: true, force: true })
  })

  /** Another Node process that starts the cluster and waits to be killed. */
  async function startInChild(): Promise<ChildProcess> {
    const program = `import { startCluster } from ${clusterModule}
      await startCluster({ folder: ${JSON.stringify(folder)}, say: () => {}, isThrowaway: true })
      console.log('up'); setInterval(() => {}, 1000)`
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    const [line] = (await Promise.race([once(child.stdout!, 'data'), once(child, 'exit')])) as [Buffer | number]
    assert.equal(String(line).trim(), 'up')
    return child
  }

  async function kill(child: ChildProcess): Promise<void> {
    child.kill('SIGKILL')
    await once(child, 'exit')
  }

  async function rowsOf(cluster: Cluster): Promise<number> {
    return (await ask(cluster, 'SELECT count(*)::int AS n FROM kept'))[0]!['n'] as number
  }

  test('is made whole at the first start, also after an interrupted one, and closed to everybody else', async () => {
    mkdirSync(join(folder, 'data.new', 'base'), { recursive: true, mode: 0o700 })
    writeFileSync(join(folder, 'data.new', 'PG_VERSION'), '18\n')
    const cluster = await start()
    assert.deepEqual(said.filter((line) => !line.includes('nobody')), ['Die Datenbank wird eingerichtet ...'])
    const [facts] = await ask(cluster, `SELECT current_setting('data_checksums') AS checksums, current_setting('listen_addresses') AS addresses, current_setting('wal_level') AS wal,
      current_setting('default_text_search_config') AS search, datlocprovider AS provider, datlocale AS locale, pg_encoding_to_char(encoding) AS encoding
      FROM pg_database WHERE datname = 'postgres'`)
    assert.deepEqual(facts, { checksums: 'on', addresses: '', wal: 'replica', search: 'pg_catalog.german', provider: 'b', locale: 'C.UTF-8', encoding: 'UTF8' })
    const names = await ask(cluster, `SELECT n FROM (VALUES ('Zoe'), ('Özil'), ('Oz'), ('ali')) AS t (n) ORDER BY n COLLATE "de-x-icu"`)
    assert.deepEqual(names.map((row) => row['n']), ['ali', 'Oz', 'Özil', 'Zoe'])
    const { password } = foldersOf(folder)
    for (const [path, mode] of [[password, 0o600], [data(), 0o700], [cluster.socketFolder, 0o700]] as const) assert.equal(statSync(path).mode & 0o777, mode, path)
    assert.equal(statSync(password).uid, process.getuid?.(), 'the password is for the server alone')
    assert.equal(statSync(folder).mode & 0o007, 0)
    await ask(cluster, 'CREATE TABLE kept (n int); INSERT INTO kept VALUES (1)')
    await cluster.stop()
    await cluster.stop()
    assert.deepEqual(await cluster.exited, { expected: true })
    // The system may need a moment to take the last of its children from the list.
    for (const from = performance.now(); postgresIn(data()).length > 0 && performance.now() - from < 5_000; ) await new Promise((resolve) => setTimeout(resolve, 20))
    assert.deepEqual(postgresIn(data()), [])
  })

  test('never runs as root', async () => {
    const cluster = await start()
    const uid = statSync(`/proc/${cluster.pid}`).uid
    assert.notEqual(uid, 0)
    assert.equal(statSync(data()).uid, uid)
    await cluster.stop()
    assert.throws(() => clusterAccount('root', undefined), ClusterProblem)
    assert.throws(() => clusterAccount('niemand-dieses-namens', undefined), ClusterProblem)
    if (isRoot) assert.equal(clusterAccount(undefined, uid).switchTo?.uid, uid, 'data keep their owner')
  })

  test('a second start refuses and names the process; a joined one shares it and leaves it running', async () => {
    const cluster = await start()
    await assert.rejects(start(), (problem: unknown) => problem instanceof LockError && problem.pid === process.pid)
    const joined = await joinCluster(folder)
    assert.equal(joined.url, cluster.url)
    assert.equal(joined.pid, cluster.pid)
    assert.equal(await rowsOf(joined), 1)
    await joined.stop()
    assert.deepEqual(await joined.exited, { expected: true })
    assert.equal(await rowsOf(cluster), 1)
    await cluster.stop()
    await assert.rejects(joinCluster(join(top, 'leer')), ClusterProblem)
  })

  test('kill -9 of the server takes the database along, and the next start finds every commit', async () => {
    const child = await startInChild()
    const joined = await joinCluster(folder)
    await ask(joined, 'INSERT INTO kept VALUES (2)')
    await joined.stop()
    await kill(child)
    while (postgresIn(data()).length > 0) await pause(10)
    const cluster = await start()
    assert.equal(await rowsOf(cluster), 2)
    await cluster.stop()
  })

  test('the next start need not wait for that: it stops what is left and takes over', async () => {
    const child = await startInChild()
    await kill(child)
    const cluster = await start()
    assert.equal(await rowsOf(cluster), 2)
    await cluster.stop()
  })

  test('a killed database comes back under the same address, pools reconnect, nothing committed is lost', async () => {
    said = []
    const cluster = await start()
    const pool = new pg.Pool({ connectionString: cluster.url, max: 3 })
    pool.on('error', () => {})
    await pool.query('INSERT INTO kept VALUES (3)')
    for (const restarts of [1, 2]) {
      const pid = cluster.pid
      process.kill(pid, 'SIGKILL')
      while (!said.includes(`PostgreSQL läuft wieder (Neustart Nr. ${restarts} seit dem Start von Schulhof).`)) await pause(10)
      assert.notEqual(cluster.pid, pid)
      const { rows } = await pool.query<{ n: number }>('SELECT count(*)::int AS n FROM kept')
      assert.equal(rows[0]?.n, 3)
    }
    await pool.end()
    await cluster.stop()
    assert.deepEqual(await cluster.exited, { expected: true })
  })

  test('told to stop while it is coming back, it stays down', async () => {
    const cluster = await start()
    process.kill(cluster.pid, 'SIGKILL')
    while (said.at(-1)?.includes('unerwartet') !== true) await pause(1)
    await cluster.stop()
    assert.deepEqual(await cluster.exited, { expected: true })
    while (postgresIn(data()).length > 0) await pause(10)
  })

  test('server and database killed in the middle of a long query: the next start gets rid of the orphans', async () => {
    const child = await startInChild()
    const joined = await joinCluster(folder)
    const client = new pg.Client(joined.url)
    client.on('error', () => {})
    await client.connect()
    const query = client.query('SELECT count(*) FROM generate_series(1, 100000000000) AS a').catch(() => 'cut off')
    const pids = postgresIn(data())
    process.kill(joined.pid, 'SIGSTOP')
    await kill(child)
    process.kill(joined.pid, 'SIGKILL')
    assert.ok(pids.length > 1)
    const cluster = await start()
    assert.equal(await query, 'cut off')
    assert.equal(await rowsOf(cluster), 3)
    await joined.stop()
    await cluster.stop()
  })

  test('files of a dead one that name a living foreign process do not stop the start', async (t) => {
    const cluster = await start()
    const { pid, socketFolder } = cluster
    const account = statSync(data())
    const files = [join(data(), 'postmaster.pid'), join(socketFolder, '.s.PGSQL.5432.lock')]
    const texts = files.map((file) => readFileSync(file, 'utf8'))
    await cluster.stop()
    const foreign = spawn('sleep', ['600'], isRoot ? { uid: account.uid, gid: account.gid } : {})
    t.after(() => kill(foreign))
    files.forEach((file, index) => writeFileSync(file, texts[index]!.replace(String(pid), String(foreign.pid)), { mode: 0o600 }))
    const again = await start()
    assert.equal(await rowsOf(again), 3)
    await again.stop()
    assert.equal(foreign.exitCode ?? foreign.signalCode, null, 'the foreign process lives')
  })

  test('its log never holds what people wrote', async () => {
    const cluster = await start()
    const name = 'Kanarienvogel'
    await ask(cluster, 'CREATE TABLE person (name text PRIMARY KEY, born date)')
    await ask(cluster, `INSERT INTO person VALUES ($1, NULL)`, [name])
    for (const [sql, values] of [
      ['INSERT INTO person VALUES ($1, NULL)', [name]],
      [`INSERT INTO person VALUES ('${name}', NULL)`, []],
      ['SELECT $1::date', [name]],
      [`SELECT '${name}'::int`, []],
      [`SELEKT ${name}`, []],
      [`DO $$ BEGIN RAISE WARNING '${name}'; RAISE EXCEPTION '${name}'; END $$`, []],
    ] as const) await assert.rejects(ask(cluster, sql, [...values]), sql)
    // A backend that dies in the middle of a statement makes PostgreSQL tell what it did.
    const victim = new pg.Client(cluster.url)
    victim.on('error', () => {})
    await victim.connect()
    const [row] = (await victim.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows
    const cut = victim.query(`SELECT pg_sleep(600), '${name}'`).catch(() => {})
    await pause(50)
    process.kill(row!.pid, 'SIGSEGV')
    await cut
    while (!(await ask(cluster, 'SELECT 1').then(() => true, () => false))) await pause(10)
    await cluster.stop()
    const logs = await Promise.all((await readdir(join(data(), 'log'))).map((file) => readFile(join(data(), 'log', file), 'utf8')))
    assert.match(logs.join(), /terminated by signal/)
    assert.doesNotMatch(logs.join(), /Kanarienvogel/i)
  })

  test('a data folder deep down gets its socket elsewhere, at the same place each time', async (t) => {
    const deep = join(top, 'a'.repeat(60), 'b'.repeat(60))
    await mkdir(join(top, 'a'.repeat(60)), { mode: 0o711 })
    await rename(folder, deep)
    t.after(() => rename(deep, folder))
    const first = await start(deep)
    assert.ok(first.socketFolder.length < 80, first.socketFolder)
    assert.equal(statSync(first.socketFolder).mode & 0o777, 0o700)
    assert.equal(await rowsOf(first), 3)
    await first.stop()
    assert.ok(!existsSync(first.socketFolder))
    const second = await start(deep)
    assert.equal(second.url, first.url)
    await second.stop()
  })

  test('another version, a lost password and a folder of somebody else are refused and left as they were', async () => {
    const { password } = foldersOf(folder)
    const version = join(data(), 'PG_VERSION')
    await writeFile(version, '17\n')
    await assert.rejects(start(), (problem: unknown) => problem instanceof ClusterProblem && problem.message.includes('17'))
    await writeFile(version, '18\n')
    await rename(password, `${password}.weg`)
    await assert.rejects(start(), (problem: unknown) => problem instanceof ClusterProblem && problem.message.includes(password))
    await rename(`${password}.weg`, password)
    await rename(version, `${version}.weg`)
    await assert.rejects(start(), (problem: unknown) => problem instanceof ClusterProblem && problem.message.includes('nicht angerührt'))
    await rename(`${version}.weg`, version)
    const cluster = await start()
    assert.equal(await rowsOf(cluster), 3)
    await cluster.stop()
  })
})

async function ask(cluster: Cluster, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(cluster.url)
  client.on('error', () => {})
  await client.connect()
  try {
    const answer = await client.query<Record<string, unknown>>(sql, values.length > 0 ? values : undefined)
    return answer.rows ?? []
  } finally {
    await client.end()
  }
}
