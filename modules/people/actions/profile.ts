/** The own profile: what is stored about oneself, in this room's tables and by what the manifests declare. */
import { mayOf } from '#platform/access/decide.ts'
import { isGuardian } from '#platform/access/subject.ts'
import { namesOf } from '#platform/identity/people.ts'
import { voidingsOf } from '#platform/identity/sign-in/credentials.ts'
import { openLinks } from '#platform/identity/same-human.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { storedAbout, storedForGuardian } from '#platform/privacy/stored.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { dateInBerlin } from '#platform/time/calendar.ts'
import type { contract } from '../contract.ts'
import manifest from '../manifest.ts'
import { cameBy } from '../rules.ts'
import { accountOf, membershipsOf, wardsOf } from '../store/people.ts'
import { loadPerson } from '../subjects.ts'

export const profile: Pick<Actions<typeof contract>, 'getProfile' | 'listStored' | 'listStoredOfChild'> = {
  async getProfile(context) {
    const { platform, database, at, today } = context
    const actor = actorOf(context)
    const { personId } = actor
    const row = (await accountOf(database, personId, { at, today })) ?? refuse(404, 'not_found')
    const memberships = await membershipsOf(database, personId, { at, today }, schoolYearAt(platform.school, today).label)
    const children = [...new Set(actor.wards.map((ward) => ward.personId))].filter((ward) => isGuardian(actor, ward, today))
    const losses = await voidingsOf(database, personId)
    const wards = await wardsOf(database, personId, children, today)
    const links = [...(await openLinks(database, { workIds: [personId] })), ...(await openLinks(database, { parentIds: [personId] }))].map((one) => ({ ...one, otherId: one.workId === personId ? one.parentId : one.workId }))
    const names = await namesOf(database, links.map((one) => one.otherId))
    return {
      id: row.id,
      type: row.type,
      givenName: row.given_name,
      familyName: row.family_name,
      accountName: row.account_name,
      enteredOn: row.entered_on,
      exitOn: row.exit_on,
      majorityOn: row.majority_on,
      cameBy: cameBy(row.source),
      hasPassword: row.has_password,
      may: mayOf(actor, manifest, await loadPerson(database, personId, { at, today }, platform.school.option), at).filter((right) => right === 'people.set_picture'),
      groups: memberships.map(({ id, kind, label, role, from_on, until_on }) => ({ id, kind, label, role, from: from_on, until: until_on })),
      losses: losses.map(({ reason, at: voidedAt, isRenewed }) => ({ reason, on: dateInBerlin(voidedAt), isRenewed })),
      sameHuman: links.flatMap((one) => (names.has(one.otherId) ? [{ displayName: names.get(one.otherId)!.displayName, type: names.get(one.otherId)!.type, since: dateInBerlin(one.linkedAt) }] : [])),
      wards: wards.map(({ given_name, kind, from_on }) => ({ givenName: given_name, kind: kind as 'mother', from: from_on })),
    }
  },

  // X2: nobody's but the asking person's; this operation takes no id.
  async listStored(context) {
    const { database, platform } = context
    return { rooms: await storedAbout(database, platform.manifests.values(), actorOf(context).personId, { option: platform.school.option }) }
  },
  // A18: what of it guardians are told stands in the manifests; that the reader is one was decided at the door.
  async listStoredOfChild(context, { id }) {
    const { database, platform } = context
    const { givenName } = (await namesOf(database, [id])).get(id) ?? refuse(404, 'not_found')
    return { givenName, rooms: await storedForGuardian(database, platform.manifests.values(), { wardId: id, guardianId: actorOf(context).personId }, { option: platform.school.option }) }
  },
}
