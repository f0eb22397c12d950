import { contract as safeContract } from '#platform/safe/contract.ts'
import { contract as schoolContract } from '#platform/school/contract.ts'
import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const administration = createClient(contract)
export const school = createClient(schoolContract)
export const safe = createClient(safeContract)

type Asking = { signal: AbortSignal }
export type Appointments = Awaited<ReturnType<typeof administration.listAppointments>>
export type Appointment = Appointments['appointments'][number]
export type OfficeFound = Appointments['offices'][number]
export type ConflictFound = Appointments['conflicts'][number]
export type ModuleFound = Awaited<ReturnType<typeof administration.listReleases>>['modules'][number]
export type Others = Awaited<ReturnType<typeof administration.listOthers>>
export type CustodyFound = Awaited<ReturnType<typeof administration.listCustody>>
export type HostFound = Awaited<ReturnType<typeof administration.readHostCheck>>
export type SafeKeys = Awaited<ReturnType<typeof safe.listSafeKeys>>
export type SafePaper = Awaited<ReturnType<typeof safe.makeSafeKey>>
export type Options = Awaited<ReturnType<typeof school.listOptions>>
export type Task = Appointment['task']

/** Everything this room asked the server for: after a change these questions are asked again. */
export const ADMINISTRATION = ['administration'] as const
export const releasesQuery = { queryKey: [...ADMINISTRATION, 'releases'], queryFn: ({ signal }: Asking) => administration.listReleases({}, { signal }) }
export const appointmentsQuery = { queryKey: [...ADMINISTRATION, 'appointments'], queryFn: ({ signal }: Asking) => administration.listAppointments({}, { signal }) }
export const letterQuery = (appointmentId: string) => ({ queryKey: [...ADMINISTRATION, 'letter', appointmentId], queryFn: ({ signal }: Asking) => administration.readLetter({ appointmentId }, { signal }) })
export const othersQuery = { queryKey: [...ADMINISTRATION, 'others'], queryFn: ({ signal }: Asking) => administration.listOthers({}, { signal }) }
export const custodyQuery = { queryKey: [...ADMINISTRATION, 'custody'], queryFn: ({ signal }: Asking) => administration.listCustody({}, { signal }) }
export const hostQuery = { queryKey: [...ADMINISTRATION, 'host'], queryFn: ({ signal }: Asking) => administration.readHostCheck({}, { signal }) }
export const optionsQuery = { queryKey: [...ADMINISTRATION, 'options'], queryFn: ({ signal }: Asking) => school.listOptions({}, { signal }) }
export const decisionsQuery = { queryKey: [...ADMINISTRATION, 'decisions'], queryFn: ({ signal }: Asking) => school.listDecisions({}, { signal }) }
export const safeKeysQuery = { queryKey: [...ADMINISTRATION, 'safe'], queryFn: ({ signal }: Asking) => safe.listSafeKeys({}, { signal }) }
export const representedQuery = { queryKey: [...ADMINISTRATION, 'represented'], queryFn: ({ signal }: Asking) => school.listRepresented({}, { signal }) }
