/** A pupil whose attempts a teacher beside them releases, and a release. */
import { sql } from 'kysely'
import { isBanned } from '#platform/access/subject.ts'
import { classIdsOf } from '#platform/identity/groups.ts'
import type { SubjectLoader } from '#platform/module/module.ts'
import { findHelp } from './store/help.ts'

export const subjects = {
  pupil: async ({ database, today, actor }, { pupilId }: { pupilId: string }) => {
    if (actor !== null && isBanned(actor, pupilId, today)) return null
    const pupil = await database.selectFrom('person').select('id').where('id', '=', pupilId).where('type', '=', 'pupil').where((eb) => eb.or([eb('exit_on', 'is', null), eb('exit_on', '>=', today)])).executeTakeFirst()
    if (pupil === undefined) return null
    const groups = await database.selectFrom('membership').select('group_id').where('person_id', '=', pupilId).where('from_on', '<=', today).where(sql<boolean>`(until_on IS NULL OR until_on >= ${today})`).execute()
    return { kind: 'pupil', id: pupil.id, personId: pupil.id, groupIds: groups.map((row) => row.group_id), classIds: await classIdsOf(database, pupil.id, today), states: ['pupil'] }
  },
  help: async ({ database, at, today, actor }, { helpId }: { helpId: string }) => {
    const help = await findHelp(database, helpId)
    if (help === null || (actor !== null && isBanned(actor, help.personId, today))) return null
    return { kind: 'help', id: help.id, personId: help.personId, authorId: help.openedBy, states: help.endedAt === null && at < help.closesAt ? ['open'] : [] }
  },
} satisfies Record<string, SubjectLoader>
