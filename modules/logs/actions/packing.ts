/** What goes into the sealed file of a case: its rows, the names that were unmasked in it, and how it came about. Nothing of it is stored. */
import { Readable } from 'node:stream'
import type { Actor } from '#platform/access/actor.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { ZipTooLarge, zipped } from '#platform/export/zip.ts'
import { namesOf } from '#platform/identity/people.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { entriesOf } from '../file/entries.ts'
import type { CaseFile, NumberedRow } from '../file/entries.ts'
import { limits } from '../limits.ts'
import { LOGS, logsOf, markOf } from '../rules.ts'
import type { LogKind } from '../rules.ts'
import { listSteps, listUnmaskings } from '../store/cases.ts'
import type { LogCase } from '../store/cases.ts'
import type { LogExport } from '../store/exports.ts'
import { personBehind } from '../store/marks.ts'
import { LOG_TABLES, countRows, readers } from '../store/rows.ts'
import type { LogRow } from '../store/rows.ts'
import { serviceName } from './cases.ts'
import { marksOf, spanOf } from './queries.ts'

export type Counts = Record<LogKind, number>

/** Rows of each log in the case, each counted no further than one file may hold, and one more. */
export async function countsOf(platform: Platform, database: Database | Trx, found: LogCase, at: Date): Promise<Counts> {
  const counts: Counts = { access: 0, sign_in: 0, fault: 0 }
  for (const log of logsOf(found.service)) counts[log] = await countRows(database, log, spanOf(platform, found, log, at), limits.export_rows_max + 1)
  return counts
}

export function sum({ access, sign_in, fault }: Counts): number {
  return access + sign_in + fault
}

/** The ZIP of the case, under its lock; null when it holds more than one file may. Persons who have no number in the case yet get one, so that who reads the file can ask for a name. */
export async function packed(w: Write, actor: Actor, found: LogCase, one: LogExport): Promise<{ bytes: Buffer; rows: number; names: number; hasOwnRows: boolean } | null> {
  const read = new Map<LogKind, LogRow[]>()
  let left = limits.export_rows_max
  for (const log of logsOf(found.service)) {
    const rows = await readers[log](w.trx, { ...spanOf(w.platform, found, log, w.at), operation: null, outcome: null, before: null, max: left + 1 })
    if (rows.length > left) return null
    left -= rows.length
    read.set(log, rows)
  }
  const { marks, hasOwnRows } = await marksOf(w, found, [...read.values()].flat(), actor.personId)
  const numbered = new Map([...read].map(([log, rows]) => [log, rows.map(({ id: _id, pseudonym, ...row }): NumberedRow => ({ ...row, mark: pseudonym === null ? null : (marks.get(pseudonym) ?? null) }))]))
  const names = await unmaskedIn(w, found)
  const file = await fileOf(w, found, one, { rows: numbered, names })
  try {
    const pieces = await Readable.from(zipped(entriesOf(file), { bytes_max: limits.export_bytes_max, modified: w.today })).toArray() as Buffer[]
    return { bytes: Buffer.concat(pieces), rows: limits.export_rows_max - left, names: names.size, hasOwnRows }
  } catch (error) {
    if (error instanceof ZipTooLarge) return null
    throw error
  }
}

/** Names by number, as far as a second person has granted them in this case; null: the person is gone. */
async function unmaskedIn(w: Write, { id }: LogCase): Promise<Map<string, string | null>> {
  const granted = (await listUnmaskings(w.trx, { caseIds: [id] })).filter(({ isGranted }) => isGranted === true)
  const persons = new Map<number, string | null>()
  for (const { number } of granted) persons.set(number, await personBehind(w.platform, w.trx, id, number))
  const names = await namesOf(w.trx, [...persons.values()].filter((personId) => personId !== null))
  return new Map([...persons].map(([number, personId]) => [markOf(number), personId === null ? null : (names.get(personId)?.displayName ?? null)]))
}

async function fileOf(w: Write, found: LogCase, one: LogExport, { rows, names }: Pick<CaseFile, 'rows' | 'names'>): Promise<CaseFile> {
  const { platform } = w
  const steps = await listSteps(w.trx, [found.id])
  const acting = await namesOf(w.trx, [...steps.map(({ byId }) => byId), one.requestedBy, one.decidedBy, w.actorId].filter((id) => id !== null))
  const nameOf = (id: string | null) => (id === null ? null : (acting.get(id)?.displayName ?? null))
  const technical = [...platform.manifests.values()].flatMap(({ technicalLogs = [] }) => technicalLogs)
  return {
    schoolName: platform.school.school?.name ?? '', reference: found.reference ?? '', addressee: one.addressee, reason: found.reason, service: serviceName(platform, found.service),
    windowFrom: found.windowFrom, windowUntil: found.windowUntil, openedAt: found.openedAt, openedBy: nameOf(found.openedBy),
    requestedAt: one.requestedAt, requestedBy: nameOf(one.requestedBy), agreedAt: one.decidedAt, agreedBy: nameOf(one.decidedBy), sealedAt: w.at, sealedBy: nameOf(w.actorId), rows, names,
    logs: LOGS.filter((log) => rows.has(log)).map((log) => ({ log, from: spanOf(platform, found, log, w.at).from, fields: Object.values(technical.find(({ table }) => table === LOG_TABLES[log])?.fields ?? {}) })),
    steps: steps.map(({ kind, at, byId, number, log, rows: shown, addressee, names: unmasked, sha256 }) => ({ kind, at, by: nameOf(byId), mark: number === null ? null : markOf(number), log, rows: shown, addressee, names: unmasked, sha256 })),
  }
}
