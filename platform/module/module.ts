/** A module as the house takes it in: its declaration, its operations, and the code behind them. */
import type { z } from 'zod'
import type { Actor } from '#platform/access/actor.ts'
import type { Subject } from '#platform/access/subject.ts'
import type { Upload } from '#platform/blobs/upload.ts'
import type { Database } from '#platform/database/connect.ts'
import type { Listener } from '#platform/events/announce.ts'
import type { JobDeclaration, RecurringJob } from '#platform/jobs/jobs.ts'
import type { Meter } from '#platform/log/meters.ts'
import type { Replays } from '#platform/ledger/replay.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import type { Control } from './control.ts'
import type { Manifest } from './manifest.ts'
import type { Contract, Door, Operation, Refusal } from './operation.ts'
import type { Platform } from './platform.ts'
import type { Write } from './write.ts'

/** What an action is given beside its input. */
export type Context = {
  platform: Platform
  database: Database
  /** Null only in operations that are open to nobody in particular. */
  actor: Actor | null
  subject: Subject | null
  door: Door
  at: Date
  today: string
  /** The request, as far as actions may know it. */
  request: RequestFacts
  /** Body of a raw upload. */
  body: Buffer | null
  /** Body of a streamed upload, not read yet. */
  upload: Upload | null
  /** Runs a change in one transaction; see platform/module/write.ts. */
  write<T>(work: (w: Write) => Promise<T>): Promise<T>
}

export type RequestFacts = {
  /** Address of the browser, for try counters only; never stored. */
  address: string
  cookies: Readonly<Record<string, string>>
  userAgent: string
  /** Sets a cookie with the answer; HttpOnly, SameSite=Lax and Secure (on https) are always added. */
  setCookie(name: string, value: string, options: { seconds_max: number | null }): void
}

export type Action<O extends Operation = Operation> = (context: Context, input: z.output<O['input']>) => Promise<z.input<O['output']>>

/** The actions of a contract: one function per operation, of the same name. */
export type Actions<C extends Contract> = { [K in keyof C]: (context: Context, input: z.output<C[K]['input']>) => Promise<z.input<C[K]['output']>> }

/** Loads the subject of an operation from its input; null where there is none (the door answers 404). */
export type SubjectLoader = (context: { database: Database; at: Date; today: string; actor: Actor | null; option: SchoolMemory['option'] }, input: never) => Promise<Subject | null>

/** A room in which the person was a member: what was written while they were. Each call of `lines` reads them anew, some at a time. */
export type Conversation = { title: string; lines: () => AsyncIterable<ConversationLine> }
export type ConversationLine = { at: Date; by: string; isOwn: boolean; text: string }

export type Module = {
  manifest: Manifest
  contract: Contract
  actions: Readonly<Record<string, (context: Context, input: never) => Promise<unknown>>>
  subjects?: Readonly<Record<string, SubjectLoader>>
  listeners?: readonly Listener[]
  jobs?: readonly JobDeclaration[]
  recurring?: readonly RecurringJob[]
  /** Which live topics this actor may hear; asked at connection and after every change of access. */
  topics?: (platform: Platform, actor: Actor, at: Date) => Promise<string[]>
  /** How it takes away again, after a restore, what the ledger says was taken (B5). */
  replays?: Replays
  /** What it can say of itself on the page Kontrolle. */
  control?: Control
  /** Figures of operation it adds to `/metrics` and the page „Betrieb“; without anybody in them. */
  meters?: readonly Meter[]
  /** What others wrote to a person, for that person's own export (A18); what a contact ban hides is left out here already. */
  addressed?: (platform: Platform, personId: string, at: Date) => AsyncIterable<Conversation>
  /** Called once when the house is up, before the doors open; returns how to stop. */
  start?: (platform: Platform) => Promise<(() => Promise<void>) | void>
}

/** The person who acts, in operations that always have one. Throws otherwise: a mistake in a manifest, not of the user. */
export function actorOf(context: Context): Actor {
  if (context.actor === null) throw new Error('this operation needs an actor')
  return context.actor
}

/** Thrown by actions and doors; becomes the answer of every door. */
export class RefusalError extends Error {
  refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Refuses with a status, a code and what to say with it. */
export function refuse(status: number, code: string, more: Omit<Refusal, 'status' | 'code'> = {}): never {
  throw new RefusalError({ status, code, ...more })
}
