/** A refused or failed call in the browser: always one of these, so pages handle one kind of error only. */
import type { Refusal } from '#platform/module/operation.ts'

export class RefusalError extends Error {
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(refusal.code)
    this.name = 'RefusalError'
    this.refusal = refusal
  }
}

/** The refusal inside anything that was thrown; what is no refusal (a fault in the page itself) becomes the code `fault`. */
export function refusalOf(error: unknown): Refusal {
  return error instanceof RefusalError ? error.refusal : { status: 0, code: 'fault' }
}

/** Status 0: nothing answered. The call may or may not have reached the server, so a retry carries the same client id. */
export const NETWORK: Refusal = { status: 0, code: 'network' }

/** Reads `{ refusal: {...} }`; an answer that is none (a proxy's page, an empty body) becomes a refusal by its status. */
export function readRefusal(status: number, body: unknown): Refusal {
  const refusal = isRecord(body) ? body.refusal : null
  if (isRecord(refusal) && typeof refusal.code === 'string')
    return { ...refusal, code: refusal.code, status: typeof refusal.status === 'number' ? refusal.status : status }
  return { status, code: codeByStatus[status] ?? 'unavailable' }
}

const codeByStatus: Readonly<Record<number, string>> = {
  400: 'input_invalid',
  401: 'session_over',
  403: 'forbidden',
  404: 'not_found',
  409: 'conflict',
  413: 'too_large',
  422: 'input_invalid',
  429: 'too_many',
  500: 'broken',
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
