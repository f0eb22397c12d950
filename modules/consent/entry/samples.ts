/** The clerk's sample of what class leads entered (A4): drawn once a month, compared with the paper, "stimmt" or "stimmt nicht". */
import { sql } from 'kysely'
import { isBanned } from '#platform/access/subject.ts'
import { newId } from '#platform/id/id.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import type { RecurringJob } from '#platform/jobs/jobs.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { write } from '#platform/module/write.ts'
import type { Write } from '#platform/module/write.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { closeTask, openTask } from '#platform/tasks/tasks.ts'
import { addDays, startOfDay } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { refreshFacts } from '../facts.ts'
import { limits } from '../limits.ts'
import type { Purpose } from '../rules/records.ts'
import { checkNotOwn } from './own.ts'
import { sampleOf } from '../rules/sample.ts'

/** On the first of a month the sample of the month before is drawn. */
export const drawSamples: RecurringJob = {
  name: 'consent.samples', every: 'month', at: '05:00',
  run: async (platform, dueOn, at) => ({ drawn: await write(platform, null, at, (w) => drawMonth(w, addDays(dueOn, -1).slice(0, 7))) }),
}

/** Draws the sample of a month ('YYYY-MM') that is over, and opens a task for each class. Drawing again changes nothing. Returns how many are in it. */
export async function drawMonth(w: Write, month: string): Promise<number> {
  const first = `${month}-01`
  const next = `${addDays(first, 31).slice(0, 7)}-01`
  if (next > w.today) throw new RangeError(`${month} is not over`)
  const rows = await w.trx.selectFrom('consent_lead_entry').select(['id', 'pupil_id', 'group_id']).where('entered_at', '>=', startOfDay(first)).where('entered_at', '<', startOfDay(next)).orderBy('id').execute()
  const drawn = new Set(sampleOf(rows.map((row) => ({ id: row.id, groupId: row.group_id })), month))
  for (const row of rows.filter(({ id }) => drawn.has(id))) {
    await w.trx.insertInto('consent_sample').values({ id: newId(w.at), lead_entry_id: row.id, pupil_id: row.pupil_id, group_id: row.group_id, month, drawn_at: w.at }).onConflict((oc) => oc.column('lead_entry_id').doNothing()).execute()
  }
  for (const groupId of new Set(rows.map((row) => row.group_id))) {
    if (await openSamples(w, groupId, month) === 0) continue
    await openTask(w, { kind: 'consent.sample', key: `${groupId} ${month}`, for: { office: 'task:consent_register' }, aboutGroupId: groupId, params: { month }, dueOn: addDays(w.today, limits.sample_days) })
  }
  return drawn.size
}

async function openSamples(w: Write, groupId: string, month: string): Promise<number> {
  const row = await w.trx.selectFrom('consent_sample as s').leftJoin('consent_sample_check as c', 'c.sample_id', 's.id').where('s.group_id', '=', groupId).where('s.month', '=', month).where('c.at', 'is', null)
    .select((eb) => eb.fn.countAll().as('n')).executeTakeFirstOrThrow()
  return Number(row.n)
}

type Names = 'listSamples' | 'checkSample'

export const sampleActions: Pick<Actions<typeof contract>, Names> = {
  async listSamples(context) {
    const { database, today } = context
    const all = await database.selectFrom('consent_sample as s').innerJoin('consent_lead_entry as e', 'e.id', 's.lead_entry_id').leftJoin('consent_sample_check as c', 'c.sample_id', 's.id')
      .select(['s.id', 's.pupil_id', 's.group_id', 's.month', 'e.id as entry_id', 'e.purpose', 'e.entered_by', 'e.entered_at']).where('c.at', 'is', null)
      .orderBy('s.month').orderBy('s.group_id').orderBy('s.id').limit(limits.samples_shown_max).execute()
    const rows = all.filter((row) => !isBanned(actorOf(context), row.pupil_id, today))
    const declarations = rows.length === 0 ? [] : await database.selectFrom('consent_declaration as d').innerJoin('document_version as v', 'v.id', 'd.document_version_id').leftJoin('consent_form as f', 'f.id', 'd.form_id')
      .select(['d.lead_entry_id', 'd.declarer', 'd.guardian_id', 'd.declarer_name', 'd.form_line', 'd.assurance', 'd.declared_on', 'v.major', 'v.minor', 'f.code'])
      .where('d.lead_entry_id', '=', sql<string>`ANY(${rows.map((row) => row.entry_id)}::uuid[])`).orderBy('d.id').execute()
    const names = await namesOf(database, [...rows.flatMap((row) => [row.pupil_id, ...(row.entered_by === null ? [] : [row.entered_by])]), ...declarations.flatMap((row) => row.guardian_id ?? [])])
    const nameOf = (id: string | null) => (id === null ? null : (names.get(id)?.displayName ?? null))
    const groups = new Map((await listGroups(database, schoolYearAt(context.platform.school, today).label, { groupIds: [...new Set(rows.map((row) => row.group_id))] })).map((group) => [group.id, group.label]))
    return {
      samples: rows.map((row) => ({
        id: row.id, month: row.month, groupLabel: groups.get(row.group_id) ?? '', pupil: { id: row.pupil_id, displayName: nameOf(row.pupil_id) ?? '' }, purpose: row.purpose as Purpose,
        enteredBy: nameOf(row.entered_by), enteredAt: row.entered_at, isOwn: row.entered_by === actorOf(context).personId,
        signed: declarations.filter((one) => one.lead_entry_id === row.entry_id).map((one) => ({
          by: one.declarer as 'holder', byName: nameOf(one.guardian_id) ?? one.declarer_name, formLine: one.form_line, assurance: one.assurance, on: one.declared_on, major: one.major, minor: one.minor, code: one.code,
        })),
      })),
    }
  },

  async checkSample(context, { sampleId, outcome }) {
    const actor = actorOf(context)
    return context.write(async (w) => {
      const sample = await w.trx.selectFrom('consent_sample as s').innerJoin('consent_lead_entry as e', 'e.id', 's.lead_entry_id').select(['s.id', 's.pupil_id', 's.group_id', 's.month', 's.lead_entry_id', 'e.entered_by']).where('s.id', '=', sampleId).executeTakeFirst()
      if (!sample) refuse(404, 'not_found')
      // Two who check the last two of a class at once: the second counts what the first has entered.
      await sql`SELECT pg_advisory_xact_lock(${SAMPLE_LOCK}, hashtext(${`${sample.group_id} ${sample.month}`}))`.execute(w.trx)
      // Nobody checks the own entries.
      if (sample.entered_by === actor.personId) refuse(403, 'sample_own', { clause: '2' })
      checkNotOwn(actor, [sample.pupil_id])
      await lockPersons(w, [sample.pupil_id])
      const checked = await w.trx.insertInto('consent_sample_check').values({ sample_id: sample.id, outcome, checked_by: actor.personId, at: w.at }).onConflict((oc) => oc.column('sample_id').doNothing()).returning('at').executeTakeFirst()
      if (checked === undefined) {
        const before = await w.trx.selectFrom('consent_sample_check').select('outcome').where('sample_id', '=', sample.id).executeTakeFirstOrThrow()
        if (before.outcome !== outcome) refuse(409, 'sample_checked')
        return { left: await openSamples(w, sample.group_id, sample.month) }
      }
      if (outcome === 'differs') {
        await refreshFacts(w, [sample.pupil_id])
        await recordLoss(w, { kind: 'declaration_void', ids: { entry: sample.lead_entry_id, pupil: sample.pupil_id } })
      }
      writeJournal(w, { event: 'consent.sample_checked', actorId: actor.personId, subjectId: sample.pupil_id, fields: { outcome } })
      const left = await openSamples(w, sample.group_id, sample.month)
      if (left === 0) await closeTask(w, 'consent.sample', `${sample.group_id} ${sample.month}`, 'done')
      return { left }
    })
  },
}

const SAMPLE_LOCK = 7_305_545
