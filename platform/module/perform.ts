/**
 * The way of every operation through every door: find the operation, ask decide(), run the action, let only declared fields out. There is no other way
 * to an action, so what is not declared and allowed does not happen.
 */
import type { Actor } from '#platform/access/actor.ts'
import { decide } from '#platform/access/decide.ts'
import type { Subject } from '#platform/access/subject.ts'
import type { Upload } from '#platform/blobs/upload.ts'
import { RefusalError } from './module.ts'
import type { Action, Context, Module, RequestFacts } from './module.ts'
import type { Door, Operation } from './operation.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { Platform } from './platform.ts'
import { StaleActor, write } from './write.ts'

export type Entry = { name: string; module: Module; operation: Operation; action: Action }

export type Call = { actor: Actor | null; door: Door; input: unknown; body?: Buffer | null; upload?: Upload | null; request: RequestFacts; at: Date }

/** Runs one operation for one actor. Throws RefusalError for everything that must not or can not be done. */
export async function perform(platform: Platform, entry: Entry, call: Call): Promise<unknown> {
  if (!platform.actors.fresh) throw new RefusalError({ status: 503, code: 'unavailable' })
  let actor = call.actor
  for (let attempt = 0; ; attempt++) {
    try {
      return await once(platform, entry, { ...call, actor })
    } catch (error) {
      if (isUnstorable(error)) throw new RefusalError({ status: 400, code: 'input_invalid' })
      if (!(error instanceof StaleActor) || actor === null) throw error
      // Access changed between decision and commit: look again, a few times, then give up closed.
      if (attempt >= 3) throw new RefusalError({ status: 503, code: 'unavailable' })
      const again = await platform.actors.find(actor.personId)
      if (again === null) throw new RefusalError({ status: 404, code: 'not_found' })
      actor = { ...again, via: actor.via, sessionId: actor.sessionId, strongUntil: actor.strongUntil }
    }
  }
}

/**
 * Refuses what needs no look at the input: whoever could not do this to any subject learns nothing about the input either, and no body is read for them.
 * Not to be refused here allows nothing yet.
 */
export function admitBeforeInput(platform: Platform, { operation, module: { manifest } }: Entry, { actor, door, at }: Pick<Call, 'actor' | 'door' | 'at'>): void {
  // Whether a subject is theirs can only be said when it is known; nobody has none.
  if (actor !== null && operation.subject !== undefined) return
  admit(decide({ actor, operation, manifest, door, at, subject: null }, platform.access()))
}

async function once(platform: Platform, entry: Entry, call: Call): Promise<unknown> {
  const { operation, module, action, name } = entry
  const { actor, door, at } = call
  const { manifest } = module
  const question = { actor, operation, manifest, door, at }
  if (actor === null || actor.via === 'ticket') admitBeforeInput(platform, entry, call)
  const parsed = operation.input.safeParse(call.input)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    throw new RefusalError({ status: 400, code: 'input_invalid', field: issue?.path.join('.') ?? '', params: { problem: issue?.message ?? '' } })
  }
  const input = parsed.data as never
  const today = dateInBerlin(at)
  let subject: Subject | null = null
  if (operation.subject !== undefined && !operation.decidedInBatch) {
    subject = (await module.subjects?.[operation.subject]?.({ database: platform.database, at, today, actor, option: platform.school.option }, input)) ?? null
    // R12.4: from the deletion on nobody meets an account but who can restore it.
    if (subject?.personId && platform.school.deleted.has(subject.personId) && !manifest.seesDeleted) subject = null
    if (subject === null) {
      // A module that is closed answers the same for what exists and what does not.
      admit(decide({ ...question, subject }, platform.access()))
      throw new RefusalError({ status: 404, code: 'not_found' })
    }
  }
  if (!operation.decidedInBatch) admit(decide({ ...question, subject }, platform.access()))
  const context: Context = {
    platform, database: platform.database, actor, subject, door, at, today, request: call.request, body: call.body ?? null, upload: call.upload ?? null,
    write: (work) => write(platform, actor, at, work),
  }
  const result = await action(context, input)
  const shaped = operation.output.safeParse(result)
  if (!shaped.success) throw new Error(`${manifest.id}.${name} answered something else than declared: ${shaped.error.issues[0]?.path.join('.')} ${shaped.error.issues[0]?.message}`)
  return shaped.data
}

/** SQLSTATE 22021 and 22P05: U+0000, the one character that a text of JavaScript can have and one of PostgreSQL can't. No field means it. */
function isUnstorable(error: unknown): boolean {
  return ['22021', '22P05'].includes((error as { code?: string }).code ?? '')
}

function admit(decision: ReturnType<typeof decide>): void {
  if (!decision.allowed) throw new RefusalError(decision.refusal)
}
