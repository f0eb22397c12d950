/**
 * The declaration of a module (or of a platform room that owns tables): data only, written once. Gates, the German document on data, retention,
 * erasure, export, the rights matrix, database grants and the menu are derived from it (architecture 2, amendment B3).
 */
import type { Tables } from '#platform/database/tables.ts'
import type { FactKind, Relation, Who } from '#platform/access/vocabulary.ts'
import type { OptionKey } from '#platform/school/options.ts'

/** One line of a right. All that is named must hold; a right is held when one of its rules holds. */
export type Rule = { who: readonly Who[]; relation?: Relation; state?: string }

export const ERASURES = ['delete', 'anonymise', 'shred', 'evidence', 'keep'] as const
export type Erasure = (typeof ERASURES)[number]

/** How rows of a table belong to persons: `via` is a column, or `column>table.column` for a way through another table, reached by its `id`, or as `column>table[key].column` by another key (platform/privacy/walk.ts). */
export type DataSubject = {
  via: string
  as: string
  onErasure: Erasure
  daysMax?: number
  export: readonly ('access' | 'portability')[]
  /** Columns that say in words who the person is: emptied where the row stays without them. */
  clears?: readonly string[]
  /** What the person wrote for others: emptied too where the school wants that (opt:delete.shared_authored), and marked as removed in the column `at`. */
  authored?: { columns: readonly string[]; at?: string }
  /** The record is this person's, also where it concerns somebody else too: only the owner is told how many there are (platform/privacy/stored.ts). */
  isOwner?: true
  /** A18: a guardian of this person is told how many rows this way finds, and their values. Where others are concerned too, only of rows that concern the reader as well. */
  guardian?: true
  /** The export of this person tells these columns of rows by this way and no others, also where somebody else is concerned too (platform/export/sections.ts). */
  tells?: readonly string[]
}

/**
 * The day or instant a row's days count from (platform/erasure/retention.ts): ways as of `DataSubject.via` to a date or timestamp column, of which the first that
 * is not empty counts; without one the row stays. `endOfYear`: the end of the school year that instant lies in; where the way `group` leads to a group, its end
 * instead (A15). `segments`: whole closed months of the journal.
 */
export type Since = string | readonly string[] | { endOfYear: string; group: string } | 'segments'

/** How long rows are kept. `account`: until the person is purged (exit or deletion + 90 days). `from` says in words what `since` leads to. */
export type Keep =
  | { rule: 'account' }
  | { rule: 'days'; days_max: number; from: string; since: Since }
  | { rule: 'option'; option: string; from: string; since: Since }
  | { rule: 'evidence'; option: string }
  | { rule: 'forever'; why: string }

export type Column = { kind: 'technical' } | { kind: 'personal'; category: string }

export type TableDeclaration = {
  table: keyof Tables
  subjects: readonly DataSubject[]
  columns: Readonly<Record<string, Column>>
  keep: Keep
  onRestore: 'give-back' | 'drop'
  /** Personal data that no way leads to a person from (keyed hashes): why, and that they end by their period alone. */
  unlinked?: string
  /** The application's database role may only INSERT and SELECT. */
  appendOnly?: true
}

/** Storage outside our own tables (a library's schema, a file): named so that coverage and erasure can't forget it. */
export type StoreDeclaration = { store: string; schema?: string; holds: string; subjects: readonly DataSubject[]; keep: Keep }

/** What guardians read of a minor (A18), and nothing else: never mail, messages, private files. */
export const GUARDIAN_KINDS = ['master', 'consent', 'register'] as const
export type GuardianKind = (typeof GUARDIAN_KINDS)[number]
/**
 * A technical log, as the page „Was wird protokolliert?“ tells it to everybody: what each column holds, what for, and who may read it. How long its rows are
 * kept is said once, by `keep` of its table.
 */
export type LogDeclaration = { table: keyof Tables; name: string; purpose: string; fields: Readonly<Record<string, string>>; readers: readonly string[] }

/** A category of personal data, as it stands in the document "Welche Daten werden in welchem Modul verarbeitet". Words are German. */
export type Category = {
  label: string
  source: string
  readers: readonly string[]
  recipients: readonly string[]
  thirdCountry: false | string
  inBackup: boolean
  /** Guardians of a minor read that it exists, and what its tables say by ways marked `guardian`. Checked by platform/module/check.ts. */
  guardian?: GuardianKind
}

export type Manifest = {
  id: string
  /** Rises with every change of what is declared here. */
  version: number
  /** Clauses of the instruction this room keeps. */
  clauses: readonly string[]
  /** Shown to staff behind "Warum?" on refusals of this module. */
  clauseShown?: string
  name: string
  purpose: { class: 'teaching' | 'organisation' | 'operation'; text: string; plain: string }
  /** Level of secrecy (B17), printed in the document. */
  secrecy?: string
  /** `decided`: options of the school that must be filled in before the head can release it (R1.5). */
  needs: { release: boolean; consent: readonly string[]; seen: readonly string[]; decided?: readonly OptionKey[] }
  /** Rights that stay open to staff who have not acknowledged the instruction in force (RP.2): reading it, leaving, reporting a loss or a data breach. Nothing else. */
  beforeInstruction?: readonly string[]
  /** Rights that staff hold as staff and that do not wait for the second factor their office asks for (R4.1): reporting a data breach. Nothing else. */
  beforeEnrolment?: readonly string[]
  /** Kinds of facts this room may write. */
  provides: readonly FactKind[]
  /** Other modules whose contract or events it uses. */
  uses: readonly string[]
  rights: Readonly<Record<string, readonly Rule[]>>
  /**
   * Kinds of tasks it opens for the head, each with the right behind the act that settles it, or null where there is nothing to decide, only something to
   * know. The deputy reads those whose right the deputy has (A8); one that is not named here waits for the head alone.
   */
  tasksOfHead?: Readonly<Record<string, string | null>>
  /** For each kind of subject the right that makes it visible: without it the answer is 404. */
  subjects?: Readonly<Record<string, { visibleBy: string }>>
  /** Its operations can be about deleted accounts; for all others those do not exist (R12.4). */
  seesDeleted?: true
  categories: Readonly<Record<string, Category>>
  data: readonly TableDeclaration[]
  stores?: readonly StoreDeclaration[]
  /** Technical logs among its tables: what is not declared here is not logged (R6.2). */
  technicalLogs?: readonly LogDeclaration[]
  /** What this room writes into the journal. */
  logs: readonly { event: string; fields: readonly string[]; text: string }[]
}

/** Declares a module or a platform room. Checked as a whole by platform/module/check.ts at every start. */
export function defineModule(manifest: Manifest): Manifest {
  return manifest
}

/** Declares a table; a column left out or misspelt is a compile error. */
export function table<T extends keyof Tables>(name: T, declaration: Omit<TableDeclaration, 'table' | 'columns'> & { columns: { readonly [K in keyof Tables[T]]: Column } }): TableDeclaration {
  return { table: name, ...declaration }
}

export const technical: Column = { kind: 'technical' }
/** A column with personal data of the named category of the same manifest. */
export const personal = (category: string): Column => ({ kind: 'personal', category })

/** Shorthand for a rule: `rule(['pupil', 'teacher'], 'member', 'open')`. */
export function rule(who: readonly Who[], relation?: Relation, state?: string): Rule {
  return { who, ...(relation && { relation }), ...(state && { state }) }
}

export const until = {
  /** With the account: exit or deletion, then 90 days in which it can be restored (R12.4). */
  account: { rule: 'account' } as Keep,
  /** `from`: a column, or words and then `since`. */
  days: (days_max: number, from: string, since: Since = from): Keep => ({ rule: 'days', days_max, from, since }),
  option: (option: string, from: string, since: Since = from): Keep => ({ rule: 'option', option, from, since }),
  evidence: (option: string): Keep => ({ rule: 'evidence', option }),
  forever: (why: string): Keep => ({ rule: 'forever', why }),
}
