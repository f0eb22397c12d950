/** Accounts after the school: leavers, deletions, restoring, purging (R12.1-R12.5). */
import { z } from 'zod'
import { PERSON_TYPES } from '#platform/access/vocabulary.ts'
import { day, id, name, paperAnswer } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { code_chars_max } from '#platform/safe/limits.ts'
import { limits } from './limits.ts'

const reason = name(limits.reason_length_max).min(limits.reason_length_min)
const person = z.object({ id, displayName: z.string(), type: z.enum(PERSON_TYPES), place: z.string().nullable() })
const personIds = z.array(id).min(1).max(limits.accounts_at_once_max)
const number = z.int().min(0)
/** The last day of a code for taking things along, where one can be printed now (A18). */
const takesAlongUntil = day.nullable()
export const CAUSES = ['exit', 'decision', 'withdrawal', 'family'] as const

/** What sealed evidence may be opened for. */
export const EVIDENCE_PURPOSES = ['authority', 'data_subject', 'dispute'] as const

/** Why an account can't be deleted now. */
export const OBSTACLES = ['own_account', 'office', 'custody', 'own_family', 'deleted'] as const

const deletion = z.object({
  id, personId: id, displayName: z.string(), type: z.enum(PERSON_TYPES), cause: z.enum(CAUSES), reason: z.string(), deletedOn: day,
  /** The last day on which it can be restored, and how many days are left with today. */
  restorableUntil: day, daysLeft: number,
  decidedBy: z.string().nullable(),
  /** The last asking; `refusedOn`: when the head did not agree to it. */
  earlyPurge: z.object({ reason: z.string(), askedOn: day, askedBy: z.string().nullable(), refusedOn: day.nullable() }).nullable(),
  may: z.array(z.string()),
})

export const contract = {
  listLeavers: operation({
    summary: 'Who leaves the school soon, or has left and is not deleted yet, with the day of the deletion',
    method: 'GET', path: '/lifecycle/leavers', right: 'lifecycle.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    /** `deletedFrom`: null where nobody is deleted by itself (opt:delete.auto_on_exit). */
    output: z.object({ leavers: z.array(z.object({ ...person.shape, exitOn: day, deletedFrom: day.nullable(), takesAlongUntil })), isMore: z.boolean(), isAutomatic: z.boolean() }),
  }),
  listToDelete: operation({
    summary: 'Pupils whose account is to be deleted, as was clarified after a withdrawal (R12.2)',
    method: 'GET', path: '/lifecycle/clarified', right: 'lifecycle.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ people: z.array(z.object({ ...person.shape, dueOn: day.nullable(), takesAlongUntil })), isMore: z.boolean() }),
  }),
  listClosed: operation({
    summary: 'Pupils who stay at school with the platform closed for good: since when, until when they can take things along, when it was emptied (R12.3)',
    method: 'GET', path: '/lifecycle/closed', right: 'lifecycle.read', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ people: z.array(z.object({ ...person.shape, decidedOn: day, contentUntil: day, emptiedOn: day.nullable(), takesAlongUntil })), isMore: z.boolean() }),
  }),
  findAccounts: operation({
    summary: 'Accounts by name, to be chosen for a deletion',
    method: 'GET', path: '/lifecycle/accounts', right: 'lifecycle.delete', effects: 'read', doors: ['http'],
    input: z.object({ q: z.string().trim().min(2).max(limits.search_characters_max) }),
    output: z.object({ people: z.array(person), isMore: z.boolean() }),
  }),
  previewDeletion: operation({
    summary: 'What the deletion of these accounts covers, by module, and what stands in its way',
    method: 'POST', path: '/lifecycle/deletion-previews', right: 'lifecycle.delete', effects: 'read', doors: ['http'],
    input: z.object({ personIds }),
    output: z.object({
      people: z.array(z.object({ ...person.shape, obstacle: z.enum(OBSTACLES).nullable() })),
      /** Records by module, of all of them together. */
      modules: z.array(z.object({ name: z.string(), count: number, isMore: z.boolean() })),
      restorableUntil: day,
    }),
  }),
  listOwnTakeAlong: operation({
    summary: 'As class lead: pupils of the own classes who have no way in and can take their things along with a printed code (A18)',
    method: 'GET', path: '/lifecycle/own-take-along', right: 'lifecycle.list_own_take_along', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ people: z.array(z.object({ ...person.shape, takesAlongUntil: day })) }),
  }),
  deleteAccounts: operation({
    summary: 'Deletes accounts: closed and invisible at once, restorable until the day told, then gone; several need their number typed',
    method: 'POST', path: '/lifecycle/deletions', right: 'lifecycle.delete', effects: 'write', doors: ['http'],
    input: z.object({ personIds, reason, typed: z.int().optional() }),
    output: z.object({ deleted: number, restorableUntil: day }),
  }),
  listDeleted: operation({
    summary: 'Deleted accounts with the days that are left',
    method: 'GET', path: '/lifecycle/deletions', right: 'lifecycle.read', effects: 'read', doors: ['http'],
    input: z.object({ q: z.string().trim().max(limits.search_characters_max).optional(), after: id.optional() }),
    output: z.object({ deletions: z.array(deletion), next: id.nullable(), total: number }),
  }),
  restoreAccount: operation({
    summary: 'Restores a deleted account through its last day: `mistake`, the stay goes on; `return`, consents are asked anew',
    method: 'POST', path: '/lifecycle/deletions/:id/restoration', right: 'lifecycle.restore', subject: 'deletion', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ id, kind: z.enum(['mistake', 'return']), reason }),
    output: z.object({ personId: id }),
  }),
  askEarlyPurge: operation({
    summary: 'Asks the head to have an account purged at once, because the family demands it (Art. 17); again only with a new reason',
    method: 'POST', path: '/lifecycle/deletions/:id/early-purge', right: 'lifecycle.ask_early_purge', subject: 'deletion', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ id, reason }),
    output: z.object({}),
  }),
  listEarlyPurges: operation({
    summary: 'What waits for the decision whether an account is purged at once',
    method: 'GET', path: '/lifecycle/early-purges', right: 'lifecycle.decide_early_purge', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ open: z.array(z.object({ id, displayName: z.string(), deletedOn: day, restorableUntil: day, reason: z.string(), askedOn: day, askedBy: z.string().nullable(), isOwnRequest: z.boolean() })) }),
  }),
  decideEarlyPurge: operation({
    summary: 'The head agrees that an account is purged at once, or does not; nothing can be restored afterwards',
    method: 'POST', path: '/lifecycle/deletions/:id/early-purge/decision', right: 'lifecycle.decide_early_purge', subject: 'asked', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ id, agrees: z.boolean() }),
    output: z.object({}),
  }),
  listPurgeSheets: operation({
    summary: 'What was erased for good and when: numbers only, no names',
    method: 'GET', path: '/lifecycle/purge-sheets', right: 'lifecycle.read_sheets', effects: 'read', doors: ['http'],
    input: z.object({ after: id.optional() }),
    output: z.object({
      sheets: z.array(z.object({
        id, type: z.enum(PERSON_TYPES), cause: z.enum(CAUSES), isWhole: z.boolean(), deletedOn: day, purgedOn: day, backupsUntil: day, evidence: number,
        rows: number, forgotten: number, blobs: number, bytes: number, remains: number,
        modules: z.array(z.object({ name: z.string(), rows: number })),
      })),
      next: id.nullable(),
    }),
  }),
  listEvidence: operation({
    summary: 'Sealed evidence of purged accounts: how much, until when; and who asked to open it, who agreed, how often it was read',
    method: 'GET', path: '/lifecycle/evidence', right: 'lifecycle.read_evidence', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      sealed: z.array(z.object({ sealedOn: day, keepUntil: day, records: number, isInSafe: z.boolean() })),
      openings: z.array(z.object({
        id, purpose: z.enum(EVIDENCE_PURPOSES), reason: z.string(), askedOn: day, askedBy: z.string().nullable(), state: z.enum(['waiting', 'open', 'refused', 'over']), until: day.nullable(),
        decidedBy: z.string().nullable(), inRepresentation: z.boolean(), readings: number, isOwn: z.boolean(),
      })),
      isMore: z.boolean(),
    }),
  }),
  askEvidence: operation({
    summary: 'As head: asks a second person to agree that sealed evidence is opened, with a purpose from the list',
    method: 'POST', path: '/lifecycle/evidence-openings', right: 'lifecycle.open_evidence', effects: 'write', doors: ['http'],
    input: z.strictObject({ purpose: z.enum(EVIDENCE_PURPOSES), reason: name(limits.reason_length_max).min(limits.evidence_reason_length_min) }),
    output: z.object({ id }),
  }),
  decideEvidence: operation({
    summary: 'As second person, and not as who asked: agrees that sealed evidence is opened, or does not',
    method: 'POST', path: '/lifecycle/evidence-openings/:id/decision', right: 'lifecycle.decide_evidence', effects: 'write', doors: ['http'],
    input: z.object({ id, agrees: z.boolean() }),
    output: z.object({}),
  }),
  readEvidence: operation({
    summary: 'Opens the sealed evidence of one exact name with the key from the safe, for who asked and while it is agreed to; journalled each time, the key is not kept',
    method: 'POST', path: '/lifecycle/evidence-openings/:id/readings', right: 'lifecycle.open_evidence', effects: 'write', doors: ['http'],
    input: z.object({ id, code: z.string().trim().max(code_chars_max), givenName: name(100), familyName: name(100) }),
    output: z.object({
      records: z.array(z.object({
        displayName: z.string(), type: z.enum(PERSON_TYPES), sealedOn: day, keepUntil: day,
        tables: z.array(z.object({ room: z.string(), label: z.string(), rows: z.array(z.object({ values: z.array(z.object({ label: z.string(), value: z.string() })) })) })),
      })),
      /** Some records are sealed to an older key of the safe than the one that was typed. */
      isOtherKey: z.boolean(),
    }),
  }),
  printExportCode: operation({
    summary: 'Prints a code with which a pupil who can’t sign in takes their own files and messages along (A18); codes printed before end',
    method: 'POST', path: '/lifecycle/pupils/:personId/export-code', right: 'lifecycle.print_export_code', subject: 'pupil', notForOwnFamily: true, effects: 'write', doors: ['http'], answer: 'pdf',
    input: z.object({ personId: id }),
    output: paperAnswer,
  }),
  listRecurring: operation({
    summary: 'What runs by itself: each job with its last run, how long it took, its result, and the next one',
    method: 'GET', path: '/lifecycle/recurring', right: 'lifecycle.read_recurring', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      jobs: z.array(z.object({ /** Full name, `module.job`. */ job: z.string(), room: z.string(), every: z.enum(['day', 'month']), at: z.string(), lastRun: z.object({ dueOn: day, startedAt: z.iso.datetime(), seconds: number.nullable(), /** Numbers by word; null until it ended. */ result: z.record(z.string(), number).nullable(), /** Kind of the error that broke the last try off. */ problem: z.string().nullable() }).nullable(), isMissed: z.boolean(), nextAt: z.iso.datetime() })),
    }),
  }),
}
