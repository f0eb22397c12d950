/** Where large content lies: in the data folder, or in a bucket of an S3-compatible store. All that is needed, or nothing. */
import { isIP } from 'node:net'
import type { BlobSettings } from '#platform/blobs/blobs.ts'
import type { S3Settings } from '#platform/blobs/places/s3.ts'
import { ConfigError } from './config-error.ts'
import { configTexts as say } from './config.texts.de.ts'

const needed = ['SCHULHOF_BLOBS_S3_ENDPOINT', 'SCHULHOF_BLOBS_S3_BUCKET', 'SCHULHOF_BLOBS_S3_KEY_ID', 'SCHULHOF_BLOBS_S3_SECRET'] as const
const others = ['SCHULHOF_BLOBS_S3_REGION', 'SCHULHOF_BLOBS_S3_STYLE'] as const

export const blob_settings: readonly string[] = ['SCHULHOF_BLOBS', ...needed, ...others]

/** `setting` gives the value of a setting, undefined where it is not set. Throws ConfigError. */
export function readBlobSettings(setting: (name: string) => string | undefined, mode: 'school' | 'demo'): BlobSettings {
  const target = ({ folder: 'file', s3: 's3' } as const)[setting('SCHULHOF_BLOBS') ?? 'folder']
  if (target === undefined) throw new ConfigError(say.blobs(setting('SCHULHOF_BLOBS')!))
  const set = [...needed, ...others].filter((name) => setting(name) !== undefined)
  if (mode === 'demo' && (target === 's3' || set.length > 0)) throw new ConfigError(say.demoBlobs)
  if (set.length === 0 && target === 'file') return { target, s3: null }
  return { target, s3: readS3Settings(setting, target === 's3' ? 'SCHULHOF_BLOBS=s3' : set[0]!) }
}

/** The settings of a bucket; `because`: what asks for them. Throws ConfigError. */
export function readS3Settings(setting: (name: string) => string | undefined, because: string): S3Settings {
  const missing = needed.filter((name) => setting(name) === undefined)
  if (missing.length > 0) throw new ConfigError(say.blobsMissing(missing.join(', '), because))
  return readS3(setting)
}

function readS3(setting: (name: string) => string | undefined): S3Settings {
  const [endpoint, bucket, keyId, secret] = needed.map((name) => setting(name)!) as [string, string, string, string]
  const url = URL.parse(endpoint)
  const isPlain = url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && `${url.search}${url.hash}${url.username}${url.password}` === ''
  if (!isPlain) throw new ConfigError(say.blobsEndpoint(endpoint))
  const isOwnMachine = url.hostname === 'localhost' || url.hostname === '[::1]' || (isIP(url.hostname) === 4 && url.hostname.startsWith('127.'))
  if (url.protocol === 'http:' && !isOwnMachine) throw new ConfigError(say.blobsEndpointHttp(endpoint))
  if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(bucket) || bucket.includes('..')) throw new ConfigError(say.blobsBucket(bucket))
  const region = setting('SCHULHOF_BLOBS_S3_REGION') ?? 'us-east-1'
  if (!/^[a-z0-9-]{1,40}$/.test(region)) throw new ConfigError(say.blobsRegion(region))
  const style = setting('SCHULHOF_BLOBS_S3_STYLE') ?? 'path'
  if (style !== 'path' && style !== 'host') throw new ConfigError(say.blobsStyle(style))
  const isAddress = isIP(url.hostname.replace(/^\[|\]$/g, '')) !== 0
  if (style === 'host' && isAddress) throw new ConfigError(say.blobsStyleAddress(url.hostname))
  // A dot makes one more level of names, for which no certificate is made.
  if (style === 'host' && bucket.includes('.')) throw new ConfigError(say.blobsBucket(bucket))
  // They go into a header. The sentence must not repeat them.
  if (!/^[\w./+=-]{1,128}$/.test(keyId)) throw new ConfigError(say.blobsKey('SCHULHOF_BLOBS_S3_KEY_ID'))
  if (!/^[!-~]{1,256}$/.test(secret)) throw new ConfigError(say.blobsKey('SCHULHOF_BLOBS_S3_SECRET'))
  return { endpoint: url, bucket, region, style, keyId, secret }
}
