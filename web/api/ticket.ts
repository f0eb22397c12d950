/**
 * The declaration ticket (amendment B13): proof of a correct password without a session. It lives in this variable only, so it is gone with the
 * page; all calls carry it while it is held.
 */
let held: string | null = null

export function holdTicket(ticket: string): void {
  held = ticket
}

export function dropTicket(): void {
  held = null
}

export function heldTicket(): string | null {
  return held
}
