/** What consent announces. Bodies carry ids only. */
import { defineEvent } from '#platform/events/announce.ts'

/** After a withdrawal it was clarified what becomes of the account (R12.2): `delete`, or `local_only`, the platform stays closed. */
export const clarified = defineEvent<{ pupilId: string; outcome: string }>('consent.clarified')
