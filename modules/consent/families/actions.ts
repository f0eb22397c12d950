/** What families do online, and what the school does about them. */
import type { Actions } from '#platform/module/module.ts'
import type { familyContract } from './contract.ts'
import { claimAsNew, claimAsParent, decideClaim, listClaims, readFamilyCode } from './claims.ts'
import { decideClarification, saveWish } from './clarification.ts'
import { makeClassFamilyCodes, makeFamilyCodes, printClassFamilyCodes, printFamilyCodes } from './codes.ts'
import { acknowledgeNotices, declareForChild, readFamily, withdrawForChild } from './children.ts'
import { endGuardianship, findGuardians, liftContactBan, recordContactBan, recordCourtDecision, recordGuardianship } from './guardians.ts'
import { readGuardians } from './reading.ts'

export const familyActions: Actions<typeof familyContract> = {
  readFamily, declareForChild, withdrawForChild, acknowledgeNotices, saveWish,
  readFamilyCode, claimAsNew, claimAsParent, makeFamilyCodes, makeClassFamilyCodes, printFamilyCodes, printClassFamilyCodes, listClaims, decideClaim,
  readGuardians, findGuardians, recordGuardianship, endGuardianship, recordContactBan, liftContactBan, recordCourtDecision, decideClarification,
}
