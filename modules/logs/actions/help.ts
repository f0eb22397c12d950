/** „Hilf mir“ (A9): support without spying. */
import { isBanned, isOwnFamily } from '#platform/access/subject.ts'
import { namesOf } from '#platform/identity/people.ts'
import { attemptsOf } from '#platform/identity/sign-in/attempts.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { inPlainWords } from '../rules.ts'
import { endHelp, findHelp, helpsOf, insertHelp, insertReading, lockHelpOf, openHelps } from '../store/help.ts'
import type { Help } from '../store/help.ts'

type Names = 'listOwnHelp' | 'giveHelp' | 'giveHelpFor' | 'endHelp' | 'listHelps' | 'readHelp'
type Result = 'signed_in' | 'closed' | 'factor_asked' | 'password_wrong' | 'factor_wrong'

export const help: Pick<Actions<typeof contract>, Names> = {
  async listOwnHelp(context) {
    const { database, at } = context
    const { personId } = actorOf(context)
    const own = await helpsOf(database, personId, limits.helps_listed_max)
    const names = await namesOf(database, own.flatMap(({ openedBy }) => openedBy ?? []))
    const keeper = await database.selectFrom('access_fact').select('id').where('kind', '=', 'task').where('key', '=', 'users').where('valid_from', '<=', at)
      .where((eb) => eb.or([eb('valid_until', 'is', null), eb('valid_until', '>', at)])).limit(1).executeTakeFirst()
    return {
      isAnybodyThere: keeper !== undefined,
      helps: own.map((one) => ({
        id: one.id, openedBy: one.openedBy === null ? null : (names.get(one.openedBy)?.displayName ?? null), isByOther: one.openedBy !== personId,
        openedAt: one.openedAt.toISOString(), closesAt: (one.endedAt ?? one.closesAt).toISOString(), isOpen: isOpen(one, at), readings: one.readings,
      })),
    }
  },

  async giveHelp(context) {
    const { personId } = actorOf(context)
    return context.write((w) => give(w, personId, 'self'))
  },

  async giveHelpFor(context, { pupilId }) {
    return context.write((w) => give(w, pupilId, 'teacher'))
  },

  async endHelp(context, { helpId }) {
    await context.write(async (w) => {
      const found = await findHelp(w.trx, helpId)
      if (found !== null && isOpen(found, w.at) && (await endHelp(w, helpId))) writeJournal(w, { event: 'logs.help_ended', actorId: w.actorId, subjectId: found.personId, fields: { help: helpId } })
    })
    return {}
  },

  async listHelps(context) {
    const { database, at, today } = context
    const actor = actorOf(context)
    const found = await openHelps(database, at, limits.helps_listed_max + 1)
    const open = found.slice(0, limits.helps_listed_max).filter(({ personId }) => !isBanned(actor, personId, today) && !isOwnFamily(actor, personId))
    const names = await namesOf(database, open.map(({ personId }) => personId))
    return { helps: open.map((one) => ({ id: one.id, person: { id: one.personId, displayName: names.get(one.personId)?.displayName ?? '' }, closesAt: one.closesAt.toISOString() })), isMore: found.length > limits.helps_listed_max }
  },

  async readHelp(context, { helpId }) {
    const { platform } = context
    return context.write(async (w) => {
      const found = await findHelp(w.trx, helpId)
      // Ended between the question and now: looked at again inside the transaction.
      if (found === null || !isOpen(found, w.at)) refuse(403, 'help_over', { clause: '6' })
      const from = new Date(w.at.getTime() - limits.help_days * 86_400_000)
      const tries = inPlainWords(await attemptsOf({ platform, database: w.trx }, found.personId, from), dateInBerlin)
      await insertReading(w, helpId)
      writeJournal(w, { event: 'logs.help_read', actorId: w.actorId, subjectId: found.personId, fields: { help: helpId, tries: tries.length } })
      return {
        displayName: (await namesOf(w.trx, [found.personId])).get(found.personId)?.displayName ?? '', closesAt: found.closesAt.toISOString(),
        tries: tries.map((one) => ({ from: one.from.toISOString(), until: one.until.toISOString(), result: one.result as Result, device: one.device, times: one.times })),
      }
    })
  },
}

function isOpen({ endedAt, closesAt }: Help, at: Date): boolean {
  return endedAt === null && at < closesAt
}

/** One at a time: who asks again while one is open gets that one. */
async function give(w: Write, personId: string, by: 'self' | 'teacher'): Promise<{ id: string; closesAt: string }> {
  await lockHelpOf(w, personId)
  const open = (await helpsOf(w.trx, personId, limits.helps_listed_max)).find((one) => isOpen(one, w.at))
  if (open !== undefined) return { id: open.id, closesAt: open.closesAt.toISOString() }
  const closesAt = new Date(w.at.getTime() + limits.help_hours * 3_600_000)
  const id = await insertHelp(w, personId, closesAt)
  writeJournal(w, { event: 'logs.help_given', actorId: w.actorId, subjectId: personId, fields: { help: id, by } })
  return { id, closesAt: closesAt.toISOString() }
}
