import { createClient } from '#web/api/client.ts'
import { contract } from '../contract.ts'

export const instruction = createClient(contract)
export const INSTRUCTION = ['instruction'] as const
