/** What the room of appointments and releases announces. */
import { defineEvent } from '#platform/events/announce.ts'

/** The school exists now: rooms publish their first documents. */
export const schoolFounded = defineEvent<Record<string, never>>('administration.school_founded')
