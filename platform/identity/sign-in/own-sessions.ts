/** Who sits in front of this browser, and on which other browsers they are signed in: always the own ones only (R6.2). */
import { asProved, hasFactor, heldOffices, isAdmitted, isPasswordShort, isStrong } from '#platform/access/actor.ts'
import { isModuleOpen, mayBeforeEnrolment, mayOf, needsEnrolment } from '#platform/access/decide.ts'
import { openDuty } from '#platform/access/duty.ts'
import type { Manifest } from '#platform/module/manifest.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { contract } from '../contract.ts'
import { namesOf } from '../people.ts'
import { passwordLengthMin } from './credentials.ts'
import { deviceSuggested } from './device-choice.ts'
import { clearSessionCookie } from './sign-in.ts'
import { endSessionIds, endSessions, findSession, listSessionsOf, SESSION_COOKIE } from './sessions.ts'

export const getSession: Actions<typeof contract>['getSession'] = async ({ platform, actor, request, at }) => {
  const school = platform.school.school
  const signedOut = { signedIn: false as const, school: school === null ? null : { name: school.name }, setup: school === null, demo: platform.demo, now: at.toISOString(), device: deviceSuggested(platform, request.address), hasCards: platform.school.option('signin.cards_to_grade') > 0 }
  if (actor?.via !== 'session' || school === null || !isAdmitted(actor, at)) return signedOut
  const session = await findSession(platform, request.cookies[SESSION_COOKIE] ?? '', at)
  const person = (await namesOf(platform.database, [actor.personId])).get(actor.personId)
  if (session === null || person === undefined) return signedOut
  const unread = openDuty(actor, platform.access().duty, at)
  const mustRead = unread !== null && unread.blockedFrom <= at ? { document: unread.document, version: unread.version } : null
  const mustEnrol = needsEnrolment(actor, platform.access(), at)
  const rightsIn = (manifest: Manifest) => (mustEnrol ? mayBeforeEnrolment(actor, manifest, at) : mayOf(asProved(actor), manifest, null, at))
    .filter((right) => mustRead === null || manifest.beforeInstruction?.includes(right))
  const manifests = platform.modules.map((module) => module.manifest).filter((manifest) => !mustEnrol || rightsIn(manifest).length > 0)
  const has = hasFactor(actor, at)
  const isStaff = person.type === 'teacher' || person.type === 'staff'
  return {
    signedIn: true,
    person: { id: person.id, givenName: person.givenName, displayName: person.displayName, type: person.type },
    address: person.type === 'pupil' ? 'du' : 'sie',
    device: session.device,
    school: { name: school.name },
    modules: manifests.filter((manifest) => isModuleOpen(actor, manifest, platform.access(), at)).map(({ id }) => id),
    may: manifests.flatMap(rightsIn),
    factor: {
      state: mustEnrol ? 'enrol' : has ? 'has' : 'none',
      hasOffice: heldOffices(actor, at).size > 0,
      strongUntil: isStrong(actor, at) ? actor.strongUntil!.toISOString() : null,
      isAdvised: isStaff && !has && platform.school.option('mfa.staff') === 'encouraged',
    },
    ...(mustRead && { mustRead }),
    ...(heldOffices(actor, at).size > 0 && isPasswordShort(actor, at) && { mustRenew: { length_min: passwordLengthMin(platform.school, actor, at) } }),
    demo: platform.demo,
    now: at.toISOString(),
  }
}

export const listSessions: Actions<typeof contract>['listSessions'] = async (context) => {
  const { personId, sessionId } = actorOf(context)
  const sessions = await listSessionsOf(context.database, personId, context.at)
  return { sessions: sessions.map(({ id, device, label, startedAt }) => ({ id, device, label, startedAt: startedAt.toISOString(), isThis: id === sessionId })) }
}

export const endSession: Actions<typeof contract>['endSession'] = async (context, { sessionId }) => {
  await context.write((w) => endSessionIds(w, [sessionId], 'revoked'))
  if (actorOf(context).sessionId === sessionId) clearSessionCookie(context)
  return {}
}

export const endOtherSessions: Actions<typeof contract>['endOtherSessions'] = async (context) => {
  const { personId, sessionId } = actorOf(context)
  const ended = await context.write((w) => endSessions(w, personId, 'revoked', { except: sessionId }))
  return { ended: ended.length }
}
