/**
 * Passkeys (WebAuthn level 3): made for the address of this school and for nothing else, always with user verification. What is to be signed is drawn
 * here, bound to a person and a purpose, good for minutes and used up by the first answer, right or wrong.
 */
import { isIP } from 'node:net'
import { sql } from 'kysely'
import type { Database } from '#platform/database/connect.ts'
import type { Platform } from '#platform/module/platform.ts'
import { limits } from '../limits.ts'
import type { Assertion, Attestation } from './contract.ts'
import type { Passkey } from './records.ts'

type House = Pick<Platform, 'database' | 'keys' | 'publicUrl'>
type Purpose = 'enrol' | 'prove'

/** Loaded with the first passkey: with its readers of certificates it takes ten megabytes, and until somebody has one nothing needs it. */
const webauthn = () => import('@simplewebauthn/server')

/** Browsers make passkeys for names only: not for an address of numbers. */
export function hasPasskeys({ publicUrl }: Pick<Platform, 'publicUrl'>): boolean {
  return isIP(publicUrl.hostname.replace(/^\[|\]$/g, '')) === 0
}

/** What a browser needs to make a passkey for this person. */
export async function enrolOptions(house: House, person: { personId: string; accountName: string; displayName: string; school: string }, known: readonly Passkey[], at: Date): Promise<Record<string, unknown>> {
  const options = await (await webauthn()).generateRegistrationOptions({
    rpName: person.school,
    rpID: house.publicUrl.hostname,
    userName: person.accountName,
    userDisplayName: person.displayName,
    // Not the person's id: what a device keeps says nothing about anybody here.
    userID: new Uint8Array(house.keys.hmac('passkey user', person.personId)),
    timeout: limits.passkey_challenge_minutes_max * 60_000,
    attestationType: 'none',
    excludeCredentials: known.map((passkey) => ({ id: passkey.credentialId, transports: passkey.transports })),
    authenticatorSelection: { residentKey: 'preferred', userVerification: 'required' },
  })
  await keepChallenge(house, person.personId, 'enrol', options.challenge, at)
  return { ...options }
}

/** What one of these passkeys has to sign. */
export async function proveOptions(house: House, personId: string, passkeys: readonly Passkey[], at: Date): Promise<Record<string, unknown>> {
  const options = await (await webauthn()).generateAuthenticationOptions({
    rpID: house.publicUrl.hostname,
    allowCredentials: passkeys.map((passkey) => ({ id: passkey.credentialId, transports: passkey.transports })),
    userVerification: 'required',
    timeout: limits.passkey_challenge_minutes_max * 60_000,
  })
  await keepChallenge(house, personId, 'prove', options.challenge, at)
  return { ...options }
}

/** The new passkey, when the answer fits what was asked of this person here; null for everything else. */
export async function readAttestation(house: House, personId: string, attestation: Attestation, at: Date): Promise<{ credentialId: string; publicKey: Buffer; counter: number; transports: string[] } | null> {
  const expectedChallenge = await takeChallenge(house, personId, 'enrol', attestation.response['clientDataJSON'] as string, at)
  if (expectedChallenge === null) return null
  const verified = await (await webauthn()).verifyRegistrationResponse({ response: attestation as never, expectedChallenge, ...expected(house), requireUserVerification: true }).catch(() => null)
  if (!verified?.verified) return null
  const { id, publicKey, counter } = verified.registrationInfo.credential
  return { credentialId: id, publicKey: Buffer.from(publicKey), counter, transports: (attestation.response['transports'] as string[] | undefined) ?? [] }
}

/** The passkey that signed and its new counter, when the answer fits what was asked of this person here; null for everything else. */
export async function readAssertion(house: House, personId: string, assertion: Assertion, passkeys: readonly Passkey[], at: Date): Promise<{ factorId: string; counter: number } | null> {
  const expectedChallenge = await takeChallenge(house, personId, 'prove', assertion.response['clientDataJSON'] as string, at)
  const passkey = passkeys.find(({ credentialId }) => credentialId === assertion.id)
  if (expectedChallenge === null || passkey === undefined) return null
  const credential = { id: passkey.credentialId, publicKey: new Uint8Array(passkey.publicKey), counter: passkey.counter }
  const verified = await (await webauthn()).verifyAuthenticationResponse({ response: assertion as never, expectedChallenge, ...expected(house), credential, requireUserVerification: true }).catch(() => null)
  return verified?.verified ? { factorId: passkey.id, counter: verified.authenticationInfo.newCounter } : null
}

function expected({ publicUrl }: House): { expectedOrigin: string; expectedRPID: string } {
  return { expectedOrigin: publicUrl.origin, expectedRPID: publicUrl.hostname }
}

/** Keeps a challenge; older ones of this person beyond a few, and those whose time is over, go. */
async function keepChallenge({ database, keys }: House, personId: string, purpose: Purpose, challenge: string, at: Date): Promise<void> {
  const validUntil = new Date(at.getTime() + limits.passkey_challenge_minutes_max * 60_000)
  await sql`
    WITH gone AS (
      DELETE FROM passkey_challenge WHERE challenge_hash IN (
        SELECT challenge_hash FROM passkey_challenge WHERE person_id = ${personId} ORDER BY valid_until DESC OFFSET ${limits.passkey_challenges_max - 1} FOR UPDATE SKIP LOCKED)
    ), over AS (
      DELETE FROM passkey_challenge WHERE challenge_hash IN (
        SELECT challenge_hash FROM passkey_challenge WHERE valid_until <= ${at} AND person_id <> ${personId} LIMIT ${limits.passkey_challenges_max} FOR UPDATE SKIP LOCKED)
    )
    INSERT INTO passkey_challenge (challenge_hash, person_id, purpose, valid_until) VALUES (${hashOf(keys, challenge)}, ${personId}, ${purpose}, ${validUntil})`.execute(database)
}

/** The challenge inside an answer, when it was drawn for this person and purpose and nobody has answered it yet. It is used up by being asked for. */
async function takeChallenge({ database, keys }: House, personId: string, purpose: Purpose, clientDataJSON: string, at: Date): Promise<string | null> {
  const challenge = challengeIn(clientDataJSON)
  if (challenge === null) return null
  return (await removed(database, { hash: hashOf(keys, challenge), personId, purpose, at })) ? challenge : null
}

async function removed(database: Database, { hash, personId, purpose, at }: { hash: Buffer; personId: string; purpose: Purpose; at: Date }): Promise<boolean> {
  const row = await database
    .deleteFrom('passkey_challenge')
    .where('challenge_hash', '=', hash)
    .where('person_id', '=', personId)
    .where('purpose', '=', purpose)
    .where('valid_until', '>', at)
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

function challengeIn(clientDataJSON: string): string | null {
  try {
    const data = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString('utf8')) as { challenge?: unknown } | null
    return typeof data?.challenge === 'string' ? data.challenge : null
  } catch {
    return null
  }
}

function hashOf(keys: House['keys'], challenge: string): Buffer {
  return keys.hmac('passkey challenge', challenge)
}
