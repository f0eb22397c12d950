import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const consent = createClient(contract)
export type Purpose = 'platform' | 'video'
