/** What the messenger hears of: the founding of the school publishes the rules of rooms (R9a.2), a founded group gets its room in the same transaction. */
import { publishDocument } from '#platform/documents/documents.ts'
import { within } from '#platform/events/announce.ts'
import type { Listener } from '#platform/events/announce.ts'
import { newId } from '#platform/id/id.ts'
import { groupsFounded } from '#platform/identity/events.ts'
import { schoolFounded } from '#modules/administration/events.ts'
import { rulesDocument } from '../documents.de.ts'
import { openGroupRooms } from '../store/rooms.ts'

export const listeners: readonly Listener[] = [
  within(schoolFounded, async (w) => void (await publishDocument(w, { document: 'messenger-rules', ...rulesDocument(), isMajor: true }))),
  within(groupsFounded, (w, { groupIds }) => openGroupRooms(w, groupIds.map((groupId) => ({ id: newId(w.at), groupId })))),
]
