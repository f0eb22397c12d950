/** What pupils do themselves: see how they stand, declare when of age, agree or object below it (3.1). Also through the closed door, by ticket (B13). */
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { writeJournal } from '#platform/journal/journal.ts'
import { dateOfAge } from '#platform/time/calendar.ts'
import type { contract } from './contract.ts'
import { isInUse } from './in-use.ts'
import { judge, optionsOf, refreshFacts } from './facts.ts'
import type { Judged } from './facts.ts'
import { insertDeclaration, stateNow, withdraw } from './record.ts'
import { isGiven } from './rules/given.ts'
import { voiceAsked } from './rules/voice.ts'
import type { Purpose } from './rules/records.ts'
import { PURPOSES, loadDocuments } from './store.ts'

export const readOwn: Actions<typeof contract>['readOwn'] = async (context) => {
  const one = await ownCase(context)
  const documents = await loadDocuments(context.database)
  const isAdult = isOfAge(one, context.today)
  return {
    isAdult,
    purposes: PURPOSES.map((purpose) => {
      const { state, open, openUntil } = one.consents[purpose]
      const document = documents.filter((version) => version.purpose === purpose).at(-1) ?? null
      const asked = voice(context, one, purpose)
      const isDue = isAdult ? !open || state === 'MAJORITY_DUE' || state === 'OUTDATED' : asked !== null
      return {
        purpose, state, open, openUntil, document, asked, isInUse: isInUse(context, purpose),
        mayDeclare: document !== null && isDue,
        mayWithdraw: hasVoice(context, one) && isGiven(one.consents[purpose]),
      }
    }),
  }
}

export const declareOwn: Actions<typeof contract>['declareOwn'] = async (context, input) => {
  const one = await ownCase(context)
  const isAdult = isOfAge(one, context.today)
  // Below 18 the own yes is taken where it is asked for; alone it never opens anything.
  if (!isAdult && voice(context, one, input.purpose) === null) refuse(403, 'not_of_age', { clause: '2' })
  const newest = (await loadDocuments(context.database)).filter((version) => version.purpose === input.purpose).at(-1)
  if (newest?.id !== input.documentVersionId) refuse(409, 'version_changed')
  return context.write(async (w) => {
    const entered = await insertDeclaration(w, {
      entry: { pupilId: one.case.pupilId, declaredOn: w.today, documentVersionId: input.documentVersionId }, purpose: input.purpose, clientId: input.clientId, channel: 'online',
      declaration: { declarer: isAdult ? 'adult_pupil' : 'pupil_voice', guardianId: null, declarerName: null, formLine: null, assurance: null },
    })
    await refreshFacts(w, [one.case.pupilId])
    if (entered) writeJournal(w, { event: 'consent.declared', actorId: w.actorId, fields: { purpose: input.purpose, channel: 'online', pupils: 1 } })
    return stateNow(w, one.case.pupilId, input.purpose)
  })
}

export const withdrawOwn: Actions<typeof contract>['withdrawOwn'] = async (context, input) => {
  const one = await ownCase(context)
  if (!hasVoice(context, one)) refuse(403, 'no_own_voice', { clause: '2' })
  const declarer = isOfAge(one, context.today) ? 'adult_pupil' : 'pupil_voice'
  return context.write((w) => withdraw(w, { pupilId: one.case.pupilId, purpose: input.purpose, declarer, guardianId: null, declarerName: null, channel: 'online', receivedOn: w.today, clientId: input.clientId }))
}

async function ownCase(context: Context): Promise<Judged> {
  const { personId } = actorOf(context)
  const one = (await judge(context.database, context.platform.school, [personId], context.today)).get(personId)
  if (one === undefined) refuse(404, 'not_found')
  return one
}

function voice(context: Context, { case: one, consents }: Judged, purpose: Purpose): 'lift' | 'agree' | null {
  return voiceAsked(consents[purpose], one.records[purpose], { majorityDate: one.majorityDate, options: optionsOf(context.platform.school) }, context.today)
}

function isOfAge(one: Judged, today: string): boolean {
  return one.case.majorityDate !== null && one.case.majorityDate <= today
}

/** From the age the school decided on a pupil's own objection counts (opt:consent.pupil_voice_age). */
function hasVoice(context: Context, one: Judged): boolean {
  const age = context.platform.school.option('consent.pupil_voice_age')
  const { majorityDate } = one.case
  return isOfAge(one, context.today) || (age !== 'off' && majorityDate !== null && dateOfAge(majorityDate, age) <= context.today)
}
