/** Probes of what an office must not do: decide about the own family (B12), and count while the password is too short for it (R4.2). */
import { sql } from 'kysely'
import { decide } from '#platform/access/decide.ts'
import { allReleased, always, answers, everythingButOffices, imagined, officeFact } from '#platform/access/probing.ts'
import type { MakeSubject } from '#platform/access/probing.ts'
import { OFFICES } from '#platform/access/vocabulary.ts'
import { WORK_TYPES } from '#platform/identity/same-human.ts'
import type { Finding, Moment, Probe } from '#platform/module/control.ts'
import type { Module } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'

export const offices: readonly Probe[] = [
  { id: 'control.own_family', clause: '4', run: async (platform, moment) => closedToOwnFamily(platform, moment) },
  {
    id: 'control.short_password', clause: '4',
    run: async (platform, moment) => {
      const found = restingOffices(platform, moment)
      return found.fault === null ? { checked: found.checked, fault: await countedInSpite(platform, moment) } : found
    },
  },
]

/**
 * What somebody may at work also about their own child. A new one is a decision: until it stands here, or the operation says `notForOwnFamily`, the page
 * Kontrolle shows an open gate.
 */
const ALSO_FOR_OWN_FAMILY: ReadonlySet<string> = new Set([
  // What shuts a door or takes something away is never held up.
  'consent.recordWithdrawal', 'people.recordDeparture', 'identity.reportLostDeviceFor', 'identity.voidFactors', 'identity.revokeCard', 'identity.endPairedDevice',
  // Writing to the own child decides nothing about it.
  'messenger.openDirectRoom',
])

/** Kinds of subjects that are about no single person: where one of many is the own child, the action leaves it out (tests/clauses/B12.test.ts). */
const OF_MANY: ReadonlySet<string> = new Set(['class', 'group', 'room', 'audience', 'notice', 'incident'])

const CHILD = 'own-child'
const AS_PARENT = 'own-account-as-parent'

/** B12: with all offices at once and as class lead, nobody changes anything about the own child or the own account as a parent, in whatever state it is. `ask`: the decide() of this house, or one that a test has broken. */
export function closedToOwnFamily({ modules, access }: Pick<Platform, 'modules' | 'access'>, { at }: Moment, ask = decide): Finding {
  const school = allReleased(access(), modules)
  const asParent = [{ personId: AS_PARENT, wards: [{ personId: CHILD, contactBan: false, from: '1990-01-01', until: null }] }]
  let checked = 0
  for (const type of WORK_TYPES) {
    const actor = { ...imagined(type, [...everythingButOffices(school), ...OFFICES.map(officeFact)]), wards: [], asParent }
    for (const personId of [CHILD, AS_PARENT]) {
      for (const { operation, subject, decision } of answers(changing(modules), actor, school, at, ownFamily(personId), ask)) {
        if (subject === null || OF_MANY.has(subject.kind) || ALSO_FOR_OWN_FAMILY.has(operation)) continue
        checked++
        if (decision.allowed) return { checked, fault: operation }
      }
    }
  }
  return { checked, fault: null }
}

/** What a module loads when it is asked about the own family: nobody of it is somebody else. */
function ownFamily(personId: string): MakeSubject {
  return (kind, states) => ({ kind, id: 'imagined', personId, classIds: ['theirs'], states: states.filter((state) => state !== 'someone_else') })
}

/** The same modules with what changes something alone: reading is not deciding. */
function changing(modules: readonly Module[]): Module[] {
  return modules.map((module) => ({ ...module, contract: Object.fromEntries(Object.entries(module.contract).filter(([, { effects }]) => effects === 'write')) }))
}

/** R4.2: whoever holds all offices and has a short password may nothing that the same person may not without any. `ask` as above. */
export function restingOffices({ modules, access }: Pick<Platform, 'modules' | 'access'>, { at }: Moment, ask = decide): Finding {
  const school = allReleased(access(), modules)
  let checked = 0
  for (const type of WORK_TYPES) {
    const without = imagined(type, everythingButOffices(school))
    const holder = { ...without, facts: [...without.facts, ...OFFICES.map(officeFact), always('password', 'short')] }
    const plain = answers(modules, without, school, at)
    for (const { operation, decision } of answers(modules, holder, school, at, undefined, ask)) {
      checked++
      const isOpenAnyway = plain.next().value?.decision.allowed === true
      if (decision.allowed && !isOpenAnyway) return { checked, fault: operation }
    }
  }
  return { checked, fault: null }
}

/** Somebody whose password is noted as too short, and whose office counts all the same, because the fact is not there. */
async function countedInSpite({ database }: Platform, { at }: Moment): Promise<string | null> {
  const { rows } = await sql`
    SELECT FROM credential c WHERE c.is_short
       AND EXISTS (SELECT FROM access_fact f WHERE f.person_id = c.person_id AND f.kind IN ('office', 'task') AND f.valid_from <= ${at} AND (f.valid_until IS NULL OR f.valid_until > ${at}))
       AND NOT EXISTS (SELECT FROM access_fact f WHERE f.person_id = c.person_id AND f.kind = 'password' AND f.key = 'short' AND f.valid_from <= ${at} AND (f.valid_until IS NULL OR f.valid_until > ${at}))
     LIMIT 1`.execute(database)
  return rows.length === 0 ? null : 'short_password_counts'
}
