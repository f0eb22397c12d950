/** The school's secrets, in files of their own in the data folder (0600): one school = one key set, shared by its processes (B14). */
import { createCipheriv, createDecipheriv, createHmac, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, timingSafeEqual } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { link, mkdir, open, readFile, unlink } from 'node:fs/promises'
import { join } from 'node:path'

export type Keys = {
  /** Ed25519, signs heads of the journal. */
  journal: { privateKey: KeyObject; publicKey: KeyObject }
  /** AES-256 key of the ledger file. */
  ledger: Buffer
  /** A keyed hash for one purpose: tokens, slips, pseudonyms, try counters. */
  hmac(purpose: string, text: string): Buffer
  /** Signs a short text for one purpose (tickets, device cookies): `text.signature`. */
  sign(purpose: string, text: string): string
  /** The text of a signed value, or null when the signature does not fit. */
  unsign(purpose: string, signed: string): string | null
  /** Seals a secret for one purpose (AES-256-GCM), bound to `owner`: moved to somebody else's row it can't be opened any more. */
  seal(purpose: string, owner: string, plain: Buffer): Buffer
  /** What was sealed, or null when it was changed or belongs to another owner. */
  unseal(purpose: string, owner: string, sealed: Buffer): Buffer | null
  /** Passwords of the database roles of the embedded cluster. */
  databasePassword(role: 'owner' | 'app'): string
}

/** Reads the keys of the folder, making them once when they are missing. Two processes that start together agree on the same keys. */
export async function openKeys(folder: string): Promise<Keys> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const root = await secret(join(folder, 'root.key'), () => randomBytes(32))
  const ledger = await secret(join(folder, 'ledger.key'), () => randomBytes(32))
  const journal = await secret(join(folder, 'journal.key'), () => Buffer.from(generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' })))
  const privateKey = createPrivateKey(journal)
  const hmac = (purpose: string, text: string) => createHmac('sha256', root).update(`${purpose}\0${text}`).digest()
  return {
    journal: { privateKey, publicKey: createPublicKey(privateKey) },
    ledger,
    hmac,
    sign: (purpose, text) => `${text}.${hmac(`sign ${purpose}`, text).toString('base64url')}`,
    unsign(purpose, signed) {
      const cut = signed.lastIndexOf('.')
      if (cut < 0) return null
      const text = signed.slice(0, cut)
      const given = Buffer.from(signed.slice(cut + 1), 'base64url')
      const right = hmac(`sign ${purpose}`, text)
      return given.length === right.length && timingSafeEqual(given, right) ? text : null
    },
    seal(purpose, owner, plain) {
      const nonce = randomBytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', hmac('seal', purpose), nonce).setAAD(Buffer.from(owner))
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    unseal(purpose, owner, sealed) {
      if (sealed.length < NONCE_BYTES + TAG_BYTES) return null
      const cipher = createDecipheriv('aes-256-gcm', hmac('seal', purpose), sealed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
      cipher.setAAD(Buffer.from(owner)).setAuthTag(sealed.subarray(-TAG_BYTES))
      try {
        return Buffer.concat([cipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES)), cipher.final()])
      } catch {
        return null
      }
    },
    databasePassword: (role) => hmac('database', role).toString('base64url'),
  }
}

const NONCE_BYTES = 12
const TAG_BYTES = 16

/** Makes the file whole before it gets its name, so that nobody ever reads half a key; the first one wins. */
async function secret(path: string, make: () => Buffer): Promise<Buffer> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
  const draft = `${path}.${process.pid}.${randomBytes(4).toString('hex')}`
  const file = await open(draft, 'wx', 0o600)
  try {
    await file.writeFile(make())
    await file.sync()
  } finally {
    await file.close()
  }
  await link(draft, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await unlink(draft)
  return readFile(path)
}
