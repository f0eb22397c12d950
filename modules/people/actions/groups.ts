/** Groups: looked up, founded, joined, left. */
import { asProved } from '#platform/access/actor.ts'
import { mayOf } from '#platform/access/decide.ts'
import type { Actor } from '#platform/access/actor.ts'
import type { PersonType } from '#platform/access/vocabulary.ts'
import { groupSubject } from '#platform/identity/cards/group-subject.ts'
import { addMembers as addGroupMembers, endMembers, foundGroups } from '#platform/identity/groups.ts'
import type { GroupKind } from '#platform/identity/groups.ts'
import { personName } from '#platform/identity/people.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import type { contract, GroupMember } from '../contract.ts'
import { refusedCharacter, tidy } from '../import/names.ts'
import { group_label_characters_max, members_shown_max, purpose_characters_max, purpose_characters_min } from '../limits.ts'
import manifest from '../manifest.ts'
import { mayFound, sightOf } from '../rules.ts'
import { groupState, groupsSeen, idsSeen, isLabelTaken, membersSeen } from '../store/groups.ts'
import type { MemberRow } from '../store/groups.ts'
import { lockPeople } from '../store/imports.ts'

type Names = 'listGroups' | 'getGroup' | 'addGroup' | 'addMembers' | 'endMembership'

const CARD_RIGHTS = ['identity.open_class_sign_in', 'identity.print_cards']

export const groups: Pick<Actions<typeof contract>, Names> = {
  async listGroups(context, { ended }) {
    const { database, at, today } = context
    const actor = actorOf(context)
    const schoolYear = schoolYearAt(context.platform.school, today).label
    const rows = await groupsSeen(database, sightOf(actor, at), { at, today }, schoolYear, { personId: actor.personId, ended: ended ?? false })
    return {
      groups: rows.map(({ id, kind, label, purpose, ended_on, members, role }) => ({ id, kind, label, purpose, endedOn: ended_on, members, role })),
      may: mayOf(asProved(actor), manifest, null, at),
      schoolYear,
    }
  },

  async getGroup(context, { id }) {
    const { database, platform, at, today, subject } = context
    const actor = actorOf(context)
    const sight = sightOf(actor, at)
    const moment = { at, today }
    const [group] = await groupsSeen(database, sight, moment, schoolYearAt(context.platform.school, today).label, { personId: actor.personId, ended: false, groupId: id })
    if (group === undefined) refuse(404, 'not_found')
    const rows = await membersSeen(database, sight, moment, id)
    // Cards belong to the room identity; who may do what with them is asked there, and told with the class.
    const identity = platform.manifests.get('identity')
    const withCards = identity === undefined ? null : await groupSubject(database, id, today, platform.school)
    const may = [
      ...mayOf(asProved(actor), manifest, subject, at),
      ...(identity === undefined ? [] : mayOf(asProved(actor), identity, withCards, at).filter((right) => CARD_RIGHTS.includes(right))),
    ]
    const seesDoors = mayOf(actor, manifest, subject, at).includes('people.see_doors')
    const shown = rows.slice(0, members_shown_max)
    const pupils = shown.filter((row) => row.type === 'pupil')
    const open = pupils.filter((row) => row.is_admitted).length
    return {
      id,
      kind: group.kind,
      label: group.label,
      purpose: group.purpose,
      endedOn: group.ended_on,
      members: shown.map((row) => memberOf(row, seesDoors)),
      membersLeftOff: Math.max(0, group.members - shown.length),
      ...(seesDoors && { doors: { open, closed: pupils.length - open } }),
      may,
    }
  },

  async addGroup(context, input) {
    const actor = actorOf(context)
    const group = newGroupOf(actor, input, context.at)
    const schoolYear = schoolYearAt(context.platform.school, context.today).label
    return context.write(async (w) => {
      await lockPeople(w.trx, 'shared')
      if (await isLabelTaken(w.trx, group.kind, group.label, schoolYear)) refuse(409, 'group_label_taken', { field: 'label', params: { label: group.label } })
      const [id] = await foundGroups(w, [{ ...group, schoolYear }])
      // Who founds a course answers for it (R9a.2).
      if (actor.type === 'teacher' && (group.kind === 'course' || group.kind === 'project'))
        await addGroupMembers(w, [{ groupId: id!, personId: actor.personId, role: 'responsible' }])
      writeJournal(w, { event: 'people.group_founded', actorId: w.actorId, fields: { group: id!, kind: group.kind } })
      return { id: id! }
    })
  },

  async addMembers(context, { id, personIds, role }) {
    const { at, today } = context
    const actor = actorOf(context)
    const wanted = [...new Set(personIds)]
    return context.write(async (w) => {
      await lockPeople(w.trx, 'shared')
      const seen = await idsSeen(w.trx, sightOf(actor, at), { at, today }, wanted)
      if (wanted.some((personId) => !seen.has(personId))) refuse(404, 'not_found')
      if (role !== 'member') await refuseTypes(w.trx, wanted, NO_LEADS, 'lead_is_staff', 'role')
      if ((await groupState(w.trx, id))?.kind === 'staff') await refuseTypes(w.trx, wanted, NO_COLLEAGUES, 'staff_group_for_staff', 'personIds')
      await addGroupMembers(
        w,
        wanted.map((personId) => ({ groupId: id, personId, role })),
      )
      writeJournal(w, { event: 'people.members_added', actorId: w.actorId, fields: { group: id, role, count: wanted.length } })
      return { added: wanted.length }
    })
  },

  async endMembership(context, { id, personId, role }) {
    await context.write(async (w) => {
      await lockPeople(w.trx, 'shared')
      const held = await w.trx
        .selectFrom('membership')
        .select('id')
        .where('group_id', '=', id)
        .where('person_id', '=', personId)
        .where('until_on', 'is', null)
        .$if(role !== undefined, (query) => query.where('role', '=', role!))
        .executeTakeFirst()
      if (held === undefined) refuse(404, 'not_found')
      await endMembers(w, [{ groupId: id, personId, ...(role !== undefined && { role }) }])
      writeJournal(w, { event: 'people.membership_ended', actorId: w.actorId, subjectId: personId, fields: { group: id } })
    })
    return {}
  },
}

function memberOf(row: MemberRow, seesDoors: boolean): GroupMember {
  const { id: personId, ...name } = personName(row)
  const isPupil = row.type === 'pupil'
  return {
    personId,
    ...name,
    role: row.role,
    since: row.from_on,
    ...(seesDoors && isPupil && { door: row.is_admitted ? 'open' : 'closed', hasPassword: row.has_password }),
  }
}

/** R1.1: a group has a kind from the list and a purpose in words; 422 otherwise. */
function newGroupOf(actor: Actor, input: { kind: string; label: string; purpose: string }, at: Date): { kind: GroupKind; label: string; purpose: string } {
  const kind = KINDS.find((one) => one === input.kind) ?? refuse(422, 'group_kind_missing', { field: 'kind', clause: '1' })
  const purpose = tidy(input.purpose)
  if ([...purpose].length < purpose_characters_min) refuse(422, 'group_purpose_missing', { field: 'purpose', clause: '1' })
  if (purpose.length > purpose_characters_max) refuse(422, 'group_purpose_too_long', { field: 'purpose', params: { characters_max: purpose_characters_max } })
  const label = tidy(input.label)
  if (label === '') refuse(422, 'group_label_missing', { field: 'label' })
  if (label.length > group_label_characters_max || refusedCharacter(label) !== null || refusedCharacter(purpose) !== null)
    refuse(422, 'group_label_unreadable', { field: 'label', params: { characters_max: group_label_characters_max } })
  if (!mayFound(actor, kind, at)) refuse(403, 'group_kind_forbidden', { field: 'kind' })
  return { kind, label, purpose }
}

const KINDS: readonly GroupKind[] = ['class', 'year', 'course', 'staff', 'project']

/** Pupils and parents lead no group and answer for none (R4.1). */
const NO_LEADS: readonly PersonType[] = ['pupil', 'parent', 'other', 'guest']
/** Nor do they come into a room of the staff, not even by a wrong press; somebody from outside may be taken in by hand. */
const NO_COLLEAGUES: readonly PersonType[] = ['pupil', 'parent', 'guest']

async function refuseTypes(trx: Parameters<typeof lockPeople>[0], personIds: readonly string[], types: readonly PersonType[], code: string, field: string): Promise<void> {
  const found = await trx.selectFrom('person').select('id').where('id', 'in', [...personIds]).where('type', 'in', [...types]).limit(1).executeTakeFirst()
  if (found !== undefined) refuse(422, code, { field })
}
