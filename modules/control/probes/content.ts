/** Probes of what belongs to others: the running decide() is asked about people who stand in no relation to it, and about offices that might look into it. */
import { allReleased, answers, everythingButOffices, imagined, officeFact } from '#platform/access/probing.ts'
import type { MakeSubject } from '#platform/access/probing.ts'
import type { Actor, Fact } from '#platform/access/actor.ts'
import { OFFICES } from '#platform/access/vocabulary.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import type { Finding, Moment, Probe } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'
import { addDays } from '#platform/time/calendar.ts'

/** What the office of an inspector opens outside of a case: the own tasks and nothing else. A new one is a decision (R11.1). */
const INSPECTOR_MAY: ReadonlySet<string> = new Set(['home.readWeek'])

export const content: readonly Probe[] = [
  { id: 'control.membership_gate', clause: '5', run: closedToStrangers },
  { id: 'control.inspection_gate', clause: '11', run: closedToOffices },
]

/** Something of a group and of people the asker has nothing to do with now; no module has said anything in its favour. */
const ofOthers: MakeSubject = (kind) => ({ kind, id: 'imagined', personId: 'somebody', authorId: 'somebody', groupIds: ['theirs'], memberIds: ['somebody'], classIds: ['theirs'], namedIds: ['somebody'], states: [] })

/**
 * R5.2, R5.1: rights on what belongs to a group come from membership alone, and end with it. Asked as a stranger, as a member until yesterday, and as who
 * looks after the files: the structure is theirs, the contents are not.
 */
async function closedToStrangers({ modules, access }: Platform, { at, today }: Moment): Promise<Finding> {
  const school = allReleased(access(), modules)
  const past = { groupId: 'theirs', role: 'responsible' as const, from: '1990-01-01', until: addDays(today, -1) }
  const people = (['pupil', 'teacher', 'staff', 'parent', 'other'] as const).flatMap((type) => {
    const one = outsider(type, everythingButOffices(school))
    return [one, { ...one, memberships: [past, { ...past, role: 'lead' as const }] }]
  })
  people.push(outsider('teacher', [...everythingButOffices(school), officeFact('task:files')]))
  let checked = 0
  for (const actor of people) {
    for (const { operation, decision, subject } of answers(modules, actor, school, at, ofOthers)) {
      if (subject === null) continue
      checked++
      if (decision.allowed) return { checked, fault: operation }
    }
  }
  return { checked, fault: null }
}

/**
 * R11.1, X14: nobody looks into what others wrote by an office. In modules that the head releases, where people write to each other, no office adds
 * anything to what the same person may without it; an inspector has nothing anywhere outside of a case.
 */
async function closedToOffices({ modules, access }: Platform, { at }: Moment): Promise<Finding> {
  const school = allReleased(access(), modules)
  const written = modules.filter(({ manifest }) => manifest.needs.release)
  let checked = 0
  for (const type of ['teacher', 'staff', 'other'] as const) {
    for (const office of OFFICES) {
      const without = outsider(type, everythingButOffices(school))
      const asked = office === 'inspector' ? modules : written
      for (const ofWhom of [ofOthers, inEveryState]) {
        const plain = answers(asked, without, school, at, ofWhom)
        for (const { operation, decision } of answers(asked, { ...without, facts: [...without.facts, officeFact(office)] }, school, at, ofWhom)) {
          checked++
          const isOpenAnyway = plain.next().value?.decision.allowed === true
          if (decision.allowed && !isOpenAnyway && !(office === 'inspector' && INSPECTOR_MAY.has(operation))) return { checked, fault: operation }
        }
      }
    }
  }
  return { checked, fault: null }
}

const inEveryState: MakeSubject = (kind, states) => ({ ...ofOthers(kind, states), states })

function outsider(type: PersonType, facts: readonly Fact[]): Actor {
  return { ...imagined(type, facts), memberships: [], wards: [] }
}
