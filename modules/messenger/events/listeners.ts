/** What the messenger hears of: a founded group gets its room in the same transaction. */
import { within } from '#platform/events/announce.ts'
import type { Listener } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { groupsFounded } from '#platform/identity/events.ts'
import { openGroupRooms } from '../store/rooms.ts'

export const listeners: readonly Listener[] = [
  within(groupsFounded, (w, { groupIds }) => openGroupRooms(w, groupIds.map((groupId) => ({ id: newId(w.at), groupId })))),
]
