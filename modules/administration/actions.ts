/** First run, appointments, releases: written acts from which rights follow. */
import { sql } from 'kysely'
import { officesOf } from '#platform/access/actor.ts'
import { setFacts } from '#platform/access/facts.ts'
import { newId } from '#platform/id/id.ts'
import { addPeople, namesOf } from '#platform/identity/people.ts'
import { endOpenSlips } from '#platform/identity/sign-in/slips.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { manifestHash } from '#platform/privacy/hash.ts'
import { committedOptions } from '#platform/school/memory.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import { foundSchool } from './founding.ts'
import { faultOfAppointment, isTermCurrent, releaseFacts, termFacts } from './rules.ts'
import { findAppointments, findOfficeTerms, findReleases, releasesInForce } from './store.ts'
import { TASKS } from '#platform/access/vocabulary.ts'

export const actions: Actions<typeof contract> = {
  foundSchool,

  async listAppointments({ database, today }) {
    const [appointments, offices] = await Promise.all([findAppointments(database), findOfficeTerms(database)])
    const names = await namesOf(database, [...appointments.flatMap((one) => [one.personId, one.appointedBy]), ...offices.map((one) => one.personId)])
    const person = (id: string) => ({ id, displayName: names.get(id)?.displayName ?? '' })
    return {
      tasks: [...TASKS],
      offices: offices.map((one) => ({ id: one.id, person: person(one.personId), office: one.office, from: one.from, until: one.until, isCurrent: isTermCurrent(one, today) })),
      appointments: appointments.map((one) => ({
        id: one.id, person: person(one.personId), task: one.task, from: one.from, until: one.until, isDeputy: one.isDeputy, appointedBy: person(one.appointedBy),
        inRepresentation: one.inRepresentation, isCurrent: isTermCurrent(one, today),
      })),
    }
  },

  async appoint(context, input) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const personId = 'id' in input.person ? input.person.id : (await addPeople(w, [{ ...input.person, source: 'hand', sourceId: newId(w.at) }]))[0]!
      // Held from here on: nobody records their departure or prints a slip for them at the same moment.
      await lockPersons(w, [personId])
      const person = await w.trx.selectFrom('person').select(['id', 'type', 'exit_on']).where('id', '=', personId).executeTakeFirst()
      if (!person) refuse(422, 'appointment_not_staff', { clause: '4', field: 'person' })
      const { from, until } = input
      const term_months = (await committedOptions(w.trx)).option('admin.term_months')
      const fault = faultOfAppointment({ personId, personType: person.type as never, exitOn: person.exit_on, appointerId: actor.personId, from, until, today: w.today, term_months })
      if (fault !== null) refuse(422, fault, { clause: '4', field: 'person', ...(fault === 'appointment_too_long' && { params: { months: term_months } }) })
      const id = newId(w.at)
      const inRepresentation = actsInRepresentation(context)
      await w.trx.insertInto('appointment').values({
        id, person_id: personId, task: input.task, from_on: from, until_on: until, is_deputy: input.isDeputy,
        appointed_by: actor.personId, in_representation: inRepresentation, appointed_at: w.at,
      }).execute()
      await setFacts(w, { module: 'administration', id }, termFacts({ personId, from, until, endedAt: null }, 'task', input.task))
      // Whoever printed a slip for them while they held nothing must not take over an account that holds a task now.
      await endOpenSlips(w, [personId], 'withdrawn')
      writeJournal(w, { event: 'administration.appointed', actorId: actor.personId, subjectId: personId, fields: { task: input.task, from, until, inRepresentation } })
      return { id, personId }
    })
  },

  async endAppointment(context, { appointmentId }) {
    return context.write(async (w) => {
      const [appointment] = await findAppointments(w.trx, appointmentId)
      if (!appointment) refuse(404, 'not_found')
      if (appointment.endedAt !== null) return {}
      const ended = await w.trx.insertInto('appointment_end').values({ appointment_id: appointmentId, ended_by: actorOf(context).personId, at: w.at })
        .onConflict((oc) => oc.column('appointment_id').doNothing()).returning('at').executeTakeFirst()
      // Somebody else ended it at the same moment.
      if (ended === undefined) return {}
      await setFacts(w, { module: 'administration', id: appointmentId }, [])
      await recordLoss(w, { kind: 'appointment_end', ids: { appointment: appointmentId } })
      writeJournal(w, { event: 'administration.appointment_ended', actorId: w.actorId, subjectId: appointment.personId, fields: { task: appointment.task } })
      return {}
    })
  },

  async listReleases({ database, platform }) {
    const releases = await findReleases(database)
    const names = await namesOf(database, [...releases.values()].map((release) => release.releasedBy))
    return {
      modules: releasable(platform.modules).map(({ manifest }) => {
        const release = releases.get(manifest.id)
        return {
          module: manifest.id, name: manifest.name, purpose: manifest.purpose.text, version: manifest.version,
          release: release === undefined ? null : {
            releasedBy: { id: release.releasedBy, displayName: names.get(release.releasedBy)?.displayName ?? '' }, releasedOn: dateInBerlin(release.releasedAt),
            version: release.version, isCurrentVersion: release.hash === manifestHash(manifest), inRepresentation: release.inRepresentation,
          },
        }
      }),
    }
  },

  async releaseModule(context, input) {
    const module = releasable(context.platform.modules).find(({ manifest }) => manifest.id === input.module)
    if (!module) refuse(404, 'not_found')
    await context.write(async (w) => {
      await endReleases(w, input.module)
      const id = newId(w.at)
      const hash = manifestHash(module.manifest)
      const inRepresentation = actsInRepresentation(context)
      await w.trx.insertInto('module_release').values({
        id, module: input.module, manifest_version: module.manifest.version, manifest_hash: hash, released_by: actorOf(context).personId, in_representation: inRepresentation, released_at: w.at,
      }).execute()
      await setFacts(w, { module: 'administration', id }, releaseFacts({ module: input.module, releasedAt: w.at }))
      writeJournal(w, { event: 'administration.released', actorId: w.actorId, fields: { module: input.module, manifestHash: hash, inRepresentation } })
    })
    await context.platform.school.reload()
    return {}
  },

  async endRelease(context, input) {
    await context.write(async (w) => {
      if (await endReleases(w, input.module)) {
        await recordLoss(w, { kind: 'release_end', ids: { module: input.module } })
        writeJournal(w, { event: 'administration.release_ended', actorId: w.actorId, fields: { module: input.module } })
      }
    })
    await context.platform.school.reload()
    return {}
  },
}

/** Modules that need the head's release before use. */
function releasable(modules: Context['platform']['modules']): Context['platform']['modules'] {
  return modules.filter(({ manifest }) => manifest.needs.release)
}

/** A deputy who is not the head acts in representation (A8). */
function actsInRepresentation(context: Context): boolean {
  return !officesOf(actorOf(context), context.at).has('head')
}

/** Ends whatever release of the module is in force; true when there was one. Two who decide about releases at once go one after the other. */
async function endReleases(w: Write, module: string): Promise<boolean> {
  await sql`SELECT pg_advisory_xact_lock(${RELEASE_LOCK})`.execute(w.trx)
  const releases = (await releasesInForce(w.trx)).filter((release) => release.module === module)
  for (const { id } of releases) {
    await w.trx.insertInto('module_release_end').values({ module_release_id: id, ended_by: w.actorId!, at: w.at }).execute()
    await setFacts(w, { module: 'administration', id }, [])
  }
  return releases.length > 0
}

const RELEASE_LOCK = 7_305_525
