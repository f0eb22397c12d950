import { createClient } from '#web/api/client.ts'
import { contract as identityContract } from '#platform/identity/contract.ts'
import { contract } from '../contract.ts'

export const people = createClient(contract)
/** Sessions, password and lost devices belong to the room identity. */
export const identity = createClient(identityContract)

export type PersonType = 'pupil' | 'teacher' | 'staff' | 'parent' | 'other' | 'guest'
export type GroupKind = 'class' | 'year' | 'course' | 'staff' | 'project'
export type Role = 'member' | 'lead' | 'responsible'

/** Everything this room asked the server for: after a change these questions are asked again. */
export const PEOPLE = ['people'] as const
