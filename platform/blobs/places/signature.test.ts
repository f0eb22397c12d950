import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { describe, test } from 'node:test'
import { problemOf } from '../test-bucket.ts'
import { NO_BODY, signedHeaders } from './signature.ts'
import { addressOf } from './s3.ts'

/** The examples that Amazon publishes for signatures in headers. */
const signer = { region: 'us-east-1', keyId: 'AKIAIOSFODNN7EXAMPLE', secret: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY' }
const at = new Date('2013-05-24T00:00:00Z')
const BODY = Buffer.from('Welcome to Amazon S3.')
const examples: [string, { method: string; path: string; headers?: Record<string, string>; body?: Buffer }, string][] = [
  ['an object, in part', { method: 'GET', path: 'test.txt', headers: { Range: 'bytes=0-9' } }, 'f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41'],
  ['an upload', { method: 'PUT', path: 'test%24file.text', headers: { Date: 'Fri, 24 May 2013 00:00:00 GMT', 'x-amz-storage-class': 'REDUCED_REDUNDANCY' }, body: BODY }, '98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd'],
  ['a setting of a bucket', { method: 'GET', path: '?lifecycle' }, 'fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543'],
  ['a list', { method: 'GET', path: '?max-keys=2&prefix=J' }, '34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7'],
]

describe('signatures for S3', () => {
  for (const [name, { method, path, headers, body }, signature] of examples) {
    test(`the published example: ${name}; the store of the tests comes to the same`, () => {
      const url = new URL(`https://examplebucket.s3.amazonaws.com/${path}`)
      const sha256 = body === undefined ? NO_BODY : createHash('sha256').update(body).digest('hex')
      const signed = signedHeaders(signer, { method, url, sha256, ...(headers && { headers }), at })
      assert.match(signed['authorization']!, new RegExp(`Signature=${signature}$`))
      const arrived = { method, url: `${url.pathname}${url.search}`, headers: signed }
      const key = { ...signer, bucket: 'examplebucket' }
      assert.equal(problemOf(arrived, body ?? Buffer.alloc(0), key), null)
      assert.equal(problemOf(arrived, Buffer.from('something else'), key), 'XAmzContentSHA256Mismatch')
      assert.equal(problemOf(arrived, body ?? Buffer.alloc(0), { ...key, secret: 'wrong' }), 'SignatureDoesNotMatch')
      assert.equal(problemOf({ ...arrived, url: '/other' }, body ?? Buffer.alloc(0), key), 'SignatureDoesNotMatch')
    })
  }

  test('an object is named in the path or its bucket in the host, and nothing of the address is lost', () => {
    const endpoint = new URL('https://s3.example:9000')
    assert.equal(addressOf({ endpoint, bucket: 'schule', style: 'path' }, 'a/b').href, 'https://s3.example:9000/schule/a/b')
    assert.equal(addressOf({ endpoint, bucket: 'schule', style: 'host' }, 'a/b').href, 'https://schule.s3.example:9000/a/b')
    assert.equal(addressOf({ endpoint, bucket: 'schule', style: 'path' }).href, 'https://s3.example:9000/schule/')
    assert.equal(addressOf({ endpoint, bucket: 'schule', style: 'host' }).href, 'https://schule.s3.example:9000/')
  })
})
