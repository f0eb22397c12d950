import type { Actions } from '#platform/module/module.ts'
import { decideBanAtWork, listBansAtWork } from './bans.ts'
import type { sameContract } from './contract.ts'
import { denySameHuman, endSameHuman, findWorkAccounts, linkSameHuman, listSameHumans } from './links.ts'

export const sameActions: Actions<typeof sameContract> = { listSameHumans, findWorkAccounts, linkSameHuman, endSameHuman, denySameHuman, listBansAtWork, decideBanAtWork }
