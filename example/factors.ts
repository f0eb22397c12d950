/**
 * Second factors of the example school. Who holds an office there enrols a code app and proves it through the ordinary operations, as everybody does; only
 * the app in the hand is missing, so its code is worked out from the sealed secret, with the keys of this school. No part of server/.
 */
import { Secret } from 'otpauth'
import { hasFactor, heldOffices, isStrong } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { callerOf } from '#platform/http/request.ts'
import { totpOf } from '#platform/identity/factor/records.ts'
import { codeOfStep, stepAt } from '#platform/identity/factor/totp.ts'
import { limits } from '#platform/identity/limits.ts'
import { SESSION_COOKIE, startSession } from '#platform/identity/sign-in/sessions.ts'
import type { RequestFacts } from '#platform/module/module.ts'
import { perform } from '#platform/module/perform.ts'
import type { Platform } from '#platform/module/platform.ts'
import { write } from '#platform/module/write.ts'
import type { TravellingClock } from '#platform/time/clock.ts'
import type { House } from '#server/house.ts'

/**
 * The code the person would type now: of the first step that is not used up. Null when the person has no code app. When all codes of this moment are used,
 * a travelling clock goes on to the next one, as somebody would wait for it; another clock is not waited for, and the answer is the code that comes next.
 */
export async function codeOf(platform: Platform, personId: string): Promise<string | null> {
  const totp = await totpOf(platform, personId)
  if (totp === null) return null
  const now = stepAt(platform.clock.now())
  const step = Math.max(now, totp.lastStep + 1)
  // One step ahead is still taken; what is later has to be waited for.
  if (step > now + limits.totp_steps_around && 'travelTo' in platform.clock) {
    await (platform.clock as TravellingClock).travelTo(new Date((step - limits.totp_steps_around) * limits.totp_step_seconds * 1_000))
  }
  return codeOfStep(totp.secret, step)
}

/** The actor with a session in which the second factor is proved; without an office simply the actor. Enrols a code app where there is none yet. */
export async function provedActor(house: House, personId: string): Promise<Actor | null> {
  const { platform } = house
  const at = platform.clock.now()
  const actor = await platform.actors.find(personId)
  if (actor === null || heldOffices(actor, at).size === 0) return actor
  const known = sessionsOf(house).get(personId)
  const current = known === undefined ? null : await caller(platform, known)
  if (current !== null && isStrong(current, at)) return current
  const token = await prove(house, current === null ? await begin(house, actor) : known!)
  sessionsOf(house).set(personId, token)
  return caller(platform, token)
}

/** Proves the second factor in the session of this token, enrolling one first where there is none; the session's new token. */
export async function prove(house: House, token: string): Promise<string> {
  const { platform } = house
  const actor = await caller(platform, token)
  if (actor === null) throw new Error('the example session is over')
  let renewed = token
  const request: RequestFacts = { address: '127.0.0.1', cookies: { [SESSION_COOKIE]: token }, userAgent: 'example', setCookie: (name, value) => void (name === SESSION_COOKIE && (renewed = value)) }
  const call = (name: string, input: unknown) => perform(platform, house.assembly.entries.get(`identity.${name}`)!, { actor, door: 'http', input, at: platform.clock.now(), request })
  if (hasFactor(actor, platform.clock.now())) {
    const code = await codeOf(platform, actor.personId)
    await call('proveFactorAgain', { proof: { kind: 'totp', code } })
    return renewed
  }
  const { draft, secret } = (await call('startTotp', {})) as { draft: string; secret: string }
  const code = codeOfStep(Buffer.from(Secret.fromBase32(secret).bytes), stepAt(platform.clock.now()))
  await call('confirmTotp', { draft, code, label: 'Code-App' })
  return renewed
}

/** A house on a copy of another one's database goes on with the sessions that were begun there. */
export function takeSessions(house: House, begun: ReadonlyMap<string, string>): void {
  sessions.set(house.platform, new Map(begun))
}

async function begin(house: House, { personId, type }: Actor): Promise<string> {
  const { platform } = house
  return (await write(platform, null, platform.clock.now(), (w) => startSession(w, { id: personId, type }, 'own', 'example'))).token
}

async function caller(platform: Platform, token: string): Promise<Actor | null> {
  return (await callerOf(platform, {}, { [SESSION_COOKIE]: token }, platform.clock.now())).actor
}

/** The sessions begun in this house, by person. */
export function sessionsOf(house: House): Map<string, string> {
  const known = sessions.get(house.platform) ?? new Map<string, string>()
  sessions.set(house.platform, known)
  return known
}

const sessions = new WeakMap<Platform, Map<string, string>>()
