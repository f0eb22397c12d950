/** Rooms, messages and people as subjects of rights. The same shapes are used inside the batch, where they are loaded under the room's lock. */
import type { Actor, ActorMembership } from '#platform/access/actor.ts'
import { isBanned, relationsOf } from '#platform/access/subject.ts'
import type { Subject } from '#platform/access/subject.ts'
import { preparedOf } from '#platform/database/prepared.ts'
import type { SubjectLoader } from '#platform/module/module.ts'
import { changeableUntil, maySee, mayWriteTo, stateOf } from './rules.ts'
import type { RoomState } from './rules.ts'
import { findByPlaces } from './store/messages.ts'
import type { Message } from './store/messages.ts'
import { findPerson } from './store/people.ts'
import { loadRooms } from './store/rooms.ts'
import type { Room } from './store/rooms.ts'

export const subjects: Record<string, SubjectLoader> = {
  room: async ({ database, at, today, option, actor }, { roomId }: { roomId: string }) => {
    const room = (await loadRooms(preparedOf(database), [roomId], { at, today })).get(roomId)
    return room && !isHidden(room, actor, today) ? roomSubject(room, stateOf(room, today, option('messenger.direct_pupil_pupil'))) : null
  },

  message: async ({ database, at, today, option, actor }, { roomId, seq }: { roomId: string; seq: number }) => {
    const room = (await loadRooms(preparedOf(database), [roomId], { at, today })).get(roomId)
    const [message] = await findByPlaces(preparedOf(database), [{ roomId, seq }])
    return room && message && actor && !isHidden(room, actor, today) ? messageSubject(message, room, stateOf(room, today, option('messenger.direct_pupil_pupil')), actor, { at, today }) : null
  },

  person: async ({ database, at, today, option, actor }, { personId }: { personId: string }) => {
    if (actor === null || actor.personId === personId || isBanned(actor, personId, today)) return null
    const person = await findPerson(preparedOf(database), { groupIds: currentGroupIds(actor, today), at, today }, personId)
    return person && personSubject(person, actor, option('messenger.direct_pupil_pupil'))
  },
}

/** T3: a room of two with somebody whom a contact ban hides is not there. */
function isHidden(room: Pick<Room, 'memberIds'>, actor: Actor | null, today: string): boolean {
  return actor !== null && (room.memberIds ?? []).some((id) => isBanned(actor, id, today))
}

/** A room: its members are the group's, or the two of a direct chat. */
export function roomSubject(room: Pick<Room, 'id' | 'groupId' | 'memberIds'>, state: RoomState): Subject {
  return { kind: 'room', id: room.id, groupIds: room.groupId === null ? [] : [room.groupId], memberIds: room.memberIds ?? [], states: [state] }
}

/** A message is there for the members of its room. It can be changed while it is recent and its author could still write there. */
export function messageSubject(message: Pick<Message, 'authorId' | 'postedAt' | 'removedAt'>, room: Room, state: RoomState, actor: Actor, { at, today }: { at: Date; today: string }): Subject {
  const subject = roomSubject(room, state)
  const isMember = relationsOf(actor, subject, today).has('member')
  const isRecent = message.removedAt === null && at < changeableUntil(message.postedAt)
  return { ...subject, kind: 'message', authorId: message.authorId, states: isMember && isRecent && state === 'open' ? ['recent'] : [] }
}

/** A person as the actor stands to them. */
export function personSubject(person: { id: string; type: Actor['type']; sharesGroup: boolean }, actor: Pick<Actor, 'type'>, pupilsWrite: boolean): Subject {
  const states = []
  if (maySee(actor.type, person.type, person.sharesGroup)) states.push('visible')
  if (mayWriteTo(actor.type, person.type, person.sharesGroup, pupilsWrite)) states.push('reachable')
  return { kind: 'person', id: person.id, states }
}

/** The groups the actor is in on the calendar date. */
export function currentGroupIds(actor: Pick<Actor, 'memberships'>, today: string): string[] {
  const isCurrent = ({ from, until }: ActorMembership) => from <= today && (until === null || today <= until)
  return [...new Set(actor.memberships.filter(isCurrent).map((membership) => membership.groupId))]
}
