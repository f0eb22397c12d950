/** Work on accounts in groups, of which one that fails for good holds up no other: the group is halved until it stands alone. */
import { isMachineTrouble } from '#platform/database/away.ts'
import { problemOf } from '#platform/jobs/rules.ts'
import { LedgerProblem } from '#platform/ledger/ledger.ts'
import type { Platform } from '#platform/module/platform.ts'

/**
 * Does `work` for all accounts, so many at a time; it undoes itself when it throws, and tells how many it did. Which accounts could not be done the process
 * log says by pseudonym and kind of error, and the next night tries them again. Throws at once when the machine and not an account is in the way.
 */
export async function inGroups(platform: Platform, at: Date, what: string, personIds: readonly string[], size_max: number, work: (personIds: readonly string[]) => Promise<number>): Promise<number> {
  let done = 0
  let stuck = 0
  async function go(group: readonly string[]): Promise<void> {
    try {
      done += await work(group)
    } catch (error) {
      if (isMachineTrouble(error) || error instanceof LedgerProblem) throw error
      if (group.length === 1) {
        stuck += 1
        return platform.say(`${what} of the account ${platform.log.pseudonyms.of(group[0]!, at).toString('hex')} failed: ${problemOf(error)}`)
      }
      const middle = Math.ceil(group.length / 2)
      await go(group.slice(0, middle))
      await go(group.slice(middle))
    }
  }
  for (let start = 0; start < personIds.length; start += size_max) await go(personIds.slice(start, start + size_max))
  if (stuck > 0) platform.say(`${what}: ${stuck} left, they are tried again next night`)
  return done
}
