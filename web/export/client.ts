import { createClient } from '#web/api/client.ts'
import { contract } from '#platform/export/contract.ts'

export const exporting = createClient(contract)
export const EXPORT = ['export'] as const

/** While the file is made the page looks again this often. */
export const LOOK_AGAIN_MS = 1_500
