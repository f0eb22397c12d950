import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import { askForExport, contentTakenOn, exportState, readyFile } from './asking.ts'
import type { ExportState } from './asking.ts'
import { endExportCode, holderOf, useExportCode } from './codes.ts'
import type { contract } from './contract.ts'
import { contentFor } from './making.ts'
import { offerOf } from './rules.ts'
import { countExportTry, takeBackExportTry } from './tries.ts'
import { pass_hours } from './limits.ts'

/** HttpOnly, like the session's; it opens the operations by code and nothing else. */
const COOKIE = 'schulhof_export'

export const actions: Actions<typeof contract> = {
  async askExport(context) {
    const { personId } = actorOf(context)
    await context.write((w) => askForExport(w, { kind: 'own', personId, readerId: personId }))
    return {}
  },
  async readExport(context) {
    const { database, platform, today } = context
    const { personId } = actorOf(context)
    const found = await exportState(database, { personId, readerId: personId }, context)
    const own = await database.selectFrom('person').select(['type', 'exit_on']).where('id', '=', personId).executeTakeFirst()
    const offer = own?.type === 'pupil' ? offerOf(own.exit_on, today) : null
    const isTaken = offer !== null && found.askedAt !== null && found.state !== 'failed' && dateInBerlin(found.askedAt) >= offer.since
    return {
      ...shown(found),
      offer: offer === null || isTaken ? null : { exitOn: own!.exit_on!, daysLeft: offer.daysLeft },
      guardiansGetContent: own?.type === 'pupil' && (await contentFor({ school: platform.school, database }, personId, today)),
      contentTakenOn: await contentTakenOn(database, personId, today),
    }
  },
  async downloadExport(context) {
    const { personId } = actorOf(context)
    return file(await readyFile(context.database, { personId, readerId: personId }, context), context)
  },
  async askChildExport(context, { id }) {
    const { personId } = actorOf(context)
    const kind = (await contentFor(context.platform, id, context.today)) ? 'guardian_content' : 'guardian'
    await context.write((w) => askForExport(w, { kind, personId: id, readerId: personId }))
    return {}
  },
  async readChildExport(context, { id }) {
    return { ...shown(await exportState(context.database, { personId: id, readerId: actorOf(context).personId }, context)), withContent: await contentFor(context.platform, id, context.today) }
  },
  async downloadChildExport(context, { id }) {
    return file(await readyFile(context.database, { personId: id, readerId: actorOf(context).personId }, context), context)
  },
  async useExportCode(context, { code }) {
    if (!countExportTry(context.platform, context.request.address, context.at)) refuse(429, 'too_many_tries')
    const used = (await context.write((w) => useExportCode(w, code))) ?? refuse(403, 'export_code_unknown')
    takeBackExportTry(context.platform, context.request.address)
    context.request.setCookie(COOKIE, used.token, { seconds_max: pass_hours * 3_600 })
    return {}
  },
  async readByCode(context) {
    const holder = await holderOf(context.platform, context.request.cookies[COOKIE], context)
    if (holder === null) return { isOpen: false, state: 'none', progress: 0, size_bytes: null, until: null, problem: null, codeUntil: null }
    return { isOpen: true, ...shown(await exportState(context.database, { personId: holder.personId, readerId: holder.personId }, context)), codeUntil: holder.untilOn }
  },
  async askByCode(context) {
    const { personId } = await opened(context)
    await context.write((w) => askForExport(w, { kind: 'own', personId, readerId: personId }))
    return {}
  },
  async downloadByCode(context) {
    const { personId } = await opened(context)
    return file(await readyFile(context.database, { personId, readerId: personId }, context), context)
  },
  async closeByCode(context) {
    const holder = await holderOf(context.platform, context.request.cookies[COOKIE], context)
    if (holder !== null) await context.write((w) => endExportCode(w, holder.codeId))
    context.request.setCookie(COOKIE, '', { seconds_max: 0 })
    return {}
  },
}

/** Refuses with 403 where no code is open in this browser. */
async function opened(context: Context): Promise<{ personId: string }> {
  return (await holderOf(context.platform, context.request.cookies[COOKIE], context)) ?? refuse(403, 'export_code_closed')
}

function shown({ state, progress, size_bytes, until, problem }: ExportState) {
  return { state, progress, size_bytes, until, problem }
}

/** No name of a person in the name of the file: it lies on shared devices and in histories. */
function file(blobId: string, { today }: Context) {
  return { blobId, fileName: `meine-daten-${today}.zip`, show: 'attachment' as const }
}
