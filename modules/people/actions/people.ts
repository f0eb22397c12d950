/** People: looked up, added by hand, departing, staying. */
import { asProved, officesOf } from '#platform/access/actor.ts'
import { mayOf } from '#platform/access/decide.ts'
import { isOwnFamily } from '#platform/access/subject.ts'
import { addMembers } from '#platform/identity/groups.ts'
import { addPeople, changePeople, personName } from '#platform/identity/people.ts'
import { lockPersons } from '#platform/identity/sign-in/write-as.ts'
import { newId } from '#platform/id/id.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { addDays, majorityDate } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import { isInCardGrade } from '#platform/identity/cards/paired.ts'
import { factorsOf } from '#platform/identity/factor/records.ts'
import { readName } from '../import/names.ts'
import manifest from '../manifest.ts'
import { cameBy, sightOf } from '../rules.ts'
import { groupState } from '../store/groups.ts'
import { lockPeople } from '../store/imports.ts'
import { accountOf, hasNamesake, membershipsOf, peopleSeen } from '../store/people.ts'
import { answerDepartures, openQuestions } from '../store/questions.ts'
import { staffDetail } from '../store/roster.ts'
import { loadPerson } from '../subjects.ts'
import { MANUAL_SOURCE } from './import/compare.ts'

/** Rights of the room identity about a person. */
const TOLD_HERE = new Set(['identity.report_loss_for', 'identity.confirm_renewal', 'identity.revoke_card', 'identity.void_factors', 'identity.pair_device', 'identity.see_paired_devices'])

/** Their operations are refused for the own child (B12): then there is no button either. */
const NOT_FOR_OWN = new Set(['people.print_slip', 'people.make_teacher_slip', 'people.release_identity'])

type Names = 'listPeople' | 'getPerson' | 'addPerson' | 'recordDeparture' | 'cancelDeparture' | 'recordStay'


export const people: Pick<Actions<typeof contract>, Names> = {
  async listPeople(context, { q, type, groupId, left, departure, after, limit }) {
    const { database, at, today } = context
    const actor = actorOf(context)
    const sight = sightOf(actor, at)
    const may = mayOf(asProved(actor), manifest, null, at)
    const keepsAccounts = officesOf(actor, at).has('task:users')
    // Who is gone, and about whom it is asked, is the business of who keeps the accounts.
    if ((left || departure) && !keepsAccounts) return { people: [], next: null, may }
    // Nor does anybody learn who is in a group that is not theirs.
    if (groupId !== undefined && !sight.everybody && !sight.groupIds.includes(groupId)) return { people: [], next: null, may }
    const ids = departure === undefined ? undefined : [...(await openQuestions(database))]
    const rows = await peopleSeen(database, sight, { at, today }, schoolYearAt(context.platform.school, today).label, { q, type, groupId, left, ids, after, limit: limit + 1 })
    return {
      people: rows.slice(0, limit).map((row) => ({ ...personName(row), place: row.place, exitOn: keepsAccounts ? row.exit_on : null })),
      next: rows.length > limit ? rows[limit - 1]!.id : null,
      may,
    }
  },

  async getPerson(context, { id }) {
    const { database, platform, at, today, subject } = context
    const actor = actorOf(context)
    const moment = { at, today }
    const row = (await accountOf(database, id, moment)) ?? refuse(404, 'not_found')
    const sight = sightOf(actor, at)
    // A lost device is reported in the room identity; who may do it is asked there, and told with the person.
    const identity = platform.manifests.get('identity')
    const proved = asProved(actor)
    const isYoung = row.type === 'pupil' && (await isInCardGrade(database, id, today, platform.school))
    const isOther = id !== actor.personId && !isOwnFamily(actor, id)
    const aboutOther = subject && { ...subject, states: [...(subject.states ?? []), ...(isOther ? ['someone_else'] : []), ...(isYoung ? ['card_grade'] : [])] }
    const shown = identity === undefined ? [] : mayOf(proved, identity, aboutOther, at).filter((right) => TOLD_HERE.has(right))
    const logs = platform.manifests.get('logs')
    const helps = logs === undefined || isOwnFamily(actor, id) ? [] : mayOf(proved, logs, subject, at).filter((right) => right === 'logs.give_help_for')
    const may = [...mayOf(proved, manifest, subject, at).filter((right) => !isOwnFamily(actor, id) || !NOT_FOR_OWN.has(right)), ...shown, ...helps]
    const isOwn = id === actor.personId
    const seesAccount = mayOf(actor, manifest, subject, at).includes('people.see_account')
    const shared = new Set(sight.groupIds)
    const detail = row.type === 'teacher' ? await staffDetail(database, id) : undefined
    const memberships = (await membershipsOf(database, id, moment, schoolYearAt(platform.school, today).label)).filter((one) => !one.has_ended)
    return {
      ...personName(row),
      groups: memberships
        .filter((one) => sight.everybody || isOwn || seesAccount || shared.has(one.id))
        .map(({ id: group, kind, label, role }) => ({ id: group, kind, label, role })),
      ...(detail?.short_code && { shortCode: detail.short_code }),
      ...(detail?.subjects && { subjects: detail.subjects }),
      ...((seesAccount || isOwn) && { accountName: row.account_name }),
      ...(seesAccount && {
        door: row.is_admitted ? ('open' as const) : ('closed' as const),
        hasPassword: row.has_password,
        enteredOn: row.entered_on,
        exitOn: row.exit_on,
      }),
      // For who may make it void: whether there is one.
      ...(identity !== undefined && mayOf(actor, identity, aboutOther, at).includes('identity.void_factors') && { hasFactor: (await factorsOf(database, id)).length > 0 }),
      ...(officesOf(actor, at).has('task:users') && {
        cameBy: cameBy(row.source),
        isDepartureUnclear: (await openQuestions(database, [id])).has(id),
      }),
      may,
    }
  },

  async addPerson(context, input) {
    const { at, today, database } = context
    // R10.2: nobody near the school gets an account by the administration alone; the head decides, with a last day.
    if (input.type === 'other') refuse(422, 'other_by_head', { clause: '10', field: 'type' })
    const name = namesOf(input)
    const majorityOn = input.type === 'pupil' && input.birthDate !== undefined ? majorityOf(input.birthDate, today) : null
    const group = input.classId === undefined ? null : ((await groupState(database, input.classId)) ?? refuse(404, 'not_found'))
    if (group !== null && (group.ended_on !== null || (group.kind !== 'class' && group.kind !== 'year'))) refuse(422, 'class_expected', { field: 'classId' })
    return context.write(async (w) => {
      await lockPeople(w.trx, 'shared')
      if (!input.confirmNamesake && (await hasNamesake(w.trx, name, { at, today }))) refuse(409, 'person_namesake')
      const [id] = await addPeople(w, [{ type: input.type, ...name, majorityOn, source: MANUAL_SOURCE, sourceId: newId(at) }])
      if (group !== null) await addMembers(w, [{ groupId: group.id, personId: id!, role: input.type === 'pupil' ? 'member' : 'responsible' }])
      writeJournal(w, { event: 'people.person_added', actorId: w.actorId, subjectId: id!, fields: { type: input.type } })
      const { account_name: accountName } = await w.trx.selectFrom('person').select('account_name').where('id', '=', id!).executeTakeFirstOrThrow()
      return { id: id!, accountName }
    })
  },

  async recordDeparture(context, { id, exitOn }) {
    await context.write(async (w) => {
      await lockPeople(w.trx, 'shared')
      const row = (await accountOf(w.trx, id, context)) ?? refuse(404, 'not_found')
      if (exitOn < addDays(row.entered_on, -1)) refuse(422, 'exit_before_entry', { field: 'exitOn', params: { enteredOn: row.entered_on } })
      if (row.type === 'other' && row.exit_on !== null && exitOn > row.exit_on) refuse(422, 'other_by_head', { clause: '10', field: 'exitOn' })
      if (exitOn > addDays(w.today, EXIT_AHEAD_DAYS_MAX)) refuse(422, 'exit_too_far', { field: 'exitOn' })
      // Asked again with the row held: an appointment may have come in between.
      await lockPersons(w, [id])
      const subject = await loadPerson(w.trx, id, context)
      if (!subject?.states?.includes('may_depart')) refuse(409, 'departure_of_office')
      await changePeople(w, [{ id, exitOn }])
      await answerDepartures(w, [id], 'departed')
      writeJournal(w, { event: 'people.departure_recorded', actorId: w.actorId, subjectId: id, fields: { exitOn } })
    })
    return { exitOn }
  },

  async cancelDeparture(context, { id }) {
    await context.write(async (w) => {
      await lockPeople(w.trx, 'shared')
      const row = (await accountOf(w.trx, id, context)) ?? refuse(404, 'not_found')
      if (row.exit_on === null) return
      if (row.type === 'other') refuse(422, 'other_by_head', { clause: '10' })
      if (row.exit_on < w.today) refuse(409, 'departure_passed')
      await changePeople(w, [{ id, exitOn: null }])
      writeJournal(w, { event: 'people.departure_cancelled', actorId: w.actorId, subjectId: id, fields: {} })
    })
    return {}
  },

  async recordStay(context, { id }) {
    await context.write(async (w) => {
      if ((await answerDepartures(w, [id], 'stays')) > 0) writeJournal(w, { event: 'people.stay_recorded', actorId: w.actorId, subjectId: id, fields: {} })
    })
    return {}
  },
}

const EXIT_AHEAD_DAYS_MAX = 3_660
const AGE_YEARS_MAX = 100

/** Both names as the import would read them; 422 with the field otherwise. */
function namesOf(input: { givenName: string; familyName: string }): { givenName: string; familyName: string } {
  const read = (field: 'givenName' | 'familyName'): string => {
    const name = readName(input[field], field)
    return 'text' in name ? name.text : refuse(422, name.code, { field, params: { ...name.params } })
  }
  return { givenName: read('givenName'), familyName: read('familyName') }
}

/** The birth date is turned into the day of majority here and goes nowhere else (requirements 3.0). */
export function majorityOf(birthDate: string, today: string): string {
  const isPlausible = birthDate < today && Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4)) <= AGE_YEARS_MAX
  return isPlausible ? majorityDate(birthDate) : refuse(422, 'date_implausible', { field: 'birthDate' })
}
