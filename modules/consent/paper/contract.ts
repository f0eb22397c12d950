/** Paper, in operations: forms out and back, who may enter them, samples, older texts, proofs and lists. Part of the module's contract. */
import { z } from 'zod'
import { day, id, name, paperAnswer } from '#platform/module/fields.ts'
import { operation } from '#platform/module/operation.ts'
import { bodySchema } from '#platform/documents/blocks.ts'
import { limits } from '../limits.ts'

const purpose = z.enum(['platform', 'video'])
const document = z.object({ id, title: z.string(), major: z.int(), minor: z.int(), validFrom: day })
/** A number as it was typed or scanned; what it means is looked at on the server. */
const typedCode = z.string().min(1).max(40)
const declarer = z.enum(['holder', 'named_on_paper', 'adult_pupil', 'pupil_voice'])
/** Reading aids there are (A20). */
export const LANGUAGES = ['en', 'tr', 'uk', 'ru', 'ar'] as const
export type Language = (typeof LANGUAGES)[number]

const olderRow = z.object({ line: z.int(), pupil: z.string(), signer: z.string(), signedOn: day })
const olderProblem = z.object({ line: z.int(), code: z.string(), value: z.string() })
const olderFile = { olderTextId: id }

export const paperContract = {
  printForms: operation({
    summary: 'Writes consent forms with a number for each child, one sheet for each purpose, for a class, a year or chosen children',
    method: 'POST', path: '/consent-classes/:groupId/forms', right: 'consent.print_forms', subject: 'class', effects: 'write', doors: ['http'], answer: 'pdf',
    input: z.object({ groupId: id, purposes: z.array(purpose).min(1).max(2), whom: z.enum(['missing', 'all', 'chosen']), pupilIds: z.array(id).max(limits.forms_at_once_max).default([]) }),
    output: paperAnswer,
  }),
  printBlankForms: operation({
    summary: 'Writes blank consent forms for enrolment; each has a number and is linked to a child later',
    method: 'POST', path: '/consent-forms', right: 'consent.print_blank_forms', effects: 'write', doors: ['http'], answer: 'pdf',
    input: z.object({ purpose, count: z.int().min(1).max(limits.blank_forms_at_once_max) }),
    output: paperAnswer,
  }),
  findForm: operation({
    summary: 'Finds the child of a form by the number on it; says when it is a blank one',
    method: 'GET', path: '/consent-forms/:code', right: 'consent.find_form', subject: 'form', effects: 'read', doors: ['http'],
    input: z.object({ code: typedCode }),
    output: z.object({ code: z.string(), purpose, document, printedOn: day, isBlank: z.boolean(), pupil: z.object({ id, displayName: z.string(), groupId: id.nullable(), groupLabel: z.string().nullable() }).nullable() }),
  }),
  linkForm: operation({
    summary: 'Links a blank form to a child, once and for all',
    method: 'POST', path: '/pupils/:pupilId/consent-form-links', right: 'consent.record', subject: 'pupil', notForOwnFamily: true, effects: 'write', doors: ['http'],
    input: z.object({ pupilId: id, code: typedCode }),
    output: z.object({}),
  }),

  listEntryAssignments: operation({
    summary: 'Who may enter received forms besides the clerk, since when and by whom',
    method: 'GET', path: '/consent-entry-assignments', right: 'consent.read_assignments', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      isAllowed: z.boolean(),
      /** Who leads a class or a year today. */
      leads: z.array(z.object({ id, displayName: z.string(), groups: z.array(z.string()) })),
      assignments: z.array(z.object({
        id, person: z.object({ id, displayName: z.string() }).nullable(), from: day, assignedBy: z.string().nullable(), assignedAt: z.date(), inRepresentation: z.boolean(), endedAt: z.date().nullable(), isCurrent: z.boolean(),
      })),
    }),
  }),
  assignEntry: operation({
    summary: 'Assigns the entering of received forms to a class lead, or to all of them, in writing and dated',
    method: 'POST', path: '/consent-entry-assignments', right: 'consent.assign_entry', effects: 'write', doors: ['http'],
    input: z.object({ personId: id.nullable(), from: day }),
    output: z.object({ id }),
  }),
  endEntryAssignment: operation({
    summary: 'Ends an assignment at once',
    method: 'POST', path: '/consent-entry-assignments/:assignmentId/ends', right: 'consent.assign_entry', effects: 'write', doors: ['http'],
    input: z.object({ assignmentId: id }),
    output: z.object({}),
  }),

  listSamples: operation({
    summary: 'Entries of class leads that wait to be compared with the paper',
    method: 'GET', path: '/consent-samples', right: 'consent.check_samples', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      samples: z.array(z.object({
        id, month: z.string(), groupLabel: z.string(), pupil: z.object({ id, displayName: z.string() }), purpose, enteredBy: z.string().nullable(), enteredAt: z.date(), isOwn: z.boolean(),
        signed: z.array(z.object({ by: declarer, byName: z.string().nullable(), formLine: z.int().nullable(), assurance: z.string().nullable(), on: day, major: z.int(), minor: z.int(), code: z.string().nullable() })),
      })),
    }),
  }),
  checkSample: operation({
    summary: 'Says whether an entry matches its paper; what does not match counts no longer',
    method: 'POST', path: '/consent-samples/:sampleId/checks', right: 'consent.check_samples', effects: 'write', doors: ['http'],
    input: z.object({ sampleId: id, outcome: z.enum(['matches', 'differs']) }),
    output: z.object({ left: z.int() }),
  }),

  listOlderTexts: operation({
    summary: 'Which texts of the time before the head has decided about',
    method: 'GET', path: '/older-consent-texts', right: 'consent.read_older_texts', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({
      texts: z.array(z.object({ id, purpose, label: z.string(), inUseFrom: day, inUseUntil: day, covers: z.boolean(), document, decidedBy: z.string().nullable(), decidedAt: z.date(), inRepresentation: z.boolean(), papers: z.int() })),
    }),
  }),
  decideOlderText: operation({
    summary: 'Decides, once and dated, whether an older text covers this platform',
    method: 'POST', path: '/older-consent-texts', right: 'consent.decide_older_text', effects: 'write', doors: ['http'],
    input: z.object({ purpose, label: name(limits.older_label_length_max), inUseFrom: day, inUseUntil: day, covers: z.boolean() }),
    output: z.object({ id }),
  }),
  previewOlderPapers: operation({
    summary: 'Shows what a list of older papers would enter; stores nothing',
    method: 'POST', path: '/older-consent-texts/:olderTextId/previews', right: 'consent.enter_older_papers', effects: 'read', doors: ['http'], body: 'raw', body_bytes_max: limits.older_file_bytes_max,
    input: z.object(olderFile),
    output: z.object({ fresh: z.array(olderRow), known: z.int(), opens: z.int(), problems: z.array(olderProblem), problemsLeftOff: z.int(), differenceHash: z.string() }),
  }),
  enterOlderPapers: operation({
    summary: 'Enters what the preview of the same list showed',
    method: 'POST', path: '/older-consent-texts/:olderTextId/papers', right: 'consent.enter_older_papers', effects: 'write', doors: ['http'], body: 'raw', body_bytes_max: limits.older_file_bytes_max,
    input: z.object({ ...olderFile, differenceHash: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: z.object({ entered: z.int(), opened: z.int() }),
  }),

  printProof: operation({
    summary: 'Writes the proof of one pupil: every declaration and withdrawal with text, date and who entered it',
    method: 'GET', path: '/pupils/:pupilId/consent-proof', right: 'consent.read_history', subject: 'pupil', effects: 'read', doors: ['http'], answer: 'pdf',
    input: z.object({ pupilId: id }),
    output: paperAnswer,
  }),
  printClassList: operation({
    summary: 'Writes the list of a class: how each consent stands and, for whoever enters forms, who is missing',
    method: 'GET', path: '/consent-classes/:groupId/list', right: 'consent.read_class', subject: 'class', effects: 'read', doors: ['http'], answer: 'pdf',
    input: z.object({ groupId: id, purpose: purpose.default('platform') }),
    output: paperAnswer,
  }),

  listReadingAids: operation({
    summary: 'Which explanations of forms in other languages the school offers; holds no personal data',
    method: 'GET', path: '/consent-reading-aids', right: 'consent.read_aid', effects: 'read', doors: ['http'],
    input: z.object({}),
    output: z.object({ aids: z.array(z.object({ purpose, language: z.enum(LANGUAGES), label: z.string(), title: z.string() })) }),
  }),
  readReadingAid: operation({
    summary: 'Reads the short explanation of a form in another language, beside the German text that alone binds; holds no personal data',
    method: 'GET', path: '/consent-reading-aids/:purpose/:language', right: 'consent.read_aid', effects: 'read', doors: ['http'],
    input: z.object({ purpose, language: z.enum(LANGUAGES) }),
    output: z.object({
      language: z.enum(LANGUAGES), direction: z.enum(['ltr', 'rtl']), mark: z.string(), title: z.string(), body: bodySchema,
      german: z.object({ title: z.string(), major: z.int(), minor: z.int(), body: bodySchema }), others: z.array(z.object({ language: z.enum(LANGUAGES), label: z.string() })),
    }),
  }),
}
