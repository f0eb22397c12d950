/** What the identity room announces. Bodies carry ids only. */
import { defineEvent } from '#platform/events/announce.ts'

export const peopleAdded = defineEvent<{ personIds: string[] }>('identity.people_added')
/** Entry, exit or majority date changed, or the type. */
export const peopleChanged = defineEvent<{ personIds: string[] }>('identity.people_changed')
export const guardianshipChanged = defineEvent<{ wardIds: string[] }>('identity.guardianship_changed')
export const groupsFounded = defineEvent<{ groupIds: string[] }>('identity.groups_founded')
export const membershipsChanged = defineEvent<{ groupIds: string[]; personIds: string[] }>('identity.memberships_changed')
/** Deleted accounts that are there again; `returning`: those who begin a new stay. */
export const accountsRestored = defineEvent<{ personIds: string[]; returning: string[] }>('identity.accounts_restored')
/** Who is gone for good, and the children and parents of whom: those still have records that named them. */
export const peopleErased = defineEvent<{ familyIds: string[] }>('identity.people_erased')
