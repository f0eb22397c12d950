/** The consent register: entering paper, own declarations, withdrawals, and how classes stand. */
import { officesOf } from '#platform/access/actor.ts'
import { decide } from '#platform/access/decide.ts'
import { isBanned, isOwnFamily } from '#platform/access/subject.ts'
import { listGroups } from '#platform/identity/groups.ts'
import { namesOf } from '#platform/identity/people.ts'
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions, Context } from '#platform/module/module.ts'
import { schoolYearAt } from '#platform/school/calendar.ts'
import { aidActions } from './aids/aids.ts'
import { contract } from './contract.ts'
import { assignmentActions, assignmentOf } from './entry/assignment.ts'
import { sampleActions } from './entry/samples.ts'
import { familyActions } from './families/actions.ts'
import { exportConsents } from './export.ts'
import { judge, optionsOf } from './facts.ts'
import type { Judged } from './facts.ts'
import { signaturesNeeded } from './forms.ts'
import { readHistory } from './history.ts'
import manifest from './manifest.ts'
import { olderPapers } from './older/papers.ts'
import { declareOwn, readOwn, withdrawOwn } from './own.ts'
import { formsBack } from './paper/forms-back.ts'
import { formsOut } from './paper/forms-out.ts'
import { missingWords, proofs } from './paper/proofs.ts'
import { recordDeclarations, recordRequests, recordWithdrawal } from './record.ts'
import { custodyHolders } from './rules/custody.ts'
import type { ConsentState } from './rules/records.ts'
import { voiceAsked } from './rules/voice.ts'
import { sameActions } from './same/actions.ts'
import { loadDocuments, pupilsOfClasses } from './store.ts'
import { textActions } from './text/actions.ts'
import { countWaiting } from './waiting.ts'

export const actions: Actions<typeof contract> = {
  countWaiting,

  async listClasses(context, { purpose }) {
    const { database, platform, today } = context
    const actor = actorOf(context)
    const offices = officesOf(actor, context.at)
    const own = new Set(actor.memberships.filter((one) => one.role === 'lead' && one.from <= today && (one.until === null || today <= one.until)).map((one) => one.groupId))
    const seesAll = offices.has('task:consent_register') || offices.has('head') || offices.has('deputy') || offices.has('officer')
    const filter = seesAll ? {} : { groupIds: [...own] }
    const groups = (await listGroups(database, schoolYearAt(platform.school, today).label, { kinds: ['class', 'year'], ...filter })).filter((group) => group.endedOn === null)
    const pupils = await pupilsOfClasses(database, groups.map((group) => group.id), today)
    const judged = await judge(database, platform.school, [...new Set(pupils.map((pupil) => pupil.id))], today)
    const byGroup = Map.groupBy(pupils, (pupil) => pupil.groupId)
    // A year group stands for itself only where its pupils have no class (EF, Q1, Q2; B11).
    const classIds = new Set(groups.filter((group) => group.kind === 'class').map((group) => group.id))
    const inClass = new Set(pupils.filter((pupil) => classIds.has(pupil.groupId)).map((pupil) => pupil.id))
    const mayRecordOwn = platform.school.option('consent.class_lead_entry') && (await assignmentOf(database, actor.personId, today)) !== null
    return {
      classes: groups.filter((group) => own.has(group.id) || (byGroup.get(group.id) ?? []).some((pupil) => group.kind === 'class' || !inClass.has(pupil.id))).map((group) => {
        const kinds = (byGroup.get(group.id) ?? []).map((pupil) => kindOf(judged.get(pupil.id)!, purpose))
        const count = (kind: string) => kinds.filter((one) => one === kind).length
        return {
          id: group.id, label: group.label, kind: group.kind, pupils: kinds.length, open: count('open'), partial: count('partial'), missing: count('missing'), withdrawn: count('withdrawn'), outdated: count('outdated'),
          isOwn: own.has(group.id), mayRecord: offices.has('task:consent_register') || (own.has(group.id) && mayRecordOwn),
        }
      }),
    }
  },

  async readClass(context, { groupId, purpose }) {
    const { database, platform, today } = context
    const [group] = await listGroups(database, schoolYearAt(platform.school, today).label, { groupIds: [groupId] })
    if (!group) refuse(404, 'not_found')
    const pupils = (await pupilsOfClasses(database, [groupId], today)).filter((pupil) => !isBanned(actorOf(context), pupil.id, today))
    const judged = await judge(database, platform.school, pupils.map((pupil) => pupil.id), today)
    const options = optionsOf(platform.school)
    const mayRecord = may(context, 'consent.record')
    const mayReadHistory = may(context, 'consent.read_history')
    // Names of holders are for whoever enters forms; a class lead who only looks sees the state.
    const holderIds = mayRecord ? [...judged.values()].flatMap(({ case: one }) => custodyHolders(one.holders, today)) : []
    const names = await namesOf(database, holderIds)
    return {
      id: groupId, label: group.label, mayRecord, mayReadHistory, mayPrintForms: may(context, 'consent.print_forms'), mayKeepGuardians: may(context, 'consent.keep_class_guardians'), today,
      documents: (await loadDocuments(database)).filter((document) => document.purpose === purpose),
      pupils: pupils.map((pupil) => {
        const one = judged.get(pupil.id)!
        const consent = one.consents[purpose]
        return {
          id: pupil.id, familyName: pupil.familyName, givenName: pupil.givenName, state: consent.state, open: consent.open, openUntil: consent.openUntil,
          isOwnChild: isOwnFamily(actorOf(context), pupil.id),
          isAdult: one.case.majorityDate !== null && one.case.majorityDate <= today, signatures: signaturesNeeded(one.case, today),
          voice: mayRecord ? voiceAsked(consent, one.case.records[purpose], { majorityDate: one.case.majorityDate, options }, today) : null,
          holders: mayRecord ? custodyHolders(one.case.holders, today).map((guardianId) => ({
            guardianId, displayName: names.get(guardianId)?.displayName ?? '', hasDeclared: !consent.missing.some((gap) => gap.who === 'holder' && gap.guardianId === guardianId),
          })) : [],
          missing: mayRecord ? missingWords(consent.missing, names) : [],
        }
      }),
    }
  },

  ...formsOut,
  ...formsBack,
  ...assignmentActions,
  ...sampleActions,
  ...olderPapers,
  ...proofs,
  ...aidActions,
  ...familyActions,
  ...sameActions,
  ...textActions,
  recordRequests,
  recordDeclarations,
  recordWithdrawal,
  readHistory,
  exportConsents,
  readOwn,
  declareOwn,
  withdrawOwn,
}

const ENDING: readonly ConsentState[] = ['OUTDATED', 'MAJORITY_DUE']
const PARTIAL: readonly ConsentState[] = ['PARTIAL']
const WITHDRAWN: readonly ConsentState[] = ['REVOKED']

/** The five kinds of the picture: open, open but ending without a new form, one signature missing, withdrawn, nothing there. */
function kindOf({ consents }: Judged, purpose: 'platform' | 'video'): 'open' | 'outdated' | 'partial' | 'missing' | 'withdrawn' {
  const { open, state } = consents[purpose]
  if (open && ENDING.includes(state)) return 'outdated'
  if (open) return 'open'
  if (PARTIAL.includes(state)) return 'partial'
  return WITHDRAWN.includes(state) ? 'withdrawn' : 'missing'
}

function may({ actor, subject, at, platform }: Context, right: string): boolean {
  return decide({ actor, operation: { right, subject: 'class', doors: ['http'] }, manifest, subject, door: 'http', at }, platform.access()).allowed
}

