/** Clause 6: what is logged, looking into logs in a declared case, what goes out of one on an order, „Hilf mir“, and the figures of operation. */
import { caseContract } from './contract/cases.ts'
import { exportContract } from './contract/exports.ts'
import { helpContract } from './contract/help.ts'
import { openContract } from './contract/open.ts'
import { unmaskingContract } from './contract/unmasking.ts'

export const contract = { ...openContract, ...caseContract, ...unmaskingContract, ...exportContract, ...helpContract }
