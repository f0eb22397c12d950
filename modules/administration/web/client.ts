import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const administration = createClient(contract)

export type Appointments = Awaited<ReturnType<typeof administration.listAppointments>>
export type Appointment = Appointments['appointments'][number]
export type ModuleFound = Awaited<ReturnType<typeof administration.listReleases>>['modules'][number]
export type Task = Appointment['task']

/** Everything this room asked the server for: after a change these questions are asked again. */
export const ADMINISTRATION = ['administration'] as const
export const releasesQuery = { queryKey: [...ADMINISTRATION, 'releases'], queryFn: ({ signal }: { signal: AbortSignal }) => administration.listReleases({}, { signal }) }
export const appointmentsQuery = { queryKey: [...ADMINISTRATION, 'appointments'], queryFn: ({ signal }: { signal: AbortSignal }) => administration.listAppointments({}, { signal }) }
