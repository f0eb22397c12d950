/** Families online: codes for parents in no file, claims, the parents' page, custody and contact bans, what becomes of an account after a withdrawal. */
import { z } from 'zod'
import { day, id, name as nameOf, paperAnswer } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { limits } from '../limits.ts'

const purpose = z.enum(['platform', 'video'])
const state = z.enum(['NONE', 'REQUESTED', 'PARTIAL', 'GRANTED', 'REVOKED', 'OUTDATED', 'MAJORITY_DUE', 'LAPSED', 'ENDED'])
const kind = z.enum(['mother', 'father', 'guardian', 'foster', 'other'])
const name = nameOf(limits.parent_name_length_max)
const reference = nameOf(limits.reference_length_max)
const code = z.string().min(1).max(limits.family_code_sent_chars_max)
const wish = z.enum(['delete', 'local_only', 'undecided'])
const version = z.object({ id, title: z.string(), major: z.int(), minor: z.int(), validFrom: day })

/** How my own word about a purpose stands. `renewed`: given, but for an earlier version; `ended`: given, then ended by somebody else's withdrawal. */
const OWN_WORDS = ['none', 'given', 'withdrawn', 'renewed', 'ended'] as const
/** The other signatures, as far as a parent may know: never whose, never when. */
const OTHERS = ['not_needed', 'there', 'missing'] as const
const childPurpose = z.object({
  purpose, open: z.boolean(), openUntil: day.nullable(), own: z.enum(OWN_WORDS), ownOn: day.nullable(), others: z.enum(OTHERS), objected: z.boolean(), isVoiceMissing: z.boolean(), isInUse: z.boolean(),
  document: version.nullable(), mayDeclare: z.boolean(), mayAssure: z.boolean(), mayWithdraw: z.boolean(),
})
const claimed = { givenName: name, familyName: name, kind, hasCustody: z.literal(true) }
const settled = z.object({ state, open: z.boolean() })
const madeCode = z.object({ pupilId: id, givenName: z.string(), familyName: z.string(), place: z.string().nullable(), codes: z.array(z.string()) })
const codeLetters = z.object({ schoolName: z.string(), familyUrl: z.string(), validUntil: z.iso.datetime(), letters: z.array(madeCode) })
export type CodeLetters = z.output<typeof codeLetters>

export const familyContract = {
  readFamily: operation({
    summary: 'A parent\'s own children: what waits for a signature, what was declared by oneself, and how it stands',
    method: 'GET', path: '/family', right: 'consent.read_family', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      children: z.array(z.object({
        pupilId: id, givenName: z.string(), familyName: z.string(), purposes: z.array(childPurpose),
        notices: z.array(z.object({ purpose, kind: z.enum(['closed', 'confirmed']), on: day })),
        clarification: z.object({ dueOn: day.nullable(), ownWish: wish.nullable() }).nullable(),
      })),
      /** Claims that wait for the school. Nothing about the child but the first name that stood on the letter. */
      claims: z.array(z.object({ claimId: id, givenName: z.string(), claimedOn: day })),
      /** Children who came of age lately and decide themselves now: only how many. */
      cameOfAge: z.int(),
    }),
  }),
  declareForChild: operation({
    summary: 'A parent consents for a child, for one purpose and the version that is in force',
    method: 'POST', path: '/children/:pupilId/consent-declarations', right: 'consent.declare_for_child', subject: 'child', effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id, purpose, documentVersionId: id, otherAgrees: z.boolean().default(false), clientId: id }),
    output: settled,
  }),
  withdrawForChild: operation({
    summary: 'A parent withdraws a consent; works at once and needs no reason',
    method: 'POST', path: '/children/:pupilId/consent-withdrawals', right: 'consent.withdraw_for_child', subject: 'child', effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id, purpose, clientId: id }),
    output: settled,
  }),
  acknowledgeNotices: operation({
    summary: 'A parent has read what was told about a child',
    method: 'POST', path: '/children/:pupilId/notice-acknowledgements', right: 'consent.read_child', subject: 'child', effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id }),
    output: z.object({ acknowledged: z.int() }),
  }),
  saveWish: operation({
    summary: 'After a withdrawal: what a parent wishes for the account (R12.2)',
    method: 'POST', path: '/children/:pupilId/clarification-wishes', right: 'consent.read_child', subject: 'child', effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id, wish }),
    output: z.object({}),
  }),

  readFamilyCode: operation({
    summary: 'Whose letter a family code belongs to: the first name that stands on it, nothing else',
    method: 'POST', path: '/family-code-readings', right: 'consent.use_family_code', effects: 'read', doors: ['http'],
    input: z.object({ code }),
    output: z.object({ givenName: z.string() }),
  }),
  claimAsNew: operation({
    summary: 'Somebody with a family code says who they are; an account without any right to the child until the school has confirmed it',
    method: 'POST', path: '/family-claims', right: 'consent.use_family_code', effects: 'write', doors: ['http'],
    input: z.object({ code, ...claimed }),
    output: z.object({ ticket: z.string(), givenName: z.string(), accountName: z.string(), length_min: z.int(), isFirst: z.boolean() }),
  }),
  claimAsParent: operation({
    summary: 'A parent with an account adds another child by its code',
    method: 'POST', path: '/own-family-claims', right: 'consent.claim_child', effects: 'write', doors: ['http'],
    input: z.object({ code, kind, hasCustody: z.literal(true) }),
    output: z.object({ claimId: id }),
  }),
  makeFamilyCodes: operation({
    summary: 'Makes codes for the parents of one child; codes made before and not used end',
    method: 'POST', path: '/pupils/:pupilId/family-codes', right: 'consent.keep_guardians', subject: 'pupil', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id, count: z.int().min(1).max(2) }),
    output: codeLetters,
  }),
  makeClassFamilyCodes: operation({
    summary: 'Makes two codes for each child of a class about whose parents nobody is on record',
    method: 'POST', path: '/consent-classes/:groupId/family-codes', right: 'consent.keep_class_guardians', subject: 'class', effects: 'write', doors: ['http'],
    input: z.object({ groupId: id }),
    output: codeLetters,
  }),
  printFamilyCodes: operation({
    summary: 'The same for one child as a paper to cut; the codes stand on it and nowhere else',
    method: 'POST', path: '/pupils/:pupilId/family-code-papers', right: 'consent.keep_guardians', subject: 'pupil', notForOwnFamily: true, effects: 'write', doors: ['http'], answer: 'pdf',
    input: z.object({ pupilId: id, count: z.int().min(1).max(2) }),
    output: paperAnswer,
  }),
  printClassFamilyCodes: operation({
    summary: 'The same for a class or year as a paper to cut',
    method: 'POST', path: '/consent-classes/:groupId/family-code-papers', right: 'consent.keep_class_guardians', subject: 'class', effects: 'write', doors: ['http'], answer: 'pdf',
    input: z.object({ groupId: id }),
    output: paperAnswer,
  }),
  listClaims: operation({
    summary: 'Claims of parents that wait to be compared with the paper',
    method: 'GET', path: '/family-claims', right: 'consent.list_claims', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      claims: z.array(z.object({
        claimId: id, claimedAt: z.date(), kind, child: z.object({ id, displayName: z.string(), place: z.string().nullable() }), guardian: z.object({ id, displayName: z.string() }),
        /** Who is on record for the child; whether somebody under a contact ban has the same name; whether the claimed name is on record already. */
        onRecord: z.array(z.string()), isLikeBanned: z.boolean(), isOnRecord: z.boolean(),
      })),
    }),
  }),
  decideClaim: operation({
    summary: 'Confirms a claim after comparing it with the paper, or refuses it',
    method: 'POST', path: '/family-claims/:claimId/decisions', right: 'consent.keep_guardians', subject: 'claim', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ claimId: id, outcome: z.enum(['confirmed', 'refused']), hasCustody: z.boolean().default(true), reference: reference.optional() }),
    output: z.object({ outcome: z.enum(['confirmed', 'refused']) }),
  }),

  readGuardians: operation({
    summary: 'Who has custody of a child, contact bans, and every act about them with its reference',
    method: 'GET', path: '/pupils/:pupilId/guardians', right: 'consent.see_guardians', subject: 'pupil', effects: 'read', doors: ['http'],
    input: z.object({ pupilId: id }),
    output: z.object({
      pupil: z.object({ id, displayName: z.string(), isAdult: z.boolean() }), mayKeep: z.boolean(), isOwnChild: z.boolean(), today: day,
      guardianships: z.array(z.object({
        id, guardianId: id, displayName: z.string(), kind, hasCustody: z.boolean(), contactBan: z.boolean(), from: day, until: day.nullable(), source: z.string(), isCurrent: z.boolean(), hasAccount: z.boolean(),
        /** B12, for the clerk only: the account at work of the same human; or only somebody at work of the same name. */
        atWork: z.string().nullable(), hasNamesakeAtWork: z.boolean(),
      })),
      acts: z.array(z.object({ id, act: z.enum(['recorded', 'ended', 'ban', 'ban_lifted', 'decision']), guardian: z.string(), reference: z.string().nullable(), on: day, enteredBy: z.string().nullable(), enteredAt: z.date() })),
      openCodes: z.int(), openClaims: z.int(),
      clarification: z.object({
        dueOn: day.nullable(), isOpen: z.boolean(), wishes: z.array(z.object({ by: z.string(), wish, at: z.date() })),
        outcome: z.object({ outcome: z.enum(['delete', 'local_only']), by: z.string().nullable(), at: z.date() }).nullable(),
      }),
    }),
  }),
  findGuardians: operation({
    summary: 'Finds parents on record by name, to enter them for another child',
    method: 'GET', path: '/guardian-candidates', right: 'consent.find_guardians', effects: 'read', doors: ['http'],
    input: z.object({ q: z.string().trim().min(2).max(100) }),
    output: z.object({ found: z.array(z.object({ id, displayName: z.string(), children: z.array(z.string()) })) }),
  }),
  recordGuardianship: operation({
    summary: 'Enters who has custody of a child, or has none, from when until when, and by which paper',
    method: 'POST', path: '/pupils/:pupilId/guardianships', right: 'consent.keep_guardians', subject: 'pupil', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({
      pupilId: id, clientId: id, guardian: z.union([z.object({ id }), z.object({ givenName: name, familyName: name })]), kind, hasCustody: z.boolean(),
      from: day, until: day.nullable().default(null), reference: reference.optional(),
    }),
    output: z.object({ guardianshipId: id, guardianId: id }),
  }),
  endGuardianship: operation({
    summary: 'Ends a guardianship; the last day is included',
    method: 'POST', path: '/guardianships/:guardianshipId/ends', right: 'consent.keep_guardians', subject: 'guardianship', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ guardianshipId: id, lastDay: day, reference: reference.optional() }),
    output: z.object({}),
  }),
  recordContactBan: operation({
    summary: 'Enters a contact ban with the reference of the order: from then on the person sees, hears and learns nothing of the child here',
    method: 'POST', path: '/pupils/:pupilId/contact-bans', right: 'consent.keep_guardians', subject: 'pupil', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id, clientId: id, guardianId: id, until: day.nullable().default(null), reference }),
    output: z.object({ guardianshipId: id }),
  }),
  liftContactBan: operation({
    summary: 'Ends a contact ban, with the reference of the decision',
    method: 'POST', path: '/contact-bans/:guardianshipId/ends', right: 'consent.keep_guardians', subject: 'guardianship', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ guardianshipId: id, reference }),
    output: z.object({}),
  }),
  recordCourtDecision: operation({
    summary: 'Notes a decision of the family court by its file number only; nothing follows from it by itself',
    method: 'POST', path: '/pupils/:pupilId/court-decisions', right: 'consent.keep_guardians', subject: 'pupil', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id, clientId: id, guardianId: id, decidedOn: day, reference }),
    output: z.object({}),
  }),
  decideClarification: operation({
    summary: 'Notes what was clarified after a withdrawal: the account is to be deleted, or only the platform stays closed (R12.2)',
    method: 'POST', path: '/pupils/:pupilId/clarification-outcomes', right: 'consent.keep_guardians', subject: 'pupil', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id, outcome: z.enum(['delete', 'local_only']) }),
    output: z.object({}),
  }),
}
