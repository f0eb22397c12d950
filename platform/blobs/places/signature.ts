/** Signs requests to S3-compatible stores (AWS Signature Version 4 in headers). Pure; what a request needs to be believed, and nothing else. */
import { createHash, createHmac } from 'node:crypto'

export type Signer = { region: string; keyId: string; secret: string }

/** SHA-256 of no bytes, in hex: the body of everything but an upload. */
export const NO_BODY = createHash('sha256').digest('hex')

/** The headers that make a request of this method and address, with a body of this SHA-256 (hex), one of the holder of the key. `headers` are signed too. */
export function signedHeaders(signer: Signer, request: { method: string; url: URL; sha256: string; headers?: Readonly<Record<string, string>>; at: Date }): Record<string, string> {
  const { method, url, sha256, at } = request
  const time = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const date = time.slice(0, 8)
  const given = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value.trim()] as const)
  const headers: Record<string, string> = { ...Object.fromEntries(given), host: url.host, 'x-amz-content-sha256': sha256, 'x-amz-date': time }
  const names = Object.keys(headers).sort()
  const query = [...url.searchParams].map(([name, value]) => [encoded(name), encoded(value)] as const).sort(byName).map((pair) => pair.join('=')).join('&')
  const canonical = [method, url.pathname, query, ...names.map((name) => `${name}:${headers[name]}`), '', names.join(';'), sha256].join('\n')
  const scope = `${date}/${signer.region}/s3/aws4_request`
  const text = ['AWS4-HMAC-SHA256', time, scope, createHash('sha256').update(canonical).digest('hex')].join('\n')
  const key = [date, signer.region, 's3', 'aws4_request'].reduce<string | Buffer>((secret, part) => createHmac('sha256', secret).update(part).digest(), `AWS4${signer.secret}`)
  const signature = createHmac('sha256', key).update(text).digest('hex')
  return { ...headers, authorization: `AWS4-HMAC-SHA256 Credential=${signer.keyId}/${scope},SignedHeaders=${names.join(';')},Signature=${signature}` }
}

/** As the signature wants it: everything but letters, digits and - . _ ~ as %XX. */
function encoded(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
}

function byName([name, value]: readonly [string, string], [otherName, otherValue]: readonly [string, string]): number {
  return name < otherName || (name === otherName && value < otherValue) ? -1 : 1
}
