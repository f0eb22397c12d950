/** What the administration with the task `deletion` does, and what the head decides with it (R12.5). */
import { mayOf } from '#platform/access/decide.ts'
import { isBanned, isOwnFamily } from '#platform/access/subject.ts'
import type { Actor } from '#platform/access/actor.ts'
import { nameWords } from '#platform/identity/name-key.ts'
import { namesOf } from '#platform/identity/people.ts'
import { namesOfDeleted, restoreAccounts } from '#platform/identity/deletion.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { storedAbout } from '#platform/privacy/stored.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { actsInRepresentation, informHead } from '#platform/school/representation.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { addDays, dateInBerlin, daysBetween } from '#platform/time/calendar.ts'
import type { contract, OBSTACLES } from './contract.ts'
import { recordDeletions } from './deletion.ts'
import { evidence } from './evidence.ts'
import { limits } from './limits.ts'
import manifest from './manifest.ts'
import { recurringRuns } from './recurring.ts'
import { deletedFrom, isOver, lastDayOf } from './rules.ts'
import { sheetsShown } from './sheets.ts'
import { accounts, closedPlatforms, countStanding, leavers, restorationOf, standing, wasReason } from './store.ts'
import type { Account, Deletion } from './store.ts'
import { lastDaysOf, listOwnTakeAlong, printExportCode } from './take-along.ts'
import { DELETE_CLARIFIED, EARLY_PURGE } from './tasks.ts'

export const actions: Actions<typeof contract> = {
  printExportCode, listOwnTakeAlong, ...evidence,
  async listLeavers(context) {
    const { database, platform, today } = context
    const rows = await leavers(database, addDays(today, limits.ahead_days), schoolYearAt(platform.school, today).label, limits.page_max + 1)
    const isAutomatic = platform.school.option('delete.auto_on_exit')
    const staff_days = platform.school.option('delete.staff_days')
    const shownRows = rows.slice(0, limits.page_max)
    const takeAlong = await takeAlongOf(context, shownRows)
    return { leavers: shownRows.map((row) => ({ ...row, deletedFrom: isAutomatic ? deletedFrom(row.type, row.exitOn, staff_days) : null, takesAlongUntil: takeAlong(row.id) })), isMore: rows.length > limits.page_max, isAutomatic }
  },

  async listToDelete(context) {
    const { database, platform, at, today } = context
    const open = await database.selectFrom('task').leftJoin('task_completion', 'task_completion.task_id', 'task.id').select(['about_person_id', 'due_on']).where('kind', '=', DELETE_CLARIFIED).where('task_completion.task_id', 'is', null)
      .orderBy('due_on', (order) => order.asc().nullsLast()).orderBy('task.id').limit(limits.page_max + 1).execute()
    const dueOn = new Map(open.slice(0, limits.page_max).map((row) => [row.about_person_id!, row.due_on]))
    const people = await accounts(database, { ids: [...dueOn.keys()] }, { at, today }, schoolYearAt(platform.school, today).label)
    const takeAlong = await takeAlongOf(context, people)
    return { people: people.map((one) => ({ ...shown(one), dueOn: dueOn.get(one.id) ?? null, takesAlongUntil: takeAlong(one.id) })), isMore: open.length > limits.page_max }
  },

  async listClosed(context) {
    const { database, platform, at, today } = context
    const rows = await closedPlatforms(database, at, schoolYearAt(platform.school, today).label, limits.page_max + 1)
    const seen = rows.filter((row) => !isBanned(actorOf(context), row.id, today)).slice(0, limits.page_max)
    const takeAlong = await takeAlongOf(context, seen)
    return { people: seen.map((row) => ({ ...row, takesAlongUntil: takeAlong(row.id) })), isMore: rows.length > limits.page_max }
  },

  async findAccounts(context, { q }) {
    const { database, platform, at, today } = context
    const found = await accounts(database, { words: nameWords(q, limits.search_words_max), limit: limits.found_max + 1 }, { at, today }, schoolYearAt(platform.school, today).label)
    return { people: found.slice(0, limits.found_max).filter((one) => !isBanned(actorOf(context), one.id, today)).map(shown), isMore: found.length > limits.found_max }
  },

  async previewDeletion(context, { personIds }) {
    const { database, platform, at } = context
    const found = await visible(context, personIds)
    const sums = new Map<string, { count: number; isMore: boolean }>()
    for (const one of found.slice(0, limits.preview_people)) {
      for (const room of await storedAbout(database, platform.manifests.values(), one.id, platform.school)) {
        const sum = sums.get(room.name) ?? { count: 0, isMore: false }
        sums.set(room.name, { count: sum.count + room.count, isMore: sum.isMore || room.isMore })
      }
    }
    return {
      people: found.map((one) => ({ ...shown(one), obstacle: obstacleOf(actorOf(context), one) })),
      modules: [...sums].map(([name, sum]) => ({ name, ...sum, isMore: sum.isMore || found.length > limits.preview_people })),
      restorableUntil: lastDayOf(dateInBerlin(at), platform.school.option('delete.restore_days')),
    }
  },

  async deleteAccounts(context, { personIds, reason, typed }) {
    const ids = [...new Set(personIds)]
    // R12.5: whoever deletes several types how many they are.
    if (ids.length > 1 && typed !== ids.length) refuse(422, 'typed_count', { clause: '12', field: 'typed', params: { n: ids.length } })
    const restorableUntil = lastDayOf(context.today, context.platform.school.option('delete.restore_days'))
    const deleted = await context.write(async (w) => {
      await lockPersons(w, ids)
      const found = await visible(context, ids, w)
      const stopped = found.map((one) => obstacleOf(actorOf(context), one)).find((one) => one !== null && one !== 'deleted')
      if (stopped) refuse(409, `obstacle_${stopped}`, { clause: '12' })
      const fresh = found.filter((one) => one.deletedOn === null)
      await recordDeletions(w, fresh.map((one) => ({ personId: one.id, on: w.today, cause: 'decision' as const, reason })))
      for (const one of fresh) writeJournal(w, { event: 'lifecycle.deleted', actorId: w.actorId, subjectId: one.id, fields: { cause: 'decision', until: restorableUntil } })
      if (fresh.length > 1) writeJournal(w, { event: 'lifecycle.deleted_many', actorId: w.actorId, fields: { count: fresh.length, until: restorableUntil } })
      return fresh.length
    })
    return { deleted, restorableUntil }
  },

  async listDeleted(context, { q, after }) {
    const { database, platform, today } = context
    const actor = actorOf(context)
    // A name lies sealed and can't be searched by the database: with a word all are opened, and there are never many more than leave in a year.
    const rows = await standing(database, { after, ...(q === undefined && { limit: limits.page_max + 1 }) })
    const names = await namesOfDeleted(platform, database, rows.map((row) => row.personId))
    const people = await namesOf(database, rows.flatMap((row) => [row.decidedBy, row.askedBy]).filter((id) => id !== null))
    const hasEarlyPurge = platform.school.option('delete.early_purge_on_request')
    const words = (q ?? '').toLowerCase().split(/\s+/).filter(Boolean)
    const matching = rows.filter((row) => !isBanned(actor, row.personId, today)).map((row) => ({ row, displayName: nameOf(names, row.personId) })).filter(({ displayName }) => words.every((word) => displayName.toLowerCase().includes(word)))
    return {
      deletions: matching.slice(0, limits.page_max).map(({ row, displayName }) => ({
        id: row.id, personId: row.personId, displayName, type: row.type, cause: row.cause as 'exit', reason: row.reason, deletedOn: row.deletedOn, restorableUntil: row.restorableUntil,
        daysLeft: Math.max(0, daysBetween(today, row.restorableUntil) + 1), decidedBy: row.decidedBy === null ? null : (people.get(row.decidedBy)?.displayName ?? null),
        earlyPurge: row.askedAt === null ? null : { reason: row.askedReason!, askedOn: dateInBerlin(row.askedAt), askedBy: row.askedBy === null ? null : (people.get(row.askedBy)?.displayName ?? null), refusedOn: row.agrees === false ? dateInBerlin(row.decidedPurgeAt!) : null },
        may: isOver(row.restorableUntil, today) ? [] : mayOf(actor, manifest, { kind: 'deletion', id: row.id, personId: row.personId }, context.at).filter((right) => hasEarlyPurge || right !== 'lifecycle.ask_early_purge'),
      })),
      next: matching.length > limits.page_max ? matching[limits.page_max - 1]!.row.id : null,
      total: await countStanding(database),
    }
  },

  async restoreAccount(context, { id, kind, reason }) {
    return context.write(async (w) => {
      const deletion = await held(w, id)
      await w.trx.insertInto('account_restoration').values({ deletion_id: id, kind, restored_by: w.actorId, restored_at: w.at, reason }).execute()
      await recordLoss(w, { kind: 'deletion_end', ids: { deletion: id, kind, by: w.actorId! } })
      await restoreAccounts(w, [{ id: deletion.personId, isNewStay: kind === 'return' }])
      writeJournal(w, { event: 'lifecycle.restored', actorId: w.actorId, subjectId: deletion.personId, fields: { kind } })
      return { personId: deletion.personId }
    })
  },

  async askEarlyPurge(context, { id, reason }) {
    if (!context.platform.school.option('delete.early_purge_on_request')) refuse(409, 'early_purge_off', { clause: '12' })
    await context.write(async (w) => {
      const deletion = await held(w, id)
      if (deletion.askedAt !== null && deletion.agrees === null) refuse(409, 'early_purge_asked', { clause: '12' })
      if (await wasReason(w.trx, id, reason)) refuse(422, 'early_purge_same_reason', { clause: '12', field: 'reason' })
      await w.trx.insertInto('early_purge').values({ deletion_id: id, round: deletion.round + 1, asked_by: w.actorId, asked_at: w.at, reason }).execute()
      await openTask(w, { kind: EARLY_PURGE, key: id, for: { office: 'head' }, aboutPersonId: deletion.personId, params: {}, dueOn: addDays(w.today, limits.early_purge_days) })
      writeJournal(w, { event: 'lifecycle.early_purge_asked', actorId: w.actorId, subjectId: deletion.personId, fields: {} })
    })
    return {}
  },

  async listEarlyPurges(context) {
    const { database, platform, today } = context
    const actor = actorOf(context)
    const open = (await standing(database)).filter((row) => row.askedAt !== null && row.agrees === null && !isBanned(actor, row.personId, today))
    const names = await namesOfDeleted(platform, database, open.map((row) => row.personId))
    const people = await namesOf(database, open.flatMap((row) => row.askedBy ?? []))
    return { open: open.map((row) => ({
      id: row.id, displayName: nameOf(names, row.personId), deletedOn: row.deletedOn, restorableUntil: row.restorableUntil, reason: row.askedReason!, askedOn: dateInBerlin(row.askedAt!),
      askedBy: row.askedBy === null ? null : (people.get(row.askedBy)?.displayName ?? null), isOwnRequest: row.askedBy === actor.personId,
    })) }
  },

  async decideEarlyPurge(context, { id, agrees }) {
    const actor = actorOf(context)
    await context.write(async (w) => {
      const deletion = await held(w, id)
      if (deletion.askedAt === null || deletion.agrees !== null) refuse(409, 'early_purge_decided', { clause: '12' })
      // Two decide: whoever asked can't be the one who agrees, also where one human holds both offices.
      if (deletion.askedBy === actor.personId) refuse(409, 'early_purge_own', { clause: '12' })
      await w.trx.insertInto('early_purge_decision').values({ deletion_id: id, round: deletion.round, agrees, decided_by: w.actorId, decided_at: w.at }).execute()
      await closeTask(w, EARLY_PURGE, id, agrees ? 'agreed' : 'refused')
      await informHead(w, actor, 'early_purge', id)
      writeJournal(w, { event: 'lifecycle.early_purge_decided', actorId: w.actorId, subjectId: deletion.personId, fields: { agrees, inRepresentation: actsInRepresentation(actor, w.at) } })
      if (agrees) await w.platform.jobs.send(w, 'lifecycle.purge', {})
    })
    return {}
  },

  listPurgeSheets: ({ database, platform }, { after }) => sheetsShown(database, platform.manifests.values(), after),

  listRecurring: ({ database, platform, at }) => recurringRuns(database, platform.modules, at),
}

/** The deletion with its person held, so that it is restored, purged or decided once. 404 when it is purged, 409 when it was restored, 410 when its days are over (R12.4). */
async function held(w: Write, id: string): Promise<Deletion> {
  const [known] = await standing(w.trx, { ids: [id] })
  if (known === undefined) return restored(w, id)
  await lockPersons(w, [known.personId])
  const [deletion] = await standing(w.trx, { ids: [id] })
  if (deletion === undefined) return restored(w, id)
  if (isOver(deletion.restorableUntil, w.today) || deletion.agrees === true) refuse(410, 'gone_for_good', { clause: '12' })
  return deletion
}

/** Of two who press at once the second hears who was first. Refuses with 404 when the account is purged, for then nothing tells of it. */
async function restored(w: Write, id: string): Promise<never> {
  const restoration = await restorationOf(w.trx, id)
  if (restoration === null) refuse(404, 'not_found')
  const by = restoration.by === null ? undefined : (await namesOf(w.trx, [restoration.by])).get(restoration.by)?.displayName
  return refuse(409, 'deletion_restored', { clause: '12', params: { date: dateInBerlin(restoration.at), ...(by !== undefined && { by }) } })
}

/** The last day of a code by person; null for the own family, for which somebody else prints. */
async function takeAlongOf(context: Context, people: readonly { id: string }[]): Promise<(personId: string) => string | null> {
  const days = await lastDaysOf(context.database, people.map(({ id }) => id), context)
  return (personId) => (isOwnFamily(actorOf(context), personId) ? null : (days.get(personId) ?? null))
}

/** The accounts of these ids that the actor may see; 404 when one is missing. */
async function visible(context: Context, ids: readonly string[], w?: Write): Promise<Account[]> {
  const { platform, at, today } = context
  const found = await accounts(w?.trx ?? context.database, { ids }, { at, today }, schoolYearAt(platform.school, today).label)
  if (found.length < new Set(ids).size || found.some((one) => isBanned(actorOf(context), one.id, today))) refuse(404, 'not_found')
  return found
}

function obstacleOf(actor: Actor, one: Account): (typeof OBSTACLES)[number] | null {
  if (one.id === actor.personId) return 'own_account'
  if (one.holdsOffice) return 'office'
  if (isOwnFamily(actor, one.id)) return 'own_family'
  if (one.hasWard) return 'custody'
  return one.deletedOn === null ? null : 'deleted'
}

function shown({ id, displayName, type, place }: Account) {
  return { id, displayName, type, place }
}

function nameOf(names: ReadonlyMap<string, { givenName: string; familyName: string }>, personId: string): string {
  const name = names.get(personId)
  return name === undefined ? '' : `${name.givenName} ${name.familyName}`
}
