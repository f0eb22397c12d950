/** What the messenger says on the page Kontrolle. */
import { sql } from 'kysely'
import { ME, allReleased, always, answers, everythingSeen, imagined } from '#platform/access/probing.ts'
import type { MakeSubject } from '#platform/access/probing.ts'
import type { Control, Finding, Moment } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'
import { isAdmitted, isCurrent } from './store/admitted.ts'

export const control: Control = {
  figures: [{
    // R9a.2: nobody answers for the room, so that it can only be read.
    id: 'messenger.unattended', clause: '9a', needs: { who: 'admin', when: 'any' },
    async count({ database }, { at, today }) {
      const { rows } = await sql<{ n: number; of: number }>`
        SELECT count(*)::int AS of, count(*) FILTER (WHERE NOT EXISTS (
                 SELECT FROM membership m JOIN person p ON p.id = m.person_id WHERE m.group_id = g.id AND m.role <> 'member' AND p.type IN ('teacher', 'staff') AND ${isCurrent('m', today)} AND ${isAdmitted('p', at)}))::int AS n
          FROM messenger_room r JOIN school_group g ON g.id = r.group_id WHERE g.ended_on IS NULL OR g.ended_on >= ${today}`.execute(database)
      return rows[0]!
    },
  }],
  probes: [{ id: 'messenger.outside_gate', clause: '9a', run: closedToOthers }, { id: 'messenger.unattended_gate', clause: '9a', run: closedWhileUnattended }],
}

/** R9a.1: nobody from outside; R9a.5: nobody who has not been shown the documents, not even with everything else. */
async function closedToOthers({ modules, access }: Platform, { at }: Moment): Promise<Finding> {
  const school = allReleased(access(), modules)
  const all = [always('account', 'active'), always('purpose', 'platform')]
  const seen = everythingSeen(school)
  const rules = seen.filter(({ key }) => !key.startsWith('messenger-rules@'))
  const people = [...(['parent', 'other', 'guest'] as const).map((type) => imagined(type, [...all, ...seen])), ...(['pupil', 'teacher'] as const).map((type) => imagined(type, [...all, ...rules]))]
  let checked = 0
  for (const actor of people) {
    for (const { operation, decision } of answers(modules.filter(({ manifest }) => manifest.id === 'messenger'), actor, school, at)) {
      checked++
      if (decision.allowed) return { checked, fault: operation }
    }
  }
  return { checked, fault: null }
}

/** Rights to write in a room and to change what stands there. */
const WRITING = new Set(['messenger.write', 'messenger.change'])

/** R9a.2: in a room nobody answers for nobody writes, not even its members and who wrote there before. */
async function closedWhileUnattended({ modules, access }: Platform, { at }: Moment): Promise<Finding> {
  const school = allReleased(access(), modules)
  const own: MakeSubject = (kind) => ({ kind, id: 'imagined', authorId: ME, groupIds: ['theirs'], memberIds: [ME], states: kind === 'room' ? ['unattended'] : [] })
  let checked = 0
  for (const type of ['pupil', 'teacher', 'staff'] as const) {
    const actor = imagined(type, [always('account', 'active'), always('purpose', 'platform'), ...everythingSeen(school)])
    for (const { operation, right, decision } of answers(modules.filter(({ manifest }) => manifest.id === 'messenger'), actor, school, at, own)) {
      if (!WRITING.has(right)) continue
      checked++
      if (decision.allowed) return { checked, fault: operation }
    }
  }
  return { checked, fault: null }
}
