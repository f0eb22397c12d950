/**
 * "Gerät verloren" (R8.2, A12): all sessions end at once and the password is void, because it may be stored on what was lost. Whoever finds it can do
 * nothing with it; the owner gets a new slip from the school, or has another second proof (recovery/renewal.ts). A device that is handed over is the same.
 */
import { writeJournal } from '#platform/journal/journal.ts'
import { recordLoss } from '#platform/ledger/ledger.ts'
import { actorOf } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import type { Write } from '#platform/module/write.ts'
import { endPairedAfterLoss } from '../cards/paired.ts'
import type { contract } from '../contract.ts'
import { tellParentsOfLoss } from '../recovery/ward-notices.ts'
import { voidPassword } from './credentials.ts'
import { provePassword } from './prove-password.ts'
import { endSessions } from './sessions.ts'
import { clearSessionCookie } from './sign-in.ts'
import { endOpenSlips } from './slips.ts'
import { writeAs } from './write-as.ts'

export const reportLostDevice: Actions<typeof contract>['reportLostDevice'] = async (context, { reason }) => {
  await context.write((w) => closeAfterLoss(w, actorOf(context).personId, 'self', reason))
  clearSessionCookie(context)
  return {}
}

/** Says the same whether name and password were right or not. The try stays counted, or the counter would tell. */
export const reportLostDeviceByPassword: Actions<typeof contract>['reportLostDeviceByPassword'] = async (context, input) => {
  const proof = await provePassword(context, input)
  if (proof !== null) await writeAs(context.platform, proof.account.personId, context.at, 'alone', (w) => closeAfterLoss(w, proof.account.personId, 'self', input.reason))
  return {}
}

export const reportLostDeviceFor: Actions<typeof contract>['reportLostDeviceFor'] = async (context, { personId, reason }) => {
  const by = actorOf(context).type === 'parent' ? 'guardian' : 'school'
  await context.write((w) => closeAfterLoss(w, personId, by, reason))
  return {}
}

/** Closes everything a lost device could open, with the person's row held. `by`: the person, a parent, or somebody of the school for them. */
export async function closeAfterLoss(w: Write, personId: string, by: 'self' | 'guardian' | 'school', reason: 'lost' | 'handed_over' = 'lost'): Promise<void> {
  await endOpenSlips(w, [personId], 'withdrawn')
  await voidPassword(w, personId, reason === 'lost' ? 'device_lost' : 'device_handed_over')
  await endSessions(w, personId, 'device_lost')
  await endPairedAfterLoss(w, personId)
  await recordLoss(w, { kind: 'device_lost', ids: { person: personId } })
  await tellParentsOfLoss(w, personId)
  writeJournal(w, { event: 'identity.device_lost', actorId: w.actorId, subjectId: personId, fields: { by, reason } })
}
