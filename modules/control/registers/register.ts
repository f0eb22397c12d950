/** The register of processing activities: read with the school's real options, and what the school itself enters in it. */
import { officesOf } from '#platform/access/actor.ts'
import { newId } from '#platform/id/id.ts'
import { namesOf } from '#platform/identity/people.ts'
import { NOBODY_ID } from '#platform/erasure/nobody.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { publishModuleDocument } from '#platform/privacy/publish.ts'
import { renderRegister } from '#platform/privacy/register.ts'
import type { Processing } from '#platform/privacy/register.ts'
import { justAfter, lockDecisions, recordDecision } from '#platform/school/actions.ts'
import { committedOptions, committedSchool } from '#platform/school/memory.ts'
import { informHead } from '#platform/school/representation.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { entries_told_max } from '../limits.ts'
import { readsPart } from '../rows.ts'
import { placesOf } from './services.ts'
import { readEntries, remarksOf } from './store.ts'
import type { Entry } from './store.ts'

export const registerActions: Pick<Actions<typeof contract>, 'readRegister' | 'enterProcessing'> = {
  async readRegister(context) {
    const { platform, database, today } = context
    const isPart = readsPart(context)
    const entries = await readEntries(database)
    const processings = processingsOf(context, entries, isPart)
    const names = await nameBook(context, entries.map(({ by }) => by))
    return {
      today, schoolName: platform.school.school?.name ?? '', isPart, heads: await holdersOf(context, 'head'), officers: await holdersOf(context, 'officer'),
      processings: processings.map(({ kinds: _kinds, ...one }) => ({
        ...one, entriesCount: entries.filter(({ module }) => module === one.module).length,
        entries: entries.filter(({ module }) => module === one.module).slice(0, entries_told_max).map(({ field, text, at, by }) => ({ field, text, on: dateInBerlin(at), by: names(by) })),
      })),
    }
  },

  async enterProcessing(context, { module, basis, remark }) {
    const { platform } = context
    const manifest = platform.manifests.get(module)
    if (manifest === undefined || Object.keys(manifest.categories).length === 0) refuse(404, 'not_found')
    await context.write(async (w) => {
      // One after the other: the basis stands in one option for all rooms.
      await lockDecisions(w)
      const { option } = await committedOptions(w.trx)
      const bases = option('legal_basis')
      const isBasisNew = basis !== (bases[module] ?? '')
      const entries = await readEntries(w.trx)
      const isRemarkNew = remark !== (remarksOf(entries).get(module) ?? '')
      if (!isBasisNew && !isRemarkNew) return
      const id = newId(w.at)
      const inRepresentation = await inform(w, context, id)
      if (isRemarkNew) await w.trx.insertInto('processing_remark').values({ id, module, remark, entered_by: w.actorId!, entered_at: justAfter(entries.find((one) => one.module === module && one.field === 'remark')?.at, w.at) }).execute()
      if (isBasisNew) {
        await recordDecision(w, 'legal_basis', { ...bases, [module]: basis }, { decidedBy: w.actorId!, inRepresentation })
        // It stands in the document on data too.
        const school = await committedSchool(w.trx)
        if (school !== null) await publishModuleDocument(w, school.name)
      }
      writeJournal(w, { event: 'control.register_entered', actorId: w.actorId, fields: { register: 'processing', module } })
    })
    await platform.school.reload()
    return {}
  },
}

/** The entries that this reader sees. */
export function processingsOf({ platform }: Pick<Context, 'platform'>, entries: readonly Entry[], isPart: boolean): Processing[] {
  const remarks = remarksOf(entries)
  const { school } = platform
  const all = renderRegister([...platform.manifests.values()], {
    schoolName: school.school?.name ?? '', option: (key) => school.option(key), legalBasis: (module) => school.option('legal_basis')[module]?.trim() || null,
    remark: (module) => remarks.get(module) ?? null, places: placesOf(platform),
  })
  return isPart ? all.filter(({ kinds }) => kinds.includes('staff') || kinds.includes('account')) : all
}

/** A8: what the deputy does is shown to the head. The officer acts in the own right. */
export async function inform(w: Write, context: Context, id: string): Promise<boolean> {
  const actor = actorOf(context)
  return officesOf(actor, w.at).has('deputy') ? informHead(w, actor, 'register_entered', id) : false
}

/** Names by id; null for accounts that are gone. */
export async function nameBook({ database }: Pick<Context, 'database'>, ids: readonly (string | null)[]): Promise<(id: string | null) => string | null> {
  const names = await namesOf(database, ids.filter((id) => id !== null && id !== NOBODY_ID) as string[])
  return (id) => (id === null ? null : (names.get(id)?.displayName ?? null))
}

/** Who holds an office today, by name. */
export async function holdersOf({ database, at }: Pick<Context, 'database' | 'at'>, office: 'head' | 'officer'): Promise<string[]> {
  const rows = await database.selectFrom('access_fact').select('person_id').distinct().where('kind', '=', 'office').where('key', '=', office).where('valid_from', '<=', at)
    .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', at)])).execute()
  const names = await namesOf(database, rows.flatMap((row) => row.person_id ?? []))
  return [...names.values()].map(({ displayName }) => displayName).sort()
}
