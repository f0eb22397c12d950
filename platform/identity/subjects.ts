/** What the operations of this room are about: persons, own sessions, slips a teacher made, classes with cards. */
import { isBanned, isOwnFamily } from '#platform/access/subject.ts'
import type { SubjectLoader } from '#platform/module/module.ts'
import { groupSubject } from './cards/group-subject.ts'
import { isInCardGrade } from './cards/paired.ts'
import { classIdsOf } from './groups.ts'

export const subjects = {
  /** States: `pupil`, `card_grade`, `without_office`, `someone_else`. */
  async person({ database, at, today, actor, option }, { personId }: { personId: string }) {
    const row = await database.selectFrom('person').select(['id', 'type']).where('id', '=', personId).executeTakeFirst()
    if (row === undefined || (actor !== null && isBanned(actor, row.id, today))) return null
    const office = await database.selectFrom('access_fact').select('id').where('person_id', '=', row.id).where('kind', 'in', ['office', 'task'])
      .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', at)])).limit(1).executeTakeFirst()
    const isYoung = row.type === 'pupil' && (await isInCardGrade(database, row.id, today, { option }))
    const states = [...(row.type === 'pupil' ? ['pupil'] : []), ...(isYoung ? ['card_grade'] : []), ...(office === undefined ? ['without_office'] : []), ...(actor !== null && (actor.personId === row.id || isOwnFamily(actor, row.id)) ? [] : ['someone_else'])]
    return { kind: 'person', id: row.id, personId: row.id, classIds: await classIdsOf(database, row.id, today), states }
  },
  async teacherSlip({ database }, { slipId }: { slipId: string }) {
    const row = await database.selectFrom('access_slip').select(['id', 'person_id']).where('id', '=', slipId).where('kind', '=', 'teacher').executeTakeFirst()
    return row === undefined ? null : { kind: 'teacherSlip', id: row.id, personId: row.person_id }
  },
  async pairedDevice({ database, today, actor }, { deviceId }: { deviceId: string }) {
    const row = await database.selectFrom('paired_device as d').leftJoin('paired_device_end as e', 'e.device_id', 'd.id').select(['d.id', 'd.person_id', 'd.paired_by']).where('d.id', '=', deviceId).where('e.device_id', 'is', null).executeTakeFirst()
    if (row === undefined || (actor !== null && isBanned(actor, row.person_id, today))) return null
    return { kind: 'pairedDevice', id: row.id, personId: row.person_id, authorId: row.paired_by, classIds: await classIdsOf(database, row.person_id, today) }
  },
  async group({ database, today, option }, { groupId }: { groupId: string }) {
    return groupSubject(database, groupId, today, { option })
  },
  async factor({ database }, { factorId }: { factorId: string }) {
    const row = await database.selectFrom('second_factor as f').leftJoin('second_factor_end as e', 'e.factor_id', 'f.id').select(['f.id', 'f.person_id']).where('f.id', '=', factorId).where('e.factor_id', 'is', null).executeTakeFirst()
    return row === undefined ? null : { kind: 'factor', id: row.id, personId: row.person_id }
  },
  async session({ database, at }, { sessionId }: { sessionId: string }) {
    const row = await database
      .selectFrom('session as s')
      .leftJoin('session_end as e', 'e.session_id', 's.id')
      .select(['s.id', 's.person_id'])
      .where('s.id', '=', sessionId)
      .where('e.session_id', 'is', null)
      .where('s.expires_at', '>', at)
      .executeTakeFirst()
    return row === undefined ? null : { kind: 'session', id: row.id, personId: row.person_id }
  },
} satisfies Record<string, SubjectLoader>
