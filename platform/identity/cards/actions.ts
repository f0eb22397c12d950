/** What teachers and children do with cards (A6). */
import { isAdmitted } from '#platform/access/actor.ts'
import { mayOf } from '#platform/access/decide.ts'
import { isBanned } from '#platform/access/subject.ts'
import type { Database, Trx } from '#platform/database/connect.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { listGroups } from '../groups.ts'
import { namesOf } from '../people.ts'
import { countTry, takeBackTry } from '../sign-in/buckets.ts'
import { endSessionIds, startSession } from '../sign-in/sessions.ts'
import { sessionOfBrowser, setSession } from '../sign-in/sign-in.ts'
import { writeAs } from '../sign-in/write-as.ts'
import { arePicturesOf, endCards, findCard, makeCards } from './cards.ts'
import { closeClass, openClass, openForPupil, openOf, pupilsOfClass } from './class-sign-in.ts'
import type { cardContract } from './contract.ts'
import { PAIRED_COOKIE, isInCardGrade, isPaired } from './paired.ts'

export const cardActions: Actions<typeof cardContract> = {
  /**
   * A card signs in while a teacher has opened the class, or on a device at home that a parent has paired (A6); always as on a shared device. Whatever does not fit is refused with the same words: no such card, ended, wrong pictures, class not open.
   * Tries at pictures are counted per card and only while the class is open, so that nobody uses them up from at home.
   */
  async signInWithCard(context, { code, pictures }) {
    const { platform, database, at, today, request } = context
    const { school } = platform
    const card = await findCard(platform, code)
    const isAtHome = async (trx: Database | Trx): Promise<boolean> =>
      (await isPaired({ database: trx, keys: platform.keys }, request.cookies[PAIRED_COOKIE], card!.personId, today)) && (await isInCardGrade(trx, card!.personId, today, school))
    if (card === null || ((await openForPupil(database, card.personId, context, school)) === null && !(await isAtHome(database)))) return refuse(403, 'card_refused')
    const tried = platform.keys.hmac('card bucket', card.cardId)
    if (!(await countTry(database, tried, 'world', at))) return refuse(403, 'card_refused')
    if (!arePicturesOf(platform.keys, card, pictures)) return refuse(403, 'card_refused')
    const left = await sessionOfBrowser(context)
    const session = await writeAs(platform, card.personId, at, 'share', async (w, actor) => {
      // Asked again with rows held: the class may have been closed and the card ended in between.
      const open = await openForPupil(w.trx, card.personId, { at, today }, school, true)
      const still = await findCard({ database: w.trx, keys: platform.keys }, code)
      if ((open === null && !(await isAtHome(w.trx))) || still?.cardId !== card.cardId || actor.type !== 'pupil') return refuse(403, 'card_refused')
      if (!isAdmitted(actor, at)) return null
      if (left !== null) await endSessionIds(w, [left], 'signed_out')
      const started = await startSession(w, { id: actor.personId, type: actor.type }, 'shared', request.userAgent)
      if (open !== null) await w.trx.insertInto('class_sign_in_use').values({ session_id: started.sessionId, class_sign_in_id: open.id, person_id: actor.personId, at }).execute()
      return started
    })
    await takeBackTry(database, tried, 'world')
    if (session === null) return { outcome: 'closed' }
    setSession(context, session)
    return { outcome: 'signed_in' }
  },

  async readClassSignIn(context, { groupId }) {
    const { database, platform, at, today, subject } = context
    const open = await openOf(database, groupId, at)
    const [group] = await listGroups(database, schoolYearAt(platform.school, today).label, { groupIds: [groupId] })
    const opener = open?.openedBy == null ? undefined : (await namesOf(database, [open.openedBy])).get(open.openedBy)
    const pupils = (await pupilsOfClass(database, groupId, open?.id ?? null, { at, today })).filter((one) => !isBanned(actorOf(context), one.id, today))
    return {
      label: group?.label ?? '',
      open: open === null ? null : { closesAt: open.closesAt.toISOString(), openedBy: opener?.displayName ?? '' },
      pupils: pupils.filter((one) => one.is_admitted).map((one) => ({ personId: one.id, displayName: `${one.given_name} ${one.family_name}`, hasCard: one.has_card, isIn: one.is_in })),
      mayPrint: mayOf(actorOf(context), platform.manifests.get('identity')!, subject, at).includes('identity.print_cards'),
    }
  },

  async openClassSignIn(context, { groupId }) {
    const closesAt = await context.write(async (w) => {
      writeJournal(w, { event: 'identity.class_opened', actorId: w.actorId, fields: { group: groupId } })
      return openClass(w, groupId)
    })
    return { closesAt: closesAt.toISOString() }
  },

  async endClassSignIn(context, { groupId }) {
    await context.write((w) => closeClass(w, groupId))
    return {}
  },

  async printCards(context, { groupId, all, personIds }) {
    const { platform, today, at } = context
    return context.write(async (w) => {
      const pupils = (await pupilsOfClass(w.trx, groupId, null, { at, today })).filter((one) => (personIds === undefined || personIds.includes(one.id)) && !isBanned(actorOf(context), one.id, today))
      const chosen = all || personIds !== undefined ? pupils : pupils.filter((one) => !one.has_card)
      const made = new Map((await makeCards(w, chosen.map((one) => one.id))).map((card) => [card.personId, card]))
      if (made.size > 0) writeJournal(w, { event: 'identity.cards_printed', actorId: w.actorId, fields: { group: groupId, count: made.size } })
      const [group] = await listGroups(w.trx, schoolYearAt(platform.school, today).label, { groupIds: [groupId] })
      return {
        schoolName: platform.school.school?.name ?? '',
        cardUrl: new URL('/karte', platform.publicUrl).href,
        label: group?.label ?? '',
        cards: chosen.map((one) => ({ personId: one.id, givenName: one.given_name, familyName: one.family_name, code: made.get(one.id)!.code, pictures: made.get(one.id)!.pictures })),
        kept: pupils.length - chosen.length,
      }
    })
  },

  async revokeCard(context, { personId }) {
    const ended = await context.write(async (w) => {
      const count = await endCards(w, [personId], 'revoked')
      if (count > 0) writeJournal(w, { event: 'identity.card_revoked', actorId: w.actorId, subjectId: personId, fields: {} })
      return count
    })
    return { ended: ended > 0 }
  },
}
