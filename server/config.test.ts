import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { ConfigError } from './config-error.ts'
import { readConfig } from './config.ts'
import type { Account, Config } from './config.ts'

const anna: Account = { uid: 1000, home: '/home/anna' }
const root: Account = { uid: 0, home: '/root' }

function school(env: Record<string, string>, argv: string[] = [], account = anna): Config {
  return readConfig(env, argv, 'school', account)
}

/** Reads and expects one sentence that names the setting and ends like a sentence. */
function refused(name: string, env: Record<string, string>, argv: string[] = [], mode: 'school' | 'demo' = 'school', account = anna): void {
  assert.throws(
    () => readConfig(env, argv, mode, account),
    (problem: unknown) => {
      assert.ok(problem instanceof ConfigError, `${name}: ${String(problem)}`)
      assert.ok(problem.message.includes(name), problem.message)
      assert.ok(!problem.message.includes('\n'))
      return true
    },
    `${name} was accepted: ${JSON.stringify(env)} ${argv.join(' ')}`,
  )
}

describe('settings', () => {
  test('without any setting the school listens on the loopback, port 8000, with its own database', () => {
    const config = school({})
    assert.deepEqual({ ...config, publicUrl: config.publicUrl.href }, {
      port: 8000, host: '127.0.0.1', dataFolder: '/home/anna/.local/share/schulhof', database: { kind: 'embedded' },
      publicUrl: 'http://localhost:8000/', trustedProxies: [], metricsPort: null, join: false, blobs: { target: 'file', s3: null }, backup: { kind: 'folder', folder: '/home/anna/.local/share/schulhof/backups' },
    })
  })

  test('data lie in /var/lib/schulhof for root, else below XDG_DATA_HOME, else where SCHULHOF_DATA says', () => {
    assert.equal(school({}, [], root).dataFolder, '/var/lib/schulhof')
    assert.equal(school({ XDG_DATA_HOME: '/srv/anna' }).dataFolder, '/srv/anna/schulhof')
    assert.equal(school({ XDG_DATA_HOME: 'relative' }).dataFolder, '/home/anna/.local/share/schulhof')
    assert.equal(school({ XDG_DATA_HOME: '/srv/anna', SCHULHOF_DATA: '/srv/schule/' }).dataFolder, '/srv/schule')
    assert.equal(school({ SCHULHOF_DATA: 'daten' }).dataFolder, `${process.cwd()}/daten`)
  })

  test('the demo keeps to a folder of its own, also below SCHULHOF_DATA', () => {
    assert.equal(readConfig({}, [], 'demo', root).dataFolder, '/var/lib/schulhof/demo')
    assert.equal(readConfig({ SCHULHOF_DATA: '/srv/schule' }, [], 'demo', anna).dataFolder, '/srv/schule/demo')
  })

  test('B22 a school behind a proxy gives its https address and the proxies it trusts', () => {
    const config = school({ HOST: '0.0.0.0', PORT: '3000', PUBLIC_URL: 'https://schule.example', TRUSTED_PROXY: '127.0.0.1, 10.0.0.0/8,fd00::/8' })
    assert.equal(config.publicUrl.href, 'https://schule.example/')
    assert.deepEqual(config.trustedProxies, ['127.0.0.1', '10.0.0.0/8', 'fd00::/8'])
    assert.equal(config.host, '0.0.0.0')
  })

  test('figures of operation have a port of their own, or none', () => {
    assert.equal(school({ METRICS_PORT: '9464' }).metricsPort, 9464)
    for (const METRICS_PORT of ['0', '65536', 'neun', '8000', '-1']) refused('METRICS_PORT', { METRICS_PORT })
  })

  test('an external database comes with one role or with two', () => {
    const url = 'postgresql://app:geheim@db.example/schule'
    const ownerUrl = 'postgres://owner:geheim@db.example:5432/schule'
    assert.deepEqual(school({ DATABASE_URL: url }).database, { kind: 'external', url })
    assert.deepEqual(school({ DATABASE_URL: url, DATABASE_OWNER_URL: ownerUrl }).database, { kind: 'external', url, ownerUrl })
    const socket = 'postgresql://app@localhost/schule?host=%2Frun%2Fpostgresql'
    assert.deepEqual(school({ DATABASE_URL: socket }).database, { kind: 'external', url: socket })
  })

  const s3 = { SCHULHOF_BLOBS_S3_ENDPOINT: 'https://s3.example:9000', SCHULHOF_BLOBS_S3_BUCKET: 'schule-dateien', SCHULHOF_BLOBS_S3_KEY_ID: 'AKIA', SCHULHOF_BLOBS_S3_SECRET: 'geheim/+=' }

  test('B7 large content goes into a bucket when told so; both places may be set while it moves', () => {
    const { target, s3: settings } = school({ ...s3, SCHULHOF_BLOBS: 's3' }).blobs
    assert.deepEqual({ target, ...settings, endpoint: settings?.endpoint.href }, { target: 's3', endpoint: 'https://s3.example:9000/', bucket: 'schule-dateien', region: 'us-east-1', style: 'path', keyId: 'AKIA', secret: 'geheim/+=' })
    assert.equal(school({ ...s3, SCHULHOF_BLOBS: 'folder' }).blobs.s3?.bucket, 'schule-dateien')
    assert.equal(school(s3).blobs.target, 'file')
    const more = school({ ...s3, SCHULHOF_BLOBS_S3_REGION: 'eu-central-1', SCHULHOF_BLOBS_S3_STYLE: 'host' }).blobs.s3
    assert.deepEqual([more?.region, more?.style], ['eu-central-1', 'host'])
    assert.ok(school({ ...s3, SCHULHOF_BLOBS_S3_ENDPOINT: 'http://127.0.0.1:9000' }).blobs.s3)
  })

  test('B7 half or wrong settings of a bucket are refused, without repeating the secret', () => {
    refused('SCHULHOF_BLOBS', { SCHULHOF_BLOBS: 'S3' })
    refused('SCHULHOF_BLOBS_S3_ENDPOINT, SCHULHOF_BLOBS_S3_BUCKET, SCHULHOF_BLOBS_S3_KEY_ID, SCHULHOF_BLOBS_S3_SECRET', { SCHULHOF_BLOBS: 's3' })
    for (const name of Object.keys(s3)) refused(name, { ...s3, [name]: '' })
    refused('SCHULHOF_BLOBS_S3_BUCKET', { SCHULHOF_BLOBS_S3_REGION: 'eu-central-1' })
    refused('SCHULHOF_BLOBS_S3_URL', { ...s3, SCHULHOF_BLOBS_S3_URL: 'https://s3.example' })
    for (const endpoint of ['s3.example', 'ftp://s3.example', 'https://s3.example/bucket', 'https://a:b@s3.example', 'http://s3.example', 'http://10.0.0.1:9000']) refused('SCHULHOF_BLOBS_S3_ENDPOINT', { ...s3, SCHULHOF_BLOBS_S3_ENDPOINT: endpoint })
    for (const bucket of ['Schule', 'a', 'a/b', 'a..b', '-a-', 'ä-ö']) refused('SCHULHOF_BLOBS_S3_BUCKET', { ...s3, SCHULHOF_BLOBS_S3_BUCKET: bucket })
    refused('SCHULHOF_BLOBS_S3_BUCKET', { ...s3, SCHULHOF_BLOBS_S3_BUCKET: 'a.b', SCHULHOF_BLOBS_S3_STYLE: 'host' })
    refused('SCHULHOF_BLOBS_S3_STYLE', { ...s3, SCHULHOF_BLOBS_S3_STYLE: 'virtual' })
    refused('SCHULHOF_BLOBS_S3_STYLE', { ...s3, SCHULHOF_BLOBS_S3_ENDPOINT: 'https://10.0.0.1', SCHULHOF_BLOBS_S3_STYLE: 'host' })
    refused('SCHULHOF_BLOBS_S3_REGION', { ...s3, SCHULHOF_BLOBS_S3_REGION: 'eu central' })
    refused('SCHULHOF_BLOBS_S3_KEY_ID', { ...s3, SCHULHOF_BLOBS_S3_KEY_ID: 'a b' })
    assert.throws(() => school({ ...s3, SCHULHOF_BLOBS_S3_SECRET: 'streng geheim' }), (problem: Error) => problem.message.includes('SCHULHOF_BLOBS_S3_SECRET') && !problem.message.includes('geheim'))
    refused('SCHULHOF_BLOBS', { ...s3, SCHULHOF_BLOBS: 's3' }, [], 'demo')
    refused('SCHULHOF_BLOBS', s3, [], 'demo')
  })

  test('without PUBLIC_URL browsers find us at the address we listen on', () => {
    assert.equal(school({ HOST: '127.0.0.2', PORT: '81' }).publicUrl.href, 'http://127.0.0.2:81/')
    assert.equal(school({ HOST: '::1' }).publicUrl.href, 'http://[::1]:8000/')
  })

  test('SCHULHOF_PG_USER names the account of the embedded database when root starts', () => {
    assert.deepEqual(school({ SCHULHOF_PG_USER: 'postgres' }, [], root).database, { kind: 'embedded', clusterUser: 'postgres' })
  })

  test('empty variables count as not set, foreign ones are left alone, the one for tests is allowed', () => {
    assert.equal(school({ PORT: '', DATABASE_URL: ' ', SCHULHOF_CHROMIUM: '/usr/bin/chromium', HOME: '/x', PGHOST: 'y' }).port, 8000)
  })

  test('--join makes a further process of the same school', () => {
    assert.equal(school({}, ['--join']).join, true)
  })

  test('B9 --at moves the clock of the demo: a day is its morning in Berlin', () => {
    assert.equal(readConfig({}, ['--at', '2026-09-01'], 'demo', anna).at?.toISOString(), '2026-09-01T07:00:00.000Z')
    assert.equal(readConfig({}, ['--at=2026-12-24T18:30'], 'demo', anna).at?.toISOString(), '2026-12-24T17:30:00.000Z')
  })

  test('unknown and malformed settings are refused by name', () => {
    refused('SCHULHOF_DATE', { SCHULHOF_DATE: '/srv' })
    refused('SCHULHOF_', { SCHULHOF_: '' })
    for (const port of ['0', '65536', '-1', '80a', '8e3', '1.5', '0x50', '٣']) refused('PORT', { PORT: port })
    for (const host of ['schule.example', '256.1.1.1', '127.0.0.1:80', '*']) refused('HOST', { HOST: host })
    for (const data of ['/', '/home/anna', '//']) refused('SCHULHOF_DATA', { SCHULHOF_DATA: data })
    for (const url of ['schule.example', 'ftp://schule.example', 'https://schule.example/pfad', 'https://a:b@schule.example', 'https://schule.example?x', 'https://']) {
      refused('PUBLIC_URL', { PUBLIC_URL: url, TRUSTED_PROXY: '127.0.0.1' })
    }
    for (const proxy of ['proxy.example', '10.0.0.0/33', '10.0.0.0/', 'fd00::/129', '10.0.0.0/8/8', ',', '0.0.0.0/0', '::/0']) {
      refused('TRUSTED_PROXY', { PUBLIC_URL: 'https://schule.example', TRUSTED_PROXY: proxy })
    }
    for (const user of ['root', 'a b', '-x', '$(id)']) refused('SCHULHOF_PG_USER', { SCHULHOF_PG_USER: user }, [], 'school', root)
    refused('SCHULHOF_DATA', {}, [], 'school', { uid: 1000, home: '' })
  })

  test('a broken database address is refused without repeating its password', () => {
    for (const url of ['mysql://a:geheim@b/c', 'postgresql://a:geheim@b', 'postgresql://b/c', 'geheim', 'postgresql:///c', 'postgresql://a:geheim@b/%zz']) {
      refused('DATABASE_URL', { DATABASE_URL: url })
      assert.throws(() => school({ DATABASE_URL: url }), (problem: Error) => !problem.message.includes('geheim'))
    }
  })

  test('contradictions are refused', () => {
    const url = 'postgresql://app@db.example/schule'
    refused('PUBLIC_URL', { PUBLIC_URL: 'http://schule.example' })
    refused('TRUSTED_PROXY', { PUBLIC_URL: 'https://schule.example' })
    refused('TRUSTED_PROXY', { TRUSTED_PROXY: '127.0.0.1' })
    refused('HOST', { HOST: '0.0.0.0' })
    refused('HOST', { HOST: '::' })
    refused('HOST', { HOST: '192.168.1.5', PUBLIC_URL: 'https://schule.example' })
    refused('HOST', { HOST: '0.0.0.0', PUBLIC_URL: 'http://localhost', TRUSTED_PROXY: '127.0.0.1' })
    refused('DATABASE_OWNER_URL', { DATABASE_OWNER_URL: url })
    refused('DATABASE_OWNER_URL', { DATABASE_URL: url, DATABASE_OWNER_URL: 'postgresql://owner@db.example/andere' })
    refused('DATABASE_OWNER_URL', { DATABASE_URL: url, DATABASE_OWNER_URL: 'postgresql://owner@db2.example/schule' })
    refused('DATABASE_OWNER_URL', { DATABASE_URL: url, DATABASE_OWNER_URL: url })
    refused('SCHULHOF_PG_USER', { SCHULHOF_PG_USER: 'postgres', DATABASE_URL: url }, [], 'school', root)
    refused('SCHULHOF_PG_USER', { SCHULHOF_PG_USER: 'postgres' })
  })

  test('unknown, doubled and misplaced flags are refused', () => {
    refused('--jion', {}, ['--jion'])
    refused('--join=1', {}, ['--join=1'])
    refused('-j', {}, ['-j'])
    refused('start', {}, ['start'])
    refused('--join', {}, ['--join', '--join'])
    refused('--at', {}, ['--at', '2026-09-01'])
    for (const at of ['', '2026-02-29', '01.09.2026', '2026-09-01T24:00', '2026-09-01T9:00', 'morgen']) refused('--at', {}, ['--at', at], 'demo')
    refused('--at', {}, ['--at'], 'demo')
    refused('--at', {}, ['--at=2026-09-01', '--at=2026-09-02'], 'demo')
  })

  test('B16 the demo stays on the loopback and away from a real database', () => {
    refused('HOST', { HOST: '0.0.0.0', PUBLIC_URL: 'https://schule.example', TRUSTED_PROXY: '127.0.0.1' }, [], 'demo')
    refused('PUBLIC_URL', { PUBLIC_URL: 'https://schule.example', TRUSTED_PROXY: '127.0.0.1' }, [], 'demo')
    refused('DATABASE_URL', { DATABASE_URL: 'postgresql://app@db.example/schule' }, [], 'demo')
    assert.equal(readConfig({ DATABASE_URL: 'postgresql://app@db.example/schule_demo' }, [], 'demo', anna).database.kind, 'external')
  })

  test('whatever stands in the environment, the answer is a config or a ConfigError, and nothing but the loopback goes without https', () => {
    const names = ['PORT', 'HOST', 'PUBLIC_URL', 'TRUSTED_PROXY', 'DATABASE_URL', 'DATABASE_OWNER_URL', 'SCHULHOF_DATA', 'SCHULHOF_PG_USER']
    const value = fc.oneof(fc.string(), fc.constantFrom('8000', '0.0.0.0', '::', '127.0.0.1', 'https://schule.example', 'http://schule.example', '10.0.0.0/8', '/srv/x'))
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), fc.array(fc.oneof(fc.string(), fc.constantFrom('--join', '--at'))), (env, argv) => {
        try {
          const config = readConfig(env, argv, 'school', anna)
          const isLocal = /^(127\.|::1$|localhost$)/.test(config.host)
          assert.ok(isLocal || (config.publicUrl.protocol === 'https:' && config.trustedProxies.length > 0), config.host)
        } catch (problem) {
          if (!(problem instanceof ConfigError)) throw problem
        }
      }),
      { numRuns: 500 },
    )
  })
})
