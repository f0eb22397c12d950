/** The Aushang (A12): hanging up, changing, taking down, reading. */
import { mayOf } from '#platform/access/decide.ts'
import { officesOf } from '#platform/access/actor.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import manifest from '../manifest.ts'
import { faultOfPeriod, ownGroups } from '../rules/notices.ts'
import { addEdition, addNotice, countOfAuthor, endNotice, listNotices, lockNotice, noticeOfClient } from '../store.ts'
import { readerOf } from '../subjects.ts'

type Part = Pick<Actions<typeof contract>, 'listNotices' | 'listAudiences' | 'writeNotice' | 'editNotice' | 'takeBackNotice'>

export const notices: Part = {
  async listNotices(context) {
    const { database, today, at } = context
    const actor = actorOf(context)
    const reader = await readerOf(database, actor, today, at)
    const found = await listNotices(database, reader)
    const names = await namesOf(database, found.flatMap(({ authorId }) => authorId ?? []))
    const shownIds = [...new Set(found.flatMap(({ groupIds }) => groupIds))].filter((groupId) => reader.readsAll || reader.groupIds.includes(groupId) || found.some((notice) => notice.authorId === actor.personId && notice.groupIds.includes(groupId)))
    const groups = shownIds.length === 0 ? [] : await listGroups(database, schoolYearAt(context.platform.school, today).label, { groupIds: shownIds })
    const own = ownGroups(actor, today)
    return {
      notices: found.map((notice) => {
        const isMine = notice.groupIds.every((groupId) => own.includes(groupId)) && !notice.forSchool
        const may = mayOf(actor, manifest, { kind: 'notice', id: notice.id, authorId: notice.authorId, groupIds: notice.groupIds, states: isMine ? ['own_groups'] : [] }, at)
        return {
          id: notice.id, title: notice.title, body: notice.body, from: notice.from, until: notice.until, forSchool: notice.forSchool,
          groups: groups.filter(({ id }) => notice.groupIds.includes(id)).map(({ id, label }) => ({ id, label })),
          author: notice.authorId === null ? null : { id: notice.authorId, displayName: names.get(notice.authorId)?.displayName ?? '' },
          isEdited: notice.editions > 1,
          isForMe: notice.from <= today && (notice.forSchool || notice.groupIds.some((groupId) => reader.groupIds.includes(groupId))),
          may: [...(may.includes('home.edit_notice') ? ['edit' as const] : []), ...(may.includes('home.take_back_notice') ? ['take_back' as const] : [])],
        }
      }),
    }
  },

  async listAudiences(context) {
    const { database, today, at } = context
    const actor = actorOf(context)
    const offices = officesOf(actor, at)
    const school = manifest.rights['home.write_notice']!.some((rule) => rule.state === undefined && rule.who.some((who) => offices.has(who)))
    const all = await listGroups(database, schoolYearAt(context.platform.school, today).label, school ? {} : { groupIds: ownGroups(actor, today) })
    return { school, groups: all.filter(({ endedOn }) => endedOn === null || endedOn >= today).map(({ id, label, kind }) => ({ id, label, kind })) }
  },

  async writeNotice(context, input) {
    const { personId } = actorOf(context)
    refusePeriod(faultOfPeriod({ ...input, today: context.today }))
    return {
      id: await context.write(async (w) => {
        // Two browsers of one author: the second counts what the first has hung up.
        await lockPersons(w, [personId])
        const before = await noticeOfClient(w.trx, personId, input.clientId)
        if (before !== undefined) return before
        if ((await countOfAuthor(w.trx, personId, w.today)) >= limits.notices_per_author_max) refuse(422, 'notice_many', { params: { max: limits.notices_per_author_max } })
        return addNotice(w, personId, input)
      }),
    }
  },

  async editNotice(context, input) {
    const { personId } = actorOf(context)
    await context.write(async (w) => {
      await lockNotice(w, input.noticeId)
      const [before] = await listNotices(w.trx, { personId, groupIds: [], readsAll: true, today: w.today }, input.noticeId)
      // Taken down, or over, since the page was loaded.
      if (before === undefined) refuse(404, 'not_found')
      refusePeriod(faultOfPeriod({ ...input, today: w.today, before: before.from }))
      if (before.title === input.title && before.body === input.body && before.from === input.from && before.until === input.until) return
      await addEdition(w, personId, input.noticeId, input)
    })
    return {}
  },

  async takeBackNotice(context, { noticeId }) {
    await context.write(async (w) => {
      await lockNotice(w, noticeId)
      await endNotice(w, noticeId, actorOf(context).personId)
    })
    return {}
  },
}

function refusePeriod(fault: ReturnType<typeof faultOfPeriod>): void {
  if (fault === null) return
  const max = fault === 'notice_long' ? limits.notice_days_max : limits.notice_ahead_days_max
  refuse(422, fault, { field: fault === 'notice_far' ? 'from' : 'until', params: { max } })
}
