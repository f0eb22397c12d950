import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const lifecycle = createClient(contract)

type Asking = { signal: AbortSignal }
export type Leaver = Awaited<ReturnType<typeof lifecycle.listLeavers>>['leavers'][number]
export type Deleted = Awaited<ReturnType<typeof lifecycle.listDeleted>>['deletions'][number]
export type Preview = Awaited<ReturnType<typeof lifecycle.previewDeletion>>
export type Sheet = Awaited<ReturnType<typeof lifecycle.listPurgeSheets>>['sheets'][number]
export type EarlyPurge = Awaited<ReturnType<typeof lifecycle.listEarlyPurges>>['open'][number]
export type Closed = Awaited<ReturnType<typeof lifecycle.listClosed>>['people'][number]
export type Sealed = Awaited<ReturnType<typeof lifecycle.listEvidence>>['sealed'][number]
export type EvidenceOpening = Awaited<ReturnType<typeof lifecycle.listEvidence>>['openings'][number]
export type EvidenceRead = Awaited<ReturnType<typeof lifecycle.readEvidence>>
export type Job = Awaited<ReturnType<typeof lifecycle.listRecurring>>['jobs'][number]

/** Everything this room asked the server for: after a change these questions are asked again. */
export const LIFECYCLE = ['lifecycle'] as const
export const leaversQuery = { queryKey: [...LIFECYCLE, 'leavers'], queryFn: ({ signal }: Asking) => lifecycle.listLeavers({}, { signal }) }
export const clarifiedQuery = { queryKey: [...LIFECYCLE, 'clarified'], queryFn: ({ signal }: Asking) => lifecycle.listToDelete({}, { signal }) }
export const closedQuery = { queryKey: [...LIFECYCLE, 'closed'], queryFn: ({ signal }: Asking) => lifecycle.listClosed({}, { signal }) }
export const ownTakeAlongQuery = { queryKey: [...LIFECYCLE, 'own-take-along'], queryFn: ({ signal }: Asking) => lifecycle.listOwnTakeAlong({}, { signal }) }
export const evidenceQuery = { queryKey: [...LIFECYCLE, 'evidence'], queryFn: ({ signal }: Asking) => lifecycle.listEvidence({}, { signal }) }
export const earlyQuery = { queryKey: [...LIFECYCLE, 'early'], queryFn: ({ signal }: Asking) => lifecycle.listEarlyPurges({}, { signal }) }
export const recurringQuery = { queryKey: [...LIFECYCLE, 'recurring'], queryFn: ({ signal }: Asking) => lifecycle.listRecurring({}, { signal }) }
/** What stands on the server at this moment decides, not what was believed a quarter of a minute ago. */
export const previewQuery = (personIds: readonly string[]) => ({ queryKey: [...LIFECYCLE, 'preview', ...personIds], queryFn: ({ signal }: Asking) => lifecycle.previewDeletion({ personIds: [...personIds] }, { signal }), staleTime: 0 })
