/** Links of the same human and bans at work as subjects: about the parent's account and the child, so that nobody decides about themselves. */
import { openLinks } from '#platform/identity/same-human.ts'
import type { SubjectLoader } from '#platform/module/module.ts'

export const sameSubjects: Record<string, SubjectLoader> = {
  sameHuman: async ({ database }, { linkId }: { linkId: string }) => {
    const [link] = await openLinks(database, { ids: [linkId] })
    return link === undefined ? null : { kind: 'sameHuman', id: link.id, personId: link.parentId }
  },
  banAtWork: async ({ database }, { banId }: { banId: string }) => {
    const row = await database.selectFrom('guardianship').select(['id', 'ward_id', 'guardian_id']).where('id', '=', banId).where('contact_ban', '=', true).executeTakeFirst()
    return row === undefined ? null : { kind: 'banAtWork', id: row.id, personId: row.ward_id, namedIds: [row.guardian_id] }
  },
}
