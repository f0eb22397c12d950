/** Parents pair a device at home for the card of their child; they, the class lead and the office take it away (A6). */
import { hasFactor, isStrong } from '#platform/access/actor.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { provePassword } from '../sign-in/prove-password.ts'
import { writeAs } from '../sign-in/write-as.ts'
import type { pairedContract } from './paired-contract.ts'
import { PAIRED_COOKIE, endPairedDevice, isInCardGrade, pairDevice, paired_cookie_seconds_max, pairedOf, wordOf } from './paired.ts'

export const pairedActions: Actions<typeof pairedContract> = {
  /** Asks for the own password once more: a phone that lies around open does not let a child's card in for good. */
  async pairDevice(context, { personId, password }) {
    const { platform, at, today, request } = context
    const parent = actorOf(context)
    // Whoever has a second factor proves it for this too.
    if (hasFactor(parent, at) && !isStrong(parent, at)) refuse(403, 'second_factor_needed', { clause: '4' })
    const { account_name } = await platform.database.selectFrom('person').select('account_name').where('id', '=', parent.personId).executeTakeFirstOrThrow()
    const proof = await provePassword(context, { account: account_name, password })
    if (proof === null) return refuse(403, 'password_wrong', { field: 'password' })
    await proof.takeBackTry()
    const { word, cookie } = wordOf(platform.keys, request.cookies[PAIRED_COOKIE])
    const { set_at } = proof.account.credential
    const deviceId = await writeAs(platform, parent.personId, at, 'share', async (w, actor) => {
      // Between the password and here custody may have ended: the versions are the same only if nothing did.
      const row = await w.trx.selectFrom('credential').select('set_at').where('person_id', '=', actor.personId).executeTakeFirst()
      if (row?.set_at.getTime() !== set_at.getTime() || actor.version !== parent.version) refuse(409, 'conflict')
      if (!(await isInCardGrade(w.trx, personId, today, platform.school))) refuse(409, 'conflict')
      const id = (await pairDevice(w, { personId, pairedBy: actor.personId, word, userAgent: request.userAgent })) ?? refuse(422, 'paired_many')
      writeJournal(w, { event: 'identity.device_paired', actorId: actor.personId, subjectId: personId, fields: {} })
      return id
    })
    request.setCookie(PAIRED_COOKIE, cookie, { seconds_max: paired_cookie_seconds_max })
    return { deviceId }
  },

  async listPairedDevices(context, { personId }) {
    const actor = actorOf(context)
    const by = actor.type === 'parent' ? actor.personId : null
    const devices = await pairedOf({ database: context.database, keys: context.platform.keys }, personId, context.today, { by, cookie: context.request.cookies[PAIRED_COOKIE] })
    return { devices: devices.map(({ id, label, pairedOn, isThis }) => ({ id, label, pairedOn, isThis })) }
  },

  async endPairedDevice(context, { deviceId }) {
    const personId = context.subject!.personId!
    await context.write(async (w) => {
      if (await endPairedDevice(w, deviceId)) writeJournal(w, { event: 'identity.paired_device_ended', actorId: w.actorId, subjectId: personId, fields: {} })
    })
    return {}
  },
}
