/**
 * An operation is one thing a person can do, free of any transport: which right it needs, what goes in, what comes out.
 * Doors (HTTP, WebSocket, jobs, later WebDAV, SMTP, LDAP) carry operations; the path is only an attribute of one of them.
 * Contracts are imported by the server and by the browser, so this file knows nothing but zod.
 */
import type { z } from 'zod'

export type Door = 'http' | 'ws' | 'dav' | 'smtp' | 'ldap' | 'job'

export type Operation<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> = {
  /** What it does, in one English sentence: shown in the rights matrix. */
  summary: string
  method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Path below /api, with `:name` for fields of the input that stand in the path. */
  path: `/${string}`
  /** The right that is needed, `module.verb`; declared in the module's manifest. */
  right: string
  /** Kind of subject the right is asked for; its loader stands in the module's subjects.ts. Absent: the school as a whole. */
  subject?: string
  /** One object for path, query and body fields alike. */
  input: I
  /** The answer. Fields that are not declared here never leave the server. */
  output: O
  effects: 'read' | 'write'
  doors: readonly Door[]
  /**
   * The request's body is a file, other input fields travel in the query. `raw`: all its bytes at once, as `context.body`. `stream`: it is read while the action
   * stores it as a blob (`context.upload`), after the right was asked for, and may be large.
   */
  body?: 'raw' | 'stream'
  /**
   * The answer is no JSON, and only the HTTP door carries it. `pdf`: a paper (platform/pdf), with `paperAnswer` as its output. `blob`: the content of a blob
   * (platform/blobs), with `blobAnswer` as its output; whoever reads a large one is asked about again every second.
   */
  answer?: 'pdf' | 'blob'
  /** Largest body in bytes; the default stands in platform/http/limits.ts. */
  body_bytes_max?: number
  /**
   * How it stands to the second factor (R4.1). `open`: also for whoever still has to enrol one, and without a fresh proof. `proved`: also for whoever has to
   * enrol, but whoever has a factor must have proved it just now. Absent: everything else; only rights of offices need the proof.
   */
  factor?: 'open' | 'proved'
  /**
   * Categories of personal data of the module's manifest that this writes. Of a module that needs a release each writing operation says so: what the head has
   * not released in its present form rests with `release_needed`, the rest runs (RP.1, B19).
   */
  stores?: readonly string[]
  /** Nobody does this at work about the own child or about their own account as parent (B12, same_human): refused with `own_family`. */
  notForOwnFamily?: true
  /** Decided inside the module's batch together with its write (platform/database/batch.ts), not before. */
  decidedInBatch?: true
}

export type Contract = Readonly<Record<string, Operation>>

/** Declares an operation; keeps the exact types of input and output for actions and client. */
export function operation<I extends z.ZodType, O extends z.ZodType>(o: Operation<I, O>): Operation<I, O> {
  return o
}

export type Input<O> = O extends Operation<infer I, z.ZodType> ? z.output<I> : never
export type Output<O> = O extends Operation<z.ZodType, infer R> ? z.input<R> : never

/** What the browser holds: one function per operation of a contract. */
export type Client<C extends Contract> = {
  [K in keyof C]: C[K] extends Operation<infer I, infer R> ? (input: z.input<I>, options?: { body?: Blob; signal?: AbortSignal }) => Promise<z.output<R>> : never
}

/** What every door answers instead of a result; the reader's side renders the words (amendment B19). */
export type Refusal = {
  /** 400 bad input, 401 never, 403 not allowed, 404 not there for you, 409 conflict, 413, 422, 429, 503. */
  status: number
  /** snake_case, a key of the module's or the platform's refusal texts. */
  code: string
  params?: Record<string, string | number>
  /** Clause of the instruction, e.g. '2' or '9 (Messenger)': shown to staff behind "Warum?". */
  clause?: string
  /** Which field of the input was wrong, for forms. */
  field?: string
}

/** The path of an operation filled with the input; what is left over goes into the query or the body. */
export function fillPath(path: string, input: Record<string, unknown>): { path: string; rest: Record<string, unknown> } {
  const rest = { ...input }
  const filled = path.replace(/:([a-zA-Z]+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: `/api${filled}`, rest }
}
