/**
 * Settings of the process, read once at start from the environment and the command line (amendment B22). What is unknown, malformed or
 * contradicts something else stops the start: a school must never run other than its administration thinks.
 */
import { isIP } from 'node:net'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import type { BlobSettings } from '#platform/blobs/blobs.ts'
import { instantInBerlin, isDate } from '#platform/time/calendar.ts'
import type { PlainTarget } from '#platform/backup/targets/open-target.ts'
import { backup_settings, readBackupTarget } from './config-backup.ts'
import { blob_settings, readBlobSettings } from './config-blobs.ts'
import { ConfigError } from './config-error.ts'
import { configTexts as say } from './config.texts.de.ts'

export type Config = {
  port: number
  /** Address to listen on. */
  host: string
  /** Absolute path of the school's data; in the demo a folder of its own below it. */
  dataFolder: string
  database: { kind: 'embedded'; clusterUser?: string } | { kind: 'external'; url: string; ownerUrl?: string }
  /** Where large content lies. */
  blobs: BlobSettings
  /** Where backups go. */
  backup: PlainTarget
  /** Where browsers find us: scheme, name and port, path '/'. */
  publicUrl: URL
  /** IP addresses and networks (CIDR) whose X-Forwarded-For is believed. */
  trustedProxies: string[]
  /** Port of `/metrics` on the loopback; null: nothing listens there. */
  metricsPort: number | null
  /** A further server process of the same school: no lock, no cluster of its own. */
  join: boolean
  /** The demo's clock begins here. */
  at?: Date
}

/** What the machine says about us; tests give their own. */
export type Account = { uid: number | undefined; home: string }

/**
 * Reads the settings from the environment and the arguments after the file name. `mode` 'demo' allows `--at` and keeps the example school
 * on the loopback and away from real data. Throws ConfigError.
 */
export function readConfig(env: Record<string, string | undefined>, argv: string[], mode: 'school' | 'demo' = 'school', account: Account = ownAccount()): Config {
  refuseUnknown(env)
  const flags = readFlags(argv, mode)
  const port = readPort(setting(env, 'PORT') ?? '8000')
  const host = readHost(setting(env, 'HOST') ?? '127.0.0.1')
  const publicUrl = readPublicUrl(setting(env, 'PUBLIC_URL'), host, port)
  const trustedProxies = readProxies(setting(env, 'TRUSTED_PROXY'))
  checkDoors({ host, publicUrl, hasPublicUrl: setting(env, 'PUBLIC_URL') !== undefined, trustedProxies, mode })
  const database = readDatabase(env, account)
  if (mode === 'demo' && database.kind === 'external' && !databaseName(database.url).endsWith('demo')) throw new ConfigError(say.demoDatabase)
  const blobs = readBlobSettings((name) => setting(env, name), mode)
  const metricsPort = readMetricsPort(setting(env, 'METRICS_PORT'), port)
  const dataFolder = readDataFolder(env, mode, account)
  const backup = readBackupTarget((name) => setting(env, name), mode, dataFolder)
  return { port, host, dataFolder, database, blobs, backup, publicUrl, trustedProxies, metricsPort, ...flags }
}

function ownAccount(): Account {
  return { uid: process.getuid?.(), home: homedir() }
}

const own_settings = ['SCHULHOF_DATA', 'SCHULHOF_PG_USER', ...blob_settings, ...backup_settings]
const known_settings = ['PORT', 'HOST', 'METRICS_PORT', 'DATABASE_URL', 'DATABASE_OWNER_URL', 'PUBLIC_URL', 'TRUSTED_PROXY', ...own_settings]
/** What is set, by name, for the manifest of a backup. Secrets stay out: null. */
export function shownSettings(env: Record<string, string | undefined>): Record<string, string | null> {
  const set = known_settings.filter((name) => setting(env, name) !== undefined)
  return Object.fromEntries(set.map((name) => [name, /SECRET|KEY_ID|DATABASE/.test(name) ? null : setting(env, name)!]))
}

/** Set for tests only, and read by them. */
const test_settings = ['SCHULHOF_CHROMIUM', 'SCHULHOF_TEST_TEMPLATE']

/** A misspelt SCHULHOF_DATE must not quietly start an empty school. */
function refuseUnknown(env: Record<string, string | undefined>): void {
  for (const name of Object.keys(env)) {
    if (name.startsWith('SCHULHOF_') && !own_settings.includes(name) && !test_settings.includes(name)) {
      throw new ConfigError(say.unknownSetting(name, known_settings.join(', ')))
    }
  }
}

/** An empty variable counts as not set, as in files of settings. */
function setting(env: Record<string, string | undefined>, name: string): string | undefined {
  return env[name]?.trim() || undefined
}

function readFlags(argv: string[], mode: 'school' | 'demo'): { join: boolean; at?: Date } {
  const flags: { join: boolean; at?: Date } = { join: false }
  const rest = [...argv]
  for (let argument = rest.shift(); argument !== undefined; argument = rest.shift()) {
    const [flag, inline] = splitOnce(argument, '=')
    if (flag === '--join' && inline === undefined) {
      if (flags.join) throw new ConfigError(say.twice('--join'))
      flags.join = true
    } else if (flag === '--at') {
      if (flags.at) throw new ConfigError(say.twice('--at'))
      if (mode !== 'demo') throw new ConfigError(say.atOnlyDemo)
      flags.at = readAt(inline ?? rest.shift() ?? '')
    } else if (argument.startsWith('-')) {
      throw new ConfigError(say.unknownFlag(argument, mode === 'demo' ? '--join, --at' : '--join'))
    } else {
      throw new ConfigError(say.extraArgument(argument))
    }
  }
  return flags
}

/** A day means its school morning, 09:00 in Berlin. */
function readAt(value: string): Date {
  const [date, time = '09:00'] = splitOnce(value, 'T')
  if (isDate(date) && /^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return instantInBerlin(date, time)
  throw new ConfigError(say.at(value))
}

function splitOnce(text: string, by: string): [string, string | undefined] {
  const index = text.indexOf(by)
  return index === -1 ? [text, undefined] : [text.slice(0, index), text.slice(index + 1)]
}

function readPort(value: string): number {
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port < 1 || port > 65_535) throw new ConfigError(say.port(value))
  return port
}

function readMetricsPort(value: string | undefined, taken: number): number | null {
  if (value === undefined) return null
  const port = Number(value)
  if (!/^\d{1,5}$/.test(value) || port < 1 || port > 65_535 || port === taken) throw new ConfigError(say.metricsPort(value))
  return port
}

function readHost(value: string): string {
  if (value !== 'localhost' && isIP(value) === 0) throw new ConfigError(say.host(value))
  return value
}

function readPublicUrl(value: string | undefined, host: string, port: number): URL {
  if (value === undefined) {
    const name = host === '127.0.0.1' ? 'localhost' : isIP(host) === 6 ? `[${host}]` : host
    return new URL(`http://${name}:${port}/`)
  }
  const url = URL.parse(value)
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && `${url.search}${url.hash}${url.username}${url.password}` === ''
  if (!isPlain) throw new ConfigError(say.publicUrl(value))
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) throw new ConfigError(say.publicUrlHttp(value))
  return url
}

function readProxies(value: string | undefined): string[] {
  const proxies = (value ?? '').split(',').map((part) => part.trim()).filter((part) => part !== '')
  if (value !== undefined && proxies.length === 0) throw new ConfigError(say.proxy(value))
  for (const proxy of proxies) {
    const [address, prefix] = splitOnce(proxy, '/')
    const bits = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
    if (bits < 0 || (prefix !== undefined && !(/^\d{1,3}$/.test(prefix) && Number(prefix) <= bits))) throw new ConfigError(say.proxy(proxy))
    if (prefix !== undefined && Number(prefix) === 0) throw new ConfigError(say.proxyEverybody(proxy))
  }
  return proxies
}

type Doors = { host: string; publicUrl: URL; hasPublicUrl: boolean; trustedProxies: string[]; mode: 'school' | 'demo' }

/** Plain http stays on the machine; whoever comes from outside comes through a proxy with TLS that we know by address. */
function checkDoors({ host, publicUrl, hasPublicUrl, trustedProxies, mode }: Doors): void {
  const isPrivate = isLoopback(host)
  if (mode === 'demo' && !isPrivate) throw new ConfigError(say.demoHost)
  if (mode === 'demo' && !isLoopback(publicUrl.hostname)) throw new ConfigError(say.demoPublicUrl)
  const isBehindProxy = publicUrl.protocol === 'https:' && trustedProxies.length > 0
  if (!isPrivate && !isBehindProxy) throw new ConfigError(say.hostNeedsProxy(host))
  if (trustedProxies.length > 0 && !hasPublicUrl) throw new ConfigError(say.proxyAlone)
  if (publicUrl.protocol === 'https:' && trustedProxies.length === 0) throw new ConfigError(say.publicUrlNeedsProxy)
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host === '[::1]' || (isIP(host) === 4 && host.startsWith('127.'))
}

function readDatabase(env: Record<string, string | undefined>, account: Account): Config['database'] {
  const url = setting(env, 'DATABASE_URL')
  const ownerUrl = setting(env, 'DATABASE_OWNER_URL')
  const clusterUser = setting(env, 'SCHULHOF_PG_USER')
  if (url === undefined) {
    if (ownerUrl !== undefined) throw new ConfigError(say.ownerAlone)
    if (clusterUser === undefined) return { kind: 'embedded' }
    if (!/^[a-z_][a-z0-9_.-]{0,31}$/i.test(clusterUser) || clusterUser === 'root') throw new ConfigError(say.pgUserName(clusterUser))
    if (account.uid !== 0) throw new ConfigError(say.pgUserNotRoot)
    return { kind: 'embedded', clusterUser }
  }
  if (clusterUser !== undefined) throw new ConfigError(say.pgUserExternal)
  const app = postgresUrl('DATABASE_URL', url)
  if (ownerUrl === undefined) return { kind: 'external', url }
  const owner = postgresUrl('DATABASE_OWNER_URL', ownerUrl)
  if (place(app) !== place(owner)) throw new ConfigError(say.ownerElsewhere)
  if (app.username === owner.username) throw new ConfigError(say.ownerSame)
  return { kind: 'external', url, ownerUrl }
}

/** The sentence must not repeat the value: there is a password in it. */
function postgresUrl(name: string, value: string): URL {
  const url = URL.parse(value)
  const isGood = url !== null && /^postgres(ql)?:$/.test(url.protocol) && url.username !== '' && databaseName(value) !== '' && url.hostname !== ''
  if (!isGood) throw new ConfigError(say.databaseUrl(name))
  return url
}

/** Server and database a URL leads to, with PostgreSQL's own defaults filled in. */
function place(url: URL): string {
  return [url.searchParams.get('host') ?? url.hostname, url.searchParams.get('port') ?? (url.port || '5432'), url.pathname].join(' ')
}

/** Empty where the URL has none or escapes it wrongly. */
function databaseName(url: string): string {
  try {
    return decodeURIComponent(URL.parse(url)?.pathname.slice(1) ?? '')
  } catch {
    return ''
  }
}

function readDataFolder(env: Record<string, string | undefined>, mode: 'school' | 'demo', account: Account): string {
  const folder = setting(env, 'SCHULHOF_DATA') ?? defaultFolder(env, account)
  // A file or a whole system folder is never the school's own folder.
  if (folder.includes('\0') || resolve(folder) === resolve('/') || resolve(folder) === resolve(account.home || '/')) throw new ConfigError(say.data(folder))
  return mode === 'demo' ? join(resolve(folder), 'demo') : resolve(folder)
}

function defaultFolder(env: Record<string, string | undefined>, account: Account): string {
  if (account.uid === 0) return '/var/lib/schulhof'
  const base = setting(env, 'XDG_DATA_HOME')
  if (base !== undefined && base.startsWith('/')) return join(base, 'schulhof')
  if (account.home === '' || account.home === '/') throw new ConfigError(say.noHome)
  return join(account.home, '.local', 'share', 'schulhof')
}
