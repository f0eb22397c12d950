/** Rooms, their members, one's own place in them, and people to write to. */
import { mayOf } from '#platform/access/decide.ts'
import type { Actor } from '#platform/access/actor.ts'
import { bannedIds, isBanned } from '#platform/access/subject.ts'
import { preparedOf } from '#platform/database/prepared.ts'
import { newId } from '#platform/id/id.ts'
import { nameWords } from '#platform/identity/name-key.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { contract, Room as ShownRoom } from '../contract.ts'
import { limits } from '../limits.ts'
import manifest from '../manifest.ts'
import { isStaff } from '../rules.ts'
import { runningOf } from '../running.ts'
import { shownRoom } from '../shown.ts'
import { findDraft, keepDraft } from '../store/own.ts'
import { findPeople } from '../store/people.ts'
import { countDirectRooms, listMembers, listRooms, openDirectRoom } from '../store/rooms.ts'
import { currentGroupIds, personSubject } from '../subjects.ts'

type Contract = Pick<typeof contract, 'listRooms' | 'readRoom' | 'listMembers' | 'markRead' | 'saveDraft' | 'readDraft' | 'findPeople' | 'openDirectRoom'>

export const roomActions: Actions<Contract> = {
  async listRooms(context) {
    const actor = actorOf(context)
    const hidden = bannedIds(actor, context.today)
    const rooms = await listRooms(preparedOf(context.database), { personId: actor.personId, groupIds: currentGroupIds(actor, context.today), hidden }, momentOf(context))
    // A room of two with somebody whom a contact ban hides is not there (T3).
    return { rooms: rooms.filter((room) => room.other === null || !hidden.has(room.other.id)).map((room) => shownRoom(room, actor, context, pupilsWrite(context))) }
  },

  async readRoom(context, { roomId }) {
    const [room, draft] = await Promise.all([oneRoom(context, roomId), findDraft(preparedOf(context.database), actorOf(context).personId, roomId)])
    return { room, draft }
  },

  async listMembers(context) {
    const { subject, today } = context
    const actor = actorOf(context)
    const room = { groupId: subject?.groupIds?.[0] ?? null, memberIds: [...(subject?.memberIds ?? [])] }
    return { members: (await listMembers(preparedOf(context.database), room, context)).filter((member) => !isBanned(actor, member.id, today)) }
  },

  async markRead({ platform, actor, door, at }, { roomId, seq }) {
    if (actor === null) refuse(404, 'not_found')
    return runningOf(platform).reading.submit({ actor, door, at, roomId, seq })
  },

  async saveDraft(context, { roomId, body }) {
    // The draft is kept as it was typed; only what can't be stored at all goes.
    const text = body.toWellFormed().replaceAll('\u0000', '')
    await context.write((w) => keepDraft(w.trx, actorOf(context).personId, roomId, text.trim() === '' ? '' : text, w.at))
    return {}
  },

  async readDraft(context, { roomId }) {
    return { body: await findDraft(preparedOf(context.database), actorOf(context).personId, roomId) }
  },

  async findPeople(context, { query }) {
    const actor = actorOf(context)
    const { database, at, today } = context
    const asking = { personId: actor.personId, groupIds: currentGroupIds(actor, today), seesStaff: isStaff(actor.type), at, today, schoolYear: schoolYearAt(context.platform.school, today).label }
    const people = await findPeople(preparedOf(database), asking, nameWords(query, limits.name_words_max), query)
    // A contact ban hides people in every list (B12, T3).
    return { people: people.filter((person) => !isBanned(actor, person.id, today)).map(({ sharesGroup, ...person }) => ({ ...person, may: mayOfPerson(context, actor, { ...person, sharesGroup }) })) }
  },

  async openDirectRoom(context, { personId }) {
    const own = actorOf(context).personId
    const roomId = await context.write(async (w) => {
      const room = await openDirectRoom(w, newId(w.at), [own, personId])
      if (room.isNew && (await countDirectRooms(w.trx, own)) > limits.direct_rooms_per_person_max) refuse(409, 'too_many_rooms')
      return room.id
    })
    return { room: await oneRoom(context, roomId) }
  },
}

async function oneRoom(context: Context, roomId: string): Promise<ShownRoom> {
  const actor = actorOf(context)
  const [room] = await listRooms(preparedOf(context.database), { personId: actor.personId, groupIds: [], hidden: bannedIds(actor, context.today) }, momentOf(context), roomId)
  if (room === undefined) refuse(404, 'not_found')
  return shownRoom(room, actor, context, pupilsWrite(context))
}

function mayOfPerson(context: Context, actor: Actor, person: { id: string; type: Actor['type']; sharesGroup: boolean }): string[] {
  return mayOf(actor, manifest, personSubject(person, actor, pupilsWrite(context)), context.at).filter((right) => right === 'messenger.write_to')
}

function pupilsWrite({ platform }: Context): boolean {
  return platform.school.option('messenger.direct_pupil_pupil')
}

function momentOf({ at, today, platform }: Context): { at: Date; today: string; schoolYear: string } {
  return { at, today, schoolYear: schoolYearAt(platform.school, today).label }
}
