/** The consent register: how classes stand, entering paper, own declarations, withdrawals, history. */
import { z } from 'zod'
import { day, id, name as nameOf } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { familyContract } from './families/contract.ts'
import { limits } from './limits.ts'
import { paperContract } from './paper/contract.ts'
import { sameContract } from './same/contract.ts'
import { textContract } from './text/contract.ts'

const date = day
const purpose = z.enum(['platform', 'video'])
const state = z.enum(['NONE', 'REQUESTED', 'PARTIAL', 'GRANTED', 'REVOKED', 'OUTDATED', 'MAJORITY_DUE', 'LAPSED', 'ENDED'])
const document = z.object({ id, title: z.string(), major: z.int(), minor: z.int(), validFrom: date })
const declarer = z.enum(['holder', 'named_on_paper', 'adult_pupil', 'pupil_voice'])
const name = nameOf(limits.name_length_max)

/** What was signed on a form. `complete`: everybody who has to sign did. The others are the ticks and gaps of the form (amendment A3); `voice_only`: only the pupil's own line. */
export const SIGNED = ['complete', 'sole_custody', 'other_agrees', 'one_of_two', 'voice_only'] as const

const VOICE = ['lift', 'agree'] as const

export const contract = {
  ...paperContract,
  ...familyContract,
  ...sameContract,
  ...textContract,
  listClasses: operation({
    summary: 'How the consents of my classes stand, as numbers (clerk and head: all classes)',
    method: 'GET', path: '/consent-classes', right: 'consent.read_classes', effects: 'read', doors: ['http'],
    input: z.object({ purpose: purpose.default('platform') }),
    output: z.object({
      classes: z.array(z.object({ id, label: z.string(), kind: z.string(), pupils: z.int(), open: z.int(), partial: z.int(), missing: z.int(), withdrawn: z.int(), outdated: z.int(), isOwn: z.boolean(), mayRecord: z.boolean() })),
    }),
  }),

  countWaiting: operation({
    summary: 'How many pupils wait under each choice of signatures: numbers only',
    method: 'GET', path: '/consent-waiting', right: 'consent.count_waiting', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ pupils: z.int(), all: z.int(), oneWithAssurance: z.int(), now: z.enum(['all', 'one_with_assurance']) }),
  }),

  readClass: operation({
    summary: 'The pupils of a class with their state of consent; the class lead sees the state only',
    method: 'GET', path: '/consent-classes/:groupId', right: 'consent.read_class', subject: 'class', effects: 'read', doors: ['http'],
    input: z.object({ groupId: id, purpose: purpose.default('platform') }),
    output: z.object({
      id, label: z.string(), documents: z.array(document), mayRecord: z.boolean(), mayPrintForms: z.boolean(), mayReadHistory: z.boolean(), mayKeepGuardians: z.boolean(), today: date,
      pupils: z.array(z.object({
        id, familyName: z.string(), givenName: z.string(), state, open: z.boolean(), openUntil: date.nullable(), isAdult: z.boolean(),
        /** The reader's own child (B12): somebody else enters the form. */
        isOwnChild: z.boolean(),
        /** How many signatures a complete form of this child carries, the pupil's own apart: 1 or 2. */
        signatures: z.int(),
        /** For whoever enters the form: the pupil's own yes below 18 is wanted too, `agree` beside the parents', `lift` to take back an own no. */
        voice: z.enum(VOICE).nullable(),
        /** Who has to sign, for whoever enters the form; empty where nobody is on record. */
        holders: z.array(z.object({ guardianId: id, displayName: z.string(), hasDeclared: z.boolean() })),
        /** Who still has to declare, for whoever enters forms: names of holders, or what else is missing. */
        missing: z.array(z.object({ who: z.enum(['holder', 'named_on_paper', 'adult_pupil', 'pupil_voice', 'platform']), name: z.string().nullable() })),
      })),
    }),
  }),

  recordRequests: operation({
    summary: 'Notes that the forms were handed out to a class, in which version and when (Art. 13 information delivered)',
    method: 'POST', path: '/consent-classes/:groupId/requests', right: 'consent.record', subject: 'class', effects: 'write', doors: ['http'],
    input: z.object({ groupId: id, purpose, documentVersionId: id, requestedOn: date }),
    output: z.object({ noted: z.int() }),
  }),

  recordDeclarations: operation({
    summary: 'Enters the signed paper forms of a class; each child with date and version of its form',
    method: 'POST', path: '/consent-classes/:groupId/declarations', right: 'consent.record', subject: 'class', effects: 'write', doors: ['http'],
    input: z.object({
      groupId: id, purpose, clientId: id,
      entries: z.array(z.object({
        pupilId: id, signed: z.enum(SIGNED), declaredOn: date, documentVersionId: id,
        /** The parents signed, the pupil who has to agree beside them did not. */
        withoutVoice: z.boolean().optional(),
        /** Which holder, where only one signed; which name, where somebody signed who is not on record. */
        guardianId: id.optional(), name: name.optional(),
        /** Number on the form, where one was scanned or typed: it has to fit child, purpose and version. */
        formCode: z.string().min(1).max(40).optional(),
      })).min(1).max(limits.entries_per_batch_max),
    }),
    output: z.object({ opened: z.int(), stillMissing: z.array(z.object({ pupilId: id, state })) }),
  }),

  recordWithdrawal: operation({
    summary: 'Enters a withdrawal that came on paper or by word of mouth; works at once',
    method: 'POST', path: '/pupils/:pupilId/consent-withdrawals', right: 'consent.record', subject: 'pupil', effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id, purpose, clientId: id, by: declarer, guardianId: id.optional(), name: name.optional(), receivedOn: date }),
    output: z.object({ state, open: z.boolean() }),
  }),

  readHistory: operation({
    summary: 'All declarations and withdrawals of a pupil, with who entered them',
    method: 'GET', path: '/pupils/:pupilId/consents', right: 'consent.read_history', subject: 'pupil', effects: 'read', doors: ['http'],
    input: z.object({ pupilId: id }),
    output: z.object({
      pupil: z.object({ id, displayName: z.string(), isAdult: z.boolean() }),
      holders: z.array(z.object({ guardianId: id, displayName: z.string(), hasCustody: z.boolean() })),
      purposes: z.array(z.object({ purpose, state, open: z.boolean(), openUntil: date.nullable() })),
      records: z.array(z.object({
        id, purpose, kind: z.enum(['request', 'declaration', 'withdrawal']), by: declarer.nullable(), byName: z.string().nullable(), formLine: z.int().nullable(), assurance: z.string().nullable(),
        channel: z.enum(['paper', 'online']), on: date, enteredAt: z.date(), enteredBy: z.string().nullable(), document: document.nullable(),
        /** Number of the form it came on; label of an older text; whether the clerk's sample found that it does not match the paper. */
        formCode: z.string().nullable(), olderText: z.string().nullable(), isVoid: z.boolean(),
      })),
    }),
  }),

  exportConsents: operation({
    summary: 'Gives the state of all consents as CSV, by the id of the administration program',
    method: 'POST', path: '/consents/exports', right: 'consent.export', effects: 'write', doors: ['http'],
    input: z.object({}),
    output: z.object({ csv: z.string(), count: z.int() }),
  }),

  readOwn: operation({
    summary: 'My own consents: how they stand, and what I can do myself',
    method: 'GET', path: '/own-consents', right: 'consent.read_own', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      isAdult: z.boolean(),
      purposes: z.array(z.object({ purpose, state, open: z.boolean(), openUntil: date.nullable(), mayDeclare: z.boolean(), mayWithdraw: z.boolean(), document: document.nullable(), asked: z.enum(VOICE).nullable(), isInUse: z.boolean() })),
    }),
  }),

  declareOwn: operation({
    summary: 'A pupil of age consents themselves; below 18 the own yes beside the parents\', where it is asked for (3.1)',
    method: 'POST', path: '/own-consents/declarations', right: 'consent.declare_own', effects: 'write', doors: ['http'],
    input: z.object({ purpose, documentVersionId: id, clientId: id }),
    output: z.object({ state, open: z.boolean() }),
  }),

  withdrawOwn: operation({
    summary: 'A pupil withdraws (of age) or objects (from 14 on); works at once and needs no reason',
    method: 'POST', path: '/own-consents/withdrawals', right: 'consent.withdraw_own', effects: 'write', doors: ['http'],
    input: z.object({ purpose, clientId: id }),
    output: z.object({ state, open: z.boolean() }),
  }),
}
