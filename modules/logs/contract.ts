/** Clause 6: what is logged, looking into logs in a declared case, „Hilf mir“, and the figures of operation. */
import { caseContract } from './contract/cases.ts'
import { helpContract } from './contract/help.ts'
import { openContract } from './contract/open.ts'
import { unmaskingContract } from './contract/unmasking.ts'

export const contract = { ...openContract, ...caseContract, ...unmaskingContract, ...helpContract }
