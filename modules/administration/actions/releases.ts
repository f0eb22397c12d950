/** Releases of modules in their present version (RP.1): what is released, since when, by whom, and whether it changed. */
import { sql } from 'kysely'
import { setFacts } from '#platform/access/facts.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import type { Write } from '#platform/module/write.ts'
import { categoryFingerprint, manifestHash } from '#platform/privacy/hash.ts'
import { committedOptions } from '#platform/school/memory.ts'
import type { SchoolMemory } from '#platform/school/memory.ts'
import type { OptionKey } from '#platform/school/options.ts'
import { informHead } from '#platform/school/representation.ts'
import { closeTask } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { isTermCurrent, releaseFacts } from '../rules.ts'
import { confirmedBy, findOfficeTerms, findReleases, releasesInForce } from '../store.ts'
import type { OfficeTerm, Release } from '../store.ts'
import { CONFIRM_RELEASES } from './offices.ts'
import { peopleByName } from './persons.ts'

type Names = 'listReleases' | 'releaseModule' | 'confirmReleases' | 'endRelease'

export const releases: Pick<Actions<typeof contract>, Names> = {
  async listReleases({ database, platform, today }) {
    const found = await findReleases(database)
    const person = await peopleByName(database, [...found.values()].map((release) => release.releasedBy))
    const head = headNow(await findOfficeTerms(database), today)
    const confirmed = head === null ? new Set<string>() : await confirmedBy(database, head.personId)
    return {
      modules: releasable(platform.modules).map(({ manifest }) => {
        const release = found.get(manifest.id)
        return {
          module: manifest.id, name: manifest.name, purpose: manifest.purpose.text, version: manifest.version,
          categories: Object.entries(manifest.categories).map(([key, { label, readers }]) => ({ label, readers: [...readers], isNew: isNewSince(release, manifest, key) })),
          missing: missingFor(manifest, platform.school),
          release: release === undefined ? null : {
            releasedBy: person(release.releasedBy), releasedOn: dateInBerlin(release.releasedAt),
            version: release.version, isCurrentVersion: release.hash === manifestHash(manifest), inRepresentation: release.inRepresentation,
            waitsForConfirmation: waits(release, head, confirmed),
          },
        }
      }),
    }
  },

  async releaseModule(context, input) {
    const module = releasable(context.platform.modules).find(({ manifest }) => manifest.id === input.module)
    if (!module) refuse(404, 'not_found')
    const { manifest } = module
    const hash = manifestHash(manifest)
    await context.write(async (w) => {
      const [missing] = missingFor(manifest, await committedOptions(w.trx))
      if (missing !== undefined) refuse(422, 'release_option_missing', { clause: '1', params: { option: missing, module: manifest.name } })
      const before = await lockReleases(w, input.module)
      // Pressed twice, or in two browsers at once: the release in force stays as it was given.
      if (before.length === 1 && before[0]!.hash === hash && before[0]!.releasedBy === w.actorId) return
      await endReleases(w, before)
      const id = newId(w.at)
      const inRepresentation = await informHead(w, actorOf(context), 'released', id)
      const categories = Object.fromEntries(Object.keys(manifest.categories).map((key) => [key, categoryFingerprint(manifest, key)]))
      await w.trx.insertInto('module_release').values({
        id, module: input.module, manifest_version: manifest.version, manifest_hash: hash, released_by: actorOf(context).personId, in_representation: inRepresentation, released_at: w.at,
        categories: JSON.stringify(categories),
      }).execute()
      await setFacts(w, { module: 'administration', id }, releaseFacts({ module: input.module, releasedAt: w.at, categories }))
      writeJournal(w, { event: 'administration.released', actorId: w.actorId, fields: { module: input.module, manifestHash: hash, inRepresentation } })
    })
    await context.platform.school.reload()
    return {}
  },

  async confirmReleases(context, { modules }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const head = headNow(await findOfficeTerms(w.trx), w.today)
      const confirmed = await confirmedBy(w.trx, actor.personId)
      const waiting = (await releasesInForce(w.trx)).filter((release) => waits(release, head, confirmed))
      const chosen = waiting.filter((release) => modules.includes(release.module))
      for (const release of chosen) {
        await w.trx.insertInto('module_release_confirmation').values({ module_release_id: release.id, confirmed_by: actor.personId, at: w.at })
          .onConflict((oc) => oc.columns(['module_release_id', 'confirmed_by']).doNothing()).execute()
        writeJournal(w, { event: 'administration.release_confirmed', actorId: actor.personId, fields: { module: release.module } })
      }
      if (head !== null && chosen.length === waiting.length) await closeTask(w, CONFIRM_RELEASES, head.id, 'confirmed')
      return { confirmed: chosen.length }
    })
  },

  async endRelease(context, input) {
    await context.write(async (w) => {
      const before = await lockReleases(w, input.module)
      await endReleases(w, before)
      if (before.length > 0) {
        await informHead(w, actorOf(context), 'release_ended', before[0]!.id)
        await recordLoss(w, { kind: 'release_end', ids: { module: input.module, by: w.actorId! } })
        writeJournal(w, { event: 'administration.release_ended', actorId: w.actorId, fields: { module: input.module } })
      }
    })
    await context.platform.school.reload()
    return {}
  },
}

const RELEASE_LOCK = 7_305_525

/** Modules that need the head's release before use. */
function releasable(modules: Context['platform']['modules']): Context['platform']['modules'] {
  return modules.filter(({ manifest }) => manifest.needs.release)
}

/** Options that the manifest wants decided before its release and that nobody has filled in. */
function missingFor({ needs }: Manifest, { option }: Pick<SchoolMemory, 'option'>): OptionKey[] {
  return (needs.decided ?? []).filter((key) => {
    const value = option(key)
    return value === '' || value === null
  })
}

function headNow(terms: readonly OfficeTerm[], today: string): OfficeTerm | null {
  return terms.find((one) => one.office === 'head' && isTermCurrent(one, today)) ?? null
}

/** A release from before the present head's time, by somebody else, that this head has not confirmed. */
function waits(release: Release, head: OfficeTerm | null, confirmed: ReadonlySet<string>): boolean {
  return head !== null && head.namedBy !== null && release.releasedBy !== head.personId && dateInBerlin(release.releasedAt) < head.from && !confirmed.has(release.id)
}

function isNewSince(release: Release | undefined, manifest: Manifest, key: string): boolean {
  return release !== undefined && release.categories !== null && release.categories[key] !== categoryFingerprint(manifest, key)
}

/** The releases of a module that are in force. Two who decide about releases at once go one after the other. */
async function lockReleases(w: Write, module: string): Promise<Release[]> {
  await sql`SELECT pg_advisory_xact_lock(${RELEASE_LOCK})`.execute(w.trx)
  return (await releasesInForce(w.trx)).filter((release) => release.module === module)
}

async function endReleases(w: Write, releases: readonly Release[]): Promise<void> {
  for (const { id } of releases) {
    await w.trx.insertInto('module_release_end').values({ module_release_id: id, ended_by: w.actorId!, at: w.at }).execute()
    await setFacts(w, { module: 'administration', id }, [])
  }
}
