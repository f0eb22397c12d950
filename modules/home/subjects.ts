/** What rights ask about: for whom a notice is to hang, and a notice that hangs. */
import { officesOf } from '#platform/access/actor.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import type { SubjectLoader } from '#platform/module/module.ts'
import { ownGroups, wardsOf } from './rules/notices.ts'
import { classesOf, listNotices, livingGroups } from './store.ts'
import type { Reader } from './store.ts'

/** Whose notices this actor reads: of the own groups, and of the classes of children without a contact ban. */
export async function readerOf(database: Database | Trx, actor: Actor, today: string, at: Date): Promise<Reader> {
  const offices = officesOf(actor, at)
  const readsAll = ['head', 'deputy', 'task:consent_register'].some((office) => offices.has(office))
  return { personId: actor.personId, groupIds: [...ownGroups(actor, today), ...(await classesOf(database, wardsOf(actor, today), today))], readsAll, today }
}

export const subjects = {
  /** State: `own_groups`, when the actor is in every one of them today. Null when one of them does not exist or has ended. */
  async audience({ database, today, actor }, { forSchool, groupIds }: { forSchool: boolean; groupIds: readonly string[] }) {
    // For nobody, or for both at once: no audience.
    if (actor === null || forSchool === groupIds.length > 0) return null
    if ((await livingGroups(database, groupIds, today)).size !== new Set(groupIds).size) return null
    const own = ownGroups(actor, today)
    return { kind: 'audience', id: 'audience', groupIds, states: !forSchool && groupIds.every((groupId) => own.includes(groupId)) ? ['own_groups'] : [] }
  },

  /** States: `addressed`, `own_groups`. */
  async notice({ database, at, today, actor }, { noticeId }: { noticeId: string }) {
    if (actor === null) return null
    const reader = await readerOf(database, actor, today, at)
    const [notice] = await listNotices(database, { ...reader, readsAll: true }, noticeId)
    if (notice === undefined) return null
    const own = ownGroups(actor, today)
    const isAddressed = notice.from <= today && (notice.forSchool || notice.groupIds.some((groupId) => reader.groupIds.includes(groupId)))
    const states = [...(isAddressed ? ['addressed'] : []), ...(!notice.forSchool && notice.groupIds.every((groupId) => own.includes(groupId)) ? ['own_groups'] : [])]
    return { kind: 'notice', id: notice.id, authorId: notice.authorId, groupIds: notice.groupIds, states }
  },
} satisfies Record<string, SubjectLoader>
