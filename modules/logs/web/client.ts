import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const logs = createClient(contract)
export type OwnCases = Awaited<ReturnType<typeof logs.listOwnLogCases>>
export type OwnCase = OwnCases['cases'][number]
export type RegisterCase = Awaited<ReturnType<typeof logs.listLogCases>>['cases'][number]
export type LogExport = OwnCase['exports'][number]
export type WaitingExport = Awaited<ReturnType<typeof logs.listExports>>['waiting'][number]
export type Sealed = Awaited<ReturnType<typeof logs.sealExport>>
export type Rows = Awaited<ReturnType<typeof logs.queryLog>>['rows']
export type Help = Awaited<ReturnType<typeof logs.listOwnHelp>>['helps'][number]
/** Everything this room asked the server for. */
export const LOGS = ['logs'] as const
