/** The second factor: enrolling, proving, removing (R4.1, R4.2). Part of the contract of the room identity. */
import { z } from 'zod'
import { id, name } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'

const ticket = z.string().max(limits.ticket_chars_max)
const text = z.string().max(limits.passkey_answer_chars_max)
const code = z.string().trim().min(1).max(limits.code_sent_chars_max)
/** What browsers give for a passkey; its parts are base64url and are checked by the library. */
const passkeyAnswer = (parts: Record<string, z.ZodType>) =>
  z.object({ id: text, rawId: text, type: z.literal('public-key'), authenticatorAttachment: z.string().max(40).optional(), clientExtensionResults: z.object({}).default({}), response: z.object(parts) })
const assertion = passkeyAnswer({ clientDataJSON: text, authenticatorData: text, signature: text, userHandle: text.optional() })
const attestation = passkeyAnswer({ clientDataJSON: text, attestationObject: text, transports: z.array(z.string().max(20)).max(10).optional() })

/** A code of the app, a recovery code from the paper, or the signed answer of a passkey. */
const proof = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('totp'), code }),
  z.object({ kind: z.literal('recovery'), code }),
  z.object({ kind: z.literal('passkey'), assertion }),
])
export type FactorProof = z.output<typeof proof>
export type Attestation = z.output<typeof attestation>
export type Assertion = z.output<typeof assertion>

const label = name(limits.factor_label_chars_max)
/** What browsers take for a passkey: the standard's JSON. */
const passkeyOptions = z.object({ options: z.record(z.string(), z.unknown()) })
/** The recovery codes, with the first factor and never again. */
const withCodes = z.object({ codes: z.array(z.string()) })

const base = { effects: 'write' as const, doors: ['http' as const] }

export const factorContract = {
  proveFactor: operation({
    ...base,
    summary: 'Proves the second factor after the password, with the ticket of that sign-in, and signs in',
    method: 'POST',
    path: '/session/second-factor',
    right: 'identity.sign_in',
    input: z.object({ ticket, proof }),
    output: z.object({ outcome: z.literal('signed_in') }),
  }),
  askPasskey: operation({
    ...base,
    summary: 'Gives a passkey something to sign: with the ticket of a sign-in, or in the own session',
    method: 'POST',
    path: '/passkey-challenges',
    right: 'identity.sign_in',
    input: z.object({ ticket: ticket.optional() }),
    output: passkeyOptions,
  }),
  proveFactorAgain: operation({
    ...base,
    summary: 'Proves the second factor again in the own session, which gets a new token',
    method: 'POST',
    path: '/factor-proofs',
    right: 'identity.prove_factor',
    factor: 'open',
    input: z.object({ proof }),
    output: z.object({ strongUntil: z.iso.datetime() }),
  }),
  listFactors: operation({
    summary: 'Lists the own second factors and how many recovery codes are left',
    method: 'GET',
    path: '/factors',
    right: 'identity.list_factors',
    effects: 'read',
    doors: ['http'],
    factor: 'open',
    input: z.object({}),
    output: z.object({
      factors: z.array(z.object({ id: z.string(), kind: z.enum(['totp', 'passkey']), label: z.string(), enrolledAt: z.iso.datetime() })),
      codesLeft: z.int(),
      /** Must have one: by office, or by the school's decision. */
      isRequired: z.boolean(),
      /** Browsers make passkeys only for an address with a name. */
      hasPasskeys: z.boolean(),
    }),
  }),
  startTotp: operation({
    ...base,
    summary: 'Draws a new secret for a code app; nothing is kept before its first code',
    method: 'POST',
    path: '/totp-drafts',
    right: 'identity.enrol_factor',
    factor: 'proved',
    input: z.object({}),
    output: z.object({ draft: z.string(), uri: z.string(), secret: z.string() }),
  }),
  confirmTotp: operation({
    ...base,
    summary: 'Enrols a code app with its first code; an earlier one ends',
    method: 'POST',
    path: '/totps',
    right: 'identity.enrol_factor',
    factor: 'proved',
    input: z.object({ draft: z.string().max(limits.totp_draft_chars_max), code, label }),
    output: withCodes,
  }),
  startPasskey: operation({
    ...base,
    summary: 'Gives what a browser needs to make a new passkey',
    method: 'POST',
    path: '/passkey-drafts',
    right: 'identity.enrol_factor',
    factor: 'proved',
    input: z.object({}),
    output: passkeyOptions,
  }),
  confirmPasskey: operation({
    ...base,
    summary: 'Enrols a passkey that a browser made',
    method: 'POST',
    path: '/passkeys',
    right: 'identity.enrol_factor',
    factor: 'proved',
    input: z.object({ label, attestation }),
    output: withCodes,
  }),
  renameFactor: operation({
    ...base,
    summary: 'Gives an own factor another name',
    method: 'PUT',
    path: '/factors/:factorId/label',
    right: 'identity.manage_factor',
    subject: 'factor',
    factor: 'proved',
    input: z.object({ factorId: id, label }),
    output: z.object({}),
  }),
  removeFactor: operation({
    ...base,
    summary: 'Removes an own factor; the last one of who needs one stays',
    method: 'DELETE',
    path: '/factors/:factorId',
    right: 'identity.manage_factor',
    subject: 'factor',
    factor: 'proved',
    input: z.object({ factorId: id }),
    output: z.object({}),
  }),
  renewCodes: operation({
    ...base,
    summary: 'Makes ten new recovery codes, shown once; the old ones end',
    method: 'POST',
    path: '/recovery-codes',
    right: 'identity.enrol_factor',
    factor: 'proved',
    input: z.object({}),
    output: withCodes,
  }),
  voidFactors: operation({
    ...base,
    summary: 'For somebody who lost the second factor: all factors, codes, sessions and the password end, and a slip of one day begins anew',
    method: 'POST',
    path: '/people/:personId/factor-voidings',
    right: 'identity.void_factors',
    subject: 'person',
    input: z.object({ personId: id }),
    output: z.object({ accountName: z.string(), code: z.string(), validUntil: z.iso.datetime() }),
  }),
}
