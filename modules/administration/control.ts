/** What offices, appointments and releases say on the page Kontrolle. */
import { always, answers, everythingSeen, imagined } from '#platform/access/probing.ts'
import type { Control, Finding, Moment } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'
import { manifestHash } from '#platform/privacy/hash.ts'
import { isTermCurrent, termFacts } from './rules.ts'
import { findAppointments, findOfficeTerms, findReleases } from './store.ts'

/** Without somebody for these nobody comes in, nobody is let in, and nobody sees to what is to be deleted (R12.5). */
const NEEDED = ['users', 'consent_register', 'deletion'] as const

export const control: Control = {
  figures: [
    { id: 'administration.released', clause: '0', count: async ({ database, modules }) => ({ n: (await findReleases(database)).size, of: releasable(modules).length }) },
    {
      id: 'administration.release_outdated', clause: '0', needs: { who: 'head', when: 'any', path: '/verwaltung' },
      count: async ({ database, modules }) => {
        const releases = await findReleases(database)
        return { n: releasable(modules).filter(({ manifest }) => releases.has(manifest.id) && releases.get(manifest.id)!.hash !== manifestHash(manifest)).length }
      },
    },
    { id: 'administration.task_vacant', clause: '4', needs: { who: 'head', when: 'any', path: '/verwaltung/bestellen' }, count: async ({ database }, { today }) => ({ n: NEEDED.length - (await holders(database, today)).filter(({ task }) => NEEDED.includes(task as 'users')).length }) },
    { id: 'administration.without_deputy', clause: '4', needs: { who: 'head', when: 'any', path: '/verwaltung/bestellen' }, count: async ({ database }, { today }) => ({ n: (await holders(database, today)).filter(({ people }) => people < 2).length }) },
  ],
  probes: [
    { id: 'administration.release_gate', clause: '0', run: releaseGate },
    { id: 'administration.appointed_only', clause: '4', run: appointedOnly },
  ],
}

function releasable(modules: Platform['modules']): Platform['modules'] {
  return modules.filter(({ manifest }) => manifest.needs.release)
}

/** Tasks that somebody holds today, and how many people do. */
async function holders(database: Platform['database'], today: string): Promise<{ task: string; people: number }[]> {
  const current = (await findAppointments(database)).filter((one) => isTermCurrent(one, today))
  return [...Map.groupBy(current, ({ task }) => task)].map(([task, held]) => ({ task, people: new Set(held.map(({ personId }) => personId)).size }))
}

/** RP.1: a module without a release in the records answers nobody, not even those for whom everything else is there. */
async function releaseGate({ database, modules, access }: Platform, { at }: Moment): Promise<Finding> {
  const releases = await findReleases(database)
  const school = access()
  const all = [always('account', 'active'), always('purpose', 'platform'), always('purpose', 'video'), ...everythingSeen(school)]
  let checked = 0
  for (const module of releasable(modules)) {
    const isReleased = releases.has(module.manifest.id)
    for (const type of ['pupil', 'teacher', 'staff', 'parent'] as const) {
      for (const { operation, decision } of answers([module], imagined(type, all), school, at)) {
        checked++
        if (decision.allowed && !isReleased) return { checked, fault: operation }
      }
    }
  }
  return { checked, fault: null }
}

/** R4.1: whoever has an office or a task has it by a record that is in force, by somebody else's decision, and is staff or was named from outside as an officer. */
async function appointedOnly({ database }: Platform): Promise<Finding> {
  const [appointments, terms] = await Promise.all([findAppointments(database), findOfficeTerms(database)])
  const wanted = new Set([
    ...appointments.flatMap((one) => termFacts(one, 'task', one.task)), ...terms.flatMap((one) => termFacts(one, 'office', one.office)),
  ].map(({ personId, kind, key, validFrom, validUntil }) => spelt(personId, kind, key, validFrom, validUntil)))
  const facts = await database.selectFrom('access_fact as f').innerJoin('person as p', 'p.id', 'f.person_id').select(['f.person_id', 'f.kind', 'f.key', 'f.valid_from', 'f.valid_until', 'p.type']).where('f.kind', 'in', ['office', 'task']).execute()
  const checked = facts.length + appointments.length
  if (appointments.some((one) => one.personId === one.appointedBy)) return { checked, fault: 'appointed_self' }
  if (facts.some((fact) => !wanted.has(spelt(fact.person_id!, fact.kind, fact.key, fact.valid_from, fact.valid_until)))) return { checked, fault: 'without_record' }
  return { checked, fault: facts.some((fact) => fact.kind === 'task' && (fact.type === 'pupil' || fact.type === 'parent')) ? 'pupil_or_parent' : null }
}

function spelt(personId: string, kind: string, key: string, from: Date, until: Date | null): string {
  return [personId, kind, key, from.toISOString(), until?.toISOString() ?? ''].join(' ')
}
