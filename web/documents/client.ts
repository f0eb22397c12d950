import { createClient } from '#web/api/client.ts'
import { contract } from '#platform/documents/contract.ts'

export const documents = createClient(contract)
export type DocumentFound = Awaited<ReturnType<typeof documents.readDocument>>
