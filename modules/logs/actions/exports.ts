/** Rows of a case for a court or the police (R6.1): asked for by the head, agreed to by the data protection officer, sealed to a key made for this file alone. */
import { createHash } from 'node:crypto'
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import { namesOf } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { groupsOf, sealForOne } from '#platform/safe/safe.ts'
import { informHead } from '#platform/school/representation.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { maySeal } from '../rules.ts'
import { findCase, listUnmaskings, lockCase } from '../store/cases.ts'
import type { LogCase } from '../store/cases.ts'
import { insertExport, insertExportDecision, insertSealing, listExports, listSealings } from '../store/exports.ts'
import type { LogExport } from '../store/exports.ts'
import { openCaseOf, personIn, serviceName } from './cases.ts'
import { countsOf, packed, sum } from './packing.ts'
import { maySecond } from './unmasking.ts'
import { EXPORT, exportTaskOf, isOpen } from './waiting.ts'

type Names = 'requestExport' | 'listExports' | 'decideExport' | 'sealExport'

export const sealedExports: Pick<Actions<typeof contract>, Names> = {
  async requestExport(context, { caseId, addressee }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const found = await orderedCaseOf(w, actor, caseId)
      const before = await listExports(w.trx, { caseIds: [caseId] })
      if (before.some(({ isGranted }) => isGranted === null)) refuse(409, 'export_waits', { clause: '6' })
      if (before.length >= limits.exports_per_case_max) refuse(409, 'exports_many', { clause: '6', params: { max: limits.exports_per_case_max } })
      if (!(await isOfficerThere(w, actor.personId))) refuse(409, 'officer_missing', { clause: '6' })
      // Nobody is asked for what could not go out anyway.
      refuseLarge(sum(await countsOf(w.platform, w.trx, found, w.at)))
      const id = await insertExport(w, { caseId, addressee, inRepresentation: isDeputy(actor, w.at) })
      await informHead(w, actor, 'log_export_asked', id)
      await openTask(w, { ...exportTaskOf(id), for: { office: 'officer' }, params: { case: caseId }, dueOn: dateInBerlin(found.closesAt) })
      writeJournal(w, { event: 'logs.export_requested', actorId: w.actorId, fields: { case: caseId, export: id } })
      return { id }
    })
  },

  async listExports(context) {
    const { platform, database, at } = context
    const actor = actorOf(context)
    const waiting = []
    for (const one of await listExports(database, { waiting: true })) {
      const found = (await findCase(database, one.caseId))!
      if (isOpen(found, at)) waiting.push({ one, found, rows: await countsOf(platform, database, found, at), names: (await listUnmaskings(database, { caseIds: [found.id] })).filter(({ isGranted }) => isGranted === true).length })
    }
    const names = await namesOf(database, waiting.flatMap(({ one }) => one.requestedBy ?? []))
    return {
      waiting: waiting.map(({ one, found, rows, names: namesInside }) => ({
        id: one.id, caseId: found.id, addressee: one.addressee, reference: found.reference ?? '', caseReason: found.reason, serviceName: serviceName(platform, found.service),
        requestedBy: personIn(names, one.requestedBy), requestedOn: dateInBerlin(one.requestedAt), isOwn: !maySecond(actor, found, one, at), rows, names: namesInside, isTooLarge: sum(rows) > limits.export_rows_max,
      })),
    }
  },

  async decideExport(context, { exportId, isGranted }) {
    const actor = actorOf(context)
    await context.write(async (w) => {
      const { one, found } = (await lockedExport(w, exportId)) ?? refuse(404, 'not_found')
      if (!maySecond(actor, found, one, w.at)) refuse(403, 'second_person_needed', { clause: '6' })
      if (one.isGranted !== null) {
        if (one.isGranted === isGranted) return
        refuse(409, 'export_decided', { clause: '6' })
      }
      if (!isOpen(found, w.at)) refuse(409, 'case_over', { clause: '6' })
      await insertExportDecision(w, one.id, isGranted)
      await closeTask(w, EXPORT, one.id, isGranted ? 'granted' : 'refused')
      writeJournal(w, { event: 'logs.export_decided', actorId: w.actorId, fields: { case: found.id, export: one.id, isGranted } })
    })
    return {}
  },

  async sealExport(context, { exportId }) {
    const { platform } = context
    const actor = actorOf(context)
    // What was done a moment ago stands there too.
    await platform.log.flush()
    return context.write(async (w) => {
      const { one } = (await lockedExport(w, exportId)) ?? refuse(403, 'no_open_case', { clause: '6' })
      const found = await orderedCaseOf(w, actor, one.caseId)
      if (one.isGranted !== true) refuse(403, 'export_not_agreed', { clause: '6' })
      if ((await listSealings(w.trx, [one.id])).length >= limits.sealings_per_export_max) refuse(409, 'sealings_many', { clause: '6', params: { max: limits.sealings_per_export_max } })
      refuseLarge(sum(await countsOf(platform, w.trx, found, w.at)))
      const content = (await packed(w, actor, found, one)) ?? tooLarge()
      const { sealed, code } = sealForOne(content.bytes)
      const sha256 = createHash('sha256').update(sealed).digest()
      await insertSealing(w, { exportId: one.id, inRepresentation: isDeputy(actor, w.at), rows: content.rows, names: content.names, hasOwnRows: content.hasOwnRows, sha256 })
      await informHead(w, actor, 'log_export_sealed', sha256.toString('hex').slice(0, 32))
      writeJournal(w, { event: 'logs.export_sealed', actorId: w.actorId, fields: { case: found.id, export: one.id, rows: content.rows, names: content.names, sha256: sha256.toString('hex') } })
      return {
        fileName: `protokollfall-${w.today}-${sha256.toString('hex').slice(0, 8)}.zip.age`, file: sealed.toString('base64'), sha256: sha256.toString('hex'), rows: content.rows, names: content.names,
        code, groups: groupsOf(code), addressee: one.addressee, reference: found.reference ?? '', schoolName: platform.school.school?.name ?? '',
      }
    })
  },
}

/** The own case while it is open, its lock held; nothing goes out of one that no court and no police ordered. */
async function orderedCaseOf(w: Write, actor: Actor, caseId: string): Promise<LogCase> {
  const found = await openCaseOf(w, actor, caseId)
  if (!maySeal(found.purpose)) refuse(403, 'export_only_court', { clause: '6' })
  return found
}

/** An export with its case, as both are while nobody else acts on the case: of two who decide at once the second sees the first. */
async function lockedExport(w: Write, exportId: string): Promise<{ one: LogExport; found: LogCase } | null> {
  const [before] = await listExports(w.trx, { id: exportId })
  if (before === undefined) return null
  await lockCase(w, before.caseId)
  const [one] = await listExports(w.trx, { id: exportId })
  return { one: one!, found: (await findCase(w.trx, before.caseId))! }
}

function refuseLarge(rows: number): void {
  if (rows > limits.export_rows_max) tooLarge()
}

function tooLarge(): never {
  refuse(422, 'export_large', { clause: '6', params: { max: limits.export_rows_max } })
}

function isDeputy(actor: Actor, at: Date): boolean {
  return !officesOf(actor, at).has('head')
}

/** Whether somebody else than who asks could agree at all. */
async function isOfficerThere({ trx, at }: Write, askerId: string): Promise<boolean> {
  const officer = await trx.selectFrom('access_fact').select('id').where('kind', '=', 'office').where('key', '=', 'officer').where('person_id', '!=', askerId).where('valid_from', '<=', at)
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', at)])).limit(1).executeTakeFirst()
  return officer !== undefined
}
