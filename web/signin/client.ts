import { createClient } from '#web/api/client.ts'
import { contract } from '#platform/identity/contract.ts'

export const identity = createClient(contract)
export type Outcome = Awaited<ReturnType<typeof identity.signIn>>
