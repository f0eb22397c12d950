/** Looking into a log inside a case (R6.1): rows without persons, each look written down. */
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { logsOf, markOf, showsPersons } from '../rules.ts'
import type { LogKind } from '../rules.ts'
import { insertQuery } from '../store/cases.ts'
import type { LogCase } from '../store/cases.ts'
import { numbersOf, personsOf } from '../store/marks.ts'
import { readers } from '../store/rows.ts'
import type { LogRow } from '../store/rows.ts'
import { openCaseOf } from './cases.ts'

const kept = { access: 'log.tech_days', sign_in: 'log.signin_days', fault: 'log.tech_days' } as const

export const queries: Pick<Actions<typeof contract>, 'queryLog'> = {
  async queryLog(context, { caseId, log, operation, outcome, before }) {
    const { platform } = context
    const actor = actorOf(context)
    // What was done a moment ago stands there too.
    await platform.log.flush()
    return context.write(async (w) => {
      const found = await openCaseOf(w, actor, caseId)
      if (!logsOf(found.service).includes(log)) refuse(422, 'log_not_in_case', { clause: '6', field: 'log' })
      const cursor = before === undefined ? null : readCursor(before, log)
      const rows = await readers[log](w.trx, { ...spanOf(platform, found, log, w.at), operation: operation ?? null, outcome: outcome ?? null, before: cursor, max: limits.rows_shown_max })
      const { marks, hasOwnRows } = await marksOf(w, found, rows, actor.personId)
      await insertQuery(w, { caseId, log, rows: rows.length, hasOwnRows })
      writeJournal(w, { event: 'logs.queried', actorId: w.actorId, fields: { case: caseId, log, rows: rows.length } })
      const last = rows.at(-1)
      return {
        rows: rows.map(({ id: _id, pseudonym, at, ...row }) => ({ ...row, at: at.toISOString(), mark: pseudonym === null ? null : (marks.get(pseudonym) ?? null) })),
        before: rows.length === limits.rows_shown_max && last !== undefined ? `${last.at.getTime()}-${last.id}` : null,
      }
    })
  },
}

/** The part of the case's window that can be seen now: nothing older than is kept, also where it still lies there. */
export function spanOf({ school }: Pick<Platform, 'school'>, { service, windowFrom, windowUntil }: LogCase, log: LogKind, at: Date): { service: string; from: Date; until: Date } {
  const oldest = new Date(at.getTime() - school.option(kept[log]) * 86_400_000)
  return { service, from: windowFrom > oldest ? windowFrom : oldest, until: windowUntil }
}

/** U-numbers by pseudonym. Through the change of a key the same person stays the same number: the house knows whose pseudonyms they are, and tells nobody. */
export async function marksOf(w: Write, { id, purpose }: Pick<LogCase, 'id' | 'purpose'>, rows: readonly Pick<LogRow, 'pseudonym'>[], actorId: string): Promise<{ marks: Map<string, string>; hasOwnRows: boolean }> {
  const pseudonyms = [...new Set(rows.flatMap(({ pseudonym }) => pseudonym ?? []))]
  if (!showsPersons(purpose) || pseudonyms.length === 0) return { marks: new Map(), hasOwnRows: false }
  const persons = await personsOf(w.platform, w.trx, new Set(pseudonyms))
  const whom = (pseudonym: string) => persons.get(pseudonym) ?? pseudonym
  const numbers = await numbersOf(w, id, [...new Set(pseudonyms.map(whom))])
  return { marks: new Map(pseudonyms.map((one) => [one, markOf(numbers.get(whom(one))!)])), hasOwnRows: [...persons.values()].includes(actorId) }
}

/** The place behind a row: its instant and its id. Refuses what no list gave. */
function readCursor(text: string, log: LogKind): { at: Date; id: string } {
  const cut = text.indexOf('-')
  const [ms, id] = [Number(text.slice(0, cut)), text.slice(cut + 1)]
  const isId = log === 'sign_in' ? /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) : /^\d{1,15}$/.test(id)
  if (cut < 1 || !Number.isSafeInteger(ms) || ms > 8.64e15 / 10 || !isId) refuse(400, 'input_invalid', { field: 'before' })
  return { at: new Date(ms), id }
}
