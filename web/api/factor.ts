/**
 * Rights of an office count for a quarter of an hour after the second factor (A7). A call that comes later is refused with `second_factor_needed`; then the
 * shell asks the person, and the same call is made once more: nothing that was typed is lost. Whoever says no sees the refusal where they were.
 */
import { RefusalError } from './refusal.ts'

/** Asks the person for the second factor; true when it was proved. Several calls that wait share one question. */
export type FactorQuestion = () => Promise<boolean>

let question: FactorQuestion | null = null
let asking: Promise<boolean> | null = null

/** The shell's way to ask; returns how to take it away. Without one the refusal stays a refusal. */
export function askFactorBy(ask: FactorQuestion): () => void {
  question = ask
  return () => {
    if (question === ask) question = null
  }
}

/** Asks now, before anything was refused: the button "Bestätigen". */
export function askFactor(): Promise<boolean> {
  asking ??= (question?.() ?? Promise.resolve(false)).finally(() => (asking = null))
  return asking
}

/** Makes the call; once more after the factor was proved, when that was what it lacked. */
export async function withFactor<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    if (!(error instanceof RefusalError) || error.refusal.code !== 'second_factor_needed' || question === null) throw error
    if (!(await askFactor())) throw error
    return call()
  }
}
