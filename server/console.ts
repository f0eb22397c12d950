/**
 * Who acts at the console, and the lists that leave there. Asked is what the page is asked: the appointment, an account that is open, the instruction read
 * (R4.1, RP.2). Only the second factor is not asked for again: whoever sits there has the machine itself, and the journal says in whose name.
 */
import { asProved } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { decide } from '#platform/access/decide.ts'
import type { Refusal } from '#platform/module/operation.ts'
import { perform } from '#platform/module/perform.ts'
import type { House } from './house.ts'

/** No browser is asking. */
const NO_REQUEST = { address: '127.0.0.1', cookies: {}, userAgent: '', setCookie: () => {} }

type Room = Pick<House, 'platform' | 'assembly'>

/** The person of an account, when they may do this operation now (`people.applyImport`); else why not. */
export async function consoleActor({ platform, assembly }: Room, account: string, name: string): Promise<{ actor: Actor } | { refusal: Refusal }> {
  const entry = assembly.entries.get(name)!
  const person = await platform.database.selectFrom('person').select('id').where('account_name', '=', account).executeTakeFirst()
  const found = person === undefined ? null : await platform.actors.find(person.id)
  const actor = found === null ? null : asProved(found)
  const decision = decide({ actor, operation: entry.operation, manifest: entry.module.manifest, subject: null, door: 'http', at: platform.clock.now() }, platform.access())
  if (!decision.allowed) return { refusal: decision.refusal }
  return actor === null ? { refusal: { status: 404, code: 'not_found' } } : { actor }
}

/** True when something waits that only the person can do, in the browser: read, enrol, choose a password. Then everything else opens. */
export function waitsInBrowser({ code }: Refusal): boolean {
  return ['seen_needed', 'factor_enrolment_needed', 'longer_password_needed'].includes(code)
}

/** A list as CSV through the operation of the page, which writes down that it left the house. Throws RefusalError. */
export async function exportList({ platform, assembly }: Room, actor: Actor, name: 'people.exportAccounts' | 'consent.exportConsents'): Promise<{ csv: string; count: number }> {
  return (await perform(platform, assembly.entries.get(name)!, { actor, door: 'http', input: {}, at: platform.clock.now(), request: NO_REQUEST })) as { csv: string; count: number }
}
