/** The floor of everything that proves a password: one argon2id with the parameters in force, and nothing else. */
import { argon2, randomBytes } from 'node:crypto'
import { parameters } from '#platform/identity/sign-in/hash.ts'

export function bareHash(): Promise<Buffer> {
  const given = { message: Buffer.from('gurke nebel zaun trichter'), nonce: randomBytes(16), parallelism: 1, tagLength: 32, memory: parameters.memory_kib, passes: parameters.passes }
  return new Promise((resolve, reject) => argon2('argon2id', given, (error, made) => (error ? reject(error) : resolve(made))))
}
