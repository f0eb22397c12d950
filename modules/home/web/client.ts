import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const home = createClient(contract)
export type WaitingTask = Awaited<ReturnType<typeof home.readToday>>['waiting'][number]
