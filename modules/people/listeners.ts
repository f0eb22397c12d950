/** What people hear of: who is deleted is not asked about any more; whoever comes to work here, by whatever way, is in the staff room in the same transaction. Leaving needs nothing: the account ends. */
import { within } from '#platform/events/announce.ts'
import type { Listener } from '#platform/events/announce.ts'
import { peopleAdded, peopleChanged } from '#platform/identity/events.ts'
import { dropQuestionsOfDeleted } from './store/questions.ts'
import { joinStaffRoom } from './store/staff-room.ts'

export const listeners: readonly Listener[] = [
  within(peopleAdded, (w, { personIds }) => joinStaffRoom(w, personIds, 'all')),
  within(peopleChanged, (w, { personIds }) => joinStaffRoom(w, personIds, 'newStay')),
  within(peopleChanged, (w, { personIds }) => dropQuestionsOfDeleted(w, personIds)),
]
