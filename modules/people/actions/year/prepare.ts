/** The plan for the turn of the year: by counting up, or by next year's file in the import thread. Writes nothing. */
import type { Database, Trx } from '#platform/database/connect.ts'
import { refuse } from '#platform/module/module.ts'
import type { Platform } from '#platform/module/platform.ts'
import { schoolYearAt, schoolYearNextTo } from '#platform/school/calendar.ts'
import { addDays, dateInBerlin } from '#platform/time/calendar.ts'
import type { SchoolYear } from '#platform/time/schoolyear.ts'
import { exitYearsOf } from '../../import/safety.ts'
import { knownGroups, knownPupils } from '../../store/imports.ts'
import type { Moment } from '../../store/sight.ts'
import { openGroups } from '../../store/years.ts'
import { countUp, emptyPlan, planHash } from '../../year/plan.ts'
import type { YearGroup, YearPlan } from '../../year/plan.ts'
import type { YearPreview } from '../../year/shape.ts'
import { roll_over_undo_days } from '../../limits.ts'
import { all } from '../import/apply.ts'
import { compareWith } from '../import/file.ts'
import type { ImportFile } from '../import/file.ts'
import { MemberReader } from '../import/members.ts'
import type { KnownMember } from '../import/plan.ts'
import type { ImportThread } from '../import/run.ts'

export type Prepared = { plan: YearPlan; preview: YearPreview }
export type YearAsk = Pick<ImportFile, 'bytes' | 'source' | 'at' | 'tell'>

/** What would be done now. `thread` holds the file, or is null where there is none. */
export async function prepareYear(platform: Platform, database: Database | Trx, ask: YearAsk, thread: ImportThread | null): Promise<Prepared> {
  const moment = { at: ask.at, today: dateInBerlin(ask.at) }
  const current = schoolYearAt(platform.school, moment.today)
  const open = await openGroups(database, moment, current.label)
  const isDue = open.some((one) => !one.isOfThisYear)
  const year = isDue ? current : schoolYearNextTo(platform.school, current)
  // Looking ahead, all labels count as last year's.
  const groups = isDue ? open : open.map((one) => ({ ...one, isOfThisYear: false }))
  const known = await pupilsHere(database, moment, current.label)
  const facts = { newInFile: 0, unclear: 0, safety: { stop: false, count: 0, of: 0 } }
  let plan: YearPlan
  if (thread === null) plan = countUp(groups, known, exitYearsOf(known), year.label)
  else {
    const summary = await compareWith(platform, database, ask, 'pupils', thread)
    if (summary.kind !== 'pupils' || summary.safety.reason === 'no_pupils') refuse(422, 'import_nothing_to_apply')
    plan = await planByFile(thread, groups, known, year.label)
    facts.newInFile = summary.counts.new
    facts.unclear = summary.counts.unclear
    const { stop, reason, count, of } = summary.safety
    // That the classes rise is what is asked for here.
    if (stop && reason !== 'next_year') facts.safety = { stop, count, of }
  }
  return { plan, preview: shown(platform, plan, { year, current, isDue, isWithFile: thread !== null }, facts) }
}

/** What is asked of somebody at school. Names are not among it: of a large school they would be tens of megabytes on the main thread. */
type Here = Pick<KnownMember, 'personId' | 'sourceId' | 'departedOn' | 'classId' | 'yearId' | 'yearLabel'>

async function pupilsHere(database: Database | Trx, moment: Moment, schoolYear: string): Promise<Here[]> {
  const here: Here[] = []
  const members = new MemberReader(await knownGroups(database, schoolYear), moment.today)
  for await (const page of knownPupils(database, moment)) {
    for (const { personId, sourceId, departedOn, classId, yearId, yearLabel } of members.read(page)) if (departedOn === null) here.push({ personId, sourceId, departedOn, classId, yearId, yearLabel })
  }
  return here
}

/** Where the members went (A15). New people are not made here, so that all of this can be taken back exactly: they come with the ordinary import. */
async function planByFile(thread: ImportThread, groups: readonly YearGroup[], known: readonly Here[], schoolYear: string): Promise<YearPlan> {
  const plan = emptyPlan(schoolYear, groups)
  const byId = new Map(groups.map((one) => [one.id, one]))
  const shownOf = (groupId: string) => ({ groupId, members: byId.get(groupId)?.members ?? 0 })
  plan.renamed = (await all(thread, 'renamed')).map(({ groupId, kind, from, to }) => ({ ...shownOf(groupId), kind, label: from, to }))
  plan.carried = (await all(thread, 'carried')).map(({ groupId, label }) => ({ ...shownOf(groupId), kind: byId.get(groupId)!.kind as 'class' | 'year', label }))
  plan.leaves = await all(thread, 'leaves')
  const source = new Map((await all(thread, 'present')).map((personId) => [personId, true]))
  const here = new Map(known.filter((one) => source.has(one.personId)).map((one) => [one.sourceId, one.personId]))
  plan.joins = (await all(thread, 'joins')).flatMap(({ sourceId, group }) => (here.has(sourceId) ? [{ personId: here.get(sourceId)!, group }] : []))
  const joined = Map.groupBy(plan.joins, (one) => one.group)
  plan.founded = (await all(thread, 'founded')).filter(({ ref }) => joined.has(ref)).map(({ ref, kind, label }) => ({ ref, kind, label, members: joined.get(ref)!.length }))
  const leaving = await all(thread, 'leaving')
  plan.exits = leaving.filter((one) => one.isExitYear).map((one) => one.personId)
  plan.missing = leaving.filter((one) => !one.isExitYear).map((one) => one.personId)
  const going = new Set([...plan.renamed, ...plan.carried].map((one) => one.groupId))
  const gone = new Set(plan.exits)
  const left = new Set(plan.leaves.map((one) => `${one.groupId} ${one.personId}`))
  const ended = new Set((await all(thread, 'ended')).map((one) => one.groupId))
  for (const group of groups) {
    if (group.kind === 'course' || going.has(group.id) || group.members === 0) continue
    const members = known.filter((one) => one.classId === group.id || one.yearId === group.id)
    const stays = members.some((one) => !gone.has(one.personId) && !left.has(`${group.id} ${one.personId}`))
    if (!ended.has(group.id) && stays) continue
    plan.ended.push({ groupId: group.id, kind: group.kind, label: group.label, members: group.members, why: members.some((one) => gone.has(one.personId)) ? 'exit' : 'empty' })
  }
  return plan
}

type When = { year: SchoolYear; current: SchoolYear; isDue: boolean; isWithFile: boolean }

function shown(platform: Platform, plan: YearPlan, { year, current, isDue, isWithFile }: When, facts: Pick<YearPreview, 'newInFile' | 'unclear' | 'safety'>): YearPreview {
  const { renamed, carried, ended, courses, founded } = plan
  return {
    schoolYear: year.label, lastYear: schoolYearNextTo(platform.school, year, -1).label, startsOn: year.start, state: isDue ? 'due' : 'early', isWithFile,
    renamed, carried, ended, courses, founded: founded.map(({ kind, label, members }) => ({ kind, label, members })),
    exits: plan.exits.length, lastDay: addDays(year.start, -1), moves: plan.joins.length, missing: plan.missing.length, ...facts,
    archiveDays: platform.school.option('groups.archive_days'), undoDays: roll_over_undo_days, differenceHash: planHash(plan),
    ...(renamed.length + carried.length + ended.length + courses.length + plan.joins.length === 0 && current.label === year.label && { state: 'done' as const }),
  }
}
