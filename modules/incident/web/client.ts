import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const incident = createClient(contract)
export type RegisterCase = Awaited<ReturnType<typeof incident.listIncidents>>['cases'][number]
export type Case = Awaited<ReturnType<typeof incident.readIncident>>
export type QuestionState = Case['questions']['authority']
/** Everything this room asked the server for. */
export const INCIDENT = ['incident'] as const
