/** The step between password and session: what the server said, in this page's memory only. */
import type { Kind } from './client.ts'

export type FactorStep = { ticket: string; kinds: readonly Kind[]; accountName: string }

export function keepStep(step: FactorStep | null): void {
  kept = step
}

export function keptStep(): FactorStep | null {
  return kept
}

let kept: FactorStep | null = null
