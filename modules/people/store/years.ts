/** Changes of the school year: what was done, step by step, and its undoing. */
import { sql } from 'kysely'
import type { Database, Trx } from '#platform/database/connect.ts'
import { pieces } from '#platform/database/pieces.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { newId } from '#platform/id/id.ts'
import type { Write } from '#platform/module/write.ts'
import { steps_page_rows, years_shown_max } from '../limits.ts'
import type { YearGroup } from '../year/plan.ts'
import type { KeptStep } from '../year/shape.ts'
import type { Moment } from './sight.ts'
import { isCurrent } from './sight.ts'

export type StepKind = KeptStep['kind']
export type Step = { kind: StepKind; recordId: string; personId: string | null; before: string | null; after: string | null }

/** Classes, years and courses that have not ended, with how many pupils are in them and whether they bear the label of this school year. */
export async function openGroups(database: Database | Trx, moment: Moment, schoolYear: string): Promise<YearGroup[]> {
  const groups = (await listGroups(database, schoolYear, { kinds: ['class', 'year', 'course'] })).filter((one) => one.endedOn === null)
  const labelled = new Set((await database.selectFrom('group_label').select('group_id').where('school_year', '=', schoolYear).execute()).map((row) => row.group_id))
  const { rows } = await sql<{ group_id: string; n: number }>`
    SELECT m.group_id, count(DISTINCT m.person_id)::int AS n FROM membership m JOIN person p ON p.id = m.person_id
     WHERE m.role = 'member' AND ${isCurrent(moment)} AND (p.exit_on IS NULL OR p.exit_on >= ${moment.today}) GROUP BY m.group_id`.execute(database)
  const sizes = new Map(rows.map((row) => [row.group_id, row.n]))
  return groups.map(({ id, kind, label }) => ({ id, kind: kind as YearGroup['kind'], label, members: sizes.get(id) ?? 0, isOfThisYear: labelled.has(id) }))
}

/** Records a change; its steps are written down behind it, as they are done. Returns its id. */
export async function recordRollOver(w: Write, one: { schoolYear: string; undoUntil: string; counts: Record<string, number> }): Promise<string> {
  const id = newId(w.at)
  await w.trx.insertInto('roll_over').values({ id, school_year: one.schoolYear, done_by: w.actorId, done_at: w.at, undo_until: one.undoUntil, counts: JSON.stringify(one.counts) }).execute()
  return id
}

export async function recordSteps(w: Write, rollOverId: string, steps: readonly Step[]): Promise<void> {
  for (const piece of pieces(steps)) {
    await sql`INSERT INTO roll_over_step (roll_over_id, kind, record_id, person_id, before, after)
      SELECT ${rollOverId}::uuid, * FROM unnest(${piece.map((step) => step.kind)}::text[], ${piece.map((step) => step.recordId)}::uuid[], ${piece.map((step) => step.personId)}::uuid[],
        ${piece.map((step) => step.before)}::text[], ${piece.map((step) => step.after)}::text[])`.execute(w.trx)
  }
}

/** The steps of one kind in the order of their records, some at a time: of a large school there are a hundred thousand. */
export async function* stepsOf(trx: Trx, rollOverId: string, kind: StepKind): AsyncGenerator<Step[]> {
  for (let after: string | null = null; ; ) {
    const page: { record_id: string; person_id: string | null; before: string | null; after: string | null }[] = await trx.selectFrom('roll_over_step').select(['record_id', 'person_id', 'before', 'after'])
      .where('roll_over_id', '=', rollOverId).where('kind', '=', kind).$if(after !== null, (query) => query.where('record_id', '>', after!)).orderBy('record_id').limit(steps_page_rows).execute()
    if (page.length > 0) yield page.map((row) => ({ kind, recordId: row.record_id, personId: row.person_id, before: row.before, after: row.after }))
    if (page.length < steps_page_rows) return
    after = page.at(-1)!.record_id
  }
}

export type RollOverRow = {
  id: string; school_year: string; done_at: Date; undo_until: string; counts: unknown; given_name: string | null; family_name: string | null; undone_at: Date | null
}

/** The last changes, newest first. */
export async function lastRollOvers(database: Database | Trx): Promise<RollOverRow[]> {
  return database.selectFrom('roll_over as r').leftJoin('person as p', 'p.id', 'r.done_by').leftJoin('roll_over_undo as u', 'u.roll_over_id', 'r.id')
    .select(['r.id', 'r.school_year', 'r.done_at', 'r.undo_until', 'r.counts', 'p.given_name', 'p.family_name', 'u.undone_at'])
    .orderBy('r.done_at', 'desc').orderBy('r.id', 'desc').limit(years_shown_max).execute()
}

export async function recordUndo(w: Write, rollOverId: string, kept: Record<string, number>): Promise<void> {
  await w.trx.insertInto('roll_over_undo').values({ roll_over_id: rollOverId, undone_by: w.actorId, undone_at: w.at, kept: JSON.stringify(kept) }).execute()
}
