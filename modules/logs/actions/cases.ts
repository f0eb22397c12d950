/** Opening, closing and listing log cases (R6.1). */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Database } from '#platform/database/connect.ts'
import { namesOf } from '#platform/identity/people.ts'
import type { PersonName } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import type { Write } from '#platform/module/write.ts'
import { informHead } from '#platform/school/representation.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { EVERY_SERVICE, faultOfWish, markOf, purposesOf } from '../rules.ts'
import { dropWaiting } from './waiting.ts'
import { listExports, listSealings } from '../store/exports.ts'
import type { LogExport, Sealing } from '../store/exports.ts'
import { endCase, findCase, insertCase, listCases, listSteps, listUnmaskings, lockCase } from '../store/cases.ts'
import type { CaseTotals, LogCase, Unmasking } from '../store/cases.ts'

type Names = 'openLogCase' | 'closeLogCase' | 'listOwnLogCases' | 'listLogCases'

export const cases: Pick<Actions<typeof contract>, Names> = {
  async openLogCase(context, input) {
    const { platform } = context
    const actor = actorOf(context)
    return context.write(async (w) => {
      const wish = { ...input, windowFrom: new Date(input.windowFrom), windowUntil: new Date(input.windowUntil) }
      const fault = faultOfWish(wish, openerOf(actor, w.at), servicesOf(platform).map(({ id }) => id), w.at)
      if (fault !== null) refuse(fault.code.endsWith('_by_head') || fault.code.endsWith('_by_task') ? 403 : 422, fault.code, { clause: '6', field: fault.field, params: { days: limits.window_days_max } })
      const isCourt = input.purpose === 'court_order'
      const closesAt = new Date(w.at.getTime() + input.hours * 3_600_000)
      const inRepresentation = isCourt && !officesOf(actor, w.at).has('head')
      const id = await insertCase(w, { openedBy: actor.personId, purpose: input.purpose, reason: input.reason, reference: input.reference, service: input.service, windowFrom: wish.windowFrom, windowUntil: wish.windowUntil, inRepresentation, openedAt: w.at, closesAt })
      if (isCourt) await informHead(w, actor, 'log_case_opened', id)
      writeJournal(w, { event: 'logs.case_opened', actorId: w.actorId, fields: { case: id, purpose: input.purpose, service: input.service, hours: input.hours, inRepresentation } })
      return { id, closesAt: closesAt.toISOString() }
    })
  },

  async closeLogCase(context, { caseId }) {
    await context.write(async (w) => {
      await openCaseOf(w, actorOf(context), caseId)
      if (!(await endCase(w, caseId))) return
      writeJournal(w, { event: 'logs.case_ended', actorId: w.actorId, fields: { case: caseId } })
      await dropWaiting(w)
    })
    return {}
  },

  async listOwnLogCases(context) {
    const { platform, database, at } = context
    const actor = actorOf(context)
    const found = await listCases(database, { openedBy: actor.personId, max: limits.cases_listed_max + 1 })
    const shown = found.slice(0, limits.cases_listed_max)
    const parts = await partsOf(database, shown)
    const names = await namesOf(database, [...parts.unmaskings, ...parts.exports].flatMap(({ decidedBy }) => decidedBy ?? []))
    return { cases: shown.map((one) => shownCase(one, parts, names, platform, at)), isMore: found.length > shown.length, services: servicesOf(platform), purposes: purposesOf(openerOf(actor, at)) }
  },

  async listLogCases(context) {
    const { platform, database, at } = context
    const found = await listCases(database, { max: limits.cases_listed_max + 1 })
    const shown = found.slice(0, limits.cases_listed_max)
    const [parts, steps] = [await partsOf(database, shown), await listSteps(database, shown.map(({ id }) => id))]
    const names = await namesOf(database, [...shown.map(({ openedBy }) => openedBy), ...[...parts.unmaskings, ...parts.exports].map(({ decidedBy }) => decidedBy), ...steps.map(({ byId }) => byId)].filter((id) => id !== null))
    const ofCase = Map.groupBy(steps, ({ caseId }) => caseId)
    return {
      isMore: found.length > shown.length,
      cases: shown.map((one) => ({
        ...shownCase(one, parts, names, platform, at), openedBy: personIn(names, one.openedBy),
        steps: (ofCase.get(one.id) ?? []).map((step) => ({
          kind: step.kind, at: step.at.toISOString(), by: personIn(names, step.byId), mark: step.number === null ? null : markOf(step.number), log: step.log, rows: step.rows, addressee: step.addressee, names: step.names, sha256: step.sha256,
        })),
      })),
    }
  },
}

/** As what somebody opens cases. The deputy does it in the head's place (A8). */
function openerOf(actor: Actor, at: Date): { isHead: boolean; hasTask: boolean } {
  const offices = officesOf(actor, at)
  return { isHead: offices.has('head') || offices.has('deputy'), hasTask: offices.has('task:logs') }
}

/**
 * The own case while it is open, with its lock held. Refused with 403 in one sentence for all else: none, somebody else's, closed, over. So nobody learns
 * from the answer which cases there are.
 */
export async function openCaseOf(w: Write, actor: Actor, caseId: string): Promise<LogCase> {
  await lockCase(w, caseId)
  const found = await findCase(w.trx, caseId)
  if (found === null || found.openedBy !== actor.personId || found.endedAt !== null || w.at >= found.closesAt) refuse(403, 'no_open_case', { clause: '6' })
  // R6.1: whoever opened it as something they are no more reads nothing.
  const { isHead, hasTask } = openerOf(actor, w.at)
  if (!(found.purpose === 'court_order' ? isHead : hasTask)) refuse(403, 'no_open_case', { clause: '6' })
  return found
}

export function servicesOf({ manifests, modules }: Pick<Platform, 'manifests' | 'modules'>): { id: string; name: string }[] {
  const withOperations = modules.filter(({ contract: operations }) => Object.keys(operations).length > 0).map(({ manifest }) => manifest.id)
  return [...manifests.values()].filter(({ id }) => withOperations.includes(id)).map(({ id, name }) => ({ id, name }))
}

export function serviceName({ manifests }: Pick<Platform, 'manifests'>, service: string): string {
  return service === EVERY_SERVICE ? '' : (manifests.get(service)?.name ?? service)
}

export function personIn(names: ReadonlyMap<string, PersonName>, id: string | null): { id: string; displayName: string } | null {
  const name = id === null ? undefined : names.get(id)
  return name === undefined ? null : { id: name.id, displayName: name.displayName }
}

type Parts = { unmaskings: readonly Unmasking[]; exports: readonly LogExport[]; sealings: readonly Sealing[] }

/** What was asked for in these cases. */
async function partsOf(database: Database, found: readonly LogCase[]): Promise<Parts> {
  const caseIds = found.map(({ id }) => id)
  const [unmaskings, exports] = [await listUnmaskings(database, { caseIds }), await listExports(database, { caseIds })]
  return { unmaskings, exports, sealings: await listSealings(database, exports.map(({ id }) => id)) }
}

function stateOf({ isGranted }: { isGranted: boolean | null }): 'waiting' | 'granted' | 'refused' {
  return isGranted === null ? 'waiting' : isGranted ? 'granted' : 'refused'
}

function shownCase(one: CaseTotals, { unmaskings, exports, sealings }: Parts, names: ReadonlyMap<string, PersonName>, platform: Context['platform'], at: Date) {
  return {
    id: one.id, purpose: one.purpose, reason: one.reason, reference: one.reference, service: one.service, serviceName: serviceName(platform, one.service),
    windowFrom: one.windowFrom.toISOString(), windowUntil: one.windowUntil.toISOString(), inRepresentation: one.inRepresentation,
    openedAt: one.openedAt.toISOString(), closesAt: one.closesAt.toISOString(), endedAt: one.endedAt?.toISOString() ?? null, isOpen: one.endedAt === null && at < one.closesAt,
    queries: one.queries, rowsShown: one.rowsShown, hasOwnRows: one.hasOwnRows,
    unmaskings: unmaskings.filter(({ caseId }) => caseId === one.id).map((unmasking) => ({
      id: unmasking.id, mark: markOf(unmasking.number), reason: unmasking.reason, requestedOn: dateInBerlin(unmasking.requestedAt),
      state: stateOf(unmasking),
      decidedBy: personIn(names, unmasking.decidedBy), inRepresentation: unmasking.inRepresentation, readings: unmasking.readings,
    })),
    exports: exports.filter(({ caseId }) => caseId === one.id).map((sealed) => ({
      id: sealed.id, addressee: sealed.addressee, requestedOn: dateInBerlin(sealed.requestedAt), state: stateOf(sealed), decidedBy: personIn(names, sealed.decidedBy),
      sealings: sealings.filter(({ exportId }) => exportId === sealed.id).map(({ at: sealedAt, rows, names: inside, sha256 }) => ({ sealedOn: dateInBerlin(sealedAt), rows, names: inside, sha256 })),
    })),
  }
}
