/** A passkey without a browser: what a device signs (WebAuthn level 3, ES256), so that tests can also sign what a browser would refuse to. */
import { createHash, generateKeyPairSync, randomBytes, sign } from 'node:crypto'

export type Passkey = {
  /** What a browser gives back when a passkey was made; `origin` and `rpId` as the page that asked had them. */
  attest(challenge: string, at: { origin: string; rpId: string }): object
  /** What it gives back when one is used; the counter rises by itself. `isVerified`: the person showed fingerprint, face or PIN. */
  assert(challenge: string, at: { origin: string; rpId: string; isVerified?: boolean; counter?: number }): object
}

const USER_PRESENT = 0x01
const USER_VERIFIED = 0x04
const HAS_CREDENTIAL = 0x40

export function makePasskey(): Passkey {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const id = randomBytes(32)
  const { x, y } = publicKey.export({ format: 'jwk' })
  let count = 0
  const authData = (rpId: string, flags: number, counter: number, rest: Buffer = Buffer.alloc(0)): Buffer => {
    const head = Buffer.alloc(5)
    head.writeUInt8(flags)
    head.writeUInt32BE(counter, 1)
    return Buffer.concat([createHash('sha256').update(rpId).digest(), head, rest])
  }
  const clientData = (type: string, challenge: string, origin: string): Buffer => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))
  const answer = (response: object): object => ({ id: id.toString('base64url'), rawId: id.toString('base64url'), type: 'public-key', clientExtensionResults: {}, response })
  return {
    attest(challenge, { origin, rpId }) {
      // COSE key: kty EC2, alg ES256, crv P-256, x, y.
      const key = Buffer.concat([Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]), Buffer.from(x!, 'base64url'), Buffer.from([0x22, 0x58, 0x20]), Buffer.from(y!, 'base64url')])
      const length = Buffer.alloc(2)
      length.writeUInt16BE(id.length)
      const data = authData(rpId, USER_PRESENT | USER_VERIFIED | HAS_CREDENTIAL, count, Buffer.concat([Buffer.alloc(16), length, id, key]))
      const size = Buffer.alloc(2)
      size.writeUInt16BE(data.length)
      // CBOR: { fmt: 'none', attStmt: {}, authData }.
      const object = Buffer.concat([Buffer.from([0xa3, 0x63]), Buffer.from('fmt'), Buffer.from([0x64]), Buffer.from('none'), Buffer.from([0x67]), Buffer.from('attStmt'), Buffer.from([0xa0, 0x68]), Buffer.from('authData'), Buffer.from([0x59]), size, data])
      return answer({ clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'), attestationObject: object.toString('base64url'), transports: ['internal'] })
    },
    assert(challenge, { origin, rpId, isVerified = true, counter }) {
      count = counter ?? count + 1
      const data = authData(rpId, USER_PRESENT | (isVerified ? USER_VERIFIED : 0), count)
      const client = clientData('webauthn.get', challenge, origin)
      const signature = sign('sha256', Buffer.concat([data, createHash('sha256').update(client).digest()]), privateKey)
      return answer({ clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') })
    },
  }
}
