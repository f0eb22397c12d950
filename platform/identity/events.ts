/** What the identity room announces. Bodies carry ids only. */
import { defineEvent } from '#platform/events/announce.ts'

export const peopleAdded = defineEvent<{ personIds: string[] }>('identity.people_added')
/** Entry, exit or majority date changed, or the type. */
export const peopleChanged = defineEvent<{ personIds: string[] }>('identity.people_changed')
export const guardianshipChanged = defineEvent<{ wardIds: string[] }>('identity.guardianship_changed')
export const groupsFounded = defineEvent<{ groupIds: string[] }>('identity.groups_founded')
export const membershipsChanged = defineEvent<{ groupIds: string[]; personIds: string[] }>('identity.memberships_changed')
