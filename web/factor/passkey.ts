/** The browser's part of passkeys; its library loads when somebody uses one. */
import { factors } from './client.ts'
import type { Proof } from './client.ts'

/** Thrown when the browser gave no passkey: called off, none there, too slow. No fault of ours and none of the person. */
export class PasskeyStopped extends Error {}

/** False in browsers without passkeys. */
export function canPasskey(): boolean {
  return typeof PublicKeyCredential === 'function'
}

/** Asks the device to confirm; `ticket`: during the sign-in. Throws PasskeyStopped and RefusalError. */
export async function signByPasskey(ticket: string | undefined): Promise<Proof> {
  const { startAuthentication } = await import('@simplewebauthn/browser')
  const { options } = await factors.askPasskey(ticket === undefined ? {} : { ticket })
  const assertion = await startAuthentication({ optionsJSON: options as never }).catch(stopped)
  return { kind: 'passkey', assertion: assertion as never }
}

/** Makes a passkey on the device and enrols it; the recovery codes that come with the first factor. */
export async function enrolPasskey(label: string): Promise<string[]> {
  const { startRegistration } = await import('@simplewebauthn/browser')
  const { options } = await factors.startPasskey({})
  const attestation = await startRegistration({ optionsJSON: options as never }).catch(stopped)
  return (await factors.confirmPasskey({ label, attestation: attestation as never })).codes
}

function stopped(): never {
  throw new PasskeyStopped()
}
