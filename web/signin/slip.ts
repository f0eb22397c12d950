/** The slip that is being used: its code from the QR, and what the server said about it. In this page's memory only, gone when it is left. */
import type { identity } from './client.ts'

export type ShownSlip = Awaited<ReturnType<typeof identity.useSlip>>

const SIGNS = 12

/** The code as it stands on the paper, however it was typed or pasted: 'kx4m7q2p9abc' -> 'KX4M-7Q2P-9ABC'. */
export function groupCode(typed: string): string {
  const signs = [...typed.toUpperCase().replace(/[^0-9A-Z]/g, '')].slice(0, SIGNS).join('')
  return signs.replace(/(.{4})(?=.)/g, '$1-')
}

/** True when all twelve signs are there. */
export function isWholeCode(grouped: string): boolean {
  return grouped.replaceAll('-', '').length === SIGNS
}

/** The code in the fragment of an address, '#zettel=KX4M-7Q2P-9ABC', or '#code=...' on the letter to parents; null without one. */
export function codeInFragment(fragment: string, name: 'zettel' | 'code'): string | null {
  const code = new URLSearchParams(fragment.replace(/^#/, '')).get(name)
  return code === null || code.trim() === '' ? null : groupCode(code)
}

/** A code on its way to the page of the slip, from the QR or from the first run; null: it has arrived. */
export function keepCode(code: string | null): void {
  onItsWay = code
}

export function keptCode(): string | null {
  return onItsWay
}

export function keepSlip(slip: ShownSlip | null): void {
  shown = slip
}

export function keptSlip(): ShownSlip | null {
  return shown
}

let onItsWay: string | null = null
let shown: ShownSlip | null = null
