/** Signing in and out, passwords, slips, own sessions, lost devices. */
import { z } from 'zod'
import { PERSON_TYPES } from '#platform/access/vocabulary.ts'
import { id } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { cardContract } from './cards/contract.ts'
import { pairedContract } from './cards/paired-contract.ts'
import { factorContract } from './factor/contract.ts'
import { limits } from './limits.ts'
import { recoveryContract } from './recovery/contract.ts'

const account = z.string().min(1).max(limits.account_sent_chars_max)
/** As typed; NFC and the rules come later. Half of a surrogate pair is no character, and two of them would be the same password. */
const password = z
  .string()
  .min(1)
  .max(limits.password_sent_chars_max)
  .refine((text) => text.isWellFormed(), 'not Unicode')
const device = z.enum(['own', 'shared'])
const ticket = z.string().max(limits.ticket_chars_max)

/**
 * `closed`: all was right, but the door is not open yet (A2); the ticket opens what B13 lists, for fifteen minutes. `second_factor`: the password was
 * right, and the ticket opens the step of the second factor.
 */
const signedIn = z.object({ outcome: z.literal('signed_in') })
const closed = z.object({ outcome: z.literal('closed'), ticket: z.string() })
const factorAsked = z.object({ outcome: z.literal('second_factor'), ticket: z.string(), kinds: z.array(z.enum(['totp', 'passkey'])) })
const outcome = z.discriminatedUnion('outcome', [signedIn, closed, factorAsked])
/** `renewal`: the password is the one of before a loss; a new one is needed, with a second proof (R8.2). */
const signInOutcome = z.discriminatedUnion('outcome', [
  signedIn,
  closed,
  factorAsked,
  z.object({ outcome: z.literal('renewal'), ticket: z.string(), hasSecondProof: z.boolean(), length_min: z.int() }),
])
const lossReason = z.enum(['lost', 'handed_over']).default('lost')
/** Staff on their own device: seven days instead of twelve hours (A7). */
const stays = z.boolean().optional()

const session = z.discriminatedUnion('signedIn', [
  z.object({ signedIn: z.literal(false), school: z.object({ name: z.string() }).nullable(), setup: z.boolean(), demo: z.boolean(), now: z.iso.datetime(),
    /** A7: what the sign-in page suggests where nobody chose yet; whether the address is the school's is all it says of it. */
    device, /** Whether some class signs in with cards (A6). */ hasCards: z.boolean() }),
  z.object({
    signedIn: z.literal(true),
    person: z.object({ id: z.string(), givenName: z.string(), displayName: z.string(), type: z.enum(PERSON_TYPES) }),
    address: z.enum(['sie', 'du']),
    device,
    school: z.object({ name: z.string() }),
    modules: z.array(z.string()),
    may: z.array(z.string()),
    /**
     * `enrol`: nothing but enrolling a second factor is open. `isProved`: rights of offices count, until `strongUntil`. `hasOffice`: there are such rights.
     * `isAdvised`: the school encourages this person to enrol one.
     */
    factor: z.object({ state: z.enum(['none', 'enrol', 'has']), hasOffice: z.boolean(), strongUntil: z.iso.datetime().nullable(), isAdvised: z.boolean() }),
    /** RP.2: staff read and acknowledge this version before anything else is open; absent: nothing waits, or its days are not over. */
    mustRead: z.object({ document: z.string(), version: z.number() }).optional(),
    /** R4.2: the password is too short for the office one holds, whose rights do not count until there is a longer one. */
    mustRenew: z.object({ length_min: z.int() }).optional(),
    demo: z.boolean(),
    /** The server's clock: the demo may stand at another date than the browser. */
    now: z.iso.datetime(),
  }),
])

export const contract = {
  getSession: operation({
    summary: 'Says who is signed in in this browser and what they may use',
    method: 'GET',
    path: '/session',
    right: 'identity.read_session',
    effects: 'read',
    doors: ['http'],
    input: z.object({}),
    output: session,
  }),
  signIn: operation({
    summary: 'Signs in with account name and password',
    method: 'POST',
    path: '/session',
    right: 'identity.sign_in',
    effects: 'write',
    doors: ['http'],
    input: z.object({ account, password, device, /** False: only suggested by the page and left so; then `own` does not count for the youngest (A7). */ isDeviceChosen: z.boolean().default(true), stays }),
    output: signInOutcome,
  }),
  signOut: operation({
    summary: 'Ends the session of this browser, if it has one',
    method: 'DELETE',
    path: '/session',
    right: 'identity.sign_out',
    effects: 'write',
    doors: ['http'],
    input: z.object({}),
    output: z.object({}),
  }),
  useSlip: operation({
    summary: 'Shows the one-time code of an access slip; the slip ends when the password is chosen',
    method: 'POST',
    path: '/slip-uses',
    right: 'identity.use_slip',
    effects: 'write',
    doors: ['http'],
    input: z.object({ code: z.string().min(1).max(limits.code_sent_chars_max) }),
    output: z.object({ ticket: z.string(), givenName: z.string(), accountName: z.string(), length_min: z.int(), isFirst: z.boolean() }),
  }),
  choosePassword: operation({
    summary: 'Chooses a password with the ticket of an access slip, and signs in',
    method: 'PUT',
    path: '/password',
    right: 'identity.use_slip',
    effects: 'write',
    doors: ['http'],
    input: z.object({ ticket, password, device, isDeviceChosen: z.boolean().default(true), stays }),
    output: outcome,
  }),
  changePassword: operation({
    summary: 'Changes the own password; all other sessions end',
    method: 'PUT',
    path: '/own-password',
    right: 'identity.change_password',
    effects: 'write',
    doors: ['http'],
    input: z.object({ current: password, next: password }),
    output: z.object({}),
  }),
  listSessions: operation({
    summary: 'Lists the browsers in which one is signed in oneself',
    method: 'GET',
    path: '/sessions',
    right: 'identity.list_sessions',
    effects: 'read',
    doors: ['http'],
    input: z.object({}),
    output: z.object({ sessions: z.array(z.object({ id: z.string(), device, label: z.string(), startedAt: z.iso.datetime(), isThis: z.boolean() })) }),
  }),
  listAttempts: operation({
    summary: 'Lists the own attempts to sign in of the last weeks',
    method: 'GET',
    path: '/sign-in-attempts',
    right: 'identity.list_attempts',
    effects: 'read',
    doors: ['http'],
    input: z.object({}),
    output: z.object({
      attempts: z.array(z.object({ id: z.string(), at: z.iso.datetime(), device: z.string(), result: z.enum(['signed_in', 'closed', 'factor_asked', 'password_wrong', 'factor_wrong']) })),
    }),
  }),
  endSession: operation({
    summary: 'Signs out one of the own browsers',
    method: 'DELETE',
    path: '/sessions/:sessionId',
    right: 'identity.end_session',
    subject: 'session',
    effects: 'write',
    doors: ['http'],
    input: z.object({ sessionId: id }),
    output: z.object({}),
  }),
  endOtherSessions: operation({
    summary: 'Signs out all own browsers but this one',
    method: 'DELETE',
    path: '/other-sessions',
    right: 'identity.end_other_sessions',
    effects: 'write',
    doors: ['http'],
    input: z.object({}),
    output: z.object({ ended: z.int() }),
  }),
  reportLostDevice: operation({
    summary: 'Reports an own device as lost: all sessions end, the password is void',
    method: 'POST',
    path: '/lost-devices',
    right: 'identity.report_loss',
    effects: 'write',
    doors: ['http'],
    input: z.object({ reason: lossReason }),
    output: z.object({}),
  }),
  reportLostDeviceByPassword: operation({
    summary: 'Reports an own device as lost from any sign-in page; answers the same whether the password was right or not',
    method: 'POST',
    path: '/lost-device-reports',
    right: 'identity.sign_in',
    effects: 'write',
    doors: ['http'],
    input: z.object({ account, password, reason: lossReason }),
    output: z.object({}),
  }),
  reportLostDeviceFor: operation({
    summary: 'Reports the device of somebody else as lost, as class lead, office or parent of a minor',
    method: 'POST',
    path: '/people/:personId/lost-devices',
    right: 'identity.report_loss_for',
    subject: 'person',
    effects: 'write',
    doors: ['http'],
    input: z.object({ personId: id, reason: lossReason }),
    output: z.object({}),
  }),
  ...recoveryContract,
  ...cardContract,
  ...pairedContract,
  ...factorContract,
}
