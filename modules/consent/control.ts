/** What the consent register says on the page Kontrolle. */
import { sql } from 'kysely'
import type { Control, Finding, Moment } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'
import { countOpenTasks } from '#platform/tasks/tasks.ts'
import { consentFacts, judge } from './facts.ts'
import type { Purpose } from './rules/records.ts'

export const control: Control = {
  figures: [
    {
      id: 'consent.effective', clause: '2', isInternal: true,
      async count({ database }, { at, today }) {
        const { rows } = await sql<{ n: number; of: number }>`
          SELECT count(*)::int AS of, count(*) FILTER (WHERE ${isOpenFor('platform', at)})::int AS n FROM person p WHERE p.type = 'pupil' AND p.entered_on <= ${today} AND (p.exit_on IS NULL OR p.exit_on >= ${today})`.execute(database)
        return rows[0]!
      },
    },
    { id: 'consent.to_clarify', clause: '12', isInternal: true, needs: { who: 'clerk', when: 'any' }, count: async ({ database }) => ({ n: await countOpenTasks(database, 'consent.clarify') }) },
  ],
  probes: [
    { id: 'consent.register', clause: '2', run: (platform, moment) => openOnlyByRecord(platform, moment, 'platform') },
    { id: 'consent.video_register', clause: '3', run: (platform, moment) => openOnlyByRecord(platform, moment, 'video') },
  ],
}

const PAGE = 500

/** R2.1: every open gate of a real pupil follows from declarations by the rules of 3.1, and no pupil without one has a session. */
async function openOnlyByRecord({ database, school }: Platform, { at, today }: Moment, purpose: Purpose): Promise<Finding> {
  const { rows: pupils } = await sql<{ id: string; isOpen: boolean }>`SELECT p.id, ${isOpenFor(purpose, at)} AS "isOpen" FROM person p WHERE p.type = 'pupil' ORDER BY p.id`.execute(database)
  const open = pupils.filter(({ isOpen }) => isOpen)
  const checked = pupils.length
  for (let start = 0; start < open.length; start += PAGE) {
    const ids = open.slice(start, start + PAGE).map(({ id }) => id)
    const judged = await judge(database, school, ids, today)
    const isJustified = (id: string) => judged.has(id) && consentFacts(judged.get(id)!).some((fact) => fact.key === purpose && (fact.validUntil === null || at < fact.validUntil))
    if (ids.some((id) => !isJustified(id))) return { checked, fault: 'open_without_record' }
  }
  if (purpose !== 'platform') return { checked, fault: null }
  const { rows: sessions } = await sql`
    SELECT FROM session s JOIN person p ON p.id = s.person_id LEFT JOIN session_end e ON e.session_id = s.id
     WHERE p.type = 'pupil' AND e.session_id IS NULL AND s.expires_at > ${at} AND s.idle_until > ${at} AND NOT ${isOpenFor('platform', at)} LIMIT 1`.execute(database)
  return { checked, fault: sessions.length > 0 ? 'session_without_consent' : null }
}

function isOpenFor(purpose: Purpose, at: Date) {
  return sql<boolean>`EXISTS (SELECT FROM access_fact f WHERE f.person_id = p.id AND f.kind = 'purpose' AND f.key = ${purpose} AND f.valid_from <= ${at} AND (f.valid_until IS NULL OR f.valid_until > ${at}))`
}
