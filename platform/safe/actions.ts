/** Making the key of the safe: a decision of the head, like others that can't be taken back. */
import { namesOf } from '#platform/identity/people.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { newId } from '#platform/id/id.ts'
import { informHead } from '#platform/school/representation.ts'
import { closeTask } from '#platform/tasks/tasks.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import { keys_listed_max } from './limits.ts'
import { groupsOf, isCodeOf, newSafeKey, readSafeCode, safeKeys, signOf } from './safe.ts'

/** Waits for the head until there is a key. */
export const KEY_MISSING = 'safe.key_missing'

export const actions: Actions<typeof contract> = {
  async listSafeKeys({ database }) {
    const rows = await database.selectFrom('safe_key').selectAll().orderBy('made_at', 'desc').orderBy('id', 'desc').limit(keys_listed_max).execute()
    const names = await namesOf(database, rows.flatMap((row) => row.made_by ?? []))
    return {
      keys: rows.map((row, index) => ({
        id: row.id, sign: signOf(row.public_key), madeOn: dateInBerlin(row.made_at), inRepresentation: row.in_representation, isCurrent: index === 0,
        madeBy: row.made_by === null ? null : (names.get(row.made_by)?.displayName ?? null),
      })),
    }
  },

  async makeSafeKey(context) {
    const actor = actorOf(context)
    const { key, code } = await context.write(async (w: Write) => {
      const made = await newSafeKey(w, await informHead(w, actor, 'safe_key', newId(w.at)))
      await closeTask(w, KEY_MISSING, 'school', 'made')
      return made
    })
    return { id: key.id, sign: signOf(key.publicKey), madeOn: key.madeOn, code, groups: groupsOf(code), schoolName: context.platform.school.school?.name ?? '' }
  },

  async checkSafeCode({ database }, { code }) {
    if (readSafeCode(code) === null) return { outcome: 'misspelt' }
    const [current, ...older] = await safeKeys(database)
    if (current !== undefined && isCodeOf(code, current.publicKey)) return { outcome: 'current' }
    return { outcome: older.some(({ publicKey }) => isCodeOf(code, publicKey)) ? 'older' : 'unknown' }
  },
}
