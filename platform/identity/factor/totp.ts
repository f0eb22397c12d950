/** Codes of an app (RFC 6238): six digits, 30 seconds, SHA-1, as all apps know them. Pure. */
import { Secret, TOTP } from 'otpauth'
import { limits } from '../limits.ts'

const FORM = { algorithm: 'SHA1', digits: 6, period: limits.totp_step_seconds } as const

export function newSecret(): Buffer {
  return Buffer.from(new Secret({ size: 20 }).bytes)
}

/** What the app reads from the picture, and what one types where no camera is at hand. */
export function enrolmentOf(secret: Buffer, { school, accountName }: { school: string; accountName: string }): { uri: string; secret: string } {
  const key = new Secret({ buffer: bytesOf(secret) })
  return { uri: new TOTP({ ...FORM, issuer: school, label: accountName, secret: key }).toString(), secret: key.base32 }
}

/** The step of 30 seconds at an instant. */
export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / (limits.totp_step_seconds * 1_000))
}

/** The step whose code this is, near the instant; null when it is none of them. Spaces in the typed code don't matter. */
export function stepOf(secret: Buffer, typed: string, at: Date): number | null {
  const token = typed.replace(/\s/g, '')
  if (!/^\d{6}$/.test(token)) return null
  const delta = TOTP.validate({ ...FORM, token, secret: new Secret({ buffer: bytesOf(secret) }), timestamp: at.getTime(), window: limits.totp_steps_around })
  return delta === null ? null : stepAt(at) + delta
}

/** The code of one step: what the app shows. For the example school and tests. */
export function codeOfStep(secret: Buffer, step: number): string {
  return TOTP.generate({ ...FORM, secret: new Secret({ buffer: bytesOf(secret) }), timestamp: step * limits.totp_step_seconds * 1_000 })
}

function bytesOf(secret: Buffer): ArrayBuffer {
  return new Uint8Array(secret).buffer
}
