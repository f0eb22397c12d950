/**
 * The closed lists that rights are made of: right = who x relation x state (amendment B10).
 * Nothing else may appear in a manifest; a new word here is a decision for docs/decisions.
 */

/** What a person is to the school. One type per person (amendment B12). */
export const PERSON_TYPES = ['pupil', 'teacher', 'staff', 'parent', 'other', 'guest'] as const
export type PersonType = (typeof PERSON_TYPES)[number]

/** The tasks an administrator can be appointed for (requirements section 4, R4.1). */
export const TASKS = ['users', 'files', 'groups', 'devices', 'mail', 'logs', 'remote', 'deletion', 'consent_register', 'updates'] as const
export type Task = (typeof TASKS)[number]

/** Offices come from facts: `office:head`, `task:users`. */
export const OFFICES = ['head', 'deputy', 'officer', 'council', 'inspector', 'custodian', ...TASKS.map((task) => `task:${task}` as const)] as const
export type Office = (typeof OFFICES)[number]

/**
 * Who may stand in a rule. `nobody` is anyone without a session; `ticket` is somebody who proved the password but whose door is closed
 * (declaration ticket, amendment B13).
 */
export const WHO = ['nobody', 'ticket', ...PERSON_TYPES, ...OFFICES] as const
export type Who = (typeof WHO)[number]

/** How a person stands to a subject; worked out from memberships, guardianship and the subject's own columns. */
export const RELATIONS = ['self', 'author', 'member', 'former_member', 'responsible', 'class_lead', 'guardian', 'named'] as const
export type Relation = (typeof RELATIONS)[number]

/** Kinds of facts; each manifest lists the kinds it may provide, nobody else writes them (amendment B1). A `block` shuts the door while it holds, its key says why (3.2). */
export const FACT_KINDS = ['account', 'purpose', 'office', 'task', 'module', 'seen', 'factor', 'password', 'block'] as const
export type FactKind = (typeof FACT_KINDS)[number]

/** Roles in a group. `lead`: class lead; `responsible`: teacher who answers for the group's rooms (R9a.2). */
export const MEMBER_ROLES = ['member', 'lead', 'responsible'] as const
export type MemberRole = (typeof MEMBER_ROLES)[number]

export const EVERYONE = PERSON_TYPES
export const STAFF = ['teacher', 'staff'] as const satisfies readonly PersonType[]
