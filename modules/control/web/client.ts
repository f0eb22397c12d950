import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const control = createClient(contract)

type Asking = { signal: AbortSignal }
export type Register = Awaited<ReturnType<typeof control.readRegister>>
export type Processing = Register['processings'][number]
export type Measures = Awaited<ReturnType<typeof control.readMeasures>>
export type Processors = Awaited<ReturnType<typeof control.listProcessors>>
export type Processor = Processors['processors'][number]

/** Everything this room asked the server for: after a change these questions are asked again. */
export const CONTROL = ['control'] as const
export const controlQuery = { queryKey: [...CONTROL, 'rows'], queryFn: ({ signal }: Asking) => control.readControl({}, { signal }) }
export const registerQuery = { queryKey: [...CONTROL, 'register'], queryFn: ({ signal }: Asking) => control.readRegister({}, { signal }) }
export const measuresQuery = { queryKey: [...CONTROL, 'measures'], queryFn: ({ signal }: Asking) => control.readMeasures({}, { signal }) }
export const processorsQuery = { queryKey: [...CONTROL, 'processors'], queryFn: ({ signal }: Asking) => control.listProcessors({}, { signal }) }
