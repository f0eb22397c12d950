/** Incidents (Datenschutzvorfall, X8): raising a suspicion, leading the case, the register. Every input is strict. */
import { caseContract } from './contract/cases.ts'
import { recordContract } from './contract/records.ts'

export const contract = { ...caseContract, ...recordContract }
