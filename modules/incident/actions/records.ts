/** What head and data protection officer add to a case (X8). */
import { actorOf, refuse } from '#platform/module/module.ts'
import type { Actions } from '#platform/module/module.ts'
import { informHead } from '#platform/school/representation.ts'
import type { contract } from '../contract.ts'
import { limits } from '../limits.ts'
import { faultOfDetection, isLate } from '../rules.ts'
import { insertAssessment, insertDecision, insertDescription, insertDetection, insertMeasure, insertReport } from '../store/records.ts'
import { addTo, isInRepresentation } from './leading.ts'

type Names = 'correctDetection' | 'describeIncident' | 'addMeasure' | 'assessIncident' | 'decideIncident' | 'recordIncidentReport'

export const records: Pick<Actions<typeof contract>, Names> = {
  async correctDetection(context, { caseId, detectedAt, reason }) {
    await addTo(context, caseId, { event: 'incident.detection_corrected' }, 'incident_detection', async (w) => {
      const instant = new Date(detectedAt)
      refuseDetection(instant, w.at, 'detectedAt')
      await insertDetection(w, caseId, { detectedAt: instant, reason })
    })
    return {}
  },

  async describeIncident(context, { caseId, ...input }) {
    await addTo(context, caseId, { event: 'incident.described' }, 'incident_description', (w) => insertDescription(w, caseId, input))
    return {}
  },

  async addMeasure(context, { caseId, ...input }) {
    await addTo(context, caseId, { event: 'incident.measure_added' }, 'incident_measure', async (w) => {
      if (input.takenOn > w.today) refuse(422, 'incident_in_future', { field: 'takenOn' })
      await insertMeasure(w, caseId, input)
    })
    return {}
  },

  async assessIncident(context, { caseId, ...input }) {
    await addTo(context, caseId, { event: 'incident.assessed' }, 'incident_assessment', (w) => insertAssessment(w, caseId, input))
    return {}
  },

  async decideIncident(context, { caseId, ...input }) {
    const actor = actorOf(context)
    const inRepresentation = isInRepresentation(actor, context.at)
    await addTo(context, caseId, { event: 'incident.decided', fields: { question: input.question, inRepresentation } }, 'incident_decision', async (w) => {
      await insertDecision(w, caseId, { ...input, inRepresentation })
      if (inRepresentation) await informHead(w, actor, 'incident_decided', `${caseId}:${input.question}`)
    })
    return {}
  },

  async recordIncidentReport(context, { caseId, question, reportedAt, reference, delayReason }) {
    await addTo(context, caseId, { event: 'incident.reported', fields: { question } }, 'incident_report', async (w, held) => {
      const instant = new Date(reportedAt)
      if (instant > w.at) refuse(422, 'incident_in_future', { field: 'reportedAt' })
      if (instant < held.detectedAt) refuse(422, 'incident_before_detection', { field: 'reportedAt' })
      if (held[question].decision?.isYes !== true) refuse(409, 'incident_not_decided')
      const needsDelay = question === 'authority' && isLate(held.detectedAt, instant)
      if (needsDelay && delayReason === null) refuse(422, 'incident_delay_missing', { field: 'delayReason', params: { hours: limits.report_hours } })
      await insertReport(w, caseId, { question, reportedAt: instant, reference: question === 'authority' ? reference : null, delayReason: needsDelay ? delayReason : null })
    })
    return {}
  },
}

/** Refuses an instant that lies in the future, or so long ago that it is a mistake. */
export function refuseDetection(detectedAt: Date, at: Date, field: string): void {
  const fault = faultOfDetection(detectedAt, at)
  if (fault !== null) refuse(422, fault === 'future' ? 'incident_in_future' : 'incident_long_ago', { field, params: { days: limits.detected_days_max } })
}
