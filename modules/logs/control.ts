/** What the room says of itself on the page Kontrolle: nobody reads a log without a case, and how many names wait for a second person. */
import { sql } from 'kysely'
import { allReleased, answers, everythingButOffices, imagined, officeFact } from '#platform/access/probing.ts'
import { OFFICES } from '#platform/access/vocabulary.ts'
import type { Control } from '#platform/module/control.ts'
import type { Platform } from '#platform/module/platform.ts'

/** Operations that answer rows or a name: all of them ask for an open case of one's own. */
const OF_A_CASE = ['logs.queryLog', 'logs.requestUnmasking', 'logs.readUnmasked', 'logs.requestExport', 'logs.sealExport']

export const control: Control = {
  figures: [{
    id: 'logs.unmasking_waits', clause: '6', needs: { who: 'officer', when: 'any', path: '/protokolle' },
    count: async ({ database }, { at }) => {
      const { rows } = await sql<{ n: number }>`
        SELECT count(*)::int AS n FROM log_unmasking u JOIN log_case c ON c.id = u.case_id LEFT JOIN log_case_end e ON e.case_id = c.id LEFT JOIN log_unmasking_decision d ON d.unmasking_id = u.id
         WHERE d.unmasking_id IS NULL AND e.case_id IS NULL AND c.closes_at > ${at}`.execute(database)
      return { n: rows[0]!.n }
    },
  }, {
    id: 'logs.export_waits', clause: '6', needs: { who: 'officer', when: 'any', path: '/protokolle' },
    count: async ({ database }, { at }) => {
      const { rows } = await sql<{ n: number }>`
        SELECT count(*)::int AS n FROM log_export x JOIN log_case c ON c.id = x.case_id LEFT JOIN log_case_end e ON e.case_id = c.id LEFT JOIN log_export_decision d ON d.export_id = x.id
         WHERE d.export_id IS NULL AND e.case_id IS NULL AND c.closes_at > ${at}`.execute(database)
      return { n: rows[0]!.n }
    },
  }],
  probes: [
    { id: 'logs.case_gate', clause: '6', run: async (platform, { at }) => closedWithoutCase(platform, at) },
    { id: 'logs.pseudonyms', clause: '6', run: async ({ database }) => pseudonymsOnly(database) },
  ],
}

/** R6.1: whoever holds no task of the logs gets no right on them, whatever else they hold; and who holds it gets nothing from a case that is none. */
async function closedWithoutCase(platform: Platform, at: Date): Promise<{ checked: number; fault: string | null }> {
  const { modules, access } = platform
  const school = allReleased(access(), modules)
  let checked = 0
  for (const office of [null, ...OFFICES.filter((one) => !['task:logs', 'head', 'deputy'].includes(one))]) {
    for (const type of ['pupil', 'teacher', 'staff', 'parent', 'other'] as const) {
      const actor = imagined(type, [...everythingButOffices(school), ...(office === null ? [] : [officeFact(office)])])
      for (const { operation, decision } of answers(modules.filter(({ manifest }) => manifest.id === 'logs'), actor, school, at)) {
        if (!OF_A_CASE.includes(operation)) continue
        checked++
        if (decision.allowed) return { checked, fault: operation }
      }
    }
  }
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM log_query q JOIN log_case c ON c.id = q.case_id LEFT JOIN log_case_end e ON e.case_id = c.id WHERE q.queried_by IS DISTINCT FROM c.opened_by OR q.at >= c.closes_at OR q.at > e.at`.execute(platform.database)
  return { checked, fault: rows[0]!.n > 0 ? 'query_outside_case' : await sealedWithoutSecond(platform) }
}

/** R6.1: whatever went out was ordered, sealed by who opened the case while it was open, and agreed to before by somebody else. */
async function sealedWithoutSecond({ database }: Platform): Promise<string | null> {
  const { rows } = await sql<{ n: number }>`
    SELECT count(*)::int AS n FROM log_export_sealing s JOIN log_export x ON x.id = s.export_id JOIN log_case c ON c.id = x.case_id LEFT JOIN log_case_end e ON e.case_id = c.id LEFT JOIN log_export_decision d ON d.export_id = x.id
     WHERE c.purpose <> 'court_order' OR s.sealed_by IS DISTINCT FROM c.opened_by OR s.at >= c.closes_at OR s.at > e.at OR d.is_granted IS NOT TRUE OR d.at > s.at OR d.decided_by = c.opened_by`.execute(database)
  return rows[0]!.n > 0 ? 'sealed_without_second' : null
}

/** R6.1: in the logs on the disk nobody stands by an id: no value of them is the id of a person. */
async function pseudonymsOnly(database: Platform['database']): Promise<{ checked: number; fault: string | null }> {
  const { rows } = await sql<{ n: number; named: number }>`
    SELECT (SELECT count(*)::int FROM log_access) + (SELECT count(*)::int FROM sign_in_attempt) AS n,
           (SELECT count(*)::int FROM log_access l JOIN person p ON l.pseudonym = uuid_send(p.id)) + (SELECT count(*)::int FROM sign_in_attempt s JOIN person p ON s.pseudonym = uuid_send(p.id)) AS named`.execute(database)
  return { checked: rows[0]!.n, fault: rows[0]!.named > 0 ? 'person_in_log' : null }
}
