/** Publishing the instruction and looking up who has acknowledged it. */
import { lastDayOfGrace, openDuty } from '#platform/access/duty.ts'
import { STAFF_DOCUMENT } from '#platform/documents/contract.ts'
import { publishDocument } from '#platform/documents/documents.ts'
import { readCurrent } from '#platform/documents/store.ts'
import { namesOf } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { actsInRepresentation, informHead } from '#platform/school/representation.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import { draftOf, endReminder, heldDraft } from './draft.ts'
import { changesBetween } from './rules.ts'
import { countStaff, publications, staffWithAcknowledgement } from './store.ts'

export const actions: Actions<typeof contract> = {
  async readDraft({ database, platform, at, today }) {
    const { title, body, hash, current, isNew } = await draftOf(database)
    return {
      title, body, hash, isNew, current: current === undefined ? null : headingOf(current),
      changes: current === undefined ? [] : changesBetween(current.body, body),
      lastDay: lastDayOfGrace(at, platform.school.option('instruction.grace_days')), staff: await countStaff(database, today),
    }
  },

  async publishInstruction(context, { hash }) {
    const actor = actorOf(context)
    const published = await context.write(async (w) => {
      const draft = await heldDraft(w)
      // An option was decided since the text was shown: the head reads it again first.
      if (draft.hash !== hash) refuse(409, 'instruction_changed')
      const version = await publishDocument(w, { document: STAFF_DOCUMENT, title: draft.title, body: draft.body, isMajor: true })
      // The same text is in force already: the head's second click, or the deputy's at the same moment.
      const inRepresentation = actsInRepresentation(actor, w.at)
      const added = await w.trx.insertInto('instruction_publication').values({ document_version_id: version.id, published_by: actor.personId, in_representation: inRepresentation, at: w.at })
        .onConflict((oc) => oc.column('document_version_id').doNothing()).returning('at').executeTakeFirst()
      if (added !== undefined) await informHead(w, actor, 'instruction_published', version.id)
      if (added !== undefined) writeJournal(w, { event: 'instruction.published', actorId: actor.personId, fields: { major: version.major, hash: version.hash, inRepresentation } })
      await endReminder(w)
      return version
    })
    await context.platform.school.reload()
    return headingOf(published)
  },

  async listVersions({ database, today }) {
    const found = await publications(database, today)
    const names = await namesOf(database, found.flatMap(({ publishedBy }) => publishedBy ?? []))
    return {
      staff: await countStaff(database, today),
      versions: found.map((one, index) => ({
        major: one.major, minor: one.minor, hash: one.hash, publishedOn: dateInBerlin(one.publishedAt), inRepresentation: one.inRepresentation, acknowledged: one.acknowledged, isCurrent: index === 0,
        publishedBy: one.publishedBy === null ? null : { id: one.publishedBy, displayName: names.get(one.publishedBy)?.displayName ?? '' },
      })),
    }
  },

  async listAcknowledgements({ database, today }) {
    const [current] = await publications(database, today)
    if (current === undefined) return { people: [] }
    const staff = await staffWithAcknowledgement(database, current.major, today)
    return { people: staff.map((one) => ({ id: one.id, displayName: `${one.givenName} ${one.familyName}`, acknowledgedOn: one.acknowledgedAt === null ? null : dateInBerlin(one.acknowledgedAt) })) }
  },

  async readOwn(context) {
    const open = openDuty(actorOf(context), context.platform.access().duty, context.at)
    const current = await readCurrent(context.database, STAFF_DOCUMENT)
    return { current: current === undefined ? null : headingOf(current), open: open === null ? null : { version: open.version, lastDay: addDays(dateInBerlin(open.blockedFrom), -1) } }
  },
}

function headingOf({ major, minor, hash, published_at }: { major: number; minor: number; hash: string; published_at: Date }) {
  return { major, minor, hash, publishedOn: dateInBerlin(published_at) }
}
