import { createClient } from '#web/api/client.ts'
import { factorContract } from '#platform/identity/factor/contract.ts'
import { contract } from '#platform/identity/contract.ts'

/** The second factor and the own attempts belong to the room identity. */
export const factors = createClient(factorContract)
export const attempts = createClient({ listAttempts: contract.listAttempts })

export type Proof = Parameters<typeof factors.proveFactorAgain>[0]['proof']
export type OwnFactor = Awaited<ReturnType<typeof factors.listFactors>>['factors'][number]
export type Kind = OwnFactor['kind']

export const FACTORS = ['identity', 'factors'] as const
